import type { ChildId, SectionId } from '../../shared/ids.ts'
import type { Passed, Source } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import { dueMark } from './due.ts'
import { holderKey, seatsKey, waiterKey, waitKey } from './keys.ts'
import type { Condition, Write } from './requests.ts'
import { type Part, seating, taking } from './seat-requests.ts'
import { changeSeats, type QuotaChange, type SeatsChange, together } from './seats-change.ts'
import {
  absent,
  allOf,
  behindAll,
  noneFree,
  present,
  sameQuotas,
  sameWaiter,
  seatless,
  unmoved,
} from './seats-conditions.ts'
import { type Holder, type Seats, type Waiter, waiterValue } from './seats-item.ts'

/** A place on the list counts for every quota that it may draw from. */
const queued = (waiters: readonly Waiter[], { quotas }: Pick<Seats, 'quotas'>, by: 1 | -1): SeatsChange => {
  const counted = new Map<string, QuotaChange>()
  for (const { organisation } of waiters.flatMap(({ draws }) => draws)) {
    if (!quotas.has(organisation)) continue
    counted.set(organisation, { waiting: (counted.get(organisation)?.waiting ?? 0) + by })
  }
  return { waiting: waiters.length * by, quotas: counted }
}

const organisationsOf = (waiters: readonly Waiter[]): readonly string[] =>
  waiters.flatMap(({ draws }) => draws.map(({ organisation }) => organisation))

/** An unconfirmed family's place is due by itself. */
const markOf = (section: SectionId, { until }: Waiter) =>
  until === null ? {} : dueMark('section', seatsKey(section).pk, until)

/** Where a child stands, and the line in which it stands there. */
export const placeWrites = (section: SectionId, waiter: Waiter): readonly Write[] => {
  const place = waitKey(section, waiter.at, waiter.childId)
  const value = waiterValue(waiter)
  return [
    {
      put: {
        item: { ...waiterKey(section, waiter.childId), v: 2, place: place.sk, ...value },
        condition: absent,
      },
    },
    { put: { item: { ...place, v: 2, ...value, ...markOf(section, waiter) }, condition: absent } },
  ]
}

const placeRemoved = (section: SectionId, waiter: Waiter): readonly Write[] => [
  { del: { key: waiterKey(section, waiter.childId), condition: sameWaiter(waiter) } },
  { del: { key: waitKey(section, waiter.at, waiter.childId), condition: present } },
]

/**
 * The order of these writes is what claim.ts reads the refusals by: section, pointer, place, and for a large section the
 * seat. `look`: somebody must look at once, since there is room which others before could not take.
 */
export const joinQueue = (
  section: SectionId,
  waiter: Waiter,
  { seats, look, now }: { readonly seats: Seats; readonly look: boolean; readonly now: Instant },
): readonly Write[] => {
  const { childId, draws, party, at } = waiter
  const known = draws.filter(({ organisation }) => seats.quotas.has(organisation))
  const large = seats.holders === null
  return [
    {
      update: changeSeats(
        section,
        { ...queued([waiter], seats, 1), joined: at, ...(look ? { due: { at: now } } : {}) },
        allOf(
          present,
          large ? null : seatless(childId),
          noneFree(known, party, now),
          behindAll(at),
          sameQuotas(seats, organisationsOf([waiter])),
        ),
      ),
    },
    ...placeWrites(section, waiter),
    ...(large ? [{ check: { key: holderKey(section, childId), condition: absent } }] : []),
  ]
}

/** The next may fit where this one did not, so somebody must look. */
export const leaving = (section: SectionId, waiter: Waiter, seats: Seats, now: Instant): Part => ({
  change: { ...queued([waiter], seats, -1), due: { at: now } },
  when: allOf(present, sameQuotas(seats, organisationsOf([waiter]))),
  beside: placeRemoved(section, waiter),
})

/** Leaves the queue. */
export const leaveQueue = (
  section: SectionId,
  waiter: Waiter,
  seats: Seats,
  now: Instant,
): readonly Write[] => {
  const { change, when, beside } = leaving(section, waiter, seats, now)
  return [{ update: changeSeats(section, change, when) }, ...beside]
}

