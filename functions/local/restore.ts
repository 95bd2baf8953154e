import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { tableName } from '../../shared/contract/table.ts'
import { createKeyring, type Erasure, fileKeyStore, type MasterKey } from '../crypto/index.ts'
import { dynamoClient, dynamoStore } from '../store/index.ts'
import { readArchive, verifyArchive } from './archive.ts'
import { startClock } from './clock.ts'
import type { DataFolder } from './data-folder.ts'
import { readOwn, writeOwn } from './data-folder.ts'
import { startEngine } from './engine.ts'
import { claimFolder } from './ground.ts'
import { type Holds, withHolds } from './holds.ts'
import { admit, type Installation, readInstallation } from './installation.ts'
import { bringKeysBack, collectKeys, type KeptKeys, noKeys, readLedger, unwrapSecret } from './key-records.ts'
import { databaseFile } from './lock.ts'
import { openMasterKey } from './master.ts'
import { runCommand } from './run-command.ts'
import { itemOf, putItems } from './table-copy.ts'
import { ensureTable } from './tables.ts'
import { stop } from './trouble.ts'

const usage = `npm run restore -- FILE [options]

Brings a backup back into a data folder without data. Whoever was erased since the backup stays erased: by the ledger that
survives in the folder (keys/erased.log), the one in FILE.keys, and one given with --erased.

  --data DIR     the data folder (./data); its keys/ and master.key may have survived
  --keys FILE    the backup's keys (FILE.keys)
  --key FILE     the master key (HOUNIAO_KEY_FILE, else master.key in the data folder)
  --erased FILE  another erased.log to obey`

interface Given {
  readonly data: string
  readonly file: string
  readonly keys: string
  readonly key: string | null
  readonly erased: string | null
}

/** What is known before anything is written. */
interface Checked {
  readonly kept: KeptKeys
  readonly erased: readonly Erasure[]
}

/** Reads everything to its end, so that a bad file is found before the first write. */
const check = async (given: Given): Promise<Checked> => {
  await verifyArchive(given.file, 'houniao-data')
  const kept = existsSync(given.keys) ? await collectKeys(readArchive(given.keys, 'houniao-keys')) : null
  if (kept === null && !existsSync(join(given.data, 'keys')))
    stop({ code: 'file', file: given.keys, reason: 'there is no such file, and the data cannot be read without their keys: name it with --keys.' })
  return { kept: kept ?? noKeys, erased: given.erased === null ? [] : readLedger(given.erased) }
}

const holdsData = (folder: DataFolder): boolean => readdirSync(folder.path).some((name) => name.startsWith('data.db'))

const keyFileFor = (given: Given, folder: DataFolder): string => {
  const file = given.key ?? (process.env['HOUNIAO_KEY_FILE'] || folder.masterKey)
  if (existsSync(file)) return file
  const line = `The master key ${file} is missing, and a backup never holds it: name it with --key (a demo's is master.key in its old data folder).`
  return stop({ code: 'setting', line })
}

const copyIn = async (client: DynamoDBClient, file: string): Promise<number> => {
  await ensureTable(client, tableName)
  // An engine of somebody else's (DYNAMODB_ENDPOINT) may have data though the folder has none.
  if (await readInstallation(client, tableName)) return stop({ code: 'not_empty', folder: 'behind DYNAMODB_ENDPOINT' })
  const items = async function* () {
    for await (const record of readArchive(file, 'houniao-data')) yield itemOf(record)
  }
  return putItems(client, tableName, items())
}

/** Their keys are destroyed already; what they left in the data, seats above all, goes now. */
const replay = (client: DynamoDBClient, folder: DataFolder, master: MasterKey, about: Installation): Promise<number> => {
  const keyring = createKeyring({ keys: fileKeyStore(folder.keys), master })
  const { clock } = startClock(about.clock, null, Date.now)
  return dynamoStore({ client, tableName, keyring, clock }).replayErasures()
}

/** A demo finds its secrets in its folder again; production has them in its settings. */
const bringSecretsBack = async (folder: DataFolder, keyFile: string, master: MasterKey, kept: KeptKeys): Promise<void> => {
  if (!existsSync(folder.masterKey)) copyFileSync(keyFile, folder.masterKey)
  if (kept.secret && readOwn(folder.secret) === null) writeOwn(folder.secret, await unwrapSecret(master, kept.secret))
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

const restoreInto = async (endpoint: string, folder: DataFolder, given: Given, checked: Checked, holds: Holds): Promise<string> => {
  const client = dynamoClient({ endpoint })
  holds.keep(() => client.destroy())
  const items = await copyIn(client, given.file)
  const about = await readInstallation(client, tableName)
  if (!about) return stop({ code: 'file', file: given.file, reason: 'holds no data of this program; nothing was changed.' })
  admit(about, about.mode, folder.path)
  const keyFile = keyFileFor(given, folder)
  const master = await openMasterKey(keyFile, about)
  await bringKeysBack(fileKeyStore(folder.keys), checked.kept, checked.erased)
  const erased = await replay(client, folder, master, about)
  if (about.mode === 'demo') await bringSecretsBack(folder, keyFile, master, checked.kept)
  return `Restored ${items} items and ${checked.kept.keys.length} keys into ${folder.path}; ${erased} erasures were carried out again.`
}

const restore = (given: Given): Promise<void> =>
  withHolds(async (holds) => {
    const checked = await check(given)
    const { folder } = await claimFolder(given.data, 'a restore', holds)
    if (holdsData(folder)) return stop({ code: 'not_empty', folder: given.data })
    const work = (endpoint: string) => withHolds((inner) => restoreInto(endpoint, folder, given, checked, inner))
    console.log(await inWorkshop(folder, work))
  })

const spec = {
  data: { type: 'string', default: './data' },
  keys: { type: 'string' },
  key: { type: 'string' },
  erased: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const orNull = (path: string | undefined): string | null => (path === undefined ? null : resolve(path))

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: spec, allowPositionals: true })
  if (values.help) return console.log(usage)
  const [name, more] = positionals
  if (!name || more) return stop({ code: 'option', line: 'Say what to bring back: npm run restore -- FILE' })
  const file = resolve(name)
  const keys = values.keys === undefined ? `${file}.keys` : resolve(values.keys)
  await restore({ data: resolve(values.data), file, keys, key: orNull(values.key), erased: orNull(values.erased) })
}

await runCommand(main)
process.exit()
