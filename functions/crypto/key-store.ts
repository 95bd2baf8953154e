import type { Instant } from '../../shared/time.ts'

/** `family:<id>`, `contact:<id>` or `case:<id>`: whose data the key seals. */
export type KeyId = string

export interface Erasure {
  readonly id: KeyId
  readonly at: Instant
}

/**
 * Where wrapped keys are kept, apart from what they seal: a restore of the data never brings a key back.
 * What is given in and out is always wrapped by the master key.
 */
export interface KeyStore {
  /** Null where there is none, or none any more. */
  readonly get: (id: KeyId) => Promise<Uint8Array | null>
  /** Never replaces: two processes that make the same key at once agree on the first one's. */
  readonly put: (id: KeyId, wrapped: Uint8Array) => Promise<'put' | 'exists' | 'destroyed'>
  /** Removes a key whose owner may come again and get a new one (a contact whose conversation ended). */
  readonly retire: (id: KeyId) => Promise<void>
  /** Removes a key for good and writes the erasure ledger: from now on `put` answers `destroyed`. The first time stays. */
  readonly destroy: (id: KeyId, at: Instant) => Promise<void>
  /** Ids of the keys that live. */
  readonly list: () => AsyncIterable<KeyId>
  /** The ledger: what was destroyed, for a replay after the data were restored. */
  readonly erasures: () => AsyncIterable<Erasure>
}
