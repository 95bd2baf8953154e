import type { ChildId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { enrolmentRemoved } from './family-item.ts'
import { findFamily } from './family-read.ts'
import type { Kit } from './kit.ts'
import { dropWaiter, promote, told } from './promote.ts'
import { takeBack } from './seat-requests.ts'
import { type Holder, hasLapsed } from './seats-item.ts'
import { holdersOf, readSection, waitersOf } from './section.ts'

/** Takes one lapsed hold back and tells the family, in one transaction. False when it was no longer the same hold. */
export const takeBackHold = async (
  kit: Kit,
  section: SectionId,
  child: ChildId,
  holder: Holder,
  large: boolean,
): Promise<boolean> => {
  const now = kit.clock.now()
  const family = await findFamily(kit, holder.familyId)
  const about = { childId: child, familyId: holder.familyId, at: holder.at }
  const { ok } = await kit.db.transact([
    ...takeBack(section, child, holder, large),
    ...(family
      ? [
          { update: enrolmentRemoved(family.id, section, child) },
          ...told(section, about, family, 'seat.taken_back', now),
        ]
      : []),
  ])
  return ok
}

/** All that has lapsed in a section goes, then those who wait come. Returns how many lost a hold or a place. */
export const sweepSection = async (kit: Kit, section: SectionId, now: Instant): Promise<number> => {
  const seats = await readSection(kit, section)
  if (!seats) return 0
  let taken = 0
  for (const [child, holder] of await holdersOf(kit, section, seats)) {
    if (!hasLapsed(holder, now)) continue
    if (await takeBackHold(kit, section, child, holder, seats.holders === null)) taken++
    await kit.fault('lapse.next')
  }
  if (seats.waiting > 0) taken += await dropLapsedWaiters(kit, section, now)
  await promote(kit, section)
  return taken
}

const dropLapsedWaiters = async (kit: Kit, section: SectionId, now: Instant): Promise<number> => {
  let dropped = 0
  for await (const waiter of waitersOf(kit, section)) {
    if (!hasLapsed(waiter, now)) continue
    const { ok } = await dropWaiter(kit, section, waiter, await findFamily(kit, waiter.familyId))
    if (ok) dropped++
    await kit.fault('lapse.next')
  }
  return dropped
}
