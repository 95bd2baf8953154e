import { beforeEach, describe, expect, it } from 'vitest'
import type { Wishes, WishesNow } from '../../../shared/allocation.ts'
import { addDays, instantOf } from '../../../shared/time.ts'
import {
  aFamily,
  anEnrolment,
  aStore,
  counting,
  programmeOf,
  type StoreRoom,
  sectionOf,
  settleIn,
} from '../../support/store.ts'

const programme = programmeOf({ one: 10, two: 10 })
const id = programme.id

let room: StoreRoom
beforeEach(async () => {
  room = await aStore()
  await room.store.publish(programme)
  await settleIn(room, aFamily({ enrolments: [anEnrolment] }))
})

const named = (overrides: Partial<Wishes> = {}): Wishes => ({
  childId: 'kid-1',
  familyId: 'fam-1',
  organisations: ['hill', 'firm-1'],
  together: null,
  ranked: [sectionOf('two'), sectionOf('one')],
  ...overrides,
})
const all = async (store = room.store): Promise<readonly WishesNow[]> => {
  const pages: WishesNow[] = []
  for await (const page of store.wishesOf(id)) pages.push(...page)
  return pages
}
const family = async (n: number): Promise<void> =>
  settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`], enrolments: [anEnrolment] }))

describe('wishes', () => {
  it('are given back as they were named, with the seats that the child has', async () => {
    expect(await room.store.saveWishes(id, named({ together: 'us' }))).toBe('saved')
    expect(await all()).toEqual([{ ...named({ together: 'us' }), taken: [sectionOf('one')] }])
    expect(await room.store.wishesOfFamily(id, 'fam-1')).toEqual([named({ together: 'us' })])
  })

  it('named anew take the place of the old ones', async () => {
    await room.store.saveWishes(id, named())
    await room.store.saveWishes(id, named({ ranked: [sectionOf('one')] }))
    expect((await all()).map(({ ranked }) => ranked)).toEqual([[sectionOf('one')]])
  })

  it('are taken back one child at a time', async () => {
    await room.store.saveWishes(id, named())
    await room.store.saveWishes(id, named({ childId: 'kid-2' }))
    await room.store.dropWishes(id, 'fam-1', 'kid-1')
    expect((await all()).map(({ childId }) => childId)).toEqual(['kid-2'])
    await room.store.dropWishes(id, 'fam-1', 'kid-1')
  })

  it('of one family are not those of another whose id begins alike', async () => {
    await family(11)
    await room.store.saveWishes(id, named())
    await room.store.saveWishes(id, named({ familyId: 'fam-11', childId: 'kid-9' }))
    expect((await room.store.wishesOfFamily(id, 'fam-1')).map(({ childId }) => childId)).toEqual(['kid-1'])
  })

  it('of a place on a waiting list count as no seat', async () => {
    const waiting = { ...anEnrolment, state: 'waiting' as const }
    await settleIn(room, aFamily({ id: 'fam-3', contacts: ['contact-3'], enrolments: [waiting] }))
    await room.store.saveWishes(id, named({ familyId: 'fam-3' }))
    expect((await all()).map(({ taken }) => taken)).toEqual([[]])
  })

  it('cannot be named for a family or a programme that is not there', async () => {
    expect(await room.store.saveWishes(id, named({ familyId: 'nobody' }))).toBe('gone')
    expect(await room.store.saveWishes('other-2027', named())).toBe('gone')
    await room.store.perform({ kind: 'erase', familyId: 'fam-1' }, 'turn', 1)
    expect(await room.store.saveWishes(id, named())).toBe('gone')
  })

  it('hold ids and numbers only', async () => {
    await room.store.saveWishes(id, named({ together: 'us' }))
    const [item] = await itemsOf()
    expect(Object.keys(item ?? {}).sort()).toEqual(
      ['pk', 'sk', 'v', 'organisations', 'together', 'ranked', 'endsAt', 'ttl'].sort(),
    )
    expect(JSON.stringify(item)).not.toMatch(/[\u4e00-\u9fff]|1380000/)
  })

  it('go with the family, but not with another', async () => {
    await family(2)
    await room.store.saveWishes(id, named())
    await room.store.saveWishes(id, named({ childId: 'kid-2' }))
    await room.store.saveWishes(id, named({ familyId: 'fam-2', childId: 'kid-3' }))
    await room.store.perform({ kind: 'erase', familyId: 'fam-1' }, 'turn', 1)
    expect((await itemsOf()).map(({ sk }) => sk)).toEqual(['fam-2#kid-3'])
  })

  it('of a family that has ended are gone for every reader, swept or not', async () => {
    await room.store.saveWishes(id, named())
    const end = instantOf(addDays(programme.last, 91))
    room.clock.move(end - room.clock.now() - 1)
    expect(await all()).toHaveLength(1)
    room.clock.move(1)
    expect(await all()).toEqual([])
    expect(await room.store.wishesOfFamily(id, 'fam-1')).toEqual([])
  })
})

const itemsOf = async () => {
  const found = []
  for (let shard = 0; shard < 8; shard++)
    for await (const item of room.db.query({ pk: `WISHES#${id}#${shard}`, from: '!', to: '~' }))
      found.push(item)
  return found
}

describe('all the wishes of a programme', () => {
  it('lie spread, and come in pages with one read of families a page', async () => {
    for (let n = 2; n <= 25; n++) {
      await family(n)
      await room.store.saveWishes(id, named({ familyId: `fam-${n}`, childId: `kid-${n}` }))
    }
    expect(new Set((await itemsOf()).map(({ pk }) => pk)).size).toBeGreaterThan(4)
    const { store, spent } = counting(room)
    expect((await all(store)).map(({ childId }) => childId).sort()).toHaveLength(24)
    const calls = spent()
    expect(calls.filter(({ operation }) => operation === 'Query')).toHaveLength(8)
    expect(calls.filter(({ operation }) => operation === 'BatchGetItem').length).toBeLessThanOrEqual(8)
  })
})
