import { randomInt } from 'node:crypto'
import { mayBeOffered, newcomersSource, type Source } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import type { Effect, Outcome } from '../app/ports.ts'
import { claimNoted, settleOwn } from './claim-noted.ts'
import { moveLine } from './history.ts'
import { waiterKey, waitKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { sweepSection } from './lapse.ts'
import { promote } from './promote.ts'
import { joinQueue, makeWaiterFirm } from './queue-requests.ts'
import { claimBeside, claimSmall, makeFirm } from './seat-requests.ts'
import {
  type Holder,
  hasLapsed,
  isFirm,
  readHolder,
  readSeats,
  type Seats,
  type Waiter,
} from './seats-item.ts'
import { type Place, positionFromEnd, readPlace, readSection } from './section.ts'
import { dueEarlier } from './section-requests.ts'

export type Claim = Extract<Effect, { kind: 'claim' }>

/** What a claim met: its seat, or what stands there instead. */
type Met =
  | { readonly kind: 'taken' }
  | { readonly kind: 'own'; readonly holder: Holder }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'section'; readonly seats: Seats }
  | { readonly kind: 'none' }

/** The answer, or what is known of the section for the next try; null for nothing. */
type Step =
  | { readonly answer: Outcome }
  | {
      readonly seen: Seats | null
      /** Others joined the line first. */
      readonly behind?: boolean
      /** What a crash had left undone was done. */
      readonly tended?: boolean
    }

/** How often a claim looks again because something moved under it. Beyond it, the engine is on fire. */
const rounds = 50

/**
 * Takes a seat or a place on the waiting list. Repeated, it answers what it answered before: a child has at most one seat
 * and one place in a section, and a hold claimed again without `until` becomes firm. It never accepts an offer, since it may
 * be the repetition of a claim from before the offer was made.
 */
export const claim = async (kit: Kit, effect: Claim): Promise<Outcome> => {
  let tended = false
  let seen: Seats | null = null
  let behind = 0
  // Where others joined the line first, something was achieved: that never ends a claim.
  for (let round = 0; round < rounds + behind; round++) {
    const now = kit.clock.now()
    const source: Source | null = seen ? newcomersSource(seen, wantedBy(effect), now) : guessed(effect)
    let step: Step
    if (source) step = await attempt(kit, effect, { source, crowded: (seen?.waiting ?? 0) > 0, tended, now })
    // Its seat is counted already: nobody waits beside a seat.
    else if (seen && (await settleOwn(kit, effect.sectionId, effect.childId, seen))) step = { seen: null }
    else if (seen && !tended && needsTending(seen, now)) {
      // Once: what a crash left undone (a lapsed hold, a seat that somebody waits for) is done before anybody is refused.
      tended = true
      await tend(kit, effect, seen, now)
      step = { seen: null }
    } else step = seen ? await queueUp(kit, effect, seen, { now, behind }) : { seen: null }
    if ('answer' in step) return step.answer
    seen = step.seen
    tended ||= step.tended === true
    if (step.behind) behind++
  }
  throw new Error('a claim found no rest')
}

const wantedBy = ({ party, draws = [] }: Claim) => ({ party, draws })

/** Tried without a look: whatever stands against it comes back with the refusal. */
const guessed = ({ draws = [] }: Claim): Source => draws[0] ?? 'open'

const holderFor = (effect: Claim, source: Source, at: Instant): Holder => ({
  familyId: effect.familyId,
  party: effect.party,
  standing: effect.until === null ? 'firm' : 'held',
  until: effect.until,
  at,
  from: source === 'open' ? null : source,
})

interface Take {
  readonly source: Source
  /** Others wait there: this child may be one of them. */
  readonly crowded: boolean
  /** What a crash may have left undone was done before. */
  readonly tended: boolean
  readonly now: Instant
}

const attempt = async (kit: Kit, effect: Claim, given: Take): Promise<Step> => {
  const met = await take(kit, effect, given)
  switch (met.kind) {
    case 'taken':
      return { answer: { did: effect.until === null ? 'seat' : 'held', ...drawn(given.source), effect } }
    case 'none':
      return { answer: { did: 'refused', why: 'closed', effect } }
    case 'place':
      // A claim that was cut short after it joined left a seat that this child may be offered.
      if (!given.tended && (await tendNow(kit, effect, given.now))) return { seen: null, tended: true }
      return stillWaiting(kit, effect, met.place, given.now)
    case 'own':
      return keepOwn(kit, effect, met.holder, given.now)
    case 'section':
      return { seen: met.seats }
  }
}

