import { randomBytes } from 'node:crypto'
import { BatchWriteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { goOn } from '../../functions/app/run.ts'
import { createKeyring, masterKeyOf, memoryKeyStore } from '../../functions/crypto/index.ts'
import { familyPut } from '../../functions/store/family-item.ts'
import { type Call, dynamoClient, dynamoStore } from '../../functions/store/index.ts'
import { toItem, type Wire } from '../../functions/store/marshal.ts'
import { emptyRoom, holderValue, newSeats } from '../../functions/store/seats-item.ts'
import type { RunId } from '../../shared/contract/outbox.ts'
import { acknowledged, begun } from '../../shared/outbox.ts'
import { programmeSchema } from '../../shared/programme.ts'
import { dayMs, instantOf } from '../../shared/time.ts'
import { type FreshTable, freshTable } from '../support/engine.ts'
import { aFamily, anEnrolment } from '../support/family.ts'
import { aProgramme, aSectionInput } from '../support/programme.ts'
import { inFlight } from './load.ts'
import { print, round } from './print.ts'

const evening = instantOf('2027-07-06', '18:00')
const day = '2027-07-07'
export const perSection = 25
const width = 16
/** What a family's sealed part takes: two guardians, a child, a consent. */
const sealedBytes = 600

const programmeWith = (sections: number) => {
  const small = aProgramme()
  const plans = Array.from({ length: sections }, (_, n) => aSectionInput({ id: `class-${n}` }))
  return programmeSchema.parse({ ...small, sections: plans })
}

/** A class of 25 and the families in it, as they lie in the table. */
const itemsOf = (section: string): readonly Wire[] => {
  const families = Array.from({ length: perSection }, (_, n) => `${section.replace('.', '-')}-${n}`)
  const holder = (familyId: string) =>
    holderValue({ familyId, party: 1, standing: 'firm', until: null, at: evening - dayMs, from: null })
  const holders = Object.fromEntries(families.map((id) => [`child-${id}`, holder(id)]))
  const seats = toItem({ ...newSeats(section, emptyRoom(perSection)).item, left: 0, holders })
  return [
    seats,
    ...families.map((id) => {
      const enrolments = [anEnrolment({ childId: `child-${id}`, sectionId: section, since: evening - dayMs })]
      const family = aFamily({ id, rev: 0, contacts: [`wx-${id}`], enrolments })
      return toItem(familyPut(family, randomBytes(sealedBytes), evening + 90 * dayMs).item)
    }),
  ]
}

export const lay = async ({ client, tableName }: FreshTable, sections: readonly string[]): Promise<void> => {
  await inFlight(sections.length, width, async (at) => {
    const items = itemsOf(sections[at] ?? '')
    for (let from = 0; from < items.length; from += 25) {
      const batch = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }))
      await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: batch } }))
    }
  })
}

const sum = (calls: readonly Call[], of: (call: Call) => number): number =>
  calls.reduce((total, call) => total + of(call), 0)

/** Megabytes that are really in use: what the collector had not come to yet is no growth. */
const inUseMb = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1024 ** 2
}

/** A town of so many families, and the evening's run over it. */
const evenings = async (families: number) => {
  const table = await freshTable()
  let calls: Call[] = []
  let kept = true
  const store = dynamoStore({
    // A client of its own: another town counts its own requests.
    client: dynamoClient({ endpoint: table.endpoint }),
    tableName: table.tableName,
    keyring: createKeyring({ keys: memoryKeyStore(), master: masterKeyOf(new Uint8Array(32).fill(7)) }),
    clock: { now: () => evening },
    onCall: (call) => void (kept && calls.push(call)),
  })
  const programme = programmeWith(families / perSection)
  await store.publish(programme)
  const { catalogue } = await store.open('nobody')
  await lay(
    table,
    catalogue.sectionsOf(programme.id).map(({ id }) => id),
  )
  const worked = async () => {
    const id: RunId = { kind: 'schedule', programmeId: programme.id, day }
    const deps = { store, clock: { now: () => evening }, realNow: Date.now, newWorker: () => 'bench' }
    const before = performance.now()
    const went = await goOn(deps, id, Date.now() + 3_600_000)
    if (went !== 'done') throw new Error(`the run was ${went}`)
    return (performance.now() - before) / 1000
  }
  const counted = async <T>(work: () => Promise<T>) => {
    calls = []
    const result = await work()
    return { result, calls: [...calls] }
  }
  return { table, store, worked, counted, uncounted: () => (kept = false) }
}

