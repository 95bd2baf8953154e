import type { ChildId, FamilyId, OrganisationId, ProgrammeId, SectionId } from '../ids.ts'
import type { Clash } from './fits.ts'
import type { Place } from './order.ts'

/** Why a wish was not accepted, with what its words need. */
export type Reason =
  | Clash
  /** No seat was left for it. `last` got the last open one; null where all seats are kept for others. */
  | { readonly code: 'full'; readonly last: Place | null }
  /** There was a seat for this child, but one of the siblings it asked to be with could not have the section. */
  | {
      readonly code: 'together'
      readonly with: readonly ChildId[]
      readonly because: 'seats' | Clash['code']
    }
  /** It is not offered in this draw (any more). */
  | { readonly code: 'not_offered' }

export interface Accepted {
  readonly section: SectionId
  /** Whose quota the seat is from; null for an open one. */
  readonly quota: OrganisationId | null
}

export interface Refused {
  readonly section: SectionId
  readonly reason: Reason
}

/** One child's result. `turn` counts from 1; siblings who chose together share it. */
export interface Row extends Place {
  readonly turn: number
  readonly childId: ChildId
  readonly familyId: FamilyId
  /** In the child's own order of wishes, both lists. */
  readonly accepted: readonly Accepted[]
  readonly refused: readonly Refused[]
}

/** A child that would rather have this section, which would rather have the child than leave a seat empty or to a later one. */
export interface BlockingPair {
  readonly childId: ChildId
  readonly sectionId: SectionId
}

export interface Table {
  readonly programmeId: ProgrammeId
  readonly seed: string
  /** In the order of the draw. */
  readonly rows: readonly Row[]
  /** Who goes on the waiting list of each section that could not take all, in order; siblings stand next to one another. */
  readonly waiting: readonly { readonly sectionId: SectionId; readonly childIds: readonly ChildId[] }[]
  /** Σ accepted (priority + 1) / Σ (priority + 1); null where nobody wished for anything. */
  readonly happiness: number | null
  readonly blocking: readonly BlockingPair[]
}
