import type { SectionId } from './ids.ts'
import type { Session } from './section.ts'
import type { Day, Instant } from './time.ts'

/** Both ends belong to it: full years, or school grades (-2 … 0 are 小班, 中班, 大班). */
export interface Band {
  readonly from: number
  readonly to: number
}

/**
 * Why a child may not have a section: an expected no, with what its words need (bot/wording/refusals.ts words it). Ids, days
 * and numbers only, so that a refusal may be logged.
 */
export type Refusal =
  /** Too young or too old on `on`, the section's first day, whatever date of the told birth is taken. */
  | { readonly code: 'too_young' | 'too_old'; readonly band: Band; readonly on: Day }
  | { readonly code: 'grade_out'; readonly band: Band }
  /** Ids of the organisations whose staff, or whose villagers, may join; none named means any of the programme. */
  | { readonly code: 'staff_only' | 'villagers_only'; readonly of: readonly string[] }
  | { readonly code: 'adults_only' }
  | { readonly code: 'not_open_yet'; readonly opensAt: Instant }
  | { readonly code: 'closed'; readonly closedAt: Instant }
  /** By wishes: they are all in, and the draw is still to come or has just been. */
  | { readonly code: 'drawing'; readonly drawnAt: Instant }
  /** The last session has ended. */
  | { readonly code: 'over'; readonly endedAt: Instant }
  | { readonly code: 'full'; readonly waiting: number }
  /** The child has this very section. */
  | { readonly code: 'already'; readonly sectionId: SectionId }
  | { readonly code: 'limit'; readonly courses: number; readonly taken: readonly SectionId[] }
  /** The programme's periods run one after another and a child takes one: `taken` is of another period. */
  | { readonly code: 'one_period'; readonly taken: SectionId }
  /** `travelMinutes` is 0 when the lessons themselves clash, else what the way between the two sites takes. */
  | {
      readonly code: 'overlap'
      readonly taken: SectionId
      readonly session: Session
      readonly takenSession: Session
      readonly travelMinutes: number
    }
  /** No session still to come lies within the child's days. */
  | { readonly code: 'not_your_days'; readonly first: Day; readonly last: Day }
