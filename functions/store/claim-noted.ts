import type { ChildId, SectionId } from '../../shared/ids.ts'
import { type Instant, secondMs } from '../../shared/time.ts'
import { holderKey } from './keys.ts'
import type { Gate, Kit } from './kit.ts'
import { type Note, newToken, noteClaim, notesIn, settleNote, undo, withNotes } from './notes.ts'
import { promote } from './promote.ts'
import { holderItem } from './seat-requests.ts'
import { absent } from './seats-conditions.ts'
import { type Holder, readHolder, readSeats, type Seats } from './seats-item.ts'

/** What a claim of an open seat met in a large section. */
export type NotedMet =
  | { readonly kind: 'taken' }
  | { readonly kind: 'own'; readonly holder: Holder }
  | { readonly kind: 'section'; readonly seats: Seats }
  | { readonly kind: 'none' }

/** Claims of one process under way at once in a section, so that its notes stay below a kilobyte. */
const atOnce = 5
/** Notes of seats that are written, dropped with the next claim. */
const mostDropped = 10

const through = async <T>(gate: Gate, work: () => Promise<T>): Promise<T> => {
  if (gate.running < atOnce) gate.running++
  else await new Promise<void>((resolve) => gate.line.push(resolve))
  try {
    return await work()
  } finally {
    const next = gate.line.shift()
    if (next) next()
    else gate.running--
  }
}

const gateOf = (kit: Kit, section: SectionId): Gate => {
  const gate = kit.known.gates.get(section) ?? { running: 0, line: [], written: [] }
  kit.known.gates.set(section, gate)
  return gate
}

interface Wanted {
  readonly section: SectionId
  readonly child: ChildId
  readonly holder: Holder
  readonly now: Instant
}

/** Takes an open seat for good in a large section: two plain writes (notes.ts). */
export const claimNoted = async (kit: Kit, wanted: Wanted): Promise<NotedMet> => {
  const item = await kit.db.get(holderKey(wanted.section, wanted.child))
  if (item) return { kind: 'own', holder: readHolder(item) }
  const gate = gateOf(kit, wanted.section)
  return through(gate, () => take(kit, gate, wanted))
}

const take = async (kit: Kit, gate: Gate, wanted: Wanted): Promise<NotedMet> => {
  const { section, child, now } = wanted
  const holder = { ...wanted.holder, token: newToken(now) }
  const done = gate.written.slice(0, mostDropped)
  const begun = performance.now()
  const counted = await kit.db.update(noteClaim(section, child, holder, { done, now }))
  const item = counted.ok ? counted.item : counted.old
  if (!item) return { kind: 'none' }
  const seats = readSeats(item)
  if (!counted.ok && !seats.notes?.has(holder.token)) return refused(kit, gate, wanted, seats)
  for (const token of done) dropped(gate, token)
  await kit.fault('claim.noted')
  const others = notesOf(seats, child).filter(({ token }) => token !== holder.token)
  if (others.length > 0) return yieldTo(kit, { ...wanted, holder }, others)
  const met = await seat(kit, { ...wanted, holder }, performance.now() - begun)
  if (met.kind === 'taken') gate.written.push(holder.token)
  return met
}

const dropped = ({ written }: Gate, token: string): void => {
  const at = written.indexOf(token)
  if (at >= 0) written.splice(at, 1)
}

const notesOf = (seats: Seats, child: ChildId): readonly Note[] =>
  notesIn(seats).filter(({ childId }) => childId === child)

/** Ends what this child's claims began and a crash cut short. Returns whether there was anything. */
export const settleOwn = async (
  kit: Kit,
  section: SectionId,
  child: ChildId,
  seats: Seats,
): Promise<boolean> => {
  const own = notesOf(seats, child)
  for (const note of own) await settleNote(kit, section, note)
  return own.length > 0
}

/** Full for a newcomer; but this child may have been counted by a claim that was cut short. */
const refused = async (kit: Kit, gate: Gate, wanted: Wanted, seats: Seats): Promise<NotedMet> => {
  const { section, child } = wanted
  if (seats.holders !== null) return { kind: 'section', seats }
  if (seats.notes === null) {
    await kit.db.update(withNotes(section))
    return take(kit, gate, wanted)
  }
  if (!(await settleOwn(kit, section, child, seats))) return { kind: 'section', seats }
  const item = await kit.db.get(holderKey(section, child))
  return item ? { kind: 'own', holder: readHolder(item) } : take(kit, gate, wanted)
}

/** So long a claim may have stood still before somebody may have ended it in its place, and the seat been given back since. */
const slowMs = 5 * secondMs

type Tokened = Wanted & { readonly holder: Holder & { readonly token: string } }

const noteOf = ({ child, holder, now }: Tokened): Note => ({
  token: holder.token,
  childId: child,
  familyId: holder.familyId,
  party: holder.party,
  at: now,
})

const seat = async (kit: Kit, wanted: Tokened, tookMs: number): Promise<NotedMet> => {
  const { section, child, holder } = wanted
  if (tookMs > slowMs) await settleNote(kit, section, noteOf(wanted))
  else {
    const put = await kit.db.put({ item: holderItem(section, child, holder), condition: absent })
    if (put.ok) return { kind: 'taken' }
  }
  const item = await kit.db.get(holderKey(section, child))
  const there = item && readHolder(item)
  if (there?.token === holder.token) return { kind: 'taken' }
  await settleNote(kit, section, noteOf(wanted))
  return there ? { kind: 'own', holder: there } : { kind: 'taken' }
}

/**
 * Earlier claims of this child were cut short, and theirs is the seat: this one takes its count back first, so that a crash here
 * leaves no note that a repeated claim, which finds its seat, would not look for. Somebody may wait for what is free again.
 */
const yieldTo = async (kit: Kit, wanted: Tokened, earlier: readonly Note[]): Promise<NotedMet> => {
  const { section, child } = wanted
  await kit.db.update(undo(section, noteOf(wanted)))
  for (const note of earlier) await settleNote(kit, section, note)
  await promote(kit, section)
  const item = await kit.db.get(holderKey(section, child))
  return item ? { kind: 'own', holder: readHolder(item) } : { kind: 'taken' }
}
