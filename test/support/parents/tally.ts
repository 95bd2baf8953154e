import type { Difference } from './notes.ts'

/** What is counted over everybody. */
export interface Tally {
  /** Refusals by their reason. */
  readonly refused: Map<string, number>
  /** `lapsed` of those that were told, and of some that had lapsed before anybody looked. */
  readonly offers: Record<'told' | 'taken' | 'declined' | 'late' | 'unanswered' | 'lapsed', number>
  /** Talks that did not come to what they were begun for: `enrol demo-s3`. */
  readonly stuck: string[]
  /** Messages that were answered in two ways: their ids. */
  readonly otherwise: string[]
  /** Truths that did not agree with what a parent had been told. */
  readonly differences: (Difference & { readonly contact: string })[]
}

export const newTally = (): Tally => ({
  refused: new Map(),
  offers: { told: 0, taken: 0, declined: 0, late: 0, unanswered: 0, lapsed: 0 },
  stuck: [],
  otherwise: [],
  differences: [],
})
