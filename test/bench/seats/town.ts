import { createConverse } from '../../../functions/app/converse.ts'
import { createKeyring, masterKeyOf, memoryKeyStore, minting } from '../../../functions/crypto/index.ts'
import { type Call, dynamoClient, dynamoStore } from '../../../functions/store/index.ts'
import { freshTable } from '../../support/engine.ts'
import { aProgramme, inSeason } from '../../support/programme.ts'
import { message, noLink } from '../ground.ts'
import { print, round } from '../print.ts'
import { lay, perSection } from '../schedules.ts'
import { script } from '../trips.ts'
import { type Cost, costOfCalls } from './room.ts'

/** A whole enrolment by talk, in a table where so many other families stand. */
const enrolmentAmong = async (families: number): Promise<Cost> => {
  const table = await freshTable()
  await lay(
    table,
    Array.from({ length: families / perSection }, (_, n) => `town.class-${n}`),
  )
  let calls: Call[] = []
  const clock = { now: () => inSeason }
  const store = dynamoStore({
    // A client of its own: another town counts its own requests.
    client: dynamoClient({ endpoint: table.endpoint }),
    tableName: table.tableName,
    keyring: createKeyring({ keys: memoryKeyStore(), master: masterKeyOf(new Uint8Array(32).fill(7)) }),
    clock,
    onCall: (call) => void calls.push(call),
  })
  await store.publish(aProgramme())
  const delay = () => new Promise<void>((go) => setImmediate(go))
  const converse = createConverse({ store, link: noLink, clock, minting: minting('bench'), delay })
  // The catalogue of a version is read once a process: a first word by somebody else pays for it.
  await converse({ ...message('somebody', 0, '你好'), kind: 'text' })
  calls = []
  for (const [number, [, said]] of script.entries())
    await converse({ ...message('li', number, said), kind: 'text' })
  return costOfCalls(calls)
}

const few = 100
const many = 100_000

export const town = async (): Promise<void> => {
  const [small, large] = [await enrolmentAmong(few), await enrolmentAmong(many)]
  const units = ({ readUnits, writeUnits }: Cost): number => round(readUnits + writeUnits, 1)
  print({
    name: `units of an enrolment by talk with ${many} families in the table`,
    unit: 'units',
    value: units(large),
    floor: { what: `with ${few} families`, value: units(small) },
    ratio: round(units(large) / units(small)),
    asked: 'the same',
    detail: { requests: [small.requests, large.requests] },
  })
}
