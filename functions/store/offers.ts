import type { Enrolment } from '../../shared/family.ts'
import type { SectionId } from '../../shared/ids.ts'
import { offerEndsAt, type Passed, type Source, sourcesFor, whyPassed } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import { readHead } from './catalogue.ts'
import type { Transacted } from './database.ts'
import { enrolmentRemoved, enrolmentSet, type StoredFamily } from './family-item.ts'
import { findFamily } from './family-read.ts'
import { moveLine } from './history.ts'
import { headKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { leaveQueue, markPassed, type Seated, seatWaiters } from './queue-requests.ts'
import type { Write } from './requests.ts'
import { offerNotices, told } from './seat-notices.ts'
import { hasLapsed, type Seats, type Waiter } from './seats-item.ts'
import { placesOf, waitersOf } from './section.ts'

/** Those who are offered seats together: one alone, or a group. All of one family. */
type Unit = readonly [Waiter, ...Waiter[]]

/** The first who fit, where from, and everybody whom that passes over. */
export interface Next {
  readonly unit: Unit
  readonly sources: readonly Source[]
  readonly passed: readonly { readonly unit: Unit; readonly why: Passed }[]
}

/** Waiters asked for at a time: mostly the first one fits. */
const pageSize = 8

const groupOf = ({ familyId, group }: Waiter): string => `${familyId} ${group.join()}`

/** Who of a group still waits, in the order of the line. */
const unitOf = async (kit: Kit, section: SectionId, first: Waiter): Promise<Unit> => {
  if (first.group.length === 0) return [first]
  const others = first.group.filter((child) => child !== first.childId)
  const places = await placesOf(kit, section, others)
  const waiters = places.flatMap((place) => (place ? [place.waiter] : []))
  return [first, ...waiters.filter((one) => groupOf(one) === groupOf(first)).sort((a, b) => a.at - b.at)]
}

/** Reads the line from its head until somebody fits into what is free. Null where nobody does. */
export const nextInLine = async (kit: Kit, section: SectionId, seats: Seats): Promise<Next | null> => {
  const passed: Next['passed'][number][] = []
  const seen = new Set<string>()
  for await (const waiter of waitersOf(kit, section, pageSize)) {
    if (waiter.group.length > 0 && seen.has(groupOf(waiter))) continue
    seen.add(groupOf(waiter))
    const unit = await unitOf(kit, section, waiter)
    const sources = sourcesFor(seats, unit)
    if (sources) return { unit, sources, passed }
    passed.push({ unit, why: whyPassed(seats, unit) })
  }
  return null
}

/**
 * Written before the offer that passes them over, once each for a reason: stopped in between, it says of them what is true,
 * that something was free and they could not take it.
 */
export const recordPasses = async (kit: Kit, section: SectionId, { passed }: Next): Promise<void> => {
  for (const { unit, why } of passed) {
    for (const waiter of unit) {
      if (waiter.passed === why) continue
      const { childId, at, party } = waiter
      await kit.db.transact([
        ...markPassed(section, waiter, why),
        moveLine(kit, section, childId, 'passed', { reason: why, since: at, party }),
      ])
    }
  }
}

/** Until when a seat of this section is offered, or null where that makes no sense any more. */
export const offerEnd = async (kit: Kit, section: SectionId, now: Instant): Promise<Instant | null> => {
  const catalogue = kit.catalogues.latest() ?? (await kit.catalogues.at(readHead(await kit.db.get(headKey))))
  const known = catalogue.sections.get(section)
  // A section that was taken off the menu goes on as it was.
  return offerEndsAt(now, known?.programme.waitlist.offerHours ?? 24, known?.sessions ?? [])
}

/** `awaited`: a helper's family that is still being written; `moved`: something changed under it. */
export type Offered = 'offered' | 'dropped' | 'moved' | 'awaited'

/** Offers these their seats, or takes off the list whoever is not there any more. */
export const offerTo = async (
  kit: Kit,
  section: SectionId,
  given: { readonly next: Next; readonly seats: Seats; readonly until: Instant; readonly now: Instant },
): Promise<Offered> => {
  const { next, seats, now } = given
  const [first] = next.unit
  const family = await findFamily(kit, first.familyId)
  const lapsed = next.unit.filter((waiter) => hasLapsed(waiter, now))
  // A helper's family is written just after its places: until its hold ends it may be on its way.
  if (!family && first.until !== null && lapsed.length === 0) return 'awaited'
  const gone = family ? lapsed : next.unit
  for (const waiter of gone)
    if (!(await dropWaiter(kit, section, waiter, { seats, family })).ok) return 'moved'
  if (!family || gone.length > 0) return 'dropped'
  await recordPasses(kit, section, next)
  await kit.fault('promote.passed')
  const { ok } = await kit.db.transact(offering(kit, section, { ...given, family }))
  return ok ? 'offered' : 'moved'
}

/** An unconfirmed family's place becomes a hold, which ends with the family's own time if that comes first. */
const seatOf = (waiter: Waiter, source: Source, until: Instant): Seated => ({
  waiter,
  source,
  holder: {
    familyId: waiter.familyId,
    party: waiter.party,
    standing: waiter.until === null ? 'offered' : 'held',
    until: Math.min(waiter.until ?? until, until),
    at: waiter.at,
    from: source === 'open' ? null : source,
  },
})

const countsOf = ({ passed }: Next): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { unit, why } of passed) counts[why] = (counts[why] ?? 0) + unit.length
  return counts
}