/** One who waited, and the seat that it gets. */
export interface Seated {
  readonly waiter: Waiter
  readonly holder: Holder
  readonly source: Source
}

/**
 * From the list onto seats, all of them or none, and only where nothing moved since the list was read: nobody before them can
 * have come to fit meanwhile.
 */
export const seatWaiters = (
  section: SectionId,
  seated: readonly Seated[],
  seats: Seats,
): readonly Write[] => {
  const waiters = seated.map(({ waiter }) => waiter)
  const large = seats.holders === null
  const { change, when, beside } = seating(
    section,
    seated.map(({ waiter, holder }) => [waiter.childId, holder]),
    large,
  )
  const taken = seated
    .map(({ source, holder }) => taking(source, holder.party))
    .reduce(together, together(queued(waiters, seats, -1), change))
  const update = changeSeats(
    section,
    { ...taken, due: { at: firstEnd(seated, seats) } },
    allOf(when, unmoved(seats), sameQuotas(seats, organisationsOf(waiters)), enoughIn(seated)),
  )
  return [{ update }, ...waiters.flatMap((waiter) => placeRemoved(section, waiter)), ...beside]
}

/** Never later than what the section waited for before, since that is checked to be unchanged. */
const firstEnd = (seated: readonly Seated[], { dueAt }: Seats): Instant =>
  Math.min(dueAt ?? Number.POSITIVE_INFINITY, ...seated.flatMap(({ holder }) => holder.until ?? []))

/** Newcomers may have drawn from a quota since it was read. */
const enoughIn = (seated: readonly Seated[]): Condition | null => {
  const wanted = new Map<string, number>()
  for (const { source, holder } of seated) {
    if (source === 'open') continue
    wanted.set(source.organisation, (wanted.get(source.organisation) ?? 0) + holder.party)
  }
  if (wanted.size === 0) return null
  const all = [...wanted].map(([id, party], nth) => ({ id, party, name: String.fromCharCode(97 + nth) }))
  return {
    when: all.map(({ name }) => `quotas.#w${name}.l >= :want${name}`).join(' AND '),
    names: Object.fromEntries(all.map(({ id, name }) => [`#w${name}`, id])),
    values: Object.fromEntries(all.map(({ party, name }) => [`:want${name}`, party])),
  }
}

/** What is known of a child's place changes, in both of its items. The child and its moment stay. */
const rewritten = (section: SectionId, before: Waiter, after: Waiter): readonly Write[] => {
  const place = waitKey(section, before.at, before.childId)
  const value = waiterValue(after)
  return [
    {
      put: {
        item: {
          ...waiterKey(section, before.childId),
          v: 2,
          place: place.sk,
          ...value,
        },
        condition: sameWaiter(before),
      },
    },
    { put: { item: { ...place, v: 2, ...value, ...markOf(section, after) }, condition: present } },
  ]
}

/** A place in the queue that was an unconfirmed family's becomes an ordinary one. */
export const makeWaiterFirm = (section: SectionId, waiter: Waiter): readonly Write[] =>
  rewritten(section, waiter, { ...waiter, until: null })

/** Stands together with these from now on, or alone. */
export const regroup = (section: SectionId, waiter: Waiter, group: readonly ChildId[]): readonly Write[] =>
  rewritten(section, waiter, { ...waiter, group })

/** May draw from other quotas than before. */
export const redraw = (
  section: SectionId,
  { before, after }: { readonly before: Waiter; readonly after: Waiter },
  seats: Seats,
): readonly Write[] => [
  {
    update: changeSeats(
      section,
      together(queued([before], seats, -1), queued([after], seats, 1)),
      allOf(present, sameQuotas(seats, organisationsOf([before, after]))),
    ),
  },
  ...rewritten(section, before, after),
]

/** Somebody behind was offered a seat that this one could not take. */
export const markPassed = (section: SectionId, waiter: Waiter, passed: Passed): readonly Write[] =>
  rewritten(section, waiter, { ...waiter, passed })
