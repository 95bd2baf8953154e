import { AsyncLocalStorage } from 'node:async_hooks'
import type { Effect, Outcome } from '../../../functions/app/ports.ts'
import { createKeyring, masterKeyOf, memoryKeyStore, minting } from '../../../functions/crypto/index.ts'
import { type Call, dynamoClient, dynamoStore, type HouseStore } from '../../../functions/store/index.ts'
import type { SectionId } from '../../../shared/ids.ts'
import type { Programme } from '../../../shared/programme.ts'
import { programmeSchema } from '../../../shared/programme.ts'
import { type FreshTable, freshTable } from '../../support/engine.ts'
import { aProgrammeInput, aSectionInput, beforeSeason } from '../../support/programme.ts'

/** Ids as long as they are in earnest: a section's item is as large as its holders' ids. */
const { id } = minting('bench')
export const childOf = (n: number): string => id('child', n)
export const familyOf = (n: number): string => id('family', n)

/** Sections with these places, as `mini-2027.<name>`, at a site that has room for any of them. */
export const programmeOf = (places: Readonly<Record<string, number>>): Programme => {
  const sites = aProgrammeInput().sites.map((site) =>
    site.id === 'cinema' ? { ...site, places: 2_000 } : site,
  )
  const sections = Object.entries(places).map(([name, cap]) =>
    aSectionInput({ id: name, site: 'cinema', capacity: { cap }, party: { max: 5 } }),
  )
  return programmeSchema.parse(aProgrammeInput({ sites, sections }))
}

export const sectionOf = (name: string): SectionId => `mini-2027.${name}`

/** What one piece of work cost. */
export interface Cost {
  readonly requests: number
  readonly readUnits: number
  readonly writeUnits: number
  readonly operations: readonly string[]
}

export interface SeatsRoom extends FreshTable {
  readonly store: HouseStore
  /** Nothing is counted here: for what is timed. */
  readonly plain: HouseStore
  /** The work's result and its own requests, whatever runs beside it. */
  readonly costOf: <T>(work: () => Promise<T>) => Promise<{ readonly result: T; readonly cost: Cost }>
}

/** A table of its own with these sections published. The clock goes on by a millisecond whenever it is read. */
export const seatsRoom = async (places: Readonly<Record<string, number>>): Promise<SeatsRoom> => {
  const table = await freshTable()
  const keyring = createKeyring({ keys: memoryKeyStore(), master: masterKeyOf(new Uint8Array(32).fill(7)) })
  let now = beforeSeason
  const clock = { now: () => now++ }
  const calls = new AsyncLocalStorage<Call[]>()
  const open = (onCall?: (call: Call) => void) =>
    dynamoStore({
      client: dynamoClient({ endpoint: table.endpoint }),
      tableName: table.tableName,
      keyring,
      clock,
      ...(onCall ? { onCall } : {}),
    })
  const store = open((call) => void calls.getStore()?.push(call))
  await store.publish(programmeOf(places))
  const costOf: SeatsRoom['costOf'] = async (work) => {
    const own: Call[] = []
    const result = await calls.run(own, work)
    return { result, cost: costOfCalls(own) }
  }
  return { ...table, store, plain: open(), costOf }
}

export const costOfCalls = (calls: readonly Call[]): Cost => ({
  requests: calls.length,
  readUnits: sum(calls.map((call) => call.readUnits)),
  writeUnits: sum(calls.map((call) => call.writeUnits)),
  operations: calls.map((call) => call.operation),
})

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

type Claim = Extract<Effect, { kind: 'claim' }>
export const claimOf = (name: string, n: number, overrides: Partial<Claim> = {}): Claim => ({
  kind: 'claim',
  sectionId: sectionOf(name),
  childId: childOf(n),
  familyId: familyOf(n),
  party: 1,
  onFull: 'refuse',
  until: null,
  ...overrides,
})

export const perform = (store: HouseStore, effect: Claim): Promise<Outcome> =>
  store.perform(effect, 'turn-1', 0)
