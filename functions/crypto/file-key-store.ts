import { createHash, randomBytes } from 'node:crypto'
import { appendFile, link, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Instant } from '../../shared/time.ts'
import type { Erasure, KeyId, KeyStore } from './key-store.ts'

/** One file a key. A destroyed key leaves its file behind with `gone` instead, so that the id can never get another. */
type Kept =
  | { readonly v: 1; readonly id: KeyId; readonly key: string }
  | { readonly v: 1; readonly id: KeyId; readonly gone: Instant }

const ledgerName = 'erased.log'
const shardName = /^[0-9a-f]{2}$/
const keyName = /^[0-9a-f]{64}$/

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const unless = (code: string) => (error: unknown) => {
  if (codeOf(error) !== code) throw error
  return null
}

/** The name is a hash, so that a listing of the folder tells nobody who is in it; 256 shards keep folders small. */
const pathOf = (folder: string, id: KeyId): string => {
  const hash = createHash('sha256').update(id).digest('hex')
  return join(folder, hash.slice(0, 2), hash)
}

/** A crash came between overwriting a key that is destroyed and writing so: there is no key any more. */
const isBlank = (text: string): boolean => text.startsWith('\0')

const read = async (path: string): Promise<Kept | null> => {
  const text = await readFile(path, 'utf8').catch(unless('ENOENT'))
  if (text === null || isBlank(text)) return null
  const kept: Kept = JSON.parse(text)
  return kept
}

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const writeWhole = async (path: string, kept: Kept): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify(kept))
    await file.sync()
  } finally {
    await file.close()
  }
}

const temporary = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.tmp`

/** Appears whole or not at all, and only where nothing was: `link` fails where the name is taken. */
const create = async (path: string, kept: Kept): Promise<boolean> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = temporary(path)
  await writeWhole(draft, kept)
  const made = await link(draft, path).then(() => true, unless('EEXIST'))
  await unlink(draft)
  if (made) await syncFolder(dirname(path))
  return made === true
}

const replace = async (path: string, kept: Kept): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = temporary(path)
  await writeWhole(draft, kept)
  await rename(draft, path)
  await syncFolder(dirname(path))
}

/** Overwrites before a file is let go: a disk does not promise more, but what it can forget it shall. */
const blank = async (path: string): Promise<void> => {
  const file = await open(path, 'r+').catch(unless('ENOENT'))
  if (!file) return
  try {
    const { size } = await file.stat()
    await file.write(Buffer.alloc(size), 0, size, 0)
    await file.sync()
  } finally {
    await file.close()
  }
}

const retiring = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.retired`

/** What was retired under this name, now or by somebody who was stopped on the way. */
const clearAway = async (path: string): Promise<void> => {
  const folder = dirname(path)
  const names = (await readdir(folder).catch(unless('ENOENT'))) ?? []
  const left = names.filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.retired'))
  for (const name of left) {
    await blank(join(folder, name))
    await unlink(join(folder, name)).catch(unless('ENOENT'))
  }
  if (left.length > 0) await syncFolder(folder)
}

const shards = async (folder: string): Promise<readonly string[]> =>
  ((await readdir(folder).catch(unless('ENOENT'))) ?? []).filter((name) => shardName.test(name)).sort()

async function* everyFile(folder: string): AsyncIterable<Kept> {
  for (const shard of await shards(folder)) {
    for (const name of (await readdir(join(folder, shard))).filter((each) => keyName.test(each)).sort()) {
      const kept = await read(join(folder, shard, name))
      if (kept) yield kept
    }
  }
}

/** The last line may be torn by a crash; its key is then still there, and the erasure is run again. */
const erasureOf = (line: string): Erasure[] => {
  try {
    const erasure: Erasure = JSON.parse(line)
    return [erasure]
  } catch {
    return []
  }
}

const appendLedger = async (folder: string, erasure: Erasure): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Begins with a new line, so that a torn line before it spoils only itself.
  await appendFile(join(folder, ledgerName), `\n${JSON.stringify(erasure)}`, { mode: 0o600, flush: true })
}

/**
 * Keys as files under a folder of its own (`0600`, never inside what is backed up as data), and beside them the erasure
 * ledger `erased.log`, one JSON line an erasure, which is only ever appended to.
 */
export const fileKeyStore = (folder: string): KeyStore => ({
  get: async (id) => {
    const kept = await read(pathOf(folder, id))
    return kept && 'key' in kept ? Buffer.from(kept.key, 'base64') : null
  },
  put: async (id, wrapped) => {
    const path = pathOf(folder, id)
    if (await create(path, { v: 1, id, key: Buffer.from(wrapped).toString('base64') })) return 'put'
    const kept = await read(path)
    return kept && 'key' in kept ? 'exists' : 'destroyed'
  },
  retire: async (id) => {
    const path = pathOf(folder, id)
    const kept = await read(path)
    if (kept && 'gone' in kept) return
    // Out of the way first: a crash on the way leaves no name behind under which no key could ever stand again.
    if (kept) await rename(path, retiring(path)).catch(unless('ENOENT'))
    await clearAway(path)
  },
  destroy: async (id, at) => {
    const path = pathOf(folder, id)
    const kept = await read(path)
    if (kept && 'gone' in kept) return
    // The ledger first: a crash after it leaves a line whose replay destroys the key, never a key gone without a line.
    await appendLedger(folder, { id, at })
    await blank(path)
    await replace(path, { v: 1, id, gone: at })
  },
  list: async function* () {
    for await (const kept of everyFile(folder)) if ('key' in kept) yield kept.id
  },
  erasures: async function* () {
    const text = await readFile(join(folder, ledgerName), 'utf8').catch(unless('ENOENT'))
    const lines = (text ?? '').split('\n').filter((line) => line !== '')
    const seen = new Set<string>()
    for (const erasure of lines.flatMap(erasureOf)) {
      if (!seen.has(erasure.id)) yield erasure
      seen.add(erasure.id)
    }
  },
})
