import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import {
  fileKeyStore,
  type KeyStore,
  memoryKeyStore,
  tableKeyStore,
} from '../../../functions/crypto/index.ts'
import { freshKeyTable } from '../../support/engine.ts'

const folders: string[] = []
const aFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'houniao-keys-'))
  folders.push(folder)
  return folder
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

const stores: readonly { readonly kind: string; readonly make: () => Promise<KeyStore> }[] = [
  { kind: 'memory', make: async () => memoryKeyStore() },
  { kind: 'file', make: async () => fileKeyStore(join(await aFolder(), 'keys')) },
  {
    kind: 'table',
    make: async () => {
      const { client, tableName } = await freshKeyTable()
      return tableKeyStore(client, tableName)
    },
  },
]

const wrapped = Buffer.from('wrapped key')

describe.each(stores)('keys kept in $kind', ({ make }) => {
  let keys: KeyStore
  beforeEach(async () => {
    keys = await make()
  })

  it('gives back what was put, and null for what never was', async () => {
    expect(await keys.put('family:a', wrapped)).toBe('put')
    expect(Buffer.from((await keys.get('family:a')) ?? [])).toEqual(wrapped)
    expect(await keys.get('family:b')).toBeNull()
  })

  it('never replaces a key: of several at once one wins', async () => {
    const tries = [1, 2, 3, 4].map((n) => keys.put('family:a', Buffer.from(`key ${n}`)))
    const answers = await Promise.all(tries)
    expect([...answers].sort()).toEqual(['exists', 'exists', 'exists', 'put'])
    const winner = answers.indexOf('put') + 1
    expect(Buffer.from((await keys.get('family:a')) ?? []).toString()).toBe(`key ${winner}`)
  })

  it('retired, a key is gone and its owner may get another', async () => {
    await keys.put('contact:a', wrapped)
    await keys.retire('contact:a')
    await keys.retire('contact:a')
    expect(await keys.get('contact:a')).toBeNull()
    expect(await keys.put('contact:a', wrapped)).toBe('put')
    expect(await all(keys.erasures())).toEqual([])
  })

  it('destroyed, a key is gone for good and stands in the ledger with its first time', async () => {
    await keys.put('family:a', wrapped)
    await keys.destroy('family:a', 1_000)
    await keys.destroy('family:a', 2_000)
    expect(await keys.get('family:a')).toBeNull()
    expect(await keys.put('family:a', wrapped)).toBe('destroyed')
    await keys.retire('family:a')
    expect(await keys.put('family:a', wrapped)).toBe('destroyed')
    expect(await all(keys.erasures())).toEqual([{ id: 'family:a', at: 1_000 }])
  })

  it('destroys what was never put', async () => {
    await keys.destroy('family:a', 1_000)
    expect(await keys.put('family:a', wrapped)).toBe('destroyed')
  })

  it('lists the keys that live', async () => {
    for (const id of ['family:a', 'family:b', 'contact:c']) await keys.put(id, wrapped)
    await keys.destroy('family:b', 1_000)
    expect((await all(keys.list())).sort()).toEqual(['contact:c', 'family:a'])
  })
})

describe('keys kept in files', () => {
  it('are readable by their owner only, under names that tell nothing', async () => {
    const folder = join(await aFolder(), 'keys')
    await fileKeyStore(folder).put('family:abc', wrapped)
    const [shard = ''] = await readdir(folder)
    const [name = ''] = await readdir(join(folder, shard))
    expect(join(shard, name)).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{64}$/)
    expect((await stat(join(folder, shard, name))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, shard))).mode & 0o777).toBe(0o700)
  })

  it('leave a ledger that survives a torn line and an emptied folder', async () => {
    const folder = join(await aFolder(), 'keys')
    const keys = fileKeyStore(folder)
    await keys.destroy('family:a', 1)
    const { appendFile } = await import('node:fs/promises')
    await appendFile(join(folder, 'erased.log'), '\n{"id":"family:tor')
    await keys.destroy('family:b', 2)
    expect(await all(fileKeyStore(folder).erasures())).toEqual([
      { id: 'family:a', at: 1 },
      { id: 'family:b', at: 2 },
    ])
  })

  it('leave no byte of a destroyed key, and no file that was begun', async () => {
    const folder = join(await aFolder(), 'keys')
    const keys = fileKeyStore(folder)
    await keys.put('family:a', wrapped)
    await keys.put('family:a', wrapped)
    await keys.destroy('family:a', 1)
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )
    for (const file of files) {
      expect(file.name).not.toContain('.tmp')
      expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain(
        wrapped.toString('base64'),
      )
    }
  })
})

describe('a file of a key, when the process is killed', () => {
  const folderWith = async (): Promise<{
    readonly folder: string
    readonly file: string
    readonly keys: KeyStore
  }> => {
    const folder = join(await aFolder(), 'keys')
    const keys = fileKeyStore(folder)
    await keys.put('contact:wx-1', new Uint8Array([1, 2, 3]))
    const [file] = (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
    return { folder, file: join(folder, file ?? ''), keys }
  }

  it('out of the way and not yet gone, is gone with the next end, and the name is free', async () => {
    const { folder, file, keys } = await folderWith()
    await rename(file, `${file}.aa.retired`)
    expect(await keys.get('contact:wx-1')).toBe(null)
    expect(await keys.put('contact:wx-1', new Uint8Array([4]))).toBe('put')
    await keys.retire('contact:wx-1')
    expect((await readdir(folder, { recursive: true })).filter((name) => name.includes('.'))).toEqual([])
    expect(await keys.put('contact:wx-1', new Uint8Array([5]))).toBe('put')
  })

  it('overwritten and not yet marked as destroyed, holds no key, and is destroyed when the ledger is replayed', async () => {
    const { file, keys } = await folderWith()
    await writeFile(file, Buffer.alloc((await stat(file)).size))
    expect(await keys.get('contact:wx-1')).toBe(null)
    expect(await keys.put('contact:wx-1', new Uint8Array([4]))).toBe('destroyed')
    await keys.destroy('contact:wx-1', 1)
    expect(await keys.put('contact:wx-1', new Uint8Array([4]))).toBe('destroyed')
  })
})
