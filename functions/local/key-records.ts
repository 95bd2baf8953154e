import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Erasure, KeyStore, MasterKey } from '../crypto/index.ts'
import type { ArchiveRecord } from './archive.ts'
import { reasonOf } from './data-folder.ts'
import { stop } from './trouble.ts'

/** The id under which the demo's gateway secret is wrapped in a backup's keys. */
const secretId = 'backup:gateway-secret'

const bytes = z.string().transform((text): Uint8Array => Buffer.from(text, 'base64'))
const keySchema = z.object({ id: z.string(), wrapped: bytes })
const erasureSchema = z.object({ id: z.string(), at: z.number() })

/** What a backup keeps of keys: each wrapped by the master key, which is in no backup. */
export interface KeptKeys {
  readonly keys: readonly z.output<typeof keySchema>[]
  readonly erasures: readonly Erasure[]
  /** The demo's gateway secret, wrapped too; production has its own in its settings. */
  readonly secret: Uint8Array | null
}

const text = (wrapped: Uint8Array): string => Buffer.from(wrapped).toString('base64')

/** @param secret the demo's gateway secret with the key to wrap it, or null */
export async function* keyRecords(
  keys: KeyStore,
  secret: { readonly master: MasterKey; readonly plain: string } | null,
): AsyncIterable<ArchiveRecord> {
  for await (const erasure of keys.erasures()) yield { t: 'erased', value: erasure }
  for await (const id of keys.list()) {
    const wrapped = await keys.get(id)
    // Gone between the listing and now: erased, and it stays so.
    if (wrapped) yield { t: 'key', value: { id, wrapped: text(wrapped) } }
  }
  if (secret) {
    const wrapped = await secret.master.wrap(secretId, new TextEncoder().encode(secret.plain))
    yield { t: 'secret', value: text(wrapped) }
  }
}

export const collectKeys = async (records: AsyncIterable<ArchiveRecord>): Promise<KeptKeys> => {
  const keys: KeptKeys['keys'][number][] = []
  const erasures: Erasure[] = []
  let secret: Uint8Array | null = null
  for await (const { t, value } of records) {
    if (t === 'key') keys.push(keySchema.parse(value))
    if (t === 'erased') erasures.push(erasureSchema.parse(value))
    if (t === 'secret') secret = bytes.parse(value)
  }
  return { keys, erasures, secret }
}

export const noKeys: KeptKeys = { keys: [], erasures: [], secret: null }

export const unwrapSecret = async (master: MasterKey, wrapped: Uint8Array): Promise<string> =>
  new TextDecoder().decode(await master.unwrap(secretId, wrapped))

const erasureIn = (file: string, line: string): Erasure => {
  try {
    return erasureSchema.parse(JSON.parse(line))
  } catch {
    return stop({
      code: 'file',
      file,
      reason: 'is no erasure ledger (lines of {"id", "at"}); nothing was changed.',
    })
  }
}

/**
 * An erasure ledger kept elsewhere: the `erased.log` of a data folder.
 *
 * @throws Stopped `file`
 */
export const readLedger = (file: string): readonly Erasure[] => {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter((line) => line.trim() !== '').map((line) => erasureIn(file, line))
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      return stop({ code: 'file', file, reason: `cannot be read (${reasonOf(error)}).` })
    throw error
  }
}

/** Erasures first: a key that was destroyed since is then refused, and never touches the disk. */
export const bringKeysBack = async (
  store: KeyStore,
  kept: KeptKeys,
  alsoErased: readonly Erasure[],
): Promise<void> => {
  for (const { id, at } of [...kept.erasures, ...alsoErased]) await store.destroy(id, at)
  for (const { id, wrapped } of kept.keys) await store.put(id, wrapped)
}
