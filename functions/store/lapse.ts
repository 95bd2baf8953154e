import type { ChildId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { enrolmentRemoved } from './family-item.ts'
import { findFamily } from './family-read.ts'
import { moveLine } from './history.ts'
import type { Kit } from './kit.ts'
import { settleNotes } from './notes.ts'
import { dropWaiter } from './offers.ts'
import { promote } from './promote.ts'
import { told } from './seat-notices.ts'
import { giveBack } from './seat-requests.ts'
import { type Holder, hasLapsed, type Seats } from './seats-item.ts'
import { holderOf, holdersOf, readSection, waitersOf } from './section.ts'

/**
 * Takes one lapsed hold or offer back and tells the family, in one transaction. False when it was no longer the same, or
 * something else moved: the sweep comes by again.
 */
export const takeBackHold = async (
  kit: Kit,
  section: SectionId,
  child: ChildId,
  { holder, seats }: { readonly holder: Holder; readonly seats: Seats },
): Promise<boolean> => {
  const now = kit.clock.now()
  const { familyId, at, party, from } = holder
  const family = await findFamily(kit, familyId)
  const what = holder.standing === 'offered' ? 'offer.lapsed' : 'seat.taken_back'
  const { ok } = await kit.db.transact([
    ...giveBack(section, child, { holder, seats, now }),
    moveLine(kit, section, child, 'lapsed', { since: at, party, from: from?.organisation ?? null }, now),
    ...(family
      ? [
          { update: enrolmentRemoved(family.id, section, child) },
          ...told(section, { childId: child, familyId, at }, family, what, now),
        ]
      : []),
  ])
  return ok
}

/** How often a lapsed hold is looked at again because the section moved under it. */
const rounds = 20

/** Each is taken back over the section as it is then; one whose section moves too much is left to the next sweep. */
const takeBackLapsed = async (kit: Kit, section: SectionId, first: Seats, now: Instant): Promise<number> => {
  let taken = 0
  let seats: Seats | null = first
  for (const [child, holder] of await holdersOf(kit, section, first)) {
    if (!hasLapsed(holder, now)) continue
    for (let round = 0; seats && round < rounds; round++) {
      const ok: boolean = await takeBackHold(kit, section, child, { holder, seats })
      seats = await readSection(kit, section)
      if (ok) taken++
      if (ok || !(await standsStill(kit, section, child, holder, seats))) break
    }
    await kit.fault('lapse.next')
  }
  return taken
}

const standsStill = async (
  kit: Kit,
  section: SectionId,
  child: ChildId,
  holder: Holder,
  seats: Seats | null,
): Promise<boolean> => {
  const now = seats && (await holderOf(kit, section, child, seats))
  return now?.at === holder.at && now.standing === holder.standing && now.until === holder.until
}

/** All that has lapsed in a section goes, then those who wait come. Returns how many lost a hold or a place. */
export const sweepSection = async (kit: Kit, section: SectionId, now: Instant): Promise<number> => {
  const seats = await readSection(kit, section)
  if (!seats) return 0
  await settleNotes(kit, section, seats, now)
  let taken = await takeBackLapsed(kit, section, seats, now)
  if (seats.waiting > 0) taken += await dropLapsedWaiters(kit, section, now)
  await promote(kit, section)
  return taken
}

const dropLapsedWaiters = async (kit: Kit, section: SectionId, now: Instant): Promise<number> => {
  let dropped = 0
  for await (const waiter of waitersOf(kit, section)) {
    if (!hasLapsed(waiter, now)) continue
    const seats = await readSection(kit, section)
    if (!seats) return dropped
    const family = await findFamily(kit, waiter.familyId)
    if ((await dropWaiter(kit, section, waiter, { seats, family })).ok) dropped++
    await kit.fault('lapse.next')
  }
  return dropped
}
