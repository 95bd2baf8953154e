import { mayBeOffered } from '../../shared/seats.ts'
import type { Effect } from '../app/ports.ts'
import { moveLine } from './history.ts'
import type { Kit } from './kit.ts'
import { promote } from './promote.ts'
import { leaveQueue } from './queue-requests.ts'
import { giveBack } from './seat-requests.ts'
import { type Holder, isFirm, type Seats } from './seats-item.ts'
import { holderOf, type Place, placeOfChild, readSection } from './section.ts'

type Given = Omit<Extract<Effect, { kind: 'release' }>, 'kind'>

/** `kept`: an offer was to be declined, and is a seat by now. */
export type Released = 'released' | 'kept'
const rounds = 50

/**
 * Gives a seat, an offer or a place on the waiting list back. Nothing to give back is fine: it was done before. Declining
 * means an offer and nothing else: a seat that the other guardian accepted meanwhile stays.
 */
export const release = async (kit: Kit, given: Given): Promise<Released> => {
  for (let round = 0; round < rounds; round++) {
    const done = await tryRelease(kit, given)
    if (done) return done
    await kit.fault('release.again')
  }
  throw new Error('a release found no rest')
}

/**
 * Null when something moved under it. The list is read before the seats, since who waits may be given a seat between the two,
 * and never the other way round.
 */
const tryRelease = async (kit: Kit, given: Given): Promise<Released | null> => {
  const { sectionId, childId, familyId } = given
  const standing = await placeOfChild(kit, sectionId, childId)
  const seats = await readSection(kit, sectionId)
  if (!seats) return 'released'
  const holder = await holderOf(kit, sectionId, childId, seats)
  if (holder?.familyId === familyId) return releaseSeat(kit, given, holder, seats)
  if (standing?.waiter.familyId === familyId && given.why !== 'declined')
    return leave(kit, given, standing, seats)
  // Repeated after a crash it finds nothing to give back, but perhaps what it freed and nobody was offered yet.
  if (mayBeOffered(seats)) await promote(kit, sectionId)
  return 'released'
}

const releaseSeat = async (
  kit: Kit,
  { sectionId, childId, why = 'cancelled' }: Given,
  holder: Holder,
  seats: Seats,
): Promise<Released | null> => {
  if (why === 'declined' && isFirm(holder)) return 'kept'
  const now = kit.clock.now()
  const { at, party, from } = holder
  const { ok } = await kit.db.transact([
    ...giveBack(sectionId, childId, { holder, seats, now }),
    moveLine(kit, sectionId, childId, why, { since: at, party, from: from?.organisation ?? null }, now),
  ])
  if (!ok) return null
  if (seats.waiting === 0) return 'released'
  await kit.fault('release.promote')
  await promote(kit, sectionId)
  return 'released'
}

const leave = async (
  kit: Kit,
  { sectionId, childId, why = 'cancelled' }: Given,
  { waiter }: Place,
  seats: Seats,
): Promise<Released | null> => {
  const now = kit.clock.now()
  const { at, party } = waiter
  const left = await kit.db.transact([
    ...leaveQueue(sectionId, waiter, seats, now),
    moveLine(kit, sectionId, childId, why, { since: at, party }, now),
  ])
  if (!left.ok) return null
  await kit.fault('release.left')
  await promote(kit, sectionId)
  return 'released'
}
