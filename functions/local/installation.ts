import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { partitionKey, sortKey } from '../../shared/contract/table.ts'
import type { ClockMemory } from './clock.ts'
import { stop } from './trouble.ts'

/** The format of the data as a whole. Items carry a version of their own; this one rises where old programs must stay out. */
export const dataFormat = 1

/** What the data know of whom they belong to: one item in the table, so that backups and moves carry it. */
export interface Installation {
  readonly format: number
  readonly mode: 'demo' | 'production'
  readonly clock: ClockMemory | null
  /** Something wrapped by the master key: another master key is noticed at the start, not at the first family. */
  readonly proof: Uint8Array | null
}

const key = { [partitionKey]: { S: 'installation' }, [sortKey]: { S: 'about' } }

const readClock = (text: string | undefined): ClockMemory | null => {
  if (!text) return null
  const { offsetMs, touched, seen } = JSON.parse(text)
  return { offsetMs: Number(offsetMs), touched: touched === true, seen: Number(seen) }
}

/** Null where the data are new. */
export const readInstallation = async (
  client: DynamoDBClient,
  table: string,
): Promise<Installation | null> => {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))
  if (!Item) return null
  return {
    format: Number(Item.v?.N),
    mode: Item.mode?.S === 'production' ? 'production' : 'demo',
    clock: readClock(Item.clock?.S),
    proof: Item.proof?.B ?? null,
  }
}

/** Only the holder of the data folder's lock writes it, so it needs no condition. */
export const writeInstallation = async (
  client: DynamoDBClient,
  table: string,
  about: Installation,
): Promise<void> => {
  const clock = about.clock === null ? {} : { clock: { S: JSON.stringify(about.clock) } }
  const proof = about.proof === null ? {} : { proof: { B: about.proof } }
  const Item = { ...key, v: { N: String(about.format) }, mode: { S: about.mode }, ...clock, ...proof }
  await client.send(new PutItemCommand({ TableName: table, Item }))
}

/**
 * Demo and production never share data: the demo lets anybody be anybody, and its clock leaves times that never were.
 *
 * @throws Stopped `newer_data`, `demo_clock`, `demo_data`, `production_data`
 */
export const admit = (found: Installation | null, mode: Installation['mode'], folder: string): void => {
  if (found === null) return
  if (found.format > dataFormat) stop({ code: 'newer_data', folder, found: found.format, known: dataFormat })
  if (mode === 'production' && found.clock?.touched) stop({ code: 'demo_clock', folder })
  if (mode === 'production' && found.mode === 'demo') stop({ code: 'demo_data', folder })
  if (mode === 'demo' && found.mode === 'production') stop({ code: 'production_data', folder })
}
