import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Family } from '../../../shared/family.ts'
import type { Instant } from '../../../shared/time.ts'

export interface Versions {
  readonly before: Catalogue
  readonly after: Catalogue
  /** Changes that were written to the contact and not handed over, this one among them: when, and what was before. Oldest first. */
  readonly unheard: readonly { readonly at: Instant; readonly before: Catalogue }[]
}

/** What a notice is worded from, read when it is handed over. */
export interface NoticeScene {
  readonly family: Family | null
  /** Said to the helper who entered the family, to be passed on: names nobody. */
  readonly toHelper: boolean
  readonly catalogue: Catalogue
  readonly now: Instant
  /** For a change: the programme in the two versions that it lies between, and what the contact knows of earlier ones. */
  readonly versions?: Versions | null
  /** For a schedule: the address of its picture. */
  readonly card?: string
}
