import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { tableName } from '../../shared/contract/table.ts'
import { fileKeyStore } from '../crypto/index.ts'
import { dynamoClient } from '../store/index.ts'
import { type ArchiveEnd, type ArchiveHeader, sumOf, writeArchive } from './archive.ts'
import { type DataFolder, pathsOf, readOwn } from './data-folder.ts'
import { claimedEngine, claimFolder } from './ground.ts'
import { type Holds, withHolds } from './holds.ts'
import { readInstallation } from './installation.ts'
import { keyRecords } from './key-records.ts'
import { databaseFile, runningOn } from './lock.ts'
import { openMasterKey } from './master.ts'
import { runCommand } from './run-command.ts'
import { itemsOf } from './table-copy.ts'
import { stop } from './trouble.ts'

const usage = `npm run backup -- FILE [--data DIR]

Writes all data to FILE and the families' keys to FILE.keys, whether the server runs or not.
Replace both at each backup, and keep FILE.keys elsewhere: a key that is in no copy any more is what makes an erasure final.
The master key is in neither; keep it apart from both.

  --data DIR   the data folder (./data)`

/** How often a busy server is read again until two readings agree. */
const tries = 5

const nothingThere = (path: string): never => stop({ code: 'folder', folder: path, reason: 'there are no data in it to back up' })

/** The engine of the server that runs there, else one of our own for the while. */
const engineFor = async (path: string, holds: Holds): Promise<string> => {
  if (!existsSync(path)) return nothingThere(path)
  const running = runningOn(path)
  if (running?.engine) return running.engine.endpoint
  const claimed = await claimFolder(path, 'a backup', holds)
  if (!process.env['DYNAMODB_ENDPOINT'] && !existsSync(databaseFile(path))) return nothingThere(path)
  return (await claimedEngine(claimed, process.env, holds)).endpoint
}

/**
 * Reading a table takes a while, and a server may write meanwhile. Where a second reading finds the very same, both show
 * the data of the moment between them; else it is read again.
 */
const copyTable = async (client: DynamoDBClient, file: string, at: string): Promise<{ end: ArchiveEnd; settled: boolean }> => {
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

const backUp = (path: string, file: string): Promise<void> =>
  withHolds(async (holds) => {
    const client = dynamoClient({ endpoint: await engineFor(path, holds) })
    holds.keep(() => client.destroy())
    const folder = pathsOf(path)
    const about = await readInstallation(client, tableName).catch(() => null)
    if (!about) return nothingThere(path)
    const at = new Date().toISOString()
    const { end, settled } = await copyTable(client, file, at)
    const secret = about.mode === 'demo' ? await demoSecret(folder, about.proof) : null
    const keysHeader: ArchiveHeader = { v: 1, kind: 'houniao-keys', at, tables: [] }
    const keys = await writeArchive(`${file}.keys`, keysHeader, () => keyRecords(fileKeyStore(folder.keys), secret))
    console.log(`Backed up ${end.counts[tableName] ?? 0} items to ${file} and ${keys.counts['key'] ?? 0} keys to ${file}.keys.`)
    if (!settled) console.log('The server wrote while it was read: what belongs to one moment may differ by it. Back up at a quiet time.')
    console.log(`Keep the two apart, and the master key (${about.mode === 'demo' ? folder.masterKey : 'HOUNIAO_KEY_FILE'}) apart from both.`)
  })

const main = async (): Promise<void> => {
  const options = { data: { type: 'string', default: './data' }, help: { type: 'boolean', default: false } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (values.help) return console.log(usage)
  const [file, more] = positionals
  if (!file || more) return stop({ code: 'option', line: 'Say where to: npm run backup -- FILE' })
  await backUp(resolve(values.data), resolve(file))
}

await runCommand(main)
process.exit()
