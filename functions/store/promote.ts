import type { SectionId } from '../../shared/ids.ts'
import { mayBeOffered, released } from '../../shared/seats.ts'
import { type Instant, minuteMs } from '../../shared/time.ts'
import { moveLine } from './history.ts'
import type { Kit } from './kit.ts'
import { nextInLine, type Offered, offerEnd, offerTo } from './offers.ts'
import { quotasEnd, type Seats } from './seats-item.ts'
import { holdersOf, readSection } from './section.ts'
import { dueEarlier, reshaped, settle } from './section-requests.ts'

/** So often in a row something may move under it before it leaves the rest to the sweep. */
const patience = 20

/**
 * Offers what is free to who waits: each time to the first in line who fits, those who stand together at once. Whoever is
 * passed over keeps its place, and why is written down. Harmless when repeated or run by several at once. Returns how many
 * offers it made.
 */
export const promote = async (kit: Kit, section: SectionId): Promise<number> => {
  let offers = 0
  let did: Offered | 'nobody' = 'moved'
  for (let moved = 0; moved < patience && did !== 'nobody' && did !== 'awaited'; ) {
    did = await offerNext(kit, section)
    if (did === 'offered') offers++
    moved = did === 'moved' ? moved + 1 : 0
    await kit.fault('promote.next')
  }
  // Whose family is on its way, or what moved too often, is looked at again soon.
  const soon = did === 'awaited' || did === 'moved' ? kit.clock.now() + minuteMs : null
  await settleSection(kit, section, soon)
  return offers
}

const offerNext = async (kit: Kit, section: SectionId): Promise<Offered | 'nobody'> => {
  const now = kit.clock.now()
  const seats = await readSection(kit, section)
  if (!seats) return 'nobody'
  if (hasQuotaOver(seats, now)) {
    await releaseQuotas(kit, section, seats, now)
    return 'dropped'
  }
  const until = mayBeOffered(seats) ? await offerEnd(kit, section, now) : null
  const next = until === null ? null : await nextInLine(kit, section, seats)
  return next && until !== null ? offerTo(kit, section, { next, seats, until, now }) : 'nobody'
}

const hasQuotaOver = ({ quotas }: Seats, now: Instant): boolean => (quotasEnd(quotas) ?? now + 1) <= now

/** Quotas whose time is over join the open seats, each with a line of history. */
export const releaseQuotas = async (
  kit: Kit,
  section: SectionId,
  seats: Seats,
  now: Instant,
): Promise<void> => {
  const over = [...seats.quotas].filter(([, { until }]) => until <= now)
  await kit.db.transact([
    { update: reshaped(section, seats, released(seats, now), now) },
    ...over.map(([organisation, quota]) =>
      moveLine(kit, section, organisation, 'quota_released', { party: quota.left }, now),
    ),
  ])
}

/**
 * Works out when this section must be looked at again, and writes it unless something happened meanwhile. What stands beside
 * it on the list is due by itself.
 */
const settleSection = async (kit: Kit, section: SectionId, soon: Instant | null): Promise<void> => {
  const seats = await readSection(kit, section)
  if (!seats) return
  if (seats.dueAt === null) {
    if (soon !== null) await kit.db.update(dueEarlier(section, soon))
    return
  }
  const holds = [...(await holdersOf(kit, section, seats)).values()].map(({ until }) => until)
  const ends = [...holds, quotasEnd(seats.quotas), soon].filter((end) => end !== null)
  const next = ends.length > 0 ? Math.min(...ends) : null
  if (next !== seats.dueAt) await kit.db.update(settle(section, { ...seats, dueAt: seats.dueAt }, next))
}
