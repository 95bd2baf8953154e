import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { createConverse } from '../../functions/app/converse.ts'
import { createDeliver } from '../../functions/app/deliver.ts'
import { createLater } from '../../functions/app/later.ts'
import { createKeyring, masterKeyOf, memoryKeyStore, minting } from '../../functions/crypto/index.ts'
import { createApp } from '../../functions/http/app.ts'
import { dynamoClient, dynamoStore } from '../../functions/store/index.ts'
import { floorApp } from './floor.ts'
import { noLink } from './ground.ts'
import { secret } from './load.ts'

/**
 * A process that serves either the program or the floor on an engine that runs elsewhere, so that both are measured alike.
 * Arguments: `program` or `floor`, engine endpoint, table, bytes of a floor item. Prints its address.
 */
const [kind, endpoint = '', table = '', itemBytes = '0'] = process.argv.slice(2)
const client = dynamoClient({ endpoint })

const program = () => {
  const clock = { now: () => Date.now() }
  const keyring = createKeyring({ keys: memoryKeyStore(), master: masterKeyOf(new Uint8Array(32).fill(7)) })
  const store = dynamoStore({ client, tableName: table, keyring, clock })
  return createApp({
    converse: createConverse({
      store,
      link: noLink,
      clock,
      minting: minting('bench'),
      delay: async (ms) => delay(ms),
    }),
    later: createLater({ store, clock }),
    deliver: createDeliver({
      store,
      clock,
      realNow: Date.now,
      random: Math.random,
      newLeaseId: randomUUID,
      failed: () => undefined,
    }),
    catalogue: async () => (await store.open('nobody')).catalogue,
    gatewaySecret: secret,
    mode: 'production',
    clock,
    requestId: randomUUID,
    realNow: Date.now,
    log: () => undefined,
    secureCookies: true,
    cookieSecret: async () => 'bench',
    newContactId: () => randomUUID().padEnd(43, 'x'),
  })
}

const app = kind === 'program' ? program() : floorApp(client, table, secret, Number(itemBytes))
const server = createAdaptorServer({ fetch: app.fetch })
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
/** Each line asks for what is resident once the collector has been: what it had not come to yet is no leak. */
createInterface(process.stdin)
  .on('line', () => {
    globalThis.gc?.()
    console.log(String(process.memoryUsage.rss()))
  })
  .on('close', () => process.exit(0))
