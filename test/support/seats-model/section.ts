import type { Draw } from '../../../shared/quotas.ts'
import type { Passed } from '../../../shared/seats.ts'
import type { Instant } from '../../../shared/time.ts'

/** A seat as the model has it. `from` is the quota that it was drawn from. */
export interface Seat {
  readonly familyId: string
  readonly party: number
  readonly standing: 'firm' | 'held' | 'offered'
  readonly until: Instant | null
  readonly from: Draw | null
}

export interface Place {
  readonly childId: string
  readonly familyId: string
  readonly party: number
  readonly until: Instant | null
  readonly draws: readonly Draw[]
  readonly group: readonly string[]
  readonly passed: Passed | null
}

export interface Kept {
  readonly left: number
  readonly kept: number
  readonly asked: number
  readonly until: Instant
}

/** A section in plain values: who has a seat, and who waits in which order. Counters of those who wait follow from the line. */
export interface ModelSection {
  readonly large: boolean
  capacity: number
  left: number
  quotas: Map<string, Kept>
  readonly seats: Map<string, Seat>
  line: Place[]
  /** `<child> <what>` of everything that its history must hold, in no order. */
  readonly moves: string[]
  /** Seats offered so far, by who is first of those offered together. */
  readonly offers: string[]
}

export const emptySection = (large: boolean): ModelSection => ({
  large,
  capacity: 0,
  left: 0,
  quotas: new Map(),
  seats: new Map(),
  line: [],
  moves: [],
  offers: [],
})

/** A hold, an offer or a place that has an end is over at that very moment. */
export const isOver = ({ until }: { readonly until: Instant | null }, now: Instant): boolean =>
  until !== null && until <= now

export const waitersOf = (section: ModelSection, quota: string): number =>
  section.line.filter(({ draws }) => draws.some(({ organisation }) => organisation === quota)).length

const change = (section: ModelSection, quota: string, by: number, kept = 0): void => {
  const before = section.quotas.get(quota)
  if (!before) throw new Error(`there is no quota ${quota}`)
  section.quotas.set(quota, { ...before, left: before.left + by, kept: before.kept + kept })
}

export const sit = (section: ModelSection, childId: string, seat: Seat): void => {
  if (section.seats.has(childId)) throw new Error(`${childId} has a seat`)
  if (seat.from === null) section.left -= seat.party
  else change(section, seat.from.organisation, -seat.party)
  section.seats.set(childId, seat)
}

/** Back to where it came from; where more is taken than there are places, that is paid off first. */
export const standUp = (section: ModelSection, childId: string): void => {
  const seat = section.seats.get(childId)
  if (!seat) throw new Error(`${childId} has no seat`)
  section.seats.delete(childId)
  if (seat.from === null || !section.quotas.has(seat.from.organisation)) {
    section.left += seat.party
    return
  }
  const owed = Math.min(seat.party, Math.max(0, -section.left))
  section.left += owed
  change(section, seat.from.organisation, seat.party - owed, -owed)
}
