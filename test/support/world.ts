import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { workOff } from '../../functions/app/agenda.ts'
import { createCalendar } from '../../functions/app/calendar.ts'
import { createCard } from '../../functions/app/cards.ts'
import { type ConverseDeps, createConverse } from '../../functions/app/converse.ts'
import { createDeliver } from '../../functions/app/deliver.ts'
import { createLater } from '../../functions/app/later.ts'
import { createLink } from '../../functions/app/link.ts'
import type { FaultPoint } from '../../functions/app/ports.ts'
import { type Swept, sweep } from '../../functions/app/sweep.ts'
import {
  createKeyring,
  createTickets,
  type KeyStore,
  masterKeyOf,
  memoryKeyStore,
  minting,
} from '../../functions/crypto/index.ts'
import { createApp } from '../../functions/http/app.ts'
import type { LogEntry } from '../../functions/http/deps.ts'
import type { HttpEnv } from '../../functions/http/env.ts'
import { writeCalendar } from '../../functions/render/calendar.ts'
import { createPictures } from '../../functions/render/picture/pictures.ts'
import { dynamoStore, type HouseStore } from '../../functions/store/index.ts'
import type { RunId } from '../../shared/contract/outbox.ts'
import type { Answer, Later } from '../../shared/contract/reply.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Instant } from '../../shared/time.ts'
import { type FreshTable, freshTable } from './engine.ts'
import { aProgramme, beforeSeason } from './programme.ts'

export const gatewaySecret = 'a-secret-for-tests-that-is-long-enough'
/** Where calendars find every world. */
export const publicUrl = 'https://houniao.test'
export const masterBytes = new Uint8Array(32).fill(7)

/** The whole program in this process, on the real engine in memory, with a clock that only the test moves. */
export interface World {
  readonly app: Hono<HttpEnv>
  readonly store: HouseStore
  readonly table: FreshTable
  /** Wrapped keys, as they are kept. */
  readonly keys: KeyStore
  /** What the doors logged, oldest first. */
  readonly logged: LogEntry[]
  readonly clock: { now: Instant }
  /** Set it to make the program stop dead at a named place. */
  readonly faults: { point: FaultPoint }
  readonly sweep: () => Promise<Swept>
  /** What the minute after would do: schedules, changes, reminders that are due. */
  readonly work: () => Promise<readonly RunId[]>
  readonly parent: (contact: string) => Parent
  /** The same data seen by a program started anew: nothing that a process keeps is left. */
  readonly restart: () => Promise<World>
}

export interface WorldOptions {
  readonly programmes?: readonly Programme[]
  readonly now?: Instant
}

export const startWorld = async (options: WorldOptions = {}): Promise<World> => {
  const table = await freshTable()
  const keys = memoryKeyStore()
  const clock = { now: options.now ?? beforeSeason }
  const world = assemble(table, keys, clock)
  for (const programme of options.programmes ?? [aProgramme()]) await world.store.publish(programme)
  return world
}

/** For the addresses of pictures and calendars, as every world has them. */
export const tickets = {
  cards: createTickets(() => masterKeyOf(masterBytes).secretFor('cards')),
  calendar: createTickets(() => masterKeyOf(masterBytes).secretFor('calendar')),
}
const pictures = createPictures((error) => {
  throw error
})

/** Counted over all worlds: two programs on one table never give out the same lease. */
let leases = 0

