import { randomUUID } from 'node:crypto'
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { Key } from './keys.ts'
import { fromItem, type Item, toItem, type Wire } from './marshal.ts'
import type { Del, Page, Put, Selection, Update, Write } from './requests.ts'
import {
  batchGetInput,
  deleteInput,
  getInput,
  putInput,
  queryInput,
  transactInput,
  updateInput,
} from './requests.ts'
import { type Backoff, retrying } from './retry.ts'

/** A failed condition is an answer: `old` is what stood there instead, null for nothing. */
export type Written =
  | { readonly ok: true; readonly item: Item }
  | { readonly ok: false; readonly old: Item | null }

/** For each write of a transaction that was refused, in order: whether its condition failed, and what stood there. */
export interface Refusal {
  readonly failed: boolean
  readonly old: Item | null
}
export type Transacted = { readonly ok: true } | { readonly ok: false; readonly reasons: readonly Refusal[] }

/** The table, in items and conditions. Throws on faults only; passing refusals are tried again. */
export interface Database {
  readonly get: (key: Key, selection?: Selection) => Promise<Item | null>
  /** In the order of the keys; any number of them. */
  readonly batchGet: (keys: readonly Key[], selection?: Selection) => Promise<readonly (Item | null)[]>
  readonly put: (put: Put) => Promise<Written>
  readonly update: (update: Update) => Promise<Written>
  readonly del: (del: Del) => Promise<Written>
  readonly transact: (writes: readonly Write[]) => Promise<Transacted>
  /** Every item of a range, page by page as it is asked for. */
  readonly query: (page: Page) => AsyncIterable<Item>
  readonly count: (page: Page) => Promise<number>
}

const batchLimit = 100

const refusedOld = (error: unknown): Written => {
  if (error instanceof ConditionalCheckFailedException)
    return { ok: false, old: error.Item ? fromItem(error.Item) : null }
  throw error
}

const refusedReasons = (error: unknown): Transacted => {
  if (!(error instanceof TransactionCanceledException)) throw error
  const reasons = (error.CancellationReasons ?? []).map((reason) => ({
    failed: reason.Code === 'ConditionalCheckFailed',
    old: reason.Item ? fromItem(reason.Item) : null,
  }))
  if (!reasons.some((reason) => reason.failed)) throw error
  return { ok: false, reasons }
}

const written = (answer: { Attributes?: Wire | undefined }): Written => ({
  ok: true,
  item: fromItem(answer.Attributes ?? {}),
})

export const createDatabase = (client: DynamoDBClient, table: string, backoff: Backoff): Database => {
  const send = <T>(once: () => Promise<T>): Promise<T> => retrying(backoff, once)
  const pages = pagesOf(client, table, backoff)
  return {
    get: async (key, selection) => {
      const { Item } = await send(() => client.send(new GetItemCommand(getInput(table, key, selection))))
      return Item ? fromItem(Item) : null
    },
    batchGet: async (keys, selection) => {
      const groups: Key[][] = []
      for (let at = 0; at < keys.length; at += batchLimit) groups.push(keys.slice(at, at + batchLimit))
      return (
        await Promise.all(groups.map((group) => batchOf(client, table, backoff, group, selection)))
      ).flat()
    },
    put: (put) => send(() => client.send(new PutItemCommand(putInput(table, put)))).then(written, refusedOld),
    update: (update) =>
      send(() => client.send(new UpdateItemCommand(updateInput(table, update)))).then(written, refusedOld),
    del: (del) =>
      send(() => client.send(new DeleteItemCommand(deleteInput(table, del)))).then(written, refusedOld),
    transact: async (writes) => {
      // One token for all tries: a transaction whose answer was lost is not done twice.
      const input = transactInput(table, writes, randomUUID())
      return send(() => client.send(new TransactWriteItemsCommand(input))).then(
        (): Transacted => ({ ok: true }),
        refusedReasons,
      )
    },
    query: async function* (page) {
      for await (const answer of pages(page)) for (const item of answer.Items ?? []) yield fromItem(item)
    },
    count: async (page) => {
      let sum = 0
      for await (const answer of pages({ ...page, countOnly: true })) sum += answer.Count ?? 0
      return sum
    },
  }
}

/** What the engine did not get to is asked for again, after a pause that grows. */
const batchOf = async (
  client: DynamoDBClient,
  table: string,
  backoff: Backoff,
  keys: readonly Key[],
  selection?: Selection,
): Promise<readonly (Item | null)[]> => {
  const found = new Map<string, Item>()
  let asked: Wire[] = keys.map((key) => toItem(key))
  for (let attempt = 0; asked.length > 0; attempt++) {
    const input = batchGetInput(table, asked, selection)
    const answer = await retrying(backoff, () => client.send(new BatchGetItemCommand(input)))
    for (const wire of answer.Responses?.[table] ?? [])
      found.set(nameOf(wire.pk?.S, wire.sk?.S), fromItem(wire))
    asked = answer.UnprocessedKeys?.[table]?.Keys ?? []
    if (asked.length > 0) await backoff.delay(backoff.random() * Math.min(1_000, 20 * 2 ** attempt))
  }
  return keys.map((key) => found.get(nameOf(key.pk, key.sk)) ?? null)
}

const nameOf = (pk: string | undefined, sk: string | undefined): string => `${pk}\n${sk}`

const pagesOf = (client: DynamoDBClient, table: string, backoff: Backoff) =>
  async function* (page: Page) {
    let from: Wire | undefined
    let left = page.limit ?? Number.POSITIVE_INFINITY
    do {
      const input = queryInput(
        table,
        { ...page, ...(left === Number.POSITIVE_INFINITY ? {} : { limit: left }) },
        from,
      )
      const answer = await retrying(backoff, () => client.send(new QueryCommand(input)))
      yield answer
      left -= answer.Count ?? 0
      from = answer.LastEvaluatedKey
    } while (from && left > 0)
  }
