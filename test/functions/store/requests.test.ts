import { describe, expect, it } from 'vitest'
import { conversationPut } from '../../../functions/store/conversation-item.ts'
import { dueMark, duePages, dueShards } from '../../../functions/store/due.ts'
import { familyPut } from '../../../functions/store/family-item.ts'
import { fromItem, toItem } from '../../../functions/store/marshal.ts'
import { joinQueue } from '../../../functions/store/queue-requests.ts'
import {
  batchGetInput,
  getInput,
  putInput,
  queryInput,
  transactInput,
  updateInput,
} from '../../../functions/store/requests.ts'
import { claimLarge, claimSmall, releaseSmall } from '../../../functions/store/seat-requests.ts'
import { tableRequest } from '../../../functions/store/table.ts'
import { dayMs, hourMs } from '../../../shared/time.ts'
import { beforeSeason } from '../../support/programme.ts'
import { aConversation, aFamily } from '../../support/store.ts'

const firm = { familyId: 'fam-1', party: 2, firm: true, until: null, at: 5 }
const held = { ...firm, firm: false, until: 48 * hourMs }

describe('requests', () => {
  it('a claim is one conditional write that asks what stood there instead', () => {
    expect(updateInput('t', claimSmall('p.s', 'kid-1', firm))).toEqual({
      TableName: 't',
      Key: { pk: { S: 'SECTION#p.s' }, sk: { S: 'SEATS' } },
      UpdateExpression: 'SET #left = #left - :n, holders.#c = :holder',
      ConditionExpression:
        'attribute_exists(holders) AND attribute_not_exists(holders.#c) AND #left >= :n AND waiting = :zero',
      ExpressionAttributeNames: { '#left': 'left', '#c': 'kid-1' },
      ExpressionAttributeValues: {
        ':n': { N: '2' },
        ':zero': { N: '0' },
        ':holder': { M: { f: { S: 'fam-1' }, n: { N: '2' }, k: { S: 's' }, at: { N: '5' } } },
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
  })

  it('a hold marks its section as due, no later than it lapses', () => {
    const { set, values } = claimSmall('p.s', 'kid-1', held)
    expect(set).toContain('dueAt = if_not_exists(dueAt, :dueAt)')
    expect(values).toMatchObject({ ':dueAt': String(48 * hourMs).padStart(13, '0') })
  })

  it('a claim in a large section leaves its holders out of the section’s item', () => {
    const [section, holder] = claimLarge('p.s', 'kid-1', firm)
    expect(JSON.stringify(section)).not.toContain('fam-1')
    expect(holder).toMatchObject({
      put: { item: { pk: 'SECTION#p.s', sk: 'HOLDER#kid-1', f: 'fam-1', n: 2 } },
    })
  })

  it('a release with nobody waiting is a plain write; with somebody it leaves a mark', () => {
    expect(releaseSmall('p.s', 'kid-1', { familyId: 'f', waited: false, now: 5 }).set).not.toContain('due')
    expect(releaseSmall('p.s', 'kid-1', { familyId: 'f', waited: true, now: 5 }).set).toContain(
      'dueAt = :dueAt',
    )
  })

  it('names every value that an expression holds, and holds every value that it names', () => {
    const waiter = { childId: 'kid-1', familyId: 'fam-1', party: 2, until: 9, at: 5 }
    const inputs = [
      updateInput('t', claimSmall('p.s', 'kid-1', held)),
      updateInput('t', releaseSmall('p.s', 'kid-1', { familyId: 'f', waited: true, now: 5 })),
      ...[
        claimLarge('p.s', 'kid-1', held),
        joinQueue('p.s', waiter, false),
        joinQueue('p.s', waiter, true),
      ].flatMap((writes) =>
        (transactInput('t', writes, 'token').TransactItems ?? []).flatMap(({ Update, Put }) => [Update, Put]),
      ),
    ]
    for (const input of inputs) {
      if (!input) continue
      const text = `${'UpdateExpression' in input ? input.UpdateExpression : ''} ${input.ConditionExpression ?? ''}`
      for (const [sign, named] of [
        ['#', input.ExpressionAttributeNames],
        [':', input.ExpressionAttributeValues],
      ] as const) {
        const used = new Set(text.match(new RegExp(`${sign}[A-Za-z]+`, 'g')) ?? [])
        expect(used).toEqual(new Set(Object.keys(named ?? {})))
      }
    }
  })

  it('a transaction carries one token for all its tries', () => {
    expect(transactInput('t', [], 'token').ClientRequestToken).toBe('token')
  })

  it('reads are consistent unless a moment’s age is fine, and an index is never', () => {
    const key = { pk: 'p', sk: 's' }
    expect(getInput('t', key).ConsistentRead).toBe(true)
    expect(getInput('t', key, { loose: true }).ConsistentRead).toBe(false)
    expect(batchGetInput('t', [], { only: ['left'] }).RequestItems?.t).toMatchObject({
      ConsistentRead: true,
      ProjectionExpression: '#p0, #p1, #p2',
      ExpressionAttributeNames: { '#p0': 'left', '#p1': 'pk', '#p2': 'sk' },
    })
    const pages = duePages('open', 5, 10).map((page) => queryInput('t', page))
    expect(pages).toHaveLength(dueShards)
    for (const page of pages)
      expect(page).toMatchObject({ IndexName: 'due', ConsistentRead: false, Limit: 10 })
  })
})

describe('items', () => {
  it('hold what was put into them', () => {
    const item = { a: 'x', b: 1, c: true, d: null, e: Buffer.of(1, 2), f: ['y', 2], g: { h: { i: 'z' } } }
    expect(fromItem(toItem({ ...item, none: undefined }))).toEqual(item)
  })

  it('a conversation is written only over the revision that was read', () => {
    const age = { touchedAt: beforeSeason, draft: false, familyEndsAt: null }
    const first = putInput('t', conversationPut(aConversation(), Buffer.of(1), age, beforeSeason))
    expect(first.ConditionExpression).toBe('attribute_not_exists(pk)')
    const later = putInput('t', conversationPut(aConversation({ rev: 4 }), Buffer.of(1), age, beforeSeason))
    expect(later).toMatchObject({
      ConditionExpression: '#rev = :rev',
      ExpressionAttributeValues: { ':rev': { N: '4' } },
    })
    expect(later.Item).toMatchObject({ rev: { N: '5' }, under: { S: 'contact:li' } })
    const ttl = Number(later.Item?.ttl?.N) * 1_000
    expect(ttl).toBeGreaterThanOrEqual(beforeSeason + 7 * dayMs)
    expect(ttl).toBeLessThanOrEqual(beforeSeason + 11 * dayMs)
  })

  it('a family stands in the due queue at its end', () => {
    const { item } = familyPut(aFamily(), Buffer.of(1), beforeSeason)
    expect(item).toMatchObject(dueMark('family', 'FAMILY#fam-1', beforeSeason))
    expect(item).not.toHaveProperty('guardians')
  })

  it('the index holds keys only', () => {
    expect(tableRequest('t')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [{ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } }],
    })
  })
})
