import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { dynamoClient } from '../../../functions/store/index.ts'
import type { Wire } from '../../../functions/store/marshal.ts'
import { inFlight } from '../load.ts'
import { median, print, round } from '../print.ts'
import { type Cost, childOf, claimOf, perform, type SeatsRoom, seatsRoom, sectionOf } from './room.ts'

const claims = 2_000
const width = 64
const places = 30
const rounds = 4
/** Claims of one kind before it is the other's turn. */
const slice = 250

/** Every claim of a race with what it came to and what it alone cost. */
const counted = async (
  room: SeatsRoom,
): Promise<readonly { readonly did: string; readonly cost: Cost }[]> => {
  const seen: { did: string; cost: Cost }[] = []
  await inFlight(claims, width, async (n) => {
    const { result, cost } = await room.costOf(() => perform(room.store, claimOf('counted', n)))
    seen.push({ did: result.did, cost })
  })
  return seen
}

interface Sample {
  readonly item: Wire
  readonly holder: Wire[string]
}

/** An item as the store makes it, and a holder as a claim writes it: the raw update works on the very same. */
const sample = async ({ client, tableName, plain }: SeatsRoom): Promise<Sample> => {
  const read = async () => {
    const Key = { pk: { S: `SECTION#${sectionOf('sample')}` }, sk: { S: 'SEATS' } }
    return (await client.send(new GetItemCommand({ TableName: tableName, Key }))).Item ?? {}
  }
  const item = await read()
  await perform(plain, claimOf('sample', 0))
  const holder = (await read()).holders?.M?.[childOf(0)]
  if (!holder) throw new Error('a claim wrote no holder')
  return { item, holder }
}

/** A conditional update of such an item, with nothing around it. `silent`: it does not even hear what stands there instead. */
const rawClaim =
  (room: SeatsRoom, client: DynamoDBClient, pk: string, holder: Wire[string], silent: boolean) =>
  async (n: number): Promise<boolean> => {
    const update = new UpdateItemCommand({
      TableName: room.tableName,
      Key: { pk: { S: pk }, sk: { S: 'SEATS' } },
      ...(silent ? {} : { ReturnValues: 'ALL_NEW', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      UpdateExpression: 'SET #left = #left - :n, holders.#c = :holder',
      ConditionExpression: '#left >= :n AND attribute_not_exists(holders.#c)',
      ExpressionAttributeNames: { '#left': 'left', '#c': childOf(n) },
      ExpressionAttributeValues: { ':n': { N: '1' }, ':holder': holder },
    })
    return client.send(update).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      },
    )
  }

const kinds = ['claim', 'raw', 'silent'] as const
type Kind = (typeof kinds)[number]
type Speeds = Readonly<Record<Kind, number>>

/** One race of each kind, each on an item of its own. */
const racers = async (room: SeatsRoom, client: DynamoDBClient, { item, holder }: Sample, at: number) => {
  const raw = async (silent: boolean) => {
    const pk = `RAW#${at}-${silent}`
    await room.client.send(
      new PutItemCommand({ TableName: room.tableName, Item: { ...item, pk: { S: pk } } }),
    )
    return rawClaim(room, client, pk, holder, silent)
  }
  const claim = async (n: number) => (await perform(room.plain, claimOf(`race-${at}`, n))).did === 'seat'
  return { claim, raw: await raw(false), silent: await raw(true) }
}

/**
 * Claims a second through the store and by raw updates in short slices by turns: a machine that slows down slows all.
 */
const timed = async (room: SeatsRoom): Promise<readonly Speeds[]> => {
  const client = dynamoClient({ endpoint: room.endpoint })
  const sampled = await sample(room)
  const speeds: Speeds[] = []
  for (let at = 0; at < rounds; at++) {
    const run = await racers(room, client, sampled, at)
    let won = 0
    const counting = (kind: Kind) => async (n: number) => {
      if (await run[kind](n)) won++
    }
    for (let from = 0; from < claims; from += slice) {
      const speed = { claim: 0, raw: 0, silent: 0 }
      for (let turn = 0; turn < kinds.length; turn++) {
        const kind = kinds[(turn + speeds.length) % kinds.length] ?? 'claim'
        const work = counting(kind)
        speed[kind] = slice / (await inFlight(slice, width, (n) => work(from + n)))
      }
      speeds.push(speed)
    }
    if (won !== kinds.length * places) throw new Error(`${won} of ${kinds.length * places} won`)
  }
  // The first round warms them.
  return speeds.slice(claims / slice)
}

const quantile = (values: readonly number[], at: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * at)] ?? Number.NaN

export const race = async (): Promise<void> => {
  const names = ['counted', 'sample', ...Array.from({ length: rounds }, (_, n) => `race-${n}`)]
  const room = await seatsRoom(Object.fromEntries(names.map((name) => [name, places])))
  const seen = await counted(room)
  const granted = seen.filter(({ did }) => did === 'seat')
  const refused = seen.filter(({ did }) => did === 'refused')
  const most = (of: typeof seen): number => Math.max(...of.map(({ cost }) => cost.requests))
  print({
    name: `${claims} claims racing for ${places} seats at ${width} in flight: seats granted`,
    unit: 'seats',
    value: granted.length,
    asked: `exactly ${places}`,
    detail: {
      refused: refused.length,
      stored: (await room.plain.recountSection(sectionOf('counted')))?.left,
    },
  })
  print({
    name: 'requests of a granted claim, at most',
    unit: 'requests',
    value: most(granted),
    asked: '≤ 2',
  })
  print({
    name: 'requests of a refused claim, at most',
    unit: 'requests',
    value: most(refused),
    asked: '≤ 1',
  })
  const speeds = await timed(room)
  const ratios = (floor: Kind) => speeds.map((speed) => speed.claim / speed[floor])
  const speed = (kind: Kind): number => round(median(speeds.map((each) => each[kind])), 0)
  print({
    name: 'claims a second in such a race',
    unit: 'claims/s',
    value: speed('claim'),
    floor: {
      what: 'raw conditional updates of one such item, with what stands there instead',
      value: speed('raw'),
    },
    ratio: round(median(ratios('raw'))),
    asked: 'ratio ≥ 0.8',
    detail: {
      slices: speeds.length,
      quartiles: [0.25, 0.75].map((at) => round(quantile(ratios('raw'), at))),
      ofSilentUpdates: { perSecond: speed('silent'), ratio: round(median(ratios('silent'))) },
    },
  })
}
