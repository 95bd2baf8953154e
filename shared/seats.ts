import type { OrganisationId } from './ids.ts'
import { quietUntil, usualQuiet } from './outbox.ts'
import { type Draw, quotaEndsAt } from './quotas.ts'
import type { Session } from './section.ts'
import { addDays, dayOf, hourMs, type Instant, instantOf } from './time.ts'

/** Seats kept for an organisation and everything below it. */
export interface Quota {
  /** Not taken. */
  readonly left: number
  /** Children on the waiting list who may draw from it. */
  readonly waiting: number
  /** In all, taken ones included; fewer than asked for where no more were free. */
  readonly kept: number
  /** As the programme has it. */
  readonly asked: number
  /** From then on they are anybody's. */
  readonly until: Instant
}

/** What is free, and for whom. Capacity = left + what is left of the quotas + what is taken without a special grant. */
export interface Room {
  readonly capacity: number
  /** Open seats; below 0 after an organiser made the room smaller than what is taken: nobody is thrown out. */
  readonly left: number
  readonly quotas: ReadonlyMap<OrganisationId, Quota>
}

/** Where a seat comes from: a quota, or the open ones. A party is seated from one of them. */
export type Source = Draw | 'open'

export interface Wanting {
  readonly party: number
  /** In order: its quotas come before the open seats. */
  readonly draws: readonly Draw[]
}

/** The seat of somebody who just came: nobody who waits, and may draw from the same, is passed over. Null where there is none. */
export const newcomersSource = (
  room: Room & { readonly waiting: number },
  { party, draws }: Wanting,
  now: Instant,
): Source | null => {
  const own = draws.find(({ organisation }) => {
    const quota = room.quotas.get(organisation)
    return quota !== undefined && quota.left >= party && quota.waiting === 0 && now < quota.until
  })
  return own ?? (room.left >= party && room.waiting === 0 ? 'open' : null)
}

const sourceIn = (
  free: ReadonlyMap<string, number>,
  left: number,
  { party, draws }: Wanting,
): Source | null =>
  draws.find(({ organisation }) => (free.get(organisation) ?? 0) >= party) ?? (left >= party ? 'open' : null)

/** Seats for all of them at once, in their order; null where one has none. */
export const sourcesFor = (
  { left, quotas }: Pick<Room, 'left' | 'quotas'>,
  people: readonly Wanting[],
): readonly Source[] | null => {
  const free = new Map([...quotas].map(([id, quota]) => [id, quota.left]))
  const sources: Source[] = []
  let open = left
  for (const one of people) {
    const source = sourceIn(free, open, one)
    if (source === null) return null
    sources.push(source)
    if (source === 'open') open -= one.party
    else free.set(source.organisation, (free.get(source.organisation) ?? 0) - one.party)
  }
  return sources
}

/** `pair`, `party`: something that they may take was free, but not enough at once. `quota`: what was free is kept for others. */
export type Passed = 'pair' | 'party' | 'quota'

/** Why these, who stand before, are passed over while somebody behind them is offered a seat. */
export const whyPassed = (
  { left, quotas }: Pick<Room, 'left' | 'quotas'>,
  people: readonly Wanting[],
): Passed => {
  const some = people.some(
    ({ draws }) => left > 0 || draws.some(({ organisation }) => (quotas.get(organisation)?.left ?? 0) > 0),
  )
  if (!some) return 'quota'
  return people.length > 1 ? 'pair' : 'party'
}

/** A seat that somebody waits for may be free: worth a look at the list. */
export const mayBeOffered = ({ left, waiting, quotas }: Room & { readonly waiting: number }): boolean =>
  waiting > 0 && (left > 0 || [...quotas.values()].some((quota) => quota.left > 0 && quota.waiting > 0))

/** What is added to the counters; below 0 it is taken away. */
export interface Given {
  readonly left?: number
  readonly granted?: number
  readonly quota?: {
    readonly organisation: OrganisationId
    readonly left: number
    /** Where an excess is paid off first, fewer are kept. */
    readonly kept?: number
  }
}

/**
 * Where a seat goes that is given back: to the quota that it came from while there is one, else to the open seats. Where more
 * is taken than there are places, that is paid off first. One by special grant never was one of the capacity.
 */
export const givenBack = (
  { left, quotas }: Pick<Room, 'left' | 'quotas'>,
  { party, from, granted }: { readonly party: number; readonly from: Draw | null; readonly granted: boolean },
): Given => {
  if (granted) return { granted: -party }
  if (!from || !quotas.has(from.organisation)) return { left: party }
  const owed = Math.min(party, Math.max(0, -left))
  const quota = {
    organisation: from.organisation,
    left: party - owed,
    ...(owed > 0 ? { kept: -owed } : {}),
  }
  return owed > 0 ? { left: owed, quota } : { quota }
}

/** What a programme says of a section's seats. */
export interface SeatPlan {
  readonly capacity: number
  readonly quotas: readonly {
    readonly organisation: OrganisationId
    readonly seats: number
    readonly until: string
  }[]
}

