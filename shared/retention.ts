import { shiftYears } from './age.ts'
import { may } from './consent.ts'
import type { Family } from './family.ts'
import type { Programme } from './programme.ts'
import { addDays, type Day, dayMs, hourMs, type Instant, instantOf } from './time.ts'

/**
 * How long each kind of record is kept (PIPL 19, 47; docs/law.md has the table of purposes). Every end is the first moment
 * at which the record counts as gone: a reader compares `now >= endsAt`.
 */
export const keptFor = {
  /** Talk that nobody touched. */
  conversationDays: 7,
  /** An enrolment that was begun and not finished. */
  draftDays: 30,
  /** After the season's last day. */
  familyDays: 90,
  /** A helper's entry that waits for the guardian's own word, and the code that goes with it. */
  helperHoldHours: 48,
  /** Who entered a child that a family has already waits so long for its word, and it for theirs. */
  askHours: 48,
  /** The code by which a second guardian joins a family. */
  joinCodeHours: 24,
  /** A request for staff, after it was written. */
  caseDays: 90,
  /** A message that waits in the mailbox. */
  noticeDays: 7,
  /** How far a run over many families came: ids of programmes only. */
  runDays: 30,
  /** Who looked at what: as long as the yearly audit may ask back (条例 37). */
  accessLogDays: 400,
} as const

const daysAfter = (from: Instant, days: number): Instant => from + days * dayMs
const hoursAfter = (from: Instant, hours: number): Instant => from + hours * hourMs

export const conversationEndsAt = (touchedAt: Instant): Instant =>
  daysAfter(touchedAt, keptFor.conversationDays)

/** A draft outlives the rest of its conversation. */
export const draftEndsAt = (touchedAt: Instant): Instant => daysAfter(touchedAt, keptFor.draftDays)

/** Until when a seat is held as 待家长确认, and the guardian's code is good. */
export const helperHoldEndsAt = (now: Instant): Instant => hoursAfter(now, keptFor.helperHoldHours)
export const confirmCodeEndsAt = helperHoldEndsAt
export const askEndsAt = (now: Instant): Instant => hoursAfter(now, keptFor.askHours)
export const joinCodeEndsAt = (now: Instant): Instant => hoursAfter(now, keptFor.joinCodeHours)

export const caseEndsAt = (writtenAt: Instant): Instant => daysAfter(writtenAt, keptFor.caseDays)
export const runEndsAt = (begunAt: Instant): Instant => daysAfter(begunAt, keptFor.runDays)
export const lookEndsAt = (at: Instant): Instant => daysAfter(at, keptFor.accessLogDays)
export const noticeEndsAt = (writtenAt: Instant): Instant => daysAfter(writtenAt, keptFor.noticeDays)

const afterSeason = (last: Day): Instant => instantOf(addDays(last, keptFor.familyDays + 1))

/**
 * The keyed hash of a child goes with its family. This is when it goes at the latest, by the table's time to live: later than
 * any family of that season, so that it is written once.
 */
export const childMarkEndsAt = (programme: Pick<Programme, 'last'>): Instant =>
  afterSeason(shiftYears(programme.last, 1))

/** What a family wished for goes with the family, and at the latest when families of the season do. */
export const wishesEndAt = (programme: Pick<Programme, 'last'>): Instant => afterSeason(programme.last)

type Ending = Pick<Family, 'consents' | 'pending' | 'enrolments' | 'wishes'>

/** When what tells of a season's seats goes: with its families. A year on where the programme is not known any more. */
export const seasonEndsAt = (programme: Pick<Programme, 'last'> | null, now: Instant): Instant =>
  programme ? instantOf(addDays(programme.last, keptFor.familyDays + 1)) : daysAfter(now, 365)

/** It agreed to the notice, and neither is enrolled in anything nor wished for anything: there is no season for which it is kept. */
export const isUnfinished = (family: Ending): boolean =>
  family.enrolments.length === 0 &&
  (family.wishes ?? []).length === 0 &&
  family.pending === null &&
  !may(family, 'next_year')

/**
 * When a family's record ends: 90 full days after the season's last day, a year more where the family agreed to be told of
 * the next season. One that is enrolled in nothing ends 30 days after somebody last touched it, and one that a helper
 * entered and no guardian confirmed with its hold.
 */
export const familyEndsAt = (
  family: Ending,
  programme: Pick<Programme, 'last'>,
  touchedAt: Instant,
): Instant => {
  if (family.pending) return family.pending.until
  const last = may(family, 'next_year') ? shiftYears(programme.last, 1) : programme.last
  const seasonEnds = afterSeason(last)
  return isUnfinished(family) ? Math.min(seasonEnds, draftEndsAt(touchedAt)) : seasonEnds
}
