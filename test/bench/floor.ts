import { randomBytes } from 'node:crypto'
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { Hono } from 'hono'
import { isFresh, isSignedBy, signatureHeader, timestampHeader } from '../../functions/http/signature.ts'

const key = (contact: string) => ({ pk: { S: `FLOOR#${contact}` }, sk: { S: 'FLOOR' } })

/**
 * What a turn cannot do without: a route that checks the signature, reads one item and writes it back on condition, of the
 * size that a conversation has. Nothing is understood, said or sealed.
 */
export const floorApp = (client: DynamoDBClient, table: string, secret: string, itemBytes: number): Hono => {
  const app = new Hono()
  const blob = randomBytes(itemBytes)
  app.post('/floor', async (c) => {
    const body = await c.req.text()
    const timestamp = c.req.header(timestampHeader)
    const target = new URL(c.req.url).pathname
    const signed = { method: 'POST', target, timestamp: timestamp ?? '', body }
    if (!isFresh(timestamp, Date.now()) || !isSignedBy(secret, signed, c.req.header(signatureHeader)))
      return c.text('no', 401)
    const { contactId } = JSON.parse(body) as { contactId: string }
    const found = await client.send(
      new GetItemCommand({ TableName: table, Key: key(contactId), ConsistentRead: true }),
    )
    const rev = Number(found.Item?.rev?.N ?? 0)
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: key(contactId),
        UpdateExpression: 'SET body = :body, rev = :next',
        ConditionExpression: 'rev = :rev',
        ExpressionAttributeValues: {
          ':body': { B: blob },
          ':next': { N: String(rev + 1) },
          ':rev': { N: String(rev) },
        },
      }),
    )
    return c.json({ replies: [] })
  })
  return app
}

/** The items that the floor reads and writes. */
export const layFloor = async (
  client: DynamoDBClient,
  table: string,
  contacts: readonly string[],
  itemBytes: number,
): Promise<void> => {
  const blob = randomBytes(itemBytes)
  for (const contact of contacts) {
    await client.send(
      new PutItemCommand({ TableName: table, Item: { ...key(contact), rev: { N: '0' }, body: { B: blob } } }),
    )
  }
}
