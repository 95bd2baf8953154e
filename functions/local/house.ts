import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { calendarName } from '../../bot/wording/calendar.ts'
import { classOf } from '../../shared/log.ts'
import type { Instant } from '../../shared/time.ts'
import { type WorkDeps, workOff } from '../app/agenda.ts'
import { createCalendar } from '../app/calendar.ts'
import { type CardPath, cardPath, createCard, wholeCard } from '../app/cards.ts'
import { createConverse } from '../app/converse.ts'
import { createDeliver } from '../app/deliver.ts'
import { createLater } from '../app/later.ts'
import { createLink } from '../app/link.ts'
import type { FaultPoint } from '../app/ports.ts'
import { sweep } from '../app/sweep.ts'
import { createKeyring, createTickets, type KeyStore, type MasterKey, minting } from '../crypto/index.ts'
import { createApp } from '../http/app.ts'
import { writeCalendar } from '../render/calendar.ts'
import { createPictures } from '../render/picture/pictures.ts'
import { dynamoStore, type HouseStore, type OnCall } from '../store/index.ts'
import type { Log } from './log.ts'
import type { KeptClock } from './program-clock.ts'
import type { Fetch } from './serve.ts'
import { createSweeper, type Sweeper } from './sweeper.ts'

/** What tests and measurements look in through. */
export interface Hooks {
  readonly fault?: FaultPoint
  readonly onCall?: OnCall
  /** Messages that one browser may send in a minute. */
  readonly chatPerMinute?: number
}

export interface HouseParts {
  readonly client: DynamoDBClient
  readonly tableName: string
  readonly keys: KeyStore
  readonly master: MasterKey
  readonly gatewaySecret: string
  /** Stands before the paths that other programs open; '' leaves them alone. */
  readonly publicUrl: string
  readonly mode: 'demo' | 'production'
  readonly clock: KeptClock
  readonly log: Log
  readonly realNow: () => Instant
  readonly hooks: Hooks
  /** Addresses of TLS proxies on other machines. */
  readonly proxies?: readonly string[]
}

/** Everything of one installation, put together; nothing runs yet. */
export interface House {
  readonly store: HouseStore
  readonly fetch: Fetch
  readonly sweeper: Sweeper
}

/** Nobody's conversation: whoever opens it reads the catalogue and nothing else. */
const nobody = 'nobody'

const delay = async (ms: number): Promise<void> => {
  await wait(ms)
}

export const buildHouse = (parts: HouseParts): House => {
  const { client, tableName, clock, log, hooks } = parts
  const keyring = createKeyring({ keys: parts.keys, master: parts.master })
  const fault = hooks.fault ? { fault: hooks.fault } : {}
  const onCall = hooks.onCall ? { onCall: hooks.onCall } : {}
  const store = dynamoStore({ client, tableName, keyring, clock, ...fault, ...onCall })
  const tickets = {
    cards: createTickets(() => parts.master.secretFor('cards')),
    calendar: createTickets(() => parts.master.secretFor('calendar')),
  }
  const { publicUrl } = parts
  const link = createLink({ store, tickets: tickets.calendar, publicUrl, ...fault })
  const turns = { store, link, clock, minting: minting(parts.gatewaySecret), delay, ...fault }
  const failed = (work: string, error: unknown) => log('sweep.failed', { work, error: classOf(error) })
  const runs: WorkDeps = {
    store,
    clock,
    realNow: parts.realNow,
    newWorker: randomUUID,
    failed: (run, error) => log('run.failed', { ...run, error: classOf(error) }),
    ...fault,
  }
  const card: CardPath = (familyId, day) => cardPath(tickets.cards, familyId, day)
  const words = { store, clock, card }
  const pass = async () => {
    const done = await sweep({
      ...turns,
      dues: store,
      upkeep: store,
      outbox: store,
      realNow: parts.realNow,
      failed,
    })
    if (Object.values(done).some((count) => count > 0)) log('sweep', { ...done })
    for (const run of await workOff(runs)) log('run', { ...run })
  }
  const sweeper = createSweeper(pass, (error) => failed('all', error))
  const advance = async (to: Instant) => {
    await clock.advance(to)
    await sweeper.now()
  }
  const app = createApp({
    converse: createConverse(turns),
    later: createLater(words),
    deliver: createDeliver({
      ...words,
      card: wholeCard(publicUrl, card),
      realNow: parts.realNow,
      random: Math.random,
      newLeaseId: randomUUID,
      failed: (error) => log('outbox.failed', { error: classOf(error) }),
    }),
    catalogue: async () => (await store.open(nobody)).catalogue,
    gatewaySecret: parts.gatewaySecret,
    mode: parts.mode,
    clock: parts.mode === 'demo' ? { now: clock.now, advance } : { now: clock.now },
    requestId: randomUUID,
    realNow: parts.realNow,
    log: ({ what, ...entry }) => log(what, entry),
    secureCookies: parts.mode === 'production',
    cookieSecret: () => parts.master.secretFor('cookies'),
    newContactId: () => randomBytes(32).toString('base64url'),
    proxies: parts.proxies ?? [],
    papers: {
      card: createCard({
        store,
        clock,
        pictures: createPictures((error) => log('picture.failed', { error: classOf(error) })),
        tickets: tickets.cards,
      }),
      calendar: createCalendar({
        store,
        clock,
        tickets: tickets.calendar,
        write: writeCalendar(calendarName),
      }),
    },
    ...(hooks.chatPerMinute === undefined ? {} : { chatPerMinute: hooks.chatPerMinute }),
  })
  return { store, fetch: (request, line) => app.fetch(request, line), sweeper }
}