/** A seat of a quota says so: the family is told where it stands on its own word only. */
const drawn = (source: Source) => (source === 'open' ? {} : { drew: source })

const take = async (kit: Kit, effect: Claim, given: Take): Promise<Met> => {
  const { source, crowded, now } = given
  if (kit.known.large.has(effect.sectionId)) return takeLarge(kit, effect, given)
  if (source !== 'open' && crowded) return takeBeside(kit, effect, given, false)
  const holder = holderFor(effect, source, now)
  const written = await kit.db.update(claimSmall(effect.sectionId, effect.childId, holder, source, now))
  if (written.ok) {
    await bringForward(kit, effect, readSeats(written.item).dueAt)
    return { kind: 'taken' }
  }
  if (!written.old) return { kind: 'none' }
  const seats = readSeats(written.old)
  if (seats.holders) return metIn(effect, seats)
  kit.known.large.set(effect.sectionId, true)
  return takeLarge(kit, effect, given)
}

/** An open seat for good, which is what a crowd wants, is had without a transaction. */
const takeLarge = (kit: Kit, effect: Claim, given: Take): Promise<Met> => {
  const { source, now } = given
  if (source !== 'open' || effect.until !== null) return takeBeside(kit, effect, given, true)
  const { sectionId, childId } = effect
  return claimNoted(kit, { section: sectionId, child: childId, holder: holderFor(effect, source, now), now })
}

const metIn = (effect: Claim, seats: Seats): Met => {
  const own = seats.holders?.get(effect.childId)
  return own ? { kind: 'own', holder: own } : { kind: 'section', seats }
}

const takeBeside = async (kit: Kit, effect: Claim, { source, now }: Take, large: boolean): Promise<Met> => {
  const { sectionId, childId } = effect
  const holder = holderFor(effect, source, now)
  const written = await kit.db.transact(claimBeside(sectionId, childId, holder, source, { now, large }))
  if (written.ok) {
    await bringForward(kit, effect, null)
    return { kind: 'taken' }
  }
  const [section, ...others] = written.reasons
  const own = large ? others[0]?.old : null
  if (own) return { kind: 'own', holder: readHolder(own) }
  const place = others[large ? 1 : 0]?.old
  if (place) return { kind: 'place', place: readPlace(place) }
  return section?.old ? metIn(effect, readSeats(section.old)) : { kind: 'none' }
}

/** A hold that lapses before everything else that the section waits for moves the section's mark. */
const bringForward = async (kit: Kit, effect: Claim, dueAt: Instant | null): Promise<void> => {
  if (effect.until === null || (dueAt !== null && dueAt <= effect.until)) return
  await kit.fault('claim.held')
  await kit.db.update(dueEarlier(effect.sectionId, effect.until))
}

/** Looks again when it changed under us, or has lapsed and is to be claimed anew. */
const keepOwn = async (kit: Kit, effect: Claim, holder: Holder, now: Instant): Promise<Step> => {
  // Ids of children are random: another family's can only be a mistake, and nothing is told about it.
  if (holder.familyId !== effect.familyId) return { answer: { did: 'refused', why: 'full', effect } }
  const from = drawn(holder.from ?? 'open')
  if (isFirm(holder)) return { answer: { did: 'seat', ...from, effect } }
  if (hasLapsed(holder, now)) {
    await sweepSection(kit, effect.sectionId, now)
    return { seen: null }
  }
  if (holder.standing === 'offered') return { answer: { did: 'offered', until: holder.until ?? now, effect } }
  if (effect.until !== null) {
    await bringForward(kit, { ...effect, until: holder.until }, null)
    return { answer: { did: 'held', ...from, effect } }
  }
  const { sectionId, childId } = effect
  const firm = makeFirm(sectionId, childId, holder, kit.known.large.has(sectionId))
  return (await kit.db.update(firm)).ok ? { answer: { did: 'seat', ...from, effect } } : { seen: null }
}

const needsTending = (seats: Seats, now: Instant): boolean =>
  mayBeOffered(seats) || (seats.dueAt !== null && seats.dueAt <= now)

