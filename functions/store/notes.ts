import { randomBytes } from 'node:crypto'
import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import { type Instant, minuteMs } from '../../shared/time.ts'
import { holderKey } from './keys.ts'
import type { Kit } from './kit.ts'
import type { Update, Write } from './requests.ts'
import { holderItem } from './seat-requests.ts'
import { changeSeats, type SeatsChange } from './seats-change.ts'
import { absent, allOf, freeIn, isLarge } from './seats-conditions.ts'
import { type Holder, readHolder, type Seats } from './seats-item.ts'

/**
 * A claim in a large section counts its seat and writes a note of whose it is in one write, then the holder in another: two
 * plain writes in place of a transaction, which costs twice as much. A crash between them leaves the note, by which a repeated
 * claim, the sweep or a recount ends what was begun.
 */
export interface Note {
  readonly token: string
  readonly childId: ChildId
  readonly familyId: FamilyId
  readonly party: number
  /** When it was written. */
  readonly at: Instant
}

const stampLength = 8

/** When it was written, so that nobody ends what is only on its way, and four random characters. Unique in its section. */
export const newToken = (now: Instant): string =>
  now.toString(36).padStart(stampLength, '0') + randomBytes(3).toString('base64url')

const wordsOf = (child: ChildId, { familyId, party }: Holder): string =>
  `${child} ${familyId}${party === 1 ? '' : ` ${party}`}`

const readNote = ([token, words]: readonly [string, string]): Note => {
  const [childId = '', familyId = '', party = '1'] = words.split(' ')
  const at = Number.parseInt(token.slice(0, stampLength), 36)
  return { token, childId, familyId, party: Number(party), at }
}

export const notesIn = ({ notes }: Pick<Seats, 'notes'>): readonly Note[] => [...(notes ?? [])].map(readNote)

/** The seat is counted and its note written; notes that are known to be done go along the way. */
export const noteClaim = (
  section: SectionId,
  child: ChildId,
  holder: Holder & { readonly token: string },
  given: { readonly done: readonly string[]; readonly now: Instant },
): Update => {
  const note: SeatsChange = { note: [[holder.token, wordsOf(child, holder)]], forget: given.done }
  return changeSeats(
    section,
    { left: -holder.party, ...note },
    allOf(isLarge, freeIn('open', holder.party, given.now), {
      // Its own note: the answer to this write was lost, and it is sent again.
      when: 'attribute_exists(notes) AND attribute_not_exists(notes.#own)',
      names: { '#own': holder.token },
    }),
  )
}

/** A section of before there were notes. */
export const withNotes = (section: SectionId): Update => ({
  ...changeSeats(section, {}, isLarge),
  set: 'SET notes = if_not_exists(notes, :notes)',
  values: { ':notes': {} },
})

const noted = ({ token }: Note) => ({ when: 'attribute_exists(notes.#own)', names: { '#own': token } })

/** The child has its seat by another claim, or this one was not to be: what it counted is free again. */
export const undo = (section: SectionId, note: Note): Update =>
  changeSeats(section, { left: note.party, forget: [note.token] }, allOf(isLarge, noted(note)))

const forget = (section: SectionId, note: Note): Update =>
  changeSeats(section, { forget: [note.token] }, allOf(isLarge, noted(note)))

/** The holder that was not written, provided that the note still stands: a seat given back meanwhile took it away. */
const complete = (section: SectionId, note: Note): readonly Write[] => {
  const { childId, familyId, party, at, token } = note
  const holder: Holder = { familyId, party, standing: 'firm', until: null, at, from: null, token }
  return [
    { update: forget(section, note) },
    { put: { item: holderItem(section, childId, holder), condition: absent } },
  ]
}

/** Ends a claim that was cut short. Harmless when its holder is written after all, or done by several. */
export const settleNote = async (kit: Kit, section: SectionId, note: Note): Promise<void> => {
  const item = await kit.db.get(holderKey(section, note.childId))
  const holder = item && readHolder(item)
  if (!holder) await kit.db.transact(complete(section, note))
  else if (holder.token === note.token) await kit.db.update(forget(section, note))
  else await kit.db.update(undo(section, note))
}

/** A claim is through long before. */
const staleMs = minuteMs

/** Part of the sweep. Returns whether there was anything. */
export const settleNotes = async (
  kit: Kit,
  section: SectionId,
  seats: Seats,
  now: Instant,
): Promise<boolean> => {
  const stale = notesIn(seats).filter(({ at }) => at + staleMs <= now)
  for (const note of stale) await settleNote(kit, section, note)
  return stale.length > 0
}
