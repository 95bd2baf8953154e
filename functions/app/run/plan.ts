import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Enrolment } from '../../../shared/family.ts'
import type { FamilyId, SectionId } from '../../../shared/ids.ts'
import type { Day, Instant } from '../../../shared/time.ts'
import type { Enrolled, Rosters, Run } from '../ports.ts'

/** What a run goes through, and what it writes. */
export interface Plan {
  /** Ids of sections, or of something else that families are found by; in order, which is that of the cursor. */
  readonly units: readonly string[]
  /** Done before its families are written to; it yields as often as it can be interrupted. Done again it comes to the same. */
  readonly act?: (unit: string) => AsyncIterable<unknown>
  readonly families: (unit: string) => AsyncIterable<readonly Enrolled[]>
  /** For one family met in a unit; none where another unit writes to it. */
  readonly notices: (unit: string, family: Enrolled) => readonly Notice[]
}

export const nothing: Plan = { units: [], families: async function* () {}, notices: () => [] }

/** A run whose id is of one kind. */
export type RunOf<K extends Run['id']['kind']> = Run & { readonly id: Extract<Run['id'], { kind: K }> }

/** Sorted as the database and the cursor compare: by code units. */
export const inOrder = (ids: Iterable<string>): readonly string[] => [...ids].sort()

export const rosterOf = (store: Rosters) => (unit: string) => store.families(unit)

/**
 * Does this section write to the family, or another of the run's? The first of those in which the family has a place writes,
 * so that children in several classes bring one message, and nobody has to remember who was written to. A place that it got
 * after the run began counts only where there is no older one: the section may have been gone through already.
 */
export const isWriter = (
  section: SectionId,
  family: Enrolled,
  begun: Instant,
  counts: (enrolment: Enrolment) => boolean,
): boolean => {
  const places = family.enrolments.filter(counts)
  const older = places.filter(({ since }) => since < begun)
  const from = older.length > 0 ? older : places
  return places.length > 0 && inOrder(from.map(({ sectionId }) => sectionId))[0] === section
}

/** What notices are called: with the run's moment they are found again without a search. */
export const scheduleId = (day: Day, familyId: FamilyId): string => `schedule.${day}.${familyId}`
export const changeId = (after: number, familyId: FamilyId): string => `change.${after}.${familyId}`
export const closedListId = (after: number, familyId: FamilyId): string => `waitlist.${after}.${familyId}`
export const closureId = (after: number, familyId: FamilyId): string => `closure.${after}.${familyId}`

/** The same notice for everybody who speaks for the family. */
export const toAll = (family: Enrolled, notice: Omit<Notice, 'to'>): readonly Notice[] =>
  family.contacts.map((to) => ({ ...notice, to }))
