import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createKeyring, masterKeyOf, memoryKeyStore } from '../../functions/crypto/index.ts'
import { dynamoStore } from '../../functions/store/index.ts'
import { type FreshTable, freshTable } from '../support/engine.ts'
import { aProgramme } from '../support/programme.ts'

/** A fresh table with the small programme published. */
export const publishedTable = async (): Promise<FreshTable> => {
  const table = await freshTable()
  const keyring = createKeyring({ keys: memoryKeyStore(), master: masterKeyOf(new Uint8Array(32).fill(7)) })
  const store = dynamoStore({
    client: table.client,
    tableName: table.tableName,
    keyring,
    clock: { now: Date.now },
  })
  await store.publish(aProgramme())
  return table
}

export interface Served {
  readonly url: string
  readonly pid: number
  readonly stop: () => void
}

/** Starts `server.ts` in a process of its own. It ends with its standard input, however this process dies. */
export const serve = async (kind: 'program' | 'floor', table: FreshTable, itemBytes = 0): Promise<Served> => {
  const file = fileURLToPath(new URL('server.ts', import.meta.url))
  const args = ['--import', 'tsx', file, kind, table.endpoint, table.tableName, String(itemBytes)]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const url = await firstLine(child)
  return { url, pid: child.pid ?? 0, stop: () => child.stdin?.end() }
}

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('the server has no output'))
    createInterface(child.stdout).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })

/** A message as a gateway sends it. */
export const message = (contact: string, number: number, text: string) => ({
  messageId: `${contact}-${number}`,
  contactId: contact,
  sentAt: new Date().toISOString(),
  kind: 'text',
  text,
})