/** The same records again in a table of their own, put at the same width: what nobody can do without. */
const floorSeconds = async ({ client, tableName }: FreshTable): Promise<number> => {
  const bare = await freshTable()
  const records: Wire[] = []
  let from: Wire | undefined
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        FilterExpression: 'begins_with(sk, :note)',
        ExpressionAttributeValues: { ':note': { S: 'NOTE#' } },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    )
    records.push(...(page.Items ?? []))
    from = page.LastEvaluatedKey
  } while (from)
  return inFlight(records.length, width, async (at) => {
    const Item = records[at]
    if (Item) await client.send(new PutItemCommand({ TableName: bare.tableName, Item }))
  })
}

/** Everything that is due, leased in fifties, begun and acknowledged. How many were sent. */
const sendAll = async ({ store }: Awaited<ReturnType<typeof evenings>>, most: number): Promise<number> => {
  let sent = 0
  while (sent < most) {
    const realNow = Date.now()
    const leaseId = `lease-${sent}`
    const leased = await store.lease('gateway', { limit: 50, leaseId, now: evening, realNow })
    if (leased.length === 0) return sent
    await inFlight(leased.length, width, async (at) => {
      const one = leased[at]
      if (!one) return
      await store.change(one.ref, (delivery) => begun(delivery, leaseId, evening, realNow))
      await store.change(one.ref, (delivery) =>
        acknowledged(delivery, { leaseId, result: 'sent', now: evening, random: 0 }),
      )
    })
    sent += leased.length
  }
  return sent
}

const families = 10_000
const sentOfThem = 1_000

export const schedules = async (): Promise<void> => {
  const town = await evenings(families)
  const { result: seconds, calls } = await town.counted(town.worked)
  const reads = calls.filter((call) => call.readUnits > 0)
  const floor = await floorSeconds(town.table)
  print({
    name: `an evening's schedules for ${families} families, ${perSection} to a section`,
    unit: 'ms/family',
    value: round((1000 * seconds) / families),
    floor: { what: 'putting the same records, sixteen at once', value: round((1000 * floor) / families) },
    ratio: round(seconds / floor),
    asked: 'reported; reads ≤ 0.1 a family, write units ≤ 2 to create',
    detail: {
      readRequestsPerFamily: reads.length / families,
      readUnitsPerFamily: round(sum(calls, (call) => call.readUnits) / families),
      writeUnitsPerFamily: round(sum(calls, (call) => call.writeUnits) / families),
    },
  })
  const through = await town.counted(() => sendAll(town, sentOfThem))
  print({
    name: 'write units of a message from leased through sent',
    unit: 'WCU',
    value: round(sum(through.calls, (call) => call.writeUnits) / through.result),
    asked: '≤ 8 with its creation',
    detail: { sent: through.result, requests: through.calls.length / through.result },
  })
  await flatness()
}

/** The most that an evening takes while it is worked on: it must not grow with the town. */
const flatness = async (): Promise<void> => {
  const grown: number[] = []
  for (const size of [1_000, 100_000]) {
    const town = await evenings(size)
    town.uncounted()
    const before = inUseMb()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, inUseMb())
    }, 500)
    await town.worked()
    clearInterval(watch)
    grown.push(most - before)
  }
  const [small = 0, large = 0] = grown
  print({
    name: "memory in use that an evening's run adds, 100,000 families",
    unit: 'MB',
    value: round(large, 1),
    floor: { what: 'the same with 1,000 families', value: round(small, 1) },
    asked: 'flat',
  })
}
