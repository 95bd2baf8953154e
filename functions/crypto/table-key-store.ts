import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type CreateTableCommandInput,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import { partitionKey } from '../../shared/contract/table.ts'
import type { Instant } from '../../shared/time.ts'
import type { KeyId, KeyStore } from './key-store.ts'

/** The keys' own table: one string key, on demand, with a recovery window much shorter than the data's. */
export const keyTableRequest = (tableName: string): CreateTableCommandInput => ({
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: partitionKey, AttributeType: 'S' }],
  KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
})

/** An item is `{ pk, v, wrapped }`, and after its destruction `{ pk, v, gone }` (milliseconds): the ledger's line. */
const keyOf = (id: KeyId): Record<string, AttributeValue> => ({ [partitionKey]: { S: id } })
const notThere = 'attribute_not_exists(pk)'
const notGone = 'attribute_not_exists(gone)'

export const putKeyRequest = (tableName: string, id: KeyId, wrapped: Uint8Array) => ({
  TableName: tableName,
  Item: { ...keyOf(id), v: { N: '1' }, wrapped: { B: wrapped } },
  ConditionExpression: notThere,
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
})

export const destroyKeyRequest = (tableName: string, id: KeyId, at: Instant) => ({
  TableName: tableName,
  Item: { ...keyOf(id), v: { N: '1' }, gone: { N: String(at) } },
  ConditionExpression: notGone,
})

export const retireKeyRequest = (tableName: string, id: KeyId) => ({
  TableName: tableName,
  Key: keyOf(id),
  ConditionExpression: notGone,
})

const unlessRefused = (error: unknown): ConditionalCheckFailedException => {
  if (error instanceof ConditionalCheckFailedException) return error
  throw error
}

export const tableKeyStore = (client: DynamoDBClient, tableName: string): KeyStore => ({
  get: async (id) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: keyOf(id), ConsistentRead: true }),
    )
    return Item?.wrapped?.B ?? null
  },
  put: async (id, wrapped) => {
    const refused = await client
      .send(new PutItemCommand(putKeyRequest(tableName, id, wrapped)))
      .then(() => null, unlessRefused)
    if (!refused) return 'put'
    return refused.Item?.gone ? 'destroyed' : 'exists'
  },
  retire: async (id) => {
    await client.send(new DeleteItemCommand(retireKeyRequest(tableName, id))).catch(unlessRefused)
  },
  destroy: async (id, at) => {
    await client.send(new PutItemCommand(destroyKeyRequest(tableName, id, at))).catch(unlessRefused)
  },
  list: async function* () {
    for await (const item of everyItem(client, tableName, 'wrapped')) if (item.pk?.S) yield item.pk.S
  },
  erasures: async function* () {
    for await (const item of everyItem(client, tableName, 'gone')) {
      if (item.pk?.S && item.gone?.N) yield { id: item.pk.S, at: Number(item.gone.N) }
    }
  },
})

/** A scan in pages: only for a replay after a restore and for an audit. */
async function* everyItem(
  client: DynamoDBClient,
  tableName: string,
  having: 'wrapped' | 'gone',
): AsyncIterable<Record<string, AttributeValue>> {
  const pages = paginateScan(
    { client },
    {
      TableName: tableName,
      ConsistentRead: true,
      FilterExpression: 'attribute_exists(#has)',
      ExpressionAttributeNames: { '#has': having },
    },
  )
  for await (const page of pages) yield* page.Items ?? []
}
