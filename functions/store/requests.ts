import type {
  BatchGetItemCommandInput,
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import { dueIndex } from '../../shared/contract/table.ts'
import type { Key } from './keys.ts'
import { toItem, type Value, type Wire } from './marshal.ts'

/**
 * What the store wants written, as values: the rules about items are written and tested in these, and turned into the
 * SDK's input here. `names` and `values` carry their own `#` and `:`.
 */
export interface Condition {
  readonly when: string
  readonly names?: Readonly<Record<string, string>>
  readonly values?: { readonly [name: string]: Value }
}
export interface Put {
  readonly item: { readonly [key: string]: Value | undefined }
  readonly condition?: Condition
}
export interface Update {
  readonly key: Key
  readonly set: string
  readonly condition?: Condition
  /** Names and values of `set`, where the condition has not named them. */
  readonly names?: Readonly<Record<string, string>>
  readonly values?: { readonly [name: string]: Value }
}
export interface Del {
  readonly key: Key
  readonly condition?: Condition
}
export type Write =
  | { readonly put: Put }
  | { readonly update: Update }
  | { readonly del: Del }
  | { readonly check: Del }

export interface Selection {
  /** Attributes to read; all of them by default. */
  readonly only?: readonly string[]
  /** Half the price, and may be a moment old. */
  readonly loose?: boolean
}

/** A range of one partition, or of one shard of the due index. `from` and `to` belong to it. */
export interface Page extends Selection {
  readonly pk: string
  readonly from: string
  readonly to: string
  readonly index?: typeof dueIndex.name
  readonly limit?: number
  /** Items asked for at a time, where not all of them may be wanted. */
  readonly pageSize?: number
  readonly countOnly?: boolean
}

const expressions = (condition?: Condition, more: Pick<Update, 'names' | 'values'> = {}) => {
  const names = { ...condition?.names, ...more.names }
  const values = { ...condition?.values, ...more.values }
  return {
    ...(condition
      ? { ConditionExpression: condition.when, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }
      : {}),
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: toItem(values) } : {}),
  }
}

/** A projection by names throughout, since many plain words (`left`, `capacity`, `ttl`) are reserved. */
const projection = (
  only?: readonly string[],
): { readonly ProjectionExpression?: string; readonly ExpressionAttributeNames?: Record<string, string> } =>
  only
    ? {
        ProjectionExpression: only.map((_, at) => `#p${at}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(only.map((name, at) => [`#p${at}`, name])),
      }
    : {}

export const getInput = (table: string, key: Key, selection: Selection = {}): GetItemCommandInput => ({
  TableName: table,
  Key: toItem(key),
  ConsistentRead: !selection.loose,
  ...projection(selection.only),
})

export const batchGetInput = (
  table: string,
  keys: Wire[],
  selection: Selection = {},
): BatchGetItemCommandInput => ({
  RequestItems: {
    [table]: {
      Keys: keys,
      ConsistentRead: !selection.loose,
      ...projection(selection.only ? [...selection.only, 'pk', 'sk'] : undefined),
    },
  },
})

const putParts = (table: string, put: Put) => ({
  TableName: table,
  Item: toItem(put.item),
  ...expressions(put.condition),
})
const updateParts = (table: string, update: Update) => ({
  TableName: table,
  Key: toItem(update.key),
  UpdateExpression: update.set,
  ...expressions(update.condition, update),
})
const delParts = (table: string, del: Del) => ({
  TableName: table,
  Key: toItem(del.key),
  ...expressions(del.condition),
})

export const putInput = (table: string, put: Put): PutItemCommandInput => putParts(table, put)
export const updateInput = (table: string, update: Update): UpdateItemCommandInput => ({
  ...updateParts(table, update),
  ReturnValues: 'ALL_NEW',
})
export const deleteInput = (table: string, del: Del): DeleteItemCommandInput => delParts(table, del)

const transactItem = (table: string, write: Write): TransactWriteItem => {
  if ('put' in write) return { Put: putParts(table, write.put) }
  if ('update' in write) return { Update: updateParts(table, write.update) }
  if ('del' in write) return { Delete: delParts(table, write.del) }
  return { ConditionCheck: { ConditionExpression: 'attribute_exists(pk)', ...delParts(table, write.check) } }
}

export const transactInput = (
  table: string,
  writes: readonly Write[],
  token: string,
): TransactWriteItemsCommandInput => ({
  TransactItems: writes.map((write) => transactItem(table, write)),
  ClientRequestToken: token,
})

const limitOf = ({ limit = Number.POSITIVE_INFINITY, pageSize = Number.POSITIVE_INFINITY }: Page) => {
  const asked = Math.min(limit, pageSize)
  return asked === Number.POSITIVE_INFINITY ? {} : { Limit: asked }
}

export const queryInput = (table: string, page: Page, from?: Wire): QueryCommandInput => {
  const [pk, sk] = page.index ? [dueIndex.partitionKey, dueIndex.sortKey] : ['pk', 'sk']
  const selected = page.countOnly ? { Select: 'COUNT' as const } : {}
  const projected = projection(page.countOnly ? undefined : page.only)
  return {
    TableName: table,
    // An index is always read a moment old: who acts on it reads the item itself first.
    ConsistentRead: !page.index && !page.loose,
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
    ExpressionAttributeNames: { ...projected.ExpressionAttributeNames, '#pk': pk, '#sk': sk },
    ExpressionAttributeValues: toItem({ ':pk': page.pk, ':from': page.from, ':to': page.to }),
    ...(projected.ProjectionExpression ? { ProjectionExpression: projected.ProjectionExpression } : {}),
    ...selected,
    ...(page.index ? { IndexName: page.index } : {}),
    ...limitOf(page),
    ...(from ? { ExclusiveStartKey: from } : {}),
  }
}
