import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import type { FreshTable } from '../support/engine.ts'
import { layFloor } from './floor.ts'
import { message, publishedTable, serve } from './ground.ts'
import { createPoster, inFlight } from './load.ts'
import { median, print, round } from './print.ts'

const width = 16
const rounds = 7
const turnsPerRound = 1_500
const contacts = Array.from({ length: 64 }, (_, index) => `bench-${index}`)
/** Ordinary turns in the middle of an enrolment: a question that is answered, after which the pending one is put again. */
const ordinary = ['要钱吗', '在哪里上课', '管不管中饭', '几岁可以上']
const opening = ['我家娃小明今年8岁想报画画', '同意', '2019年5月']

/**
 * Turns a second at 16 in flight through the HTTP endpoint, beside a signed route that reads and writes one item of the same
 * size. The two are measured in turn, so that a machine that slows down slows both.
 */
export const throughput = async (): Promise<void> => {
  const table = await publishedTable()
  const program = await serve('program', table)
  const say = createPoster(program.url, '/channels/gateway/messages', width)
  for (const [number, text] of opening.entries()) {
    await inFlight(contacts.length, width, (piece) => say(message(contacts[piece] ?? '', number, text)))
  }
  const itemBytes = await sizeOf(table, contacts[0] ?? '')
  await layFloor(table.client, table.tableName, contacts, itemBytes)
  const floor = await serve('floor', table, itemBytes)
  const touch = createPoster(floor.url, '/floor', width)

  let sent = opening.length
  const turn = (piece: number) =>
    say(
      message(contacts[piece % contacts.length] ?? '', sent + piece, ordinary[piece % ordinary.length] ?? ''),
    )
  const bare = (piece: number) =>
    touch(message(contacts[piece % contacts.length] ?? '', sent + piece, '要钱吗'))
  await inFlight(turnsPerRound, width, turn)
  sent += turnsPerRound
  await inFlight(turnsPerRound, width, bare)
  const speeds: { turn: number; floor: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const turns = turnsPerRound / (await inFlight(turnsPerRound, width, turn))
    sent += turnsPerRound
    speeds.push({ turn: turns, floor: turnsPerRound / (await inFlight(turnsPerRound, width, bare)) })
  }
  program.stop()
  floor.stop()
  const ratios = speeds.map((pair) => pair.turn / pair.floor)
  print({
    name: 'turns a second at 16 in flight through the endpoint',
    unit: 'turns/s',
    value: round(median(speeds.map((pair) => pair.turn)), 0),
    floor: {
      what: 'signed route, one Get and one Update of the same size',
      value: round(median(speeds.map((pair) => pair.floor)), 0),
    },
    ratio: round(median(ratios)),
    asked: 'ratio ≥ 0.75',
    detail: { itemBytes, ratios: ratios.map((ratio) => round(ratio)) },
  })
}

/** Bytes of a conversation as stored, to give the floor's item the same. */
const sizeOf = async (table: FreshTable, contact: string): Promise<number> => {
  const found = await table.client.send(
    new GetItemCommand({
      TableName: table.tableName,
      Key: { pk: { S: `CONTACT#${contact}` }, sk: { S: 'CONV' } },
    }),
  )
  if (!found.Item) throw new Error('no conversation was stored')
  return Object.values(found.Item).reduce(
    (sum, value) => sum + (value.B?.length ?? JSON.stringify(value).length),
    0,
  )
}
