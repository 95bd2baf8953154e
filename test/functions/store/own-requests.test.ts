import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { listOpenRequests } from '../../../functions/app/cases.ts'
import { toItem } from '../../../functions/store/marshal.ts'
import { dayMs } from '../../../shared/time.ts'
import {
  aConversation,
  aFamily,
  anEnrolment,
  aStore,
  perform,
  Stopped,
  type StoreRoom,
  settleIn,
} from '../../support/store.ts'

let room: StoreRoom
beforeEach(async () => {
  room = await aStore()
})

const leave = async (
  contact: string,
  id: string,
  familyId: string | null = null,
  at: StoreRoom = room,
): Promise<void> => {
  const before = (await at.store.open(contact)).conversation
  const conversation = aConversation({ ...before, contact, familyId })
  const entries = [{ kind: 'case' as const, id, familyId, words: `${id}的话` }]
  expect(await at.store.save({ conversation, family: null, entries })).toBe('saved')
  at.clock.move(1_000)
}
const ofTwo = async (at: StoreRoom = room): Promise<void> => {
  await settleIn(at, aFamily({ contacts: ['li', 'wang'], enrolments: [anEnrolment] }))
}
const own = async (contact: string, at: StoreRoom = room): Promise<readonly string[]> => {
  const found = await at.beside().look([{ kind: 'requests', contact }])
  return (found.requests.get(contact) ?? []).map(({ words }) => words)
}
const erase = (contact: string) => ({ kind: 'erase_requests', contact }) as const
const open = async (at: StoreRoom = room) =>
  (await listOpenRequests(at)()).requests.map(({ id }) => id).sort()

/** Whatever still stands written of these requests. */
const traces = async (contact: string, ids: readonly string[], at: StoreRoom = room) => {
  const keys = ids.flatMap((id) => [
    { pk: `CASE#${id}`, sk: 'CASE' },
    { pk: `CONTACT#${contact}`, sk: `CASE#${id}` },
    { pk: 'FAMILY#fam-1', sk: `CASE#${id}` },
  ])
  const sealed = await Promise.all(ids.map((id) => at.keys.get(`case:${id}`)))
  return [...(await at.db.batchGet(keys)), ...sealed].filter((one) => one !== null)
}

/** As it was stored before anything stood beside the contact. */
const ofVersion1 = async (contact: string, id: string): Promise<void> => {
  const item = await room.db.get({ pk: `CASE#${id}`, sk: 'CASE' })
  const Item = toItem({ ...item, v: 1 })
  await room.client.send(new PutItemCommand({ TableName: room.tableName, Item }))
  await room.db.del({ key: { pk: `CONTACT#${contact}`, sk: `CASE#${id}` } })
}

describe('what a contact asked of staff', () => {
  it('is found in the order of asking, in a family and before it, and nobody else’s', async () => {
    await leave('li', 'z')
    await ofTwo()
    await leave('li', 'b', 'fam-1')
    await leave('wang', 'c', 'fam-1')
    await leave('li-2', 'd')
    expect(await own('li')).toEqual(['z的话', 'b的话'])
    expect(await own('wang')).toEqual(['c的话'])
    expect(await own('nobody')).toEqual([])
  })

  it('is not shown any more when it was seen to, when it ended, or when its family was erased', async () => {
    await leave('li', 'a')
    expect(await room.store.closeRequest('a')).toBe('closed')
    expect(await traces('li', ['a'])).toEqual([])
    await ofTwo()
    await leave('li', 'b', 'fam-1')
    await leave('wang', 'c', 'fam-1')
    await perform(room.store, { kind: 'erase', familyId: 'fam-1' })
    expect(await traces('li', ['b'])).toEqual([])
    expect(await traces('wang', ['c'])).toEqual([])
    await leave('li', 'd')
    room.clock.move(90 * dayMs)
    expect(await own('li')).toEqual([])
    expect(await room.store.endCase('d', room.clock.now())).toBe('deleted')
    expect(await traces('li', ['d'])).toEqual([])
  })

  it('ends as late beside the contact as it does itself', async () => {
    await leave('li', 'a')
    const [request, beside] = await room.db.batchGet([
      { pk: 'CASE#a', sk: 'CASE' },
      { pk: 'CONTACT#li', sk: 'CASE#a' },
    ])
    expect(beside).toEqual({ pk: 'CONTACT#li', sk: 'CASE#a', v: 1, ttl: request?.ttl })
  })

  it('is erased on demand, words and key; the other guardian’s stays', async () => {
    await leave('li', 'a')
    await ofTwo()
    await leave('li', 'b', 'fam-1')
    await leave('wang', 'c', 'fam-1')
    await perform(room.store, erase('li'))
    expect(await traces('li', ['a', 'b'])).toEqual([])
    expect(await open()).toEqual(['c'])
    expect(await own('wang')).toEqual(['c的话'])
    await perform(room.store, erase('li'))
    expect(await open()).toEqual(['c'])
  })

  it('is found and erased too where it was stored by a version that wrote nothing beside the contact', async () => {
    for (const [contact, id] of [
      ['li', 'a'],
      ['wang', 'b'],
      ['li', 'c'],
    ] as const) {
      await leave(contact, id)
      await ofVersion1(contact, id)
    }
    await leave('li', 'd')
    expect(await own('li')).toEqual(['a的话', 'c的话', 'd的话'])
    await perform(room.store, erase('li'))
    expect(await traces('li', ['a', 'c', 'd'])).toEqual([])
    expect(await open()).toEqual(['b'])
  })

  it('beside an erasure of the family at once goes with it', async () => {
    await leave('li', 'a')
    await ofTwo()
    for (const id of ['b', 'c', 'd']) await leave('li', id, 'fam-1')
    await Promise.all([
      perform(room.store, { kind: 'erase', familyId: 'fam-1' }),
      perform(room.store, erase('li')),
    ])
    expect(await traces('li', ['a', 'b', 'c', 'd'])).toEqual([])
  })
})

it('an erasure of requests that was cut short anywhere is finished by the same again', async () => {
  for (let nth = 1; nth < 20; nth++) {
    const at = await aStore()
    await leave('li', 'a', null, at)
    await ofTwo(at)
    await leave('li', 'b', 'fam-1', at)
    await leave('wang', 'c', 'fam-1', at)
    at.wire.arm(nth)
    const stopped = await perform(at.store, erase('li')).then(
      () => false,
      (error: unknown) => error instanceof Stopped,
    )
    await perform(at.beside(), erase('li'))
    expect(await traces('li', ['a', 'b'], at)).toEqual([])
    expect(await own('wang', at)).toEqual(['c的话'])
    if (!stopped) {
      expect(nth).toBeGreaterThan(4)
      return
    }
  }
  expect.fail('the erasure never came to its end')
})
