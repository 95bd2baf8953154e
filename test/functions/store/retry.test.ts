import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { dynamoClient } from '../../../functions/store/client.ts'
import { type Call, measure } from '../../../functions/store/index.ts'
import { isPassing, pauseMs, retrying, tries } from '../../../functions/store/retry.ts'
import {
  aClaim,
  aConversation,
  aFamily,
  aStore,
  perform,
  programmeOf,
  said,
  sectionOf,
  settleIn,
} from '../../support/store.ts'

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

const named = (name: string): Error => Object.assign(new Error(name), { name })

describe('a refusal', () => {
  it('passes where only the moment speaks against it', () => {
    expect(isPassing(cancelled('None', 'TransactionConflict', 'ThrottlingError'))).toBe(true)
    expect(isPassing(named('ProvisionedThroughputExceededException'))).toBe(true)
    expect(isPassing(cancelled('TransactionConflict', 'ConditionalCheckFailed'))).toBe(false)
    expect(isPassing(cancelled('ValidationError', 'TransactionConflict'))).toBe(false)
    expect(isPassing(named('ValidationException'))).toBe(false)
  })

  it('is tried again after pauses of full jitter that grow to a bound, and thrown at last', async () => {
    const pauses: number[] = []
    const backoff = { random: () => 0.5, delay: async (ms: number) => void pauses.push(ms) }
    let sent = 0
    const failing = retrying(backoff, async () => {
      sent++
      throw named('ThrottlingException')
    })
    await expect(failing).rejects.toThrow('ThrottlingException')
    expect(sent).toBe(tries)
    expect(pauses).toEqual([7.5, 15, 30, 60, 120, 240, 480, 500])
    expect(pauseMs(0, 0)).toBe(0)
  })

  it('that does not pass is thrown at once', async () => {
    let sent = 0
    const failing = retrying({ random: () => 0, delay: async () => undefined }, async () => {
      sent++
      throw named('ValidationException')
    })
    await expect(failing).rejects.toThrow('ValidationException')
    expect(sent).toBe(1)
  })
})

/** The local engine never says TransactionConflict, so the client is made to, `times` times for each transaction. */
const withConflicts = (times: number, endpoint: string) => {
  const client = dynamoClient({ endpoint })
  let left = times
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'TransactWriteItemsCommand' && left-- > 0)
        throw cancelled('None', 'TransactionConflict')
      return next(args)
    },
    { step: 'initialize', name: 'conflicts' },
  )
  return client
}

describe('the store', () => {
  it('goes through where transactions collide for a while, with one token', async () => {
    const room = await aStore()
    await room.store.publish(programmeOf({ one: 1 }))
    await settleIn(room, aFamily())
    const { createDatabase } = await import('../../../functions/store/database.ts')
    const client = withConflicts(3, room.endpoint)
    const db = createDatabase(client, room.tableName, { random: () => 0, delay: async () => undefined })
    const put = { put: { item: { pk: 'a', sk: 'b' }, condition: { when: 'attribute_not_exists(pk)' } } }
    expect(await db.transact([put])).toEqual({ ok: true })
    expect(await db.transact([put])).toMatchObject({ ok: false, reasons: [{ failed: true }] })
  })

  it('an ordinary turn is two requests, an enrolment four', async () => {
    const room = await aStore()
    await room.store.publish(programmeOf({ one: 1 }))
    await settleIn(room, aFamily())
    const calls: Call[] = []
    measure(room.client, (call) => calls.push(call))
    try {
      const { conversation } = await room.store.open('li')
      if (!conversation) throw new Error('the conversation of this test is missing')
      await room.store.save({ conversation, family: null, entries: [] })
      expect(calls.map((call) => [call.operation, call.tables, call.ok])).toEqual([
        ['BatchGetItem', [room.tableName], true],
        ['PutItem', [room.tableName], true],
      ])
      expect(calls[0]?.readUnits).toBeGreaterThan(0)
      expect(calls[1]?.writeUnits).toBeGreaterThan(0)
      calls.length = 0
      const opening = await room.store.open('li')
      const family = opening.family ?? aFamily()
      const save = (rev: number, changed: typeof family | null) =>
        room.store.save({
          conversation: aConversation({ rev, familyId: 'fam-1' }),
          family: changed,
          entries: [],
        })
      await save(2, null)
      const outcome = await perform(room.store, aClaim({ sectionId: sectionOf('one') }))
      expect(said(outcome)).toEqual({ did: 'seat' })
      expect(await save(3, family)).toBe('saved')
      expect(calls.map((call) => call.operation)).toEqual([
        'BatchGetItem',
        'PutItem',
        'UpdateItem',
        'TransactWriteItems',
      ])
    } finally {
      room.client.middlewareStack.remove('houniaoMeasure')
    }
  })
})
