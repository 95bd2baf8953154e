import {
  type Conversation,
  type Effect,
  type FaultPoint,
  newTalk,
  type Outcome,
  type StoreEffect,
} from '../../functions/app/ports.ts'
import { createKeyring, type KeyStore, masterKeyOf, memoryKeyStore } from '../../functions/crypto/index.ts'
import { createDatabase, type Database } from '../../functions/store/database.ts'
import { type Call, dynamoClient, dynamoStore, type HouseStore } from '../../functions/store/index.ts'
import type { Waiter } from '../../functions/store/seats-item.ts'
import type { Enrolment, Family } from '../../shared/family.ts'
import type { SectionId } from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import { hourMs, type Instant } from '../../shared/time.ts'
import { type FreshTable, freshTable } from './engine.ts'
import { aProgramme, aSectionInput, beforeSeason } from './programme.ts'

/** A clock that a test moves by hand. */
export interface HandClock {
  readonly now: () => Instant
  readonly move: (ms: number) => void
}

export const handClock = (start: Instant = beforeSeason): HandClock => {
  let now = start
  return {
    now: () => now,
    move: (ms) => {
      now += ms
    },
  }
}

/** Thrown by a fault point where a test stops the program. */
export class Stopped extends Error {}

/** Passes every fault point until it is armed; then stops at the n-th one that it meets, once. */
export interface Tripwire {
  readonly fault: FaultPoint
  readonly arm: (nth: number) => void
  readonly passed: () => readonly string[]
}

export const tripwire = (): Tripwire => {
  let names: string[] = []
  let stopAt: number | null = null
  return {
    fault: (name) => {
      names.push(name)
      if (stopAt === null || names.length < stopAt) return
      stopAt = null
      throw new Stopped(name)
    },
    arm: (nth) => {
      names = []
      stopAt = nth
    },
    passed: () => names,
  }
}

export interface StoreRoom extends FreshTable {
  readonly store: HouseStore
  /** The table beneath, to look at what is written. */
  readonly db: Database
  readonly clock: HandClock
  readonly keys: KeyStore
  readonly wire: Tripwire
  /** Another process on the same data: it shares nothing but table and keys. */
  readonly beside: () => HouseStore
}

export const masterBytes = Buffer.alloc(32, 7)

/** A store on a table of its own; keys in memory unless given. */
export const aStore = async (
  given: { readonly keys?: KeyStore; readonly now?: Instant } = {},
): Promise<StoreRoom> => {
  const table = await freshTable()
  const clock = handClock(given.now)
  const keys = given.keys ?? memoryKeyStore()
  const wire = tripwire()
  const beside = () =>
    dynamoStore({
      client: table.client,
      tableName: table.tableName,
      keyring: createKeyring({ keys, master: masterKeyOf(masterBytes) }),
      clock,
      fault: wire.fault,
      delay: async () => undefined,
    })
  const backoff = { random: () => 0, delay: async () => undefined }
  return {
    ...table,
    store: beside(),
    db: createDatabase(table.client, table.tableName, backoff),
    clock,
    keys,
    wire,
    beside,
  }
}

/** The same store over a client of its own, which notes down every request and its cost. */
export const counting = (
  room: StoreRoom,
): { readonly store: HouseStore; readonly spent: () => readonly Call[] } => {
  const calls: Call[] = []
  const store = dynamoStore({
    client: dynamoClient({ endpoint: room.endpoint }),
    tableName: room.tableName,
    keyring: createKeyring({ keys: room.keys, master: masterKeyOf(masterBytes) }),
    clock: room.clock,
    onCall: (call) => void calls.push(call),
  })
  return { store, spent: () => calls.splice(0) }
}

/** Sections with these capacities, as `mini-2027.<name>`. */
export const programmeOf = (capacities: Readonly<Record<string, number>>): Programme =>
  aProgramme({
    sections: Object.entries(capacities).map(([id, cap]) =>
      aSectionInput({ id, site: 'cinema', capacity: { cap }, party: { max: 5 } }),
    ),
  })

export const sectionOf = (name: string): SectionId => `mini-2027.${name}`

export const aFamily = (overrides: Partial<Family> = {}): Family => ({
  id: 'fam-1',
  programmeId: 'mini-2027',
  rev: 0,
  createdAt: beforeSeason,
  contacts: ['li'],
  guardians: [
    { id: 'g1', contact: 'li', name: '李大山', phone: '13800001234', phone2: '', relation: '爸爸' },
  ],
  children: [
    {
      id: 'kid-1',
      name: '李小明',
      birth: '2019-05-03',
      told: null,
      grade: null,
      sex: null,
      days: { from: '2027-07-05', to: '2027-08-06' },
      place: 'hill',
      employer: null,
      health: '花生过敏',
      pickup: [{ who: '奶奶', name: '王小雨' }],
    },
  ],
  consents: [{ scope: 'basic', given: true, at: beforeSeason, by: { contact: 'li' }, notice: 'n1' }],
  enrolments: [],
  pending: null,
  left: [],
  ...overrides,
})

/** Without one a family is unfinished, and ends after 30 days. */
export const anEnrolment: Enrolment = {
  childId: 'kid-1',
  sectionId: 'mini-2027.one',
  party: 1,
  state: 'seat',
  since: beforeSeason,
  until: null,
}

export const aConversation = (overrides: Partial<Conversation> = {}): Conversation => ({
  contact: 'li',
  rev: 0,
  familyId: null,
  talk: newTalk(),
  seen: [],
  done: [],
  answers: [],
  open: null,
  touchedAt: beforeSeason,
  ...overrides,
})

/** Writes a family with its contact's conversation, as a first turn does. */
export const settleIn = async (room: StoreRoom, family: Family): Promise<void> => {
  const contact = family.contacts[0] ?? family.pending?.helper ?? 'li'
  const before = (await room.store.open(contact)).conversation
  const conversation = aConversation({
    ...before,
    contact,
    familyId: family.contacts.length > 0 ? family.id : null,
    touchedAt: room.clock.now(),
  })
  const entries = family.contacts.length > 0 ? [] : [{ kind: 'family' as const, family }]
  const saved = await room.store.save({
    conversation,
    family: family.contacts.length > 0 ? family : null,
    entries,
  })
  if (saved !== 'saved') throw new Error('the family of a test could not be written')
}

type ClaimOf = Partial<Extract<Effect, { kind: 'claim' }>> & { readonly sectionId: SectionId }
export const aClaim = (overrides: ClaimOf): Extract<Effect, { kind: 'claim' }> => ({
  kind: 'claim',
  childId: 'kid-1',
  familyId: 'fam-1',
  party: 1,
  onFull: 'wait',
  until: null,
  ...overrides,
})

/** A place on a waiting list as it is stored. */
export const aWaiter = (overrides: Partial<Waiter> = {}): Waiter => ({
  childId: 'kid-1',
  familyId: 'fam-1',
  party: 1,
  until: null,
  at: beforeSeason,
  draws: [],
  group: [],
  passed: null,
  ...overrides,
})

export const perform = (store: HouseStore, effect: StoreEffect): Promise<Outcome> =>
  store.perform(effect, 'turn-1', 0)

/** What an outcome says, without the effect that it repeats. */
export const said = ({ effect: _, ...rest }: Outcome) => rest

export const inTwoDays = (clock: HandClock): Instant => clock.now() + 48 * hourMs

export const stateOf = (
  family: Family | null,
  sectionId: SectionId,
  childId = 'kid-1',
): Enrolment['state'] | null =>
  family?.enrolments.find((each) => each.sectionId === sectionId && each.childId === childId)?.state ?? null
