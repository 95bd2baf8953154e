import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { tableName } from '../../shared/contract/table.ts'
import { createKeyring, type Erasure, fileKeyStore, type MasterKey } from '../crypto/index.ts'
import { dynamoClient, dynamoStore } from '../store/index.ts'
import { readArchive, verifyArchive } from './archive-read.ts'
import { startClock } from './clock.ts'
import type { DataFolder } from './data-folder.ts'
import { readOwn, writeOwn } from './data-folder.ts'
import { startEngine } from './engine.ts'
import { claimFolder } from './ground.ts'
import { type Holds, withHolds } from './holds.ts'
import { admit, type Installation, readInstallation } from './installation.ts'
import { bringKeysBack, collectKeys, type KeptKeys, noKeys, readLedger, unwrapSecret } from './key-records.ts'
import { openMasterKey } from './master.ts'
import { itemOf, putItems } from './table-copy.ts'
import { ensureTable } from './tables.ts'
import { stop } from './trouble.ts'

/** What `npm run restore` was given; paths are absolute. */
export interface RestoreOptions {
  readonly data: string
  readonly file: string
  readonly keys: string
  readonly key: string | null
  readonly erased: string | null
}

export interface Restored {
  readonly items: number
  readonly keys: number
  /** Families that were erased after the backup, and now again. */
  readonly erased: number
  /** Messages that may have gone out after the backup. */
  readonly reviewed: number
}

/** What is known before anything is written. */
interface Checked {
  readonly kept: KeptKeys
  readonly erased: readonly Erasure[]
}

/** Reads everything to its end, so that a bad file is found before the first write. */
const check = async (options: RestoreOptions): Promise<Checked> => {
  await verifyArchive(options.file, 'houniao-data')
  const kept = existsSync(options.keys) ? await collectKeys(readArchive(options.keys, 'houniao-keys')) : null
  if (kept === null && !existsSync(join(options.data, 'keys')))
    stop({
      code: 'file',
      file: options.keys,
      reason: 'there is no such file, and the data cannot be read without their keys: name it with --keys.',
    })
  return { kept: kept ?? noKeys, erased: options.erased === null ? [] : readLedger(options.erased) }
}

const holdsData = (folder: DataFolder): boolean =>
  readdirSync(folder.path).some((name) => name.startsWith('data.db'))

const keyFileFor = (options: RestoreOptions, folder: DataFolder): string => {
  const file = options.key ?? (process.env.HOUNIAO_KEY_FILE || folder.masterKey)
  if (existsSync(file)) return file
  const line = `The master key ${file} is missing, and a backup never holds it: name it with --key (a demo's is master.key in its old data folder).`
  return stop({ code: 'setting', line })
}

const copyIn = async (client: DynamoDBClient, file: string): Promise<number> => {
  await ensureTable(client, tableName)
  // An engine of somebody else's (DYNAMODB_ENDPOINT) may have data though the folder has none.
  if (await readInstallation(client, tableName))
    return stop({ code: 'not_empty', folder: 'behind DYNAMODB_ENDPOINT' })
  const items = async function* () {
    for await (const record of readArchive(file, 'houniao-data')) yield itemOf(record)
  }
  return putItems(client, tableName, items())
}

/**
 * Of the erased the keys are destroyed already; what they left in the data, seats above all, goes now. What was on its way
 * to a gateway may have gone out after the backup: people decide.
 */
const replay = async (
  client: DynamoDBClient,
  folder: DataFolder,
  master: MasterKey,
  about: Installation,
): Promise<Pick<Restored, 'erased' | 'reviewed'>> => {
  const keyring = createKeyring({ keys: fileKeyStore(folder.keys), master })
  const { clock } = startClock(about.clock, null, Date.now)
  const store = dynamoStore({ client, tableName, keyring, clock })
  const erased = await store.replayErasures()
  return { erased, reviewed: await store.reviewRestored('gateway') }
}

/** A demo finds its secrets in its folder again; production has them in its settings. */
const bringSecretsBack = async (
  folder: DataFolder,
  keyFile: string,
  master: MasterKey,
  kept: KeptKeys,
): Promise<void> => {
  if (!existsSync(folder.masterKey)) copyFileSync(keyFile, folder.masterKey)
  if (kept.secret && readOwn(folder.secret) === null)
    writeOwn(folder.secret, await unwrapSecret(master, kept.secret))
}

/** The database is filled beside and moved into place last: until then the folder has no data, and a restore can be repeated. */
const inWorkshop = async <T>(folder: DataFolder, work: (endpoint: string) => Promise<T>): Promise<T> => {
  const workshop = join(folder.path, 'restoring')
  rmSync(workshop, { recursive: true, force: true })
  mkdirSync(workshop, { mode: 0o700 })
  try {
    const done = await withHolds(async (holds) => {
      const engine = await startEngine({ dataFolder: workshop })
      holds.keep(engine.stop)
      return work(engine.endpoint)
    })
    const isMain = (name: string) => name === 'data.db'
    const names = readdirSync(workshop).sort((a, b) => Number(isMain(a)) - Number(isMain(b)))
    for (const name of names) renameSync(join(workshop, name), join(folder.path, name))
    return done
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

const restoreInto = async (
  endpoint: string,
  folder: DataFolder,
  options: RestoreOptions,
  checked: Checked,
  holds: Holds,
): Promise<Restored> => {
  const client = dynamoClient({ endpoint })
  holds.keep(() => client.destroy())
  const keyFile = keyFileFor(options, folder)
  const items = await copyIn(client, options.file)
  const about = await readInstallation(client, tableName)
  if (!about)
    return stop({
      code: 'file',
      file: options.file,
      reason: 'holds no data of this program; nothing was changed.',
    })
  admit(about, about.mode, folder.path)
  const master = await openMasterKey(keyFile, about)
  await bringKeysBack(fileKeyStore(folder.keys), checked.kept, checked.erased)
  const replayed = await replay(client, folder, master, about)
  if (about.mode === 'demo') await bringSecretsBack(folder, keyFile, master, checked.kept)
  return { items, keys: checked.kept.keys.length, ...replayed }
}

/**
 * Brings a backup back into a folder without data. Everything is read to its end before anything is written, and the
 * database appears last.
 *
 * @throws Stopped `file`, `not_empty`, `locked`, `setting`; the folder has no data then, as before
 */
export const bringBack = (options: RestoreOptions): Promise<Restored> =>
  withHolds(async (holds) => {
    const checked = await check(options)
    const { folder } = await claimFolder(options.data, 'a restore', holds)
    if (holdsData(folder)) return stop({ code: 'not_empty', folder: options.data })
    return inWorkshop(folder, (endpoint) =>
      withHolds((inner) => restoreInto(endpoint, folder, options, checked, inner)),
    )
  })