const enrolmentOf = (section: SectionId, { holder, waiter }: Seated, now: Instant): Enrolment => ({
  childId: waiter.childId,
  sectionId: section,
  party: holder.party,
  state: holder.standing === 'held' ? 'held' : 'offered',
  since: now,
  until: holder.until,
})

interface Offering {
  readonly next: Next
  readonly seats: Seats
  readonly until: Instant
  readonly now: Instant
  readonly family: StoredFamily
}

/** Seat, list, family, history and messages of an offer: all of it or nothing. */
const offering = (
  kit: Kit,
  section: SectionId,
  { next, seats, until, now, family }: Offering,
): readonly Write[] => {
  const seated = next.unit.map((waiter, nth) => seatOf(waiter, next.sources[nth] ?? 'open', until))
  return [
    ...seatWaiters(section, seated, seats),
    { update: enrolmentSet(family.id, ...seated.map((one) => enrolmentOf(section, one, now))) },
    ...seated.map(({ waiter, holder }) =>
      moveLine(
        kit,
        section,
        waiter.childId,
        'offered',
        {
          party: holder.party,
          from: holder.from?.organisation ?? null,
          since: waiter.at,
          until: holder.until,
          passed: countsOf(next),
        },
        now,
      ),
    ),
    ...messages(section, next.unit, family, { until, now }),
  ]
}

const messages = (
  section: SectionId,
  unit: Unit,
  family: StoredFamily,
  times: { readonly until: Instant; readonly now: Instant },
): readonly Write[] =>
  unit[0].until === null
    ? offerNotices(section, unit, family, times)
    : unit.flatMap((waiter) => told(section, waiter, family, 'seat.from_waitlist', times.now))

/** Off the list: its family is gone, or was not confirmed in time. */
export const dropWaiter = (
  kit: Kit,
  section: SectionId,
  waiter: Waiter,
  { seats, family }: { readonly seats: Seats; readonly family: StoredFamily | null },
): Promise<Transacted> => {
  const now = kit.clock.now()
  const { childId, at, party } = waiter
  return kit.db.transact([
    ...leaveQueue(section, waiter, seats, now),
    moveLine(kit, section, childId, 'dropped', { since: at, party }, now),
    ...(family
      ? [
          { update: enrolmentRemoved(family.id, section, childId) },
          ...told(section, waiter, family, 'seat.taken_back', now),
        ]
      : []),
  ])
}
