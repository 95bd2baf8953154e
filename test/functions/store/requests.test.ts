import { describe, expect, it } from 'vitest'
import { conversationPut } from '../../../functions/store/conversation-item.ts'
import { dueMark, duePages, dueShards } from '../../../functions/store/due.ts'
import { familyPut } from '../../../functions/store/family-item.ts'
import { fromItem, toItem } from '../../../functions/store/marshal.ts'
import { moveLarge, moveSmall, moveWaiter } from '../../../functions/store/move-requests.ts'
import {
  joinQueue,
  leaveQueue,
  markPassed,
  redraw,
  seatWaiters,
} from '../../../functions/store/queue-requests.ts'
import {
  batchGetInput,
  getInput,
  putInput,
  queryInput,
  transactInput,
  updateInput,
} from '../../../functions/store/requests.ts'
import { claimBeside, claimSmall, giveBack, makeFirm } from '../../../functions/store/seat-requests.ts'
import { emptyRoom, type Holder, type Seats } from '../../../functions/store/seats-item.ts'
import { dueEarlier, reshaped, settle } from '../../../functions/store/section-requests.ts'
import { tableRequest } from '../../../functions/store/table.ts'
import { dayMs, hourMs } from '../../../shared/time.ts'
import { beforeSeason } from '../../support/programme.ts'
import { aConversation, aFamily, aWaiter } from '../../support/store.ts'

const firm: Holder = {
  familyId: 'fam-1',
  party: 2,
  standing: 'firm',
  until: null,
  at: 5,
  from: null,
}
const held: Holder = { ...firm, standing: 'held', until: 48 * hourMs }
const hill = { organisation: 'hill', provisional: true }
const quota = { left: 2, waiting: 1, kept: 4, asked: 4, until: 9 }
const seats: Seats = {
  ...emptyRoom(5),
  quotas: new Map([['hill', quota]]),
  waiting: 0,
  granted: 0,
  holders: new Map(),
  dueAt: null,
  marks: 0,
  joined: null,
  notes: null,
}
const large: Seats = { ...seats, holders: null }
const waiter = aWaiter({ draws: [hill, { organisation: 'mill', provisional: false }], group: ['a', 'b'] })

describe('requests', () => {
  it('a claim is one conditional write that asks what stood there instead', () => {
    expect(updateInput('t', claimSmall('p.s', 'kid-1', firm, 'open', 7))).toEqual({
      TableName: 't',
      Key: { pk: { S: 'SECTION#p.s' }, sk: { S: 'SEATS' } },
      UpdateExpression: 'SET #left = #left + :left, holders.#ca = :ca',
      ConditionExpression:
        'attribute_exists(holders) AND attribute_not_exists(holders.#na) AND #left >= :party AND waiting = :zero',
      ExpressionAttributeNames: { '#left': 'left', '#ca': 'kid-1', '#na': 'kid-1' },
      ExpressionAttributeValues: {
        ':left': { N: '-2' },
        ':party': { N: '2' },
        ':zero': { N: '0' },
        ':ca': { M: { f: { S: 'fam-1' }, n: { N: '2' }, at: { N: '5' } } },
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
  })

  it('a claim from a quota leaves the open seats alone, and says that its family only told so', () => {
    const { set, values } = claimSmall('p.s', 'kid-1', { ...firm, from: hill }, hill, 7)
    expect(set).toBe('SET quotas.#qa.l = quotas.#qa.l + :la, holders.#ca = :ca')
    expect(values).toMatchObject({ ':la': -2, ':ca': { q: 'hill', p: 1 } })
  })

  it('a hold marks its section as due, no later than it lapses', () => {
    const { set, values } = claimSmall('p.s', 'kid-1', held, 'open', 7)
    expect(set).toContain('dueAt = if_not_exists(dueAt, :dueAt)')
    expect(values).toMatchObject({ ':dueAt': String(48 * hourMs).padStart(13, '0') })
  })

  it('a claim in a large section leaves its holders out of the section’s item', () => {
    const [section, holder] = claimBeside('p.s', 'kid-1', firm, 'open', { now: 7, large: true })
    expect(JSON.stringify(section)).not.toContain('fam-1')
    expect(holder).toMatchObject({
      put: { item: { pk: 'SECTION#p.s', sk: 'HOLDER#kid-1', f: 'fam-1', n: 2 } },
    })
  })

  it('what is given back with somebody waiting leaves a mark, and else none', () => {
    const [quiet] = giveBack('p.s', 'kid-1', { holder: firm, seats, now: 5 })
    const [busy] = giveBack('p.s', 'kid-1', { holder: firm, seats: { ...seats, waiting: 1 }, now: 5 })
    expect(JSON.stringify(quiet)).not.toContain('due')
    expect(JSON.stringify(busy)).toContain('dueAt = :dueAt')
  })

  it('names every value that an expression holds, and holds every value that it names', () => {
    const drawn: Holder = { ...held, from: hill }
    const seated = [
      { waiter, holder: drawn, source: hill },
      { waiter: aWaiter({ childId: 'kid-2' }), holder: firm, source: 'open' as const },
    ]
    const moving = { section: 'p.s', from: 'kid-1', to: { familyId: 'fam-2', childId: 'kid-9' } }
    const room = { capacity: 4, left: 1, quotas: new Map([['mill', quota]]) }
    const inputs = [
      updateInput('t', claimSmall('p.s', 'kid-1', held, 'open', 7)),
      updateInput('t', claimSmall('p.s', 'kid-1', drawn, hill, 7)),
      updateInput('t', makeFirm('p.s', 'kid-1', held, false)),
      updateInput('t', makeFirm('p.s', 'kid-1', drawn, true)),
      updateInput('t', settle('p.s', { ...seats, dueAt: 5 }, 7)),
      updateInput('t', settle('p.s', { ...seats, dueAt: 5, marks: 3 }, null)),
      updateInput('t', dueEarlier('p.s', 7)),
      updateInput('t', reshaped('p.s', seats, room, 7)),
      updateInput('t', reshaped('p.s', { ...seats, quotas: new Map() }, emptyRoom(3), 7)),
      ...[seats, large].flatMap((of) =>
        [
          claimBeside('p.s', 'kid-1', held, hill, { now: 7, large: of.holders === null }),
          joinQueue('p.s', waiter, { seats: of, look: true, now: waiter.at }),
          leaveQueue('p.s', waiter, of, 7),
          seatWaiters('p.s', seated, of),
          giveBack('p.s', 'kid-1', { holder: drawn, seats: { ...of, left: -1 }, now: 5 }),
          giveBack('p.s', 'kid-1', { holder: { ...firm, standing: 'granted' }, seats: of, now: 5 }),
          redraw('p.s', { before: waiter, after: { ...waiter, draws: [] } }, of),
          markPassed('p.s', waiter, 'pair'),
          of.holders === null ? moveLarge(moving, { ...drawn, token: 'x' }) : moveSmall(moving, drawn),
          moveWaiter(moving, waiter),
        ].flatMap((writes) =>
          (transactInput('t', writes, 'token').TransactItems ?? []).flatMap(
            ({ Update, Put, Delete, ConditionCheck }) => [Update, Put, Delete, ConditionCheck],
          ),
        ),
      ),
    ]
    for (const input of inputs) {
      if (!input) continue
      const text = `${'UpdateExpression' in input ? input.UpdateExpression : ''} ${input.ConditionExpression ?? ''}`
      expect(text).not.toMatch(/\(\(/)
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
