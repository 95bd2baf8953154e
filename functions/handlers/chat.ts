import { randomBytes, randomUUID } from 'node:crypto'
import { handle } from 'hono/aws-lambda'
import { classOf } from '../../shared/log.ts'
import { wholeCard } from '../app/cards.ts'
import { createConverse } from '../app/converse.ts'
import { createDeliver } from '../app/deliver.ts'
import { createLater } from '../app/later.ts'
import { createApp } from '../http/app.ts'
import { openHouse } from './house.ts'
import { log } from './log.ts'

const house = await openHouse(process.env)

/** Every door of the program behind an HTTP API (payload 2.0): the same app as on a laptop. */
export const handler = handle(
  createApp({
    converse: createConverse(house),
    later: createLater(house),
    deliver: createDeliver({
      ...house,
      card: wholeCard(house.publicUrl, house.card),
      realNow: house.clock.now,
      random: Math.random,
      newLeaseId: randomUUID,
      failed: (error) => log({ what: 'outbox.failed', error: classOf(error) }),
    }),
    // Nobody's conversation: whoever opens it reads the catalogue and nothing else.
    catalogue: async () => (await house.store.open('nobody')).catalogue,
    gatewaySecret: house.gatewaySecret,
    mode: 'production',
    clock: house.clock,
    requestId: () => randomUUID(),
    realNow: house.clock.now,
    log: (entry) => log({ ...entry }),
    secureCookies: true,
    cookieSecret: house.cookieSecret,
    newContactId: () => randomBytes(32).toString('base64url'),
  }),
)
