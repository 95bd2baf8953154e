import type { Instant } from '../../shared/time.ts'
import type { Effect, Outcome } from '../app/ports.ts'
import { waiterKey, waitKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { sweepSection } from './lapse.ts'
import { textOf } from './marshal.ts'
import { promote } from './promote.ts'
import { joinQueue, makeWaiterFirm } from './queue-requests.ts'
import { claimLarge, claimSmall, makeFirmLarge, makeFirmSmall } from './seat-requests.ts'
import {
  type Holder,
  hasLapsed,
  readHolder,
  readSeats,
  readWaiter,
  type Seats,
  type Waiter,
} from './seats-item.ts'
import { positionOf } from './section.ts'
import { dueEarlier } from './section-requests.ts'

export type Claim = Extract<Effect, { kind: 'claim' }>

/** What a claim met: its seat, or what stands there instead. */
type Met =
  | { readonly kind: 'taken' }
  | { readonly kind: 'own'; readonly holder: Holder }
  | { readonly kind: 'section'; readonly seats: Seats }
  | { readonly kind: 'none' }

/** How often a claim looks again because something moved under it. Beyond it, the engine is on fire. */
const rounds = 50

/**
 * Takes a seat or a place on the waiting list. Repeated, it answers what it answered before: a child has at most one seat
 * and one place in a section, and a hold claimed again without `until` becomes firm.
 */
export const claim = async (kit: Kit, effect: Claim): Promise<Outcome> => {
  let tended = false
  for (let round = 0; round < rounds; round++) {
    const now = kit.clock.now()
    const met = await tryClaim(kit, effect, now)
    if (met.kind === 'taken') return { did: effect.until === null ? 'seat' : 'held', effect }
    if (met.kind === 'none') return { did: 'refused', why: 'closed', effect }
    if (met.kind === 'own') {
      const kept = await keepOwn(kit, effect, met.holder, now)
      if (kept) return kept
      continue
    }
    // Once: what a crash left undone (a lapsed hold, a seat that somebody waits for) is done before anybody is refused.
    if (!tended && needsTending(met.seats, now)) {
      tended = true
      await tend(kit, effect, met.seats, now)
      continue
    }
    const answer = await queueUp(kit, effect, met.seats, now)
    if (answer) return answer
  }
  throw new Error('a claim found no rest')
}

const holderFor = (effect: Claim, at: Instant): Holder => ({
  familyId: effect.familyId,
  party: effect.party,
  firm: effect.until === null,
  until: effect.until,
  at,
})

const tryClaim = async (kit: Kit, effect: Claim, now: Instant): Promise<Met> => {
  if (kit.known.large.has(effect.sectionId)) return tryLarge(kit, effect, now)
  const holder = holderFor(effect, now)
  const written = await kit.db.update(claimSmall(effect.sectionId, effect.childId, holder))
  if (written.ok) {
    await bringForward(kit, effect, readSeats(written.item).dueAt)
    return { kind: 'taken' }
  }
  if (!written.old) return { kind: 'none' }
  const seats = readSeats(written.old)
  const own = seats.holders?.get(effect.childId)
  if (own) return { kind: 'own', holder: own }
  if (seats.holders) return { kind: 'section', seats }
  kit.known.large.set(effect.sectionId, true)
  return tryLarge(kit, effect, now)
}

const tryLarge = async (kit: Kit, effect: Claim, now: Instant): Promise<Met> => {
  const written = await kit.db.transact(claimLarge(effect.sectionId, effect.childId, holderFor(effect, now)))
  if (written.ok) {
    await bringForward(kit, effect, null)
    return { kind: 'taken' }
  }
  const [section, own] = written.reasons
  if (own?.old) return { kind: 'own', holder: readHolder(own.old) }
  return section?.old ? { kind: 'section', seats: readSeats(section.old) } : { kind: 'none' }
}

/** A hold that lapses before everything else that the section waits for moves the section's mark. */
const bringForward = async (kit: Kit, effect: Claim, dueAt: Instant | null): Promise<void> => {
  if (effect.until === null || (dueAt !== null && dueAt <= effect.until)) return
  await kit.fault('claim.held')
  await kit.db.update(dueEarlier(effect.sectionId, effect.until))
}

/** Null when it changed under us, or has lapsed and is to be claimed anew. */
const keepOwn = async (kit: Kit, effect: Claim, holder: Holder, now: Instant): Promise<Outcome | null> => {
  // Ids of children are random: another family's can only be a mistake, and nothing is told about it.
  if (holder.familyId !== effect.familyId) return { did: 'refused', why: 'full', effect }
  if (holder.firm) return { did: 'seat', effect }
  if (hasLapsed(holder, now)) {
    await sweepSection(kit, effect.sectionId, now)
    return null
  }
  if (effect.until !== null) return { did: 'held', effect }
  return (await makeFirm(kit, effect, now)) ? { did: 'seat', effect } : null
}

/** Turns this family's living hold into a seat. */
export const makeFirm = async (
  kit: Kit,
  { sectionId, childId, familyId }: Pick<Claim, 'sectionId' | 'childId' | 'familyId'>,
  now: Instant,
): Promise<boolean> => {
  const request = kit.known.large.has(sectionId) ? makeFirmLarge : makeFirmSmall
  return (await kit.db.update(request(sectionId, childId, familyId, now))).ok
}

const needsTending = (seats: Seats, now: Instant): boolean =>
  (seats.waiting > 0 && seats.left > 0) || (seats.dueAt !== null && seats.dueAt <= now)

const tend = async (kit: Kit, effect: Claim, seats: Seats, now: Instant): Promise<void> => {
  if (seats.dueAt !== null && seats.dueAt <= now) await sweepSection(kit, effect.sectionId, now)
  else await promote(kit, effect.sectionId)
}

/** The section is full, or others wait before: a place in the queue, or a no. Null when a seat came free at that moment. */
const queueUp = async (kit: Kit, effect: Claim, seats: Seats, now: Instant): Promise<Outcome | null> => {
  const place = {
    childId: effect.childId,
    familyId: effect.familyId,
    party: effect.party,
    until: effect.until,
    at: now,
  }
  if (effect.onFull === 'refuse' || effect.party > seats.capacity) return refuseUnlessWaiting(kit, effect)
  const joined = await kit.db.transact(joinQueue(effect.sectionId, place, seats.holders === null))
  if (joined.ok) {
    await bringForward(kit, effect, null)
    return waitingAt(kit, effect, waitKey(effect.sectionId, now, effect.childId).sk)
  }
  const pointer = joined.reasons[1]
  if (!pointer?.failed || !pointer.old) return null
  return stillWaiting(kit, effect, readWaiter(pointer.old), textOf(pointer.old, 'place'))
}

/** Who waits already has the answer of before, also where a repeated claim would rather be refused. */
const refuseUnlessWaiting = async (kit: Kit, effect: Claim): Promise<Outcome> => {
  const item = await kit.db.get(waiterKey(effect.sectionId, effect.childId))
  if (!item) return { did: 'refused', why: 'full', effect }
  return stillWaiting(kit, effect, readWaiter(item), textOf(item, 'place'))
}

const stillWaiting = async (kit: Kit, effect: Claim, waiter: Waiter, place: string): Promise<Outcome> => {
  if (waiter.familyId !== effect.familyId) return { did: 'refused', why: 'full', effect }
  if (waiter.until !== null && effect.until === null) {
    await kit.db.transact(makeWaiterFirm(effect.sectionId, waiter, place))
  }
  return waitingAt(kit, effect, place)
}

const waitingAt = async (kit: Kit, effect: Claim, place: string): Promise<Outcome> => ({
  did: 'waiting',
  position: await positionOf(kit, effect.sectionId, place),
  effect,
})
