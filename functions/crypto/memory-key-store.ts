import type { Instant } from '../../shared/time.ts'
import type { KeyStore } from './key-store.ts'

/** For tests and trials: ends with the process. */
export const memoryKeyStore = (): KeyStore => {
  const keys = new Map<string, Uint8Array>()
  const gone = new Map<string, Instant>()
  return {
    get: async (id) => keys.get(id) ?? null,
    put: async (id, wrapped) => {
      if (gone.has(id)) return 'destroyed'
      if (keys.has(id)) return 'exists'
      keys.set(id, wrapped)
      return 'put'
    },
    retire: async (id) => {
      keys.delete(id)
    },
    destroy: async (id, at) => {
      keys.delete(id)
      if (!gone.has(id)) gone.set(id, at)
    },
    list: async function* () {
      yield* [...keys.keys()]
    },
    erasures: async function* () {
      for (const [id, at] of gone) yield { id, at }
    },
  }
}
