import { isDeepStrictEqual } from 'node:util'
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { createConverse } from '../../functions/app/converse.ts'
import { createKeyring, masterKeyOf, memoryKeyStore, minting } from '../../functions/crypto/index.ts'
import { type Call, dynamoStore } from '../../functions/store/index.ts'
import type { Wire } from '../../functions/store/marshal.ts'
import { type FreshTable, freshTable } from '../support/engine.ts'
import { aProgramme, inSeason } from '../support/programme.ts'
import { message, noLink } from './ground.ts'
import { print, round } from './print.ts'

interface Turn {
  readonly said: string
  readonly requests: number
  /** Groups of requests that were under way together: the round trips that a person waits for. */
  readonly waves: number
  readonly readUnits: number
  readonly writeUnits: number
  /** What a plain put of each item that the turn left new or changed costs: below that no design comes. */
  readonly leastWriteUnits: number
  readonly operations: readonly string[]
}

const wavesOf = (calls: readonly Call[]): number => {
  let waves = 0
  let until = Number.NEGATIVE_INFINITY
  for (const call of [...calls].sort((a, b) => a.startedAt - b.startedAt)) {
    if (call.startedAt >= until) waves++
    until = Math.max(until, call.endedAt)
  }
  return waves
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** One whole enrolment in one section and some ordinary turns, each with its requests, round trips and units. */
export const script: readonly (readonly [name: string, said: string])[] = [
  ['first breath', '我家娃小明今年8岁在山前村想报画画'],
  ['consent', '同意'],
  ['what is missing', '2019年5月 全程都来 李大山 13800001234 没有第二个电话 爸爸 没过敏 奶奶接'],
  ['ordinary: question', '要钱吗'],
  ['enrolling', '1'],
  ['ordinary: schedule', '明天有什么课'],
  ['ordinary: thanks', '谢谢'],
  ['ordinary: menu', '菜单'],
]

export const trips = async (): Promise<void> => {
  const turns = await play()
  for (const [name, turn] of turns) {
    print({
      name: `round trips: ${name}`,
      unit: 'waves',
      value: turn.waves,
      floor: { what: 'one read, and one write on condition', value: leastWaves },
      ratio: round(turn.waves / leastWaves),
      asked: name === 'enrolling' ? '≤ 4' : name.startsWith('ordinary') ? '2' : 'reported',
      detail: {
        requests: turn.requests,
        readUnits: turn.readUnits,
        writeUnits: turn.writeUnits,
        leastWriteUnits: turn.leastWriteUnits,
        operations: turn.operations,
      },
    })
  }
  const enrolment = [...turns].filter(([name]) => !name.startsWith('ordinary')).map(([, turn]) => turn)
  const spent = sum(enrolment.map((turn) => turn.writeUnits))
  const floor = sum(enrolment.map((turn) => turn.leastWriteUnits))
  print({
    name: 'write units of one whole enrolment',
    unit: 'WCU',
    value: round(spent, 1),
    floor: {
      what: 'each item that a turn left new or changed, put once without a transaction',
      value: round(floor, 1),
    },
    ratio: round(spent / floor),
    asked: 'reported against the sum of its unavoidable writes',
    detail: {
      readUnits: round(sum(enrolment.map((turn) => turn.readUnits)), 1),
      byTurn: enrolment.map((turn) => ({
        written: turn.writeUnits,
        least: turn.leastWriteUnits,
        read: turn.readUnits,
      })),
    },
  })
}

const leastWaves = 2

const nameOf = (item: Wire): string => `${item.pk?.S} ${item.sk?.S}`

/** Every item of a table by its key, as one text each. */
const itemsOf = async ({ client, tableName }: FreshTable): Promise<ReadonlyMap<string, Wire>> => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }))
  return new Map(Items.map((item) => [nameOf(item), item]))
}

/** Puts what differs between two moments of a table into another, one by one; what that costs. */
const leastUnits = async (
  before: ReadonlyMap<string, Wire>,
  after: ReadonlyMap<string, Wire>,
  { client, tableName }: FreshTable,
): Promise<number> => {
  let units = 0
  for (const [name, item] of after) {
    if (isDeepStrictEqual(item, before.get(name))) continue
    const put = new PutItemCommand({ TableName: tableName, Item: item, ReturnConsumedCapacity: 'TOTAL' })
    units += (await client.send(put)).ConsumedCapacity?.CapacityUnits ?? 0
  }
  return units
}

const play = async (): Promise<Map<string, Turn>> => {
  const table = await freshTable()
  const scratch = await freshTable()
  const { client, tableName } = table
  const clock = { now: () => inSeason }
  const keyring = createKeyring({ keys: memoryKeyStore(), master: masterKeyOf(new Uint8Array(32).fill(7)) })
  let calls: Call[] = []
  const onCall = (call: Call) => void calls.push(call)
  const store = dynamoStore({ client, tableName, keyring, clock, onCall })
  await store.publish(aProgramme())
  const converse = createConverse({
    store,
    link: noLink,
    clock,
    minting: minting('bench'),
    delay: () => new Promise((go) => setImmediate(go)),
  })
  // The catalogue of a version is read once a process: a first word by somebody else pays for it.
  await converse({ ...message('somebody', 0, '你好'), kind: 'text' })
  const turns = new Map<string, Turn>()
  for (const [number, [name, said]] of script.entries()) {
    const before = await itemsOf(table)
    calls = []
    await converse({ ...message('li', number, said), kind: 'text' })
    const counted = [...calls]
    const leastWriteUnits = await leastUnits(before, await itemsOf(table), scratch)
    turns.set(name, {
      said,
      requests: counted.length,
      waves: wavesOf(counted),
      readUnits: sum(counted.map((call) => call.readUnits)),
      writeUnits: sum(counted.map((call) => call.writeUnits)),
      leastWriteUnits,
      operations: counted.map((call) => call.operation.replace('Command', '')),
    })
  }
  return turns
}
