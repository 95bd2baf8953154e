import { createConverse } from '../../functions/app/converse.ts'
import { createKeyring, masterKeyOf, memoryKeyStore, minting } from '../../functions/crypto/index.ts'
import { type Call, dynamoStore } from '../../functions/store/index.ts'
import { freshTable } from '../support/engine.ts'
import { aProgramme, inSeason } from '../support/programme.ts'
import { message } from './ground.ts'
import { print, round } from './print.ts'

interface Turn {
  readonly said: string
  readonly requests: number
  /** Groups of requests that were under way together: the round trips that a person waits for. */
  readonly waves: number
  readonly readUnits: number
  readonly writeUnits: number
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
const script: readonly (readonly [name: string, said: string])[] = [
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
      asked: name === 'enrolling' ? '≤ 4' : name.startsWith('ordinary') ? '2' : 'reported',
      detail: {
        requests: turn.requests,
        readUnits: turn.readUnits,
        writeUnits: turn.writeUnits,
        operations: turn.operations,
      },
    })
  }
  const enrolment = [...turns].filter(([name]) => !name.startsWith('ordinary')).map(([, turn]) => turn)
  const spent = sum(enrolment.map((turn) => turn.writeUnits))
  const floor = unavoidable(enrolment)
  print({
    name: 'write units of one whole enrolment',
    unit: 'WCU',
    value: round(spent, 1),
    floor: {
      what: 'each turn saved once, the seat claimed once, the family and its consent written once',
      value: floor,
    },
    ratio: round(spent / floor),
    asked: 'reported against the sum of its unavoidable writes',
    detail: {
      readUnits: round(sum(enrolment.map((turn) => turn.readUnits)), 1),
      byTurn: enrolment.map((turn) => turn.writeUnits),
    },
  })
}

/**
 * A conversation of 1–2 KB costs 2 units a turn. Besides: the claim (1), the family twice (at consent and at the seat, 1
 * each), the consent's line (1). What is above that is transactions (twice the units) and the decision saved before a claim.
 */
const unavoidable = (turns: readonly Turn[]): number => turns.length * 2 + 4

const play = async (): Promise<Map<string, Turn>> => {
  const { client, tableName } = await freshTable()
  const clock = { now: () => inSeason }
  const keyring = createKeyring({ keys: memoryKeyStore(), master: masterKeyOf(new Uint8Array(32).fill(7)) })
  let calls: Call[] = []
  const onCall = (call: Call) => void calls.push(call)
  const store = dynamoStore({ client, tableName, keyring, clock, onCall })
  await store.publish(aProgramme())
  const converse = createConverse({
    store,
    clock,
    minting: minting('bench'),
    delay: () => new Promise((go) => setImmediate(go)),
  })
  // The catalogue of a version is read once a process: a first word by somebody else pays for it.
  await converse({ ...message('somebody', 0, '你好'), kind: 'text' })
  const turns = new Map<string, Turn>()
  for (const [number, [name, said]] of script.entries()) {
    calls = []
    await converse({ ...message('li', number, said), kind: 'text' })
    turns.set(name, {
      said,
      requests: calls.length,
      waves: wavesOf(calls),
      readUnits: sum(calls.map((call) => call.readUnits)),
      writeUnits: sum(calls.map((call) => call.writeUnits)),
      operations: calls.map((call) => call.operation.replace('Command', '')),
    })
  }
  return turns
}
