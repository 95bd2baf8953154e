import { setTimeout as wait } from 'node:timers/promises'
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateScan,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import type { ArchiveRecord } from './archive.ts'

type Item = Record<string, AttributeValue>

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)

/**
 * Bytes as base64 under the attribute's own type letter, as DynamoDB's JSON has them. In order of name: an engine gives
 * attributes in any order, and the same item must read the same twice.
 */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .sort(byName)
        .map(([key, inner]) => [key, plain(inner)]),
    )
  return value
}

/** The other way. An attribute that happens to be called `B` holds an object, never a text: only the type letter does. */
const revive = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'B' && typeof inner === 'string') return [key, Buffer.from(inner, 'base64')]
      if (key === 'BS' && Array.isArray(inner))
        return [key, inner.map((one) => Buffer.from(String(one), 'base64'))]
      return [key, revive(inner)]
    }),
  )
}

/** Every item of a table as a record, page by page. */
export async function* itemsOf(client: DynamoDBClient, table: string): AsyncIterable<ArchiveRecord> {
  for await (const page of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
    for (const item of page.Items ?? []) yield { t: table, value: plain(item) }
}

export const itemOf = (record: ArchiveRecord): Item => revive(record.value) as Item

/** DynamoDB's own limit. */
const batchSize = 25

const writeBatch = async (
  client: DynamoDBClient,
  table: string,
  requests: readonly WriteRequest[],
): Promise<void> => {
  let left: WriteRequest[] = [...requests]
  for (let pauseMs = 20; left.length > 0; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    )
    left = UnprocessedItems?.[table] ?? []
    if (left.length > 0) await wait(pauseMs)
  }
}

/** Puts items into a table, as they come. */
export const putItems = async (
  client: DynamoDBClient,
  table: string,
  items: AsyncIterable<Item>,
): Promise<number> => {
  let batch: WriteRequest[] = []
  let count = 0
  for await (const Item of items) {
    batch.push({ PutRequest: { Item } })
    count += 1
    if (batch.length === batchSize) await writeBatch(client, table, batch.splice(0))
  }
  await writeBatch(client, table, batch)
  batch = []
  return count
}
