import { type ChildProcess, spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { keyTableRequest } from '../../functions/crypto/table-key-store.ts'
import { dynamoClient } from '../../functions/store/client.ts'
import { tableRequest } from '../../functions/store/table.ts'

const binary = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url))

/**
 * Ends the engine when this end of its pipe closes, which the kernel does however the worker dies: no engine outlives
 * its worker.
 */
const watched = '"$@" & engine=$!; cat >/dev/null; kill -9 $engine 2>/dev/null'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

const ready = async (port: number, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await answers(port)) return
    if (child.exitCode !== null) throw new Error(`the engine ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('the engine did not answer within 5 s')
}

const start = async (): Promise<{ readonly endpoint: string; readonly client: DynamoDBClient }> => {
  const port = await freePort()
  const engine = [binary, '--host', '127.0.0.1', '--port', String(port)]
  const child = spawn('sh', ['-c', watched, 'engine', ...engine], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.unref()
  // The pipe must not keep the worker alive either.
  if (child.stdin && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  process.once('exit', () => child.stdin?.destroy())
  await ready(port, child)
  const endpoint = `http://127.0.0.1:${port}`
  return { endpoint, client: dynamoClient({ endpoint }) }
}

let engine: ReturnType<typeof start> | null = null
let tables = 0

/** The worker's engine, in memory, started at the first call. */
export const testEngine = (): ReturnType<typeof start> => {
  engine ??= start()
  return engine
}

export interface FreshTable {
  readonly client: DynamoDBClient
  readonly tableName: string
  readonly endpoint: string
}

/** A table of its own for a test: no test sees another's items. */
export const freshTable = async (): Promise<FreshTable> => {
  const { client, endpoint } = await testEngine()
  const tableName = `data-${++tables}`
  await client.send(new CreateTableCommand(tableRequest(tableName)))
  return { client, tableName, endpoint }
}

/** The same for keys. */
export const freshKeyTable = async (): Promise<FreshTable> => {
  const { client, endpoint } = await testEngine()
  const tableName = `keys-${++tables}`
  await client.send(new CreateTableCommand(keyTableRequest(tableName)))
  return { client, tableName, endpoint }
}
