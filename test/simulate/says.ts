/** What a server process and whoever started it say to one another. */

/** Since the process began. */
export interface Counted {
  readonly requests: number
  readonly readUnits: number
  readonly writeUnits: number
}

/** A section as its holders and its waiting list add up. */
export interface SectionCount {
  readonly section: string
  /** People in firm, held and offered seats. */
  readonly taken: number
  readonly waiting: number
  /** Derived figures that are not what they are derived from. */
  readonly wrong: readonly string[]
}

export type FromServer =
  | { readonly kind: 'ready'; readonly url: string; readonly secret: string; readonly engine: number | null }
  | { readonly kind: 'counted'; readonly counted: Counted }
  | { readonly kind: 'recounted'; readonly counts: readonly SectionCount[] }

export type ToServer =
  | { readonly kind: 'recount'; readonly sections: readonly string[] }
  | { readonly kind: 'stop' }
