import { LRUCache } from 'lru-cache'
import type { ChildId, ContactId, FamilyId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import type { Clock, FaultPoint } from '../app/ports.ts'
import type { Keyring } from '../crypto/keyring.ts'
import type { CatalogueCache } from './catalogue.ts'
import type { Database } from './database.ts'

/** What the parts of the store work with. */
export interface Kit {
  readonly db: Database
  readonly keyring: Keyring
  readonly clock: Clock
  /** Between any two writes that belong together: a test may stop there. */
  readonly fault: FaultPoint
  readonly catalogues: CatalogueCache
  readonly known: Known
}

/**
 * What is marked of each child of a family, so that a child entered by another family too is found: `<mark> <sort key>`
 * (marks.ts).
 */
export type Marks = Readonly<Record<ChildId, readonly string[]>>

/** What this process happens to remember. Only ever saves a read: whatever it says is verified. */
export interface Known {
  /** Whose family a contact's is, so that both are read at once. */
  readonly links: LRUCache<ContactId, Link>
  /** Large sections, so that their first try is the right one. */
  readonly large: LRUCache<SectionId, true>
  /** Of a large section: claims of this process under way, and notes of those that are done (notes.ts). */
  readonly gates: LRUCache<SectionId, Gate>
  /** What is marked of a family's children, at the revision that was read or written. */
  readonly marks: LRUCache<FamilyId, { readonly rev: number; readonly marks: Marks }>
}

export interface Gate {
  running: number
  readonly line: (() => void)[]
  readonly written: string[]
}

export interface Link {
  readonly familyId: FamilyId | null
  readonly familyEndsAt: Instant | null
  /** The family ends unless somebody goes on with it (shared/retention.ts). */
  readonly unfinished: boolean
}

export const createKnown = (): Known => ({
  links: new LRUCache({ max: 50_000 }),
  large: new LRUCache({ max: 1_000 }),
  gates: new LRUCache({ max: 1_000 }),
  marks: new LRUCache({ max: 20_000 }),
})