type Quotas = Map<OrganisationId, Quota>

/** Fewer places: taken from the open seats first, then from what is left of the quotas, the one that is named last first. */
const covered = (left: number, quotas: Quotas, named: readonly OrganisationId[]): number => {
  let open = left
  for (const id of [...named].reverse()) {
    const quota = quotas.get(id)
    const taken = Math.min(quota?.left ?? 0, Math.max(0, -open))
    if (!quota || taken === 0) continue
    quotas.set(id, { ...quota, left: quota.left - taken, kept: quota.kept - taken })
    open += taken
  }
  return open
}

/** As many seats as asked, as far as they are free; fewer, as far as they are not taken. Returns what is left open. */
const resized = (id: OrganisationId, asked: number, open: number, quotas: Quotas): number => {
  const quota = quotas.get(id)
  if (!quota) return open
  const more =
    asked > quota.kept
      ? Math.min(asked - quota.kept, Math.max(0, open))
      : -Math.min(quota.kept - asked, quota.left)
  quotas.set(id, { ...quota, asked, left: quota.left + more, kept: quota.kept + more })
  return open - more
}

/**
 * The room after a publication, or after a quota's time: quotas that are over or gone join the open seats, a raised one keeps
 * what is free now, and one that nobody changed stays as it is. `waiting` counts who waits for a quota that is new.
 */
export const reshape = (
  room: Room,
  plan: SeatPlan,
  now: Instant,
  waiting: (organisation: OrganisationId) => number = () => 0,
): Room => {
  const wanted = new Map(
    plan.quotas.filter(({ until }) => now < quotaEndsAt(until)).map((quota) => [quota.organisation, quota]),
  )
  const quotas: Quotas = new Map(room.quotas)
  let left = room.left + plan.capacity - room.capacity
  for (const [id, quota] of room.quotas) {
    if (wanted.has(id)) continue
    left += quota.left
    quotas.delete(id)
  }
  left = covered(left, quotas, [...wanted.keys()])
  for (const [id, { seats, until }] of wanted) {
    const before = quotas.get(id)
    const ends = quotaEndsAt(until)
    quotas.set(
      id,
      before ? { ...before, until: ends } : { left: 0, waiting: waiting(id), kept: 0, asked: 0, until: ends },
    )
    if (before?.asked !== seats) left = resized(id, seats, left, quotas)
  }
  return { capacity: plan.capacity, left, quotas }
}

/** Quotas whose time is over join the open seats. The room itself where there are none. */
export const released = <R extends Room>(room: R, now: Instant): R => {
  const over = [...room.quotas].filter(([, { until }]) => until <= now)
  if (over.length === 0) return room
  const left = over.reduce((sum, [, quota]) => sum + quota.left, room.left)
  const quotas = new Map([...room.quotas].filter(([, { until }]) => now < until))
  return { ...room, left, quotas }
}

/** The moment at which so many hours have passed since, those of the night not counted: nobody answers then. */
export const awakeAfter = (now: Instant, hours: number): Instant => {
  let at = quietUntil(now, usualQuiet) ?? now
  let rest = hours * hourMs
  for (;;) {
    const night = instantOf(dayOf(at), usualQuiet.from)
    if (at + rest <= night) return at + rest
    rest -= night - at
    at = instantOf(addDays(dayOf(at), 1), usualQuiet.to)
  }
}

/** Less time than this before a lesson, and an offer may last until the lesson after it. */
const leastMs = hourMs

/**
 * Until when a seat that came free is kept for whom it is offered to: the programme's hours, but not beyond the start of the
 * section's next lesson. Null where no lesson begins any more: there is nothing left to offer.
 *
 * @param sessions in order of time
 */
export const offerEndsAt = (
  now: Instant,
  offerHours: number,
  sessions: readonly Pick<Session, 'startsAt'>[],
): Instant | null => {
  const until = awakeAfter(now, Math.max(1, offerHours))
  if (sessions.length === 0) return until
  const ahead = sessions.filter(({ startsAt }) => startsAt > now)
  const last = ahead.find(({ startsAt }) => startsAt - now >= leastMs) ?? ahead.at(-1)
  return last ? Math.min(until, last.startsAt) : null
}

/** When who has not answered an offer is reminded; null for one that is too short for that. */
export const remindedAt = (now: Instant, until: Instant): Instant | null =>
  until - now > 6 * hourMs ? until - 3 * hourMs : null

/**
 * Everything that may happen to a seat or a place on the list, as its history has it. A plain claim has no line: the seat
 * itself says since when. Of a section: `resized`, `quota_released`.
 */
export const seatMoves = [
  'waiting',
  'together',
  'passed',
  'offered',
  'accepted',
  'declined',
  'lapsed',
  'cancelled',
  'changed',
  'moved',
  'granted',
  'belongs',
  'belongs_not',
  'dropped',
  'resized',
  'quota_released',
] as const
export type SeatMove = (typeof seatMoves)[number]
