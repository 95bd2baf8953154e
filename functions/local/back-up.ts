import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { tableName } from '../../shared/contract/table.ts'
import { fileKeyStore } from '../crypto/index.ts'
import { dynamoClient } from '../store/index.ts'
import { type ArchiveEnd, type ArchiveHeader, sumOf, writeArchive } from './archive.ts'
import { type DataFolder, pathsOf, readOwn } from './data-folder.ts'
import { claimedEngine, claimFolder } from './ground.ts'
import { type Holds, withHolds } from './holds.ts'
import { type Installation, readInstallation } from './installation.ts'
import { keyRecords } from './key-records.ts'
import { databaseFile, runningOn } from './lock.ts'
import { openMasterKey } from './master.ts'
import { itemsOf } from './table-copy.ts'
import { stop } from './trouble.ts'

export interface BackedUp {
  readonly mode: Installation['mode']
  readonly items: number
  readonly keys: number
  /** False where a server wrote all the while: what belongs to one moment may then differ by it. */
  readonly settled: boolean
}

/** How often a busy server is read again until two readings agree. */
const tries = 5

const nothingThere = (path: string): never =>
  stop({ code: 'folder', folder: path, reason: 'there are no data in it to back up' })

/** The engine of the server that runs there, else one of our own for the while. */
const engineFor = async (path: string, holds: Holds): Promise<string> => {
  if (!existsSync(path)) return nothingThere(path)
  const running = runningOn(path)
  if (running?.engine) return running.engine.endpoint
  const claimed = await claimFolder(path, 'a backup', holds)
  if (!process.env.DYNAMODB_ENDPOINT && !existsSync(databaseFile(path))) return nothingThere(path)
  return (await claimedEngine(claimed, process.env, holds)).endpoint
}

/**
 * Reading a table takes a while, and a server may write meanwhile. Where a second reading finds the very same, both show
 * the data of the moment between them; else it is read again.
 */
const copyTable = async (
  client: DynamoDBClient,
  file: string,
  at: string,
): Promise<{ end: ArchiveEnd; settled: boolean }> => {
  const header: ArchiveHeader = { v: 1, kind: 'houniao-data', at, tables: [tableName] }
  for (let left = tries; ; left -= 1) {
    const end = await writeArchive(file, header, () => itemsOf(client, tableName))
    const again = await sumOf(header, itemsOf(client, tableName))
    if (again.sha256 === end.sha256) return { end, settled: true }
    if (left <= 1) return { end, settled: false }
    await wait(200)
  }
}

const demoSecret = async (folder: DataFolder, proof: Uint8Array | null) => {
  const plain = readOwn(folder.secret)
  return plain === null ? null : { master: await openMasterKey(folder.masterKey, { proof }), plain }
}

/** The keys after the data: whoever is erased in between is erased in the backup too. */
const copyKeys = async (
  folder: DataFolder,
  about: Installation,
  file: string,
  at: string,
): Promise<ArchiveEnd> => {
  const secret = about.mode === 'demo' ? await demoSecret(folder, about.proof) : null
  const header: ArchiveHeader = { v: 1, kind: 'houniao-keys', at, tables: [] }
  return writeArchive(file, header, () => keyRecords(fileKeyStore(folder.keys), secret))
}

/**
 * Writes the data of a folder to `file` and its keys to `file.keys`, each whole or not at all, whether a server runs there
 * or not.
 *
 * @throws Stopped `folder`, `locked`, `file`, and what starting an engine may
 */
export const backUp = (path: string, file: string): Promise<BackedUp> =>
  withHolds(async (holds) => {
    const client = dynamoClient({ endpoint: await engineFor(path, holds) })
    holds.keep(() => client.destroy())
    const about = await readInstallation(client, tableName).catch(() => null)
    if (!about) return nothingThere(path)
    const at = new Date().toISOString()
    const { end, settled } = await copyTable(client, file, at)
    const keys = await copyKeys(pathsOf(path), about, `${file}.keys`, at)
    return { mode: about.mode, items: end.counts[tableName] ?? 0, keys: keys.counts.key ?? 0, settled }
  })
