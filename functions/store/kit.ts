import { LRUCache } from 'lru-cache'
import type { ContactId, FamilyId, SectionId } from '../../shared/ids.ts'
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

/** What this process happens to remember. Only ever saves a read: whatever it says is verified. */
export interface Known {
  /** Whose family a contact's is, so that both are read at once. */
  readonly links: LRUCache<ContactId, Link>
  /** Large sections, so that their first try is the right one. */
  readonly large: LRUCache<SectionId, true>
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
})