const tend = async (kit: Kit, { sectionId }: Claim, seats: Seats, now: Instant): Promise<void> => {
  if (seats.dueAt !== null && seats.dueAt <= now) await sweepSection(kit, sectionId, now)
  else await promote(kit, sectionId)
}

/** False where there was nothing to be done. */
const tendNow = async (kit: Kit, effect: Claim, now: Instant): Promise<boolean> => {
  const seats = await readSection(kit, effect.sectionId)
  if (!seats || !needsTending(seats, now)) return false
  await tend(kit, effect, seats, now)
  return true
}

/** Where many join at once each chooses another moment, later ones the more often it came too late: of those several may land. */
const apartMs = 20

interface Joining {
  readonly now: Instant
  /** How often others joined first. */
  readonly behind: number
}

/**
 * The section is full, or others wait before: a place in the queue, or a no. Looks again when a seat came free at that
 * moment, and where there is one that those before could not take: who joined is offered it.
 */
const queueUp = async (kit: Kit, effect: Claim, seats: Seats, { now, behind }: Joining): Promise<Step> => {
  const { sectionId, childId, familyId, party, until, draws = [] } = effect
  if (effect.onFull === 'refuse' || party > seats.capacity)
    return refuseUnlessWaiting(kit, effect, seats, now)
  const known = draws.filter(({ organisation }) => seats.quotas.has(organisation))
  const at = Math.max(now, (seats.joined ?? 0) + 1) + randomInt(1 + behind * apartMs)
  const waiter: Waiter = { childId, familyId, party, until, at, draws: known, group: [], passed: null }
  const look = mayBeOffered({ ...seats, waiting: seats.waiting + 1 }) || drawable(seats, waiter)
  const joined = await kit.db.transact([
    ...joinQueue(sectionId, waiter, { seats, look, now }),
    moveLine(kit, sectionId, childId, 'waiting', { party, until }, now),
  ])
  if (joined.ok) {
    if (!look) return { answer: await waitingAt(kit, effect, waitKey(sectionId, at, childId).sk) }
    await kit.fault('claim.joined')
    await promote(kit, sectionId)
    return { seen: null }
  }
  const [section, pointer, ...others] = joined.reasons
  if (pointer?.old) return stillWaiting(kit, effect, readPlace(pointer.old), now)
  const alone = section?.old && others.every(({ failed }) => !failed)
  const met = alone ? metIn(effect, readSeats(section.old)) : null
  // Mostly somebody joined a moment before: what stands there now is known.
  return met?.kind === 'section' ? { seen: met.seats, behind: (met.seats.joined ?? 0) >= at } : { seen: null }
}

const drawable = ({ quotas }: Seats, { draws }: Waiter): boolean =>
  draws.some(({ organisation }) => (quotas.get(organisation)?.left ?? 0) > 0)

/** Who waits already has the answer of before, also where a repeated claim would rather be refused. */
const refuseUnlessWaiting = async (
  kit: Kit,
  effect: Claim,
  { waiting }: Seats,
  now: Instant,
): Promise<Step> => {
  const item = waiting > 0 ? await kit.db.get(waiterKey(effect.sectionId, effect.childId)) : null
  return item
    ? stillWaiting(kit, effect, readPlace(item), now)
    : { answer: { did: 'refused', why: 'full', effect } }
}

/** Looks again when the place has lapsed: as with a hold, it is to be claimed anew. */
const stillWaiting = async (
  kit: Kit,
  effect: Claim,
  { waiter, place }: Place,
  now: Instant,
): Promise<Step> => {
  if (waiter.familyId !== effect.familyId) return { answer: { did: 'refused', why: 'full', effect } }
  if (hasLapsed(waiter, now)) {
    await sweepSection(kit, effect.sectionId, now)
    return { seen: null }
  }
  if (waiter.until !== null && effect.until === null) {
    const { ok } = await kit.db.transact(makeWaiterFirm(effect.sectionId, waiter))
    if (!ok) return { seen: null }
  }
  return { answer: await waitingAt(kit, effect, place) }
}

const waitingAt = async (kit: Kit, effect: Claim, place: string): Promise<Outcome> => ({
  did: 'waiting',
  position: await positionFromEnd(kit, effect.sectionId, place),
  effect,
})
