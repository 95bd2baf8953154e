import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Family } from '../../../shared/family.ts'
import type { Instant } from '../../../shared/time.ts'

/** What a notice is worded from, read when it is handed over. */
export interface NoticeScene {
  readonly family: Family | null
  readonly catalogue: Catalogue
  readonly now: Instant
  /** For a change: the programme in the two versions that it lies between. */
  readonly versions?: { readonly before: Catalogue; readonly after: Catalogue } | null
  /** For a schedule: the address of its picture. */
  readonly card?: string
}
