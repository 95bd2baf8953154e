import type { Enrolment } from '../../shared/family.ts'
import type { SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import type { Transacted } from './database.ts'
import { enrolmentRemoved, enrolmentSet, hearers, type StoredFamily } from './family-item.ts'
import { findFamily } from './family-read.ts'
import { waitKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { noticePut, noticesOf } from './notices.ts'
import { leaveQueue, seatWaiter } from './queue-requests.ts'
import type { Write } from './requests.ts'
import { type Holder, hasLapsed, type Waiter } from './seats-item.ts'
import { firstWaiter, holdersOf, readSection, waitersOf } from './section.ts'
import { settle } from './section-requests.ts'

/** So often in a row something may move under it before it leaves the rest to the sweep. */
const patience = 20

/**
 * Seats who waits while the first in line fits into what is free, strictly in order. Harmless when repeated or run by
 * several at once. Returns how many it seated.
 */
export const promote = async (kit: Kit, section: SectionId): Promise<number> => {
  let seated = 0
  for (let moved = 0; moved < patience; ) {
    const seats = await readSection(kit, section)
    const waiter = seats && seats.waiting > 0 && seats.left > 0 ? await firstWaiter(kit, section) : null
    if (!seats || !waiter || waiter.party > seats.left) break
    const did = await advance(kit, section, waiter, seats.holders === null)
    if (did === 'awaited') break
    if (did === 'seated') seated++
    moved = did === 'moved' ? moved + 1 : 0
    await kit.fault('promote.next')
  }
  await settleSection(kit, section)
  return seated
}

/** Gives the first in line its seat, or its leave where there is nobody any more to have it. */
const advance = async (kit: Kit, section: SectionId, waiter: Waiter, large: boolean) => {
  const now = kit.clock.now()
  const family = await findFamily(kit, waiter.familyId)
  // A helper's family is written just after its places: until its hold ends it may be on its way.
  if (!family && waiter.until !== null && !hasLapsed(waiter, now)) return 'awaited'
  if (!family || hasLapsed(waiter, now)) {
    return (await dropWaiter(kit, section, waiter, family)).ok ? 'dropped' : 'moved'
  }
  return (await kit.db.transact(promotion(section, waiter, family, now, large))).ok ? 'seated' : 'moved'
}

/** An unconfirmed family's place becomes a hold with the same end; everybody else's a seat. */
export const promotion = (
  section: SectionId,
  waiter: Waiter,
  family: StoredFamily,
  now: Instant,
  large: boolean,
): readonly Write[] => {
  const { childId, familyId, party, until } = waiter
  const holder: Holder = { familyId, party, firm: until === null, until, at: now }
  const state = holder.firm ? 'seat' : 'held'
  const enrolment: Enrolment = { childId, sectionId: section, party, state, since: now, until }
  return [
    ...seatWaiter(section, waiter, holder, large),
    { update: enrolmentSet(familyId, enrolment) },
    ...told(section, waiter, family, 'seat.from_waitlist', now),
  ]
}

export const told = (
  section: SectionId,
  { childId, familyId, at }: Pick<Waiter, 'childId' | 'familyId' | 'at'>,
  family: StoredFamily,
  what: 'seat.from_waitlist' | 'seat.taken_back',
  now: Instant,
): readonly Write[] =>
  noticesOf(hearers(family), {
    what,
    // With the class: a child may wait in two lines since one moment, and both come free in another.
    cause: `${what}.${section.slice(section.indexOf('.') + 1)}.${childId}.${at}`,
    at: now,
    about: { familyId, childId, sectionId: section },
  }).map((notice) => ({ put: noticePut(notice) }))

export const dropWaiter = (
  kit: Kit,
  section: SectionId,
  waiter: Waiter,
  family: StoredFamily | null,
): Promise<Transacted> => {
  const now = kit.clock.now()
  const place = waitKey(section, waiter.at, waiter.childId).sk
  const leave = leaveQueue(section, waiter, place, now)
  if (!family) return kit.db.transact(leave)
  return kit.db.transact([
    ...leave,
    { update: enrolmentRemoved(family.id, section, waiter.childId) },
    ...told(section, waiter, family, 'seat.taken_back', now),
  ])
}

/** Works out when this section must be looked at again, and writes it unless something happened meanwhile. */
export const settleSection = async (kit: Kit, section: SectionId): Promise<void> => {
  const seats = await readSection(kit, section)
  if (!seats || seats.dueAt === null) return
  const ends: Instant[] = []
  for (const holder of (await holdersOf(kit, section, seats)).values())
    if (holder.until !== null) ends.push(holder.until)
  if (seats.waiting > 0) {
    for await (const waiter of waitersOf(kit, section)) if (waiter.until !== null) ends.push(waiter.until)
  }
  const next = ends.length > 0 ? ends.reduce((a, b) => Math.min(a, b)) : null
  if (next !== seats.dueAt) await kit.db.update(settle(section, { ...seats, dueAt: seats.dueAt }, next))
}
