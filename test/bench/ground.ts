import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Link } from '../../functions/app/link.ts'
import { createKeyring, masterKeyOf, memoryKeyStore } from '../../functions/crypto/index.ts'
import { dynamoStore } from '../../functions/store/index.ts'
import { type FreshTable, freshTable } from '../support/engine.ts'
import { aProgramme } from '../support/programme.ts'

/** Nothing that is measured asks for a calendar. */
export const noLink: Link = async () => {
  throw new Error('no calendar here')
}

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
  /** Megabytes resident after a full collection. */
  readonly resident: () => Promise<number>
  readonly stop: () => void
}

/** Starts `server.ts` in a process of its own. It ends with its standard input, however this process dies. */
export const serve = async (kind: 'program' | 'floor', table: FreshTable, itemBytes = 0): Promise<Served> => {
  const file = fileURLToPath(new URL('server.ts', import.meta.url))
  const args = [
    '--expose-gc',
    '--import',
    'tsx',
    file,
    kind,
    table.endpoint,
    table.tableName,
    String(itemBytes),
  ]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const next = linesOf(child)
  const url = await next()
  const resident = async (): Promise<number> => {
    child.stdin?.write('\n')
    return Number(await next()) / 1024 ** 2
  }
  return { url, resident, stop: () => child.stdin?.end() }
}

/** The child's next line, each time it is called. */
const linesOf = (child: ChildProcess): (() => Promise<string>) => {
  if (!child.stdout) throw new Error('the server has no output')
  const lines = createInterface(child.stdout)
  return () =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the server ended with ${code}`))
      child.once('exit', ended)
      lines.once('line', (line) => {
        child.off('exit', ended)
        resolve(line)
      })
    })
}

/** A message as a gateway sends it. */
export const message = (contact: string, number: number, text: string) => ({
  messageId: `${contact}-${number}`,
  contactId: contact,
  sentAt: new Date().toISOString(),
  kind: 'text',
  text,
})
