import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** One request as it went out. */
export interface Call {
  /** `BatchGetItem`, `PutItem`, … */
  readonly operation: string
  readonly tables: readonly string[]
  /** As the engine counted them (ReturnConsumedCapacity); of a transaction or an engine that does not tell apart, in `units`. */
  readonly units: number
  readonly readUnits: number
  readonly writeUnits: number
  /** Real time, milliseconds, for telling waves of requests apart. */
  readonly startedAt: number
  readonly endedAt: number
  /** False where the engine answered with an error, a failed condition included. */
  readonly ok: boolean
}

export type OnCall = (call: Call) => void

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])
const counted = new Set([
  ...reads,
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
])

const sum = (list: readonly ConsumedCapacity[], of: (one: ConsumedCapacity) => number | undefined): number =>
  list.reduce((total, one) => total + (of(one) ?? 0), 0)

const listOf = (output: object): readonly ConsumedCapacity[] => {
  if (!('ConsumedCapacity' in output)) return []
  const consumed = output.ConsumedCapacity
  return (Array.isArray(consumed) ? consumed : [consumed]).filter(isConsumed)
}

const isConsumed = (value: unknown): value is ConsumedCapacity => value !== null && typeof value === 'object'

const tablesOf = (input: object): readonly string[] => {
  if ('TableName' in input && typeof input.TableName === 'string') return [input.TableName]
  if ('RequestItems' in input && typeof input.RequestItems === 'object')
    return Object.keys(input.RequestItems ?? {})
  if (!('TransactItems' in input) || !Array.isArray(input.TransactItems)) return []
  const names = input.TransactItems.flatMap((write: object) => Object.values(write)).map(
    (one) => one?.TableName,
  )
  return [...new Set(names.filter((name): name is string => typeof name === 'string'))]
}

/**
 * Reports every request of a client, what it cost and how long it took. For the bench: it asks the engine for the units,
 * so it is not for production.
 */
export const measure = (client: DynamoDBClient, onCall: OnCall): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = String(context.commandName ?? '').replace(/Command$/, '')
      const startedAt = performance.now()
      const report = (ok: boolean, output: object): void => {
        const consumed = listOf(output)
        const units = sum(consumed, (one) => one.CapacityUnits)
        const read = reads.has(operation)
        onCall({
          operation,
          tables: tablesOf(args.input),
          units,
          readUnits: read ? units : sum(consumed, (one) => one.ReadCapacityUnits),
          writeUnits: read ? 0 : units - sum(consumed, (one) => one.ReadCapacityUnits),
          startedAt,
          endedAt: performance.now(),
          ok,
        })
      }
      const input = counted.has(operation) ? { ...args.input, ReturnConsumedCapacity: 'TOTAL' } : args.input
      try {
        const answer = await next({ ...args, input })
        report(true, answer.output)
        return answer
      } catch (error) {
        report(false, {})
        throw error
      }
    },
    { step: 'initialize', name: 'houniaoMeasure', priority: 'high' },
  )
}
