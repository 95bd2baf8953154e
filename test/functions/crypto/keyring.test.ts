import { describe, expect, it } from 'vitest'
import {
  createKeyring,
  KeyGoneError,
  type KeyStore,
  masterKeyOf,
  memoryKeyStore,
} from '../../../functions/crypto/index.ts'

const words = Buffer.from('李小明')
const master = masterKeyOf(Buffer.alloc(32, 7))
const aRing = (keys: KeyStore = memoryKeyStore()) => createKeyring({ keys, master })

const counting = (keys: KeyStore) => {
  const counts = { gets: 0, puts: 0 }
  const counted: KeyStore = {
    ...keys,
    get: (id) => {
      counts.gets++
      return keys.get(id)
    },
    put: (id, wrapped) => {
      counts.puts++
      return keys.put(id, wrapped)
    },
  }
  return { counts, keys: counted }
}

describe('a keyring', () => {
  it('opens what it sealed, here and in another process', async () => {
    const keys = memoryKeyStore()
    const sealed = await aRing(keys).seal('family:a', 'p', words)
    expect(Buffer.from((await aRing(keys).unseal('family:a', 'p', sealed)) ?? [])).toEqual(words)
  })

  it('keeps a key in hand: many at once read it once', async () => {
    const { counts, keys } = counting(memoryKeyStore())
    const sealed = await aRing(keys).seal('family:a', 'p', words)
    const ring = aRing(keys)
    counts.gets = 0
    await Promise.all(Array.from({ length: 10 }, () => ring.unseal('family:a', 'p', sealed)))
    await ring.unseal('family:a', 'p', sealed)
    expect(counts).toEqual({ gets: 1, puts: 1 })
  })

  it('agrees with another process that makes the same key at once', async () => {
    const keys = memoryKeyStore()
    const [one, other] = [aRing(keys), aRing(keys)]
    const [a, b] = await Promise.all([one.seal('family:a', 'p', words), other.seal('family:a', 'p', words)])
    expect(await other.unseal('family:a', 'p', a)).not.toBeNull()
    expect(await one.unseal('family:a', 'p', b)).not.toBeNull()
  })

  it('opens nothing and seals nothing after the key was destroyed', async () => {
    const ring = aRing()
    const sealed = await ring.seal('family:a', 'p', words)
    await ring.destroy('family:a', 1)
    expect(await ring.unseal('family:a', 'p', sealed)).toBeNull()
    await expect(ring.seal('family:a', 'p', words)).rejects.toThrow(KeyGoneError)
  })

  it('believes what is stored rather than a key that was retired elsewhere', async () => {
    const keys = memoryKeyStore()
    const [here, there] = [aRing(keys), aRing(keys)]
    await here.seal('contact:a', 'p', words)
    await there.retire('contact:a')
    const anew = await there.seal('contact:a', 'p', words)
    expect(Buffer.from((await here.unseal('contact:a', 'p', anew)) ?? [])).toEqual(words)
  })

  it('stores no key that another master key unwraps, and none under another id', async () => {
    const keys = memoryKeyStore()
    const sealed = await aRing(keys).seal('family:a', 'p', words)
    const stranger = createKeyring({ keys, master: masterKeyOf(Buffer.alloc(32, 8)) })
    await expect(stranger.unseal('family:a', 'p', sealed)).rejects.toMatchObject({ code: 'seal.tampered' })
    const stolen = await keys.get('family:a')
    await keys.put('family:b', stolen ?? words)
    await expect(aRing(keys).unseal('family:b', 'p', sealed)).rejects.toMatchObject({ code: 'seal.tampered' })
  })
})

describe('a keyed hash', () => {
  it('is the same in every process, and another under another master key', async () => {
    const parts = ['child', 'mini-2027', '李小明', '2019']
    const hash = await aRing().hash(parts)
    expect(hash).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(await aRing().hash(parts)).toBe(hash)
    const other = createKeyring({ keys: memoryKeyStore(), master: masterKeyOf(Buffer.alloc(32, 8)) })
    expect(await other.hash(parts)).not.toBe(hash)
  })

  it('keeps the parts apart', async () => {
    expect(await aRing().hash(['a', 'bc'])).not.toBe(await aRing().hash(['ab', 'c']))
  })
})