const assemble = (table: FreshTable, keys: KeyStore, clock: { now: Instant }): World => {
  const faults: { point: FaultPoint } = { point: () => undefined }
  const logged: LogEntry[] = []
  const fault: FaultPoint = (name) => faults.point(name)
  const time = { now: () => clock.now }
  const keyring = createKeyring({ keys, master: masterKeyOf(masterBytes) })
  let browsers = 0
  const delay = () => new Promise<void>((resolve) => setImmediate(resolve))
  const store = dynamoStore({
    client: table.client,
    tableName: table.tableName,
    keyring,
    clock: time,
    fault,
    delay,
  })
  const link = createLink({ store, tickets: tickets.calendar, publicUrl, fault })
  const deps: ConverseDeps = {
    store,
    link,
    clock: time,
    minting: minting('test'),
    delay: patient(delay),
    fault,
  }
  const app = createApp({
    converse: createConverse(deps),
    later: createLater({ store, clock: time }),
    deliver: createDeliver({
      store,
      clock: time,
      realNow: () => clock.now,
      random: () => 0.5,
      newLeaseId: () => `lease-${++leases}`,
      failed: (error) => {
        throw error
      },
    }),
    catalogue: async () => (await store.open('nobody')).catalogue,
    gatewaySecret,
    mode: 'demo',
    clock: {
      ...time,
      advance: async (to) => {
        clock.now = to
      },
    },
    requestId: () => 'request-1',
    realNow: () => clock.now,
    log: (entry) => void logged.push(entry),
    secureCookies: false,
    cookieSecret: async () => 'a-secret-for-cookies',
    newContactId: () => `browser-${++browsers}-`.padEnd(43, 'x'),
    papers: {
      card: createCard({ store, clock: time, pictures, tickets: tickets.cards }),
      calendar: createCalendar({
        store,
        clock: time,
        tickets: tickets.calendar,
        write: writeCalendar('小候鸟课表'),
      }),
    },
  })
  const failed = (_work: keyof Swept, error: unknown) => {
    throw error
  }
  return {
    app,
    store,
    table,
    keys,
    logged,
    clock,
    faults,
    work: () =>
      workOff({
        store,
        clock: time,
        realNow: time.now,
        newWorker: randomUUID,
        fault,
        failed: (_, error) => {
          throw error
        },
      }),
    sweep: () => sweep({ ...deps, dues: store, upkeep: store, outbox: store, realNow: time.now, failed }),
    parent: (contact) => createParent(app, clock, contact),
    restart: async () => assemble(table, keys, clock),
  }
}

/** Short waits end at once; the long one of the queue's patience never does. */
const patient =
  (delay: () => Promise<void>) =>
  (ms: number): Promise<void> =>
    ms >= 1_000 ? new Promise<void>(() => {}) : delay()

/** Somebody with a phone, speaking through the signed gateway endpoint. */
export interface Parent {
  readonly contact: string
  readonly say: (text: string, messageId?: string) => Promise<Answer>
  readonly send: (message: Record<string, unknown>) => Promise<Response>
  readonly later: (after?: string) => Promise<Later>
}

/** The headers that sign a request of a gateway: see the endpoint's documentation. */
export const signed = (method: string, path: string, body: string, at: Instant): Record<string, string> => {
  const timestamp = String(Math.floor(at / 1000))
  const digest = createHash('sha256').update(body).digest('hex')
  const signature = createHmac('sha256', gatewaySecret)
    .update(`${method}\n${path}\n${timestamp}\n${digest}`)
    .digest('hex')
  return {
    'content-type': 'application/json',
    'x-houniao-timestamp': timestamp,
    'x-houniao-signature': signature,
  }
}

const createParent = (app: Hono<HttpEnv>, clock: { now: Instant }, contact: string): Parent => {
  let count = 0
  const path = '/channels/gateway/messages'
  const send = async (message: Record<string, unknown>): Promise<Response> => {
    const whole = {
      messageId: `${contact}-${++count}`,
      contactId: contact,
      sentAt: new Date(clock.now).toISOString(),
      ...message,
    }
    const body = JSON.stringify(whole)
    return app.request(path, { method: 'POST', body, headers: signed('POST', path, body, clock.now) })
  }
  return {
    contact,
    send,
    say: async (text, messageId) => {
      const response = await send({ kind: 'text', text, ...(messageId ? { messageId } : {}) })
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as Answer
    },
    later: async (after = '') => {
      const response = await app.request(`/chat/messages?as=${contact.replace(/^demo-/, '')}&after=${after}`)
      return (await response.json()) as Later
    },
  }
}

/** Everything that was said, one bubble a line. */
export const words = (answer: { readonly replies: readonly { readonly text: string }[] }): string =>
  answer.replies.map((reply) => reply.text).join('\n')
