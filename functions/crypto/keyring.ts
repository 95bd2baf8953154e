import { createHmac, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { type Instant, minuteMs } from '../../shared/time.ts'
import type { Erasure, KeyId, KeyStore } from './key-store.ts'
import type { MasterKey } from './master-key.ts'
import { keyBytes, SealError, seal, unseal } from './sealed.ts'

/** Nothing can be sealed for somebody who was erased. */
export class KeyGoneError extends Error {
  readonly code = 'key.gone'
  constructor() {
    super('the key was destroyed and is never made again')
    this.name = 'KeyGoneError'
  }
}

/** Seals and opens fields under the keys of families and contacts. Unwrapped keys never leave it. */
export interface Keyring {
  /** Makes the key at its first use. `place`: the item's key and the field. Throws KeyGoneError after `destroy`. */
  readonly seal: (id: KeyId, place: string, plain: Uint8Array) => Promise<Uint8Array>
  /** Null where the key is gone: what it sealed is as if it had never been. Throws SealError for a blob of another place. */
  readonly unseal: (id: KeyId, place: string, blob: Uint8Array) => Promise<Uint8Array | null>
  /** Lets a key go whose owner may come again. */
  readonly retire: (id: KeyId) => Promise<void>
  /** Lets a key go for good, with a line in the erasure ledger. */
  readonly destroy: (id: KeyId, at: Instant) => Promise<void>
  /** Forgets what this process holds of a key: it is read anew at its next use. */
  readonly forget: (id: KeyId) => void
  /**
   * A keyed hash of words about a child (HMAC-SHA256 under a secret of its own, the first 132 bits as base64url): the same in
   * every process, and no guess can be tried without the master key. JSON keeps the parts apart.
   */
  readonly hash: (parts: readonly string[]) => Promise<string>
  readonly erasures: () => AsyncIterable<Erasure>
}

/** How long a key that was destroyed elsewhere may still be held here. Real time. */
export const keyCacheMs = 5 * minuteMs
const keyCacheSize = 5_000

const hashLetters = 22
const hashOf = (secret: string, parts: readonly string[]): string =>
  createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url').slice(0, hashLetters)

export const createKeyring = (given: { readonly keys: KeyStore; readonly master: MasterKey }): Keyring => {
  const { keys, master } = given
  const held = new LRUCache<KeyId, Uint8Array>({ max: keyCacheSize, ttl: keyCacheMs })
  const loading = new Map<KeyId, Promise<Uint8Array | null>>()

  const load = async (id: KeyId): Promise<Uint8Array | null> => {
    const wrapped = await keys.get(id)
    if (!wrapped) return null
    const key = await master.unwrap(id, wrapped)
    // A key let go while it was being read must not stay.
    if (loading.has(id)) held.set(id, key)
    return key
  }
  const find = (id: KeyId): Promise<Uint8Array | null> | Uint8Array => {
    const key = held.get(id)
    if (key) return key
    const pending = loading.get(id) ?? load(id).finally(() => loading.delete(id))
    loading.set(id, pending)
    return pending
  }
  const make = async (id: KeyId): Promise<Uint8Array> => {
    const key = randomBytes(keyBytes)
    const put = await keys.put(id, await master.wrap(id, key))
    if (put === 'destroyed') throw new KeyGoneError()
    if (put === 'put') held.set(id, key)
    return put === 'put' ? key : ((await find(id)) ?? make(id))
  }
  let hashing: Promise<string> | null = null
  const hashSecret = (): Promise<string> => {
    hashing ??= master.secretFor('children').catch((error: unknown) => {
      hashing = null
      throw error
    })
    return hashing
  }
  const forget = (id: KeyId): void => {
    held.delete(id)
    loading.delete(id)
  }

  return {
    seal: async (id, place, plain) => seal((await find(id)) ?? (await make(id)), place, plain),
    unseal: async (id, place, blob) => {
      const known = held.get(id)
      const key = known ?? (await find(id))
      if (!key) return null
      try {
        return unseal(key, place, blob)
      } catch (error) {
        // The key held may be of before the owner went and came again; only what was just read is believed.
        if (!known || !(error instanceof SealError && error.code === 'seal.tampered')) throw error
      }
      forget(id)
      const fresh = await find(id)
      return fresh ? unseal(fresh, place, blob) : null
    },
    retire: async (id) => {
      forget(id)
      await keys.retire(id)
      forget(id)
    },
    destroy: async (id, at) => {
      forget(id)
      await keys.destroy(id, at)
      forget(id)
    },
    forget,
    hash: async (parts) => hashOf(await hashSecret(), parts),
    erasures: () => keys.erasures(),
  }
}
