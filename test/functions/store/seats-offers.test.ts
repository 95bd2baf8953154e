import { describe, expect, it } from 'vitest'
import { awakeAfter } from '../../../shared/seats.ts'
import { addDays, hourMs, instantOf } from '../../../shared/time.ts'
import { aProgramme } from '../../support/programme.ts'
import {
  aClaim,
  aFamily,
  aStore,
  perform,
  programmeOf,
  Stopped,
  type StoreRoom,
  said,
  sectionOf,
  settleIn,
  stateOf,
} from '../../support/store.ts'

const of = (n: number, child = '') => ({ familyId: `fam-${n}`, childId: `kid-${n}${child}` })
const small = sectionOf('two')
const large = sectionOf('large')

/** Everything is taken by one booking, a seat of it by family 8. */
const aFullRoom = async (sectionId: string, free = 1): Promise<StoreRoom> => {
  const room = await aStore()
  const capacity = sectionId === small ? 2 : 120
  await room.store.publish(programmeOf({ two: 2, large: 120 }))
  for (let n = 1; n <= 5; n++) await settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] }))
  await perform(room.store, aClaim({ sectionId, ...of(8), party: free }))
  if (capacity > free) await perform(room.store, aClaim({ sectionId, ...of(9), party: capacity - free }))
  return room
}

const wait = async (
  room: StoreRoom,
  sectionId: string,
  who: { familyId: string; childId: string },
  party = 1,
) => {
  room.clock.move(5)
  return said(await perform(room.store, aClaim({ sectionId, ...who, party })))
}
const free = (room: StoreRoom, sectionId: string, n = 8) =>
  perform(room.store, { kind: 'release', sectionId, ...of(n) })
const stateIn = async (room: StoreRoom, sectionId: string, n: number, child = '') =>
  stateOf((await room.store.open(`contact-${n}`)).family, sectionId, `kid-${n}${child}`)
const whats = async (room: StoreRoom, n: number) =>
  (await room.store.after(`contact-${n}`, '', 20)).map(({ what }) => what)
const line = async (room: StoreRoom, sectionId: string, who: string) =>
  (await room.store.historyOf(sectionId, who)).map(({ what }) => what)

const sound = async (room: StoreRoom, sectionId: string): Promise<void> => {
  const { left, waiting, quotas, broken } = (await room.store.recountSection(sectionId)) ?? {}
  expect(left?.stored).toBe(left?.counted)
  expect(waiting?.stored).toBe(waiting?.counted)
  for (const quota of quotas ?? []) {
    expect(quota.left.stored).toBe(quota.left.counted)
    expect(quota.waiting.stored).toBe(quota.waiting.counted)
  }
  expect(broken).toEqual([])
}

describe.each([
  { kind: 'small', sectionId: small },
  { kind: 'large', sectionId: large },
])('an offer in a $kind section', ({ sectionId }) => {
  it('is accepted by the family, once and again, and is a seat then', async () => {
    const room = await aFullRoom(sectionId)
    await wait(room, sectionId, of(1))
    await free(room, sectionId)
    for (let twice = 0; twice < 2; twice++)
      expect(said(await perform(room.store, { kind: 'firm', sectionId, ...of(1) }))).toEqual({ did: 'seat' })
    room.clock.move(72 * hourMs)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(0)
    expect(await line(room, sectionId, 'kid-1')).toEqual(['waiting', 'offered', 'accepted'])
    await sound(room, sectionId)
  })

  it('declined, goes to the next; what was accepted meanwhile is not declined', async () => {
    const room = await aFullRoom(sectionId)
    await wait(room, sectionId, of(1))
    await wait(room, sectionId, of(2))
    await free(room, sectionId)
    const no = { kind: 'release', sectionId, ...of(1), why: 'declined' } as const
    for (let twice = 0; twice < 2; twice++)
      expect(said(await perform(room.store, no))).toEqual({ did: 'released' })
    expect(await stateIn(room, sectionId, 2)).toBe('offered')
    expect(await line(room, sectionId, 'kid-1')).toEqual(['waiting', 'offered', 'declined'])
    await perform(room.store, { kind: 'firm', sectionId, ...of(2) })
    const late = { kind: 'release', sectionId, ...of(2), why: 'declined' } as const
    expect(said(await perform(room.store, late))).toEqual({ did: 'seat' })
    await sound(room, sectionId)
  })

  it('that nobody answers lapses, is told so, and goes to the next', async () => {
    const room = await aFullRoom(sectionId)
    await wait(room, sectionId, of(1))
    await wait(room, sectionId, of(2))
    await free(room, sectionId)
    const until = awakeAfter(room.clock.now(), 24)
    room.clock.move(until - room.clock.now() - 1)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(0)
    room.clock.move(1)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(1)
    expect(await stateIn(room, sectionId, 1)).toBe(null)
    expect(await stateIn(room, sectionId, 2)).toBe('offered')
    expect(await whats(room, 1)).toContain('offer.lapsed')
    expect(said(await perform(room.store, { kind: 'firm', sectionId, ...of(1) }))).toEqual({
      did: 'refused',
      why: 'lapsed',
    })
    await sound(room, sectionId)
  })

  it('is made by whoever comes by, where a crash came between the seat and the offer', async () => {
    const room = await aFullRoom(sectionId)
    await wait(room, sectionId, of(1))
    room.wire.arm(1)
    await expect(free(room, sectionId)).rejects.toThrow(Stopped)
    expect(await stateIn(room, sectionId, 1)).toBe(null)
    await room.store.takeBackLapsed(room.clock.now(), 10)
    expect(await stateIn(room, sectionId, 1)).toBe('offered')
    await sound(room, sectionId)
  })
})

describe('siblings who stand together', () => {
  const pair = {
    kind: 'together',
    sectionId: small,
    familyId: 'fam-1',
    childIds: ['kid-1a', 'kid-1b'],
  } as const
  const aPair = async (room: StoreRoom) => {
    await wait(room, small, of(1, 'a'))
    await wait(room, small, of(1, 'b'))
    expect(said(await perform(room.store, { ...pair, on: true }))).toEqual({
      did: 'together',
      childIds: ['kid-1a', 'kid-1b'],
    })
  }

  it('are passed over by one seat, with the reason, and keep their place', async () => {
    const room = await aFullRoom(small)
    await aPair(room)
    await wait(room, small, of(2))
    await free(room, small)
    expect(await stateIn(room, small, 2)).toBe('offered')
    const found = await room.store.look([{ kind: 'position', sectionId: small, childId: 'kid-1b' }])
    expect(found.positions.get(`${small}/kid-1b`)).toEqual({ place: 2, passed: 'pair' })
    expect(await line(room, small, 'kid-1a')).toEqual(['waiting', 'together', 'passed'])
    await sound(room, small)
  })

  it('are offered two seats at once, in one message, and each may be accepted by itself', async () => {
    const room = await aFullRoom(small, 2)
    await aPair(room)
    await free(room, small)
    expect(await stateIn(room, small, 1, 'a')).toBe('offered')
    expect(await stateIn(room, small, 1, 'b')).toBe('offered')
    const notices = await room.store.after('contact-1', '', 10)
    expect(notices).toMatchObject([{ what: 'offer.made', about: { children: 'kid-1a,kid-1b' } }])
    await perform(room.store, { kind: 'firm', sectionId: small, ...of(1, 'a') })
    await perform(room.store, { kind: 'release', sectionId: small, ...of(1, 'b'), why: 'declined' })
    expect((await room.store.look([{ kind: 'seats', sections: [small] }])).seats.get(small)?.left).toBe(1)
    await sound(room, small)
  })

  it('who no longer wish it are offered one seat alone, at once', async () => {
    const room = await aFullRoom(small)
    await aPair(room)
    await free(room, small)
    expect(await stateIn(room, small, 1, 'a')).toBe(null)
    await perform(room.store, { ...pair, on: false })
    expect(await stateIn(room, small, 1, 'a')).toBe('offered')
    await sound(room, small)
  })

  it('of whom one left the list are no pair any more', async () => {
    const room = await aFullRoom(small)
    await aPair(room)
    await perform(room.store, { kind: 'release', sectionId: small, ...of(1, 'a') })
    await free(room, small)
    expect(await stateIn(room, small, 1, 'b')).toBe('offered')
    const alone = { ...pair, childIds: ['kid-1b', 'kid-1a'], on: true }
    expect(said(await perform(room.store, alone))).toEqual({ did: 'together', childIds: [] })
  })
})

describe('the history of a section', () => {
  it('is told of for 90 days after the season, by ids and numbers only', async () => {
    const room = await aFullRoom(small)
    await wait(room, small, of(1))
    await free(room, small)
    const told = await room.store.historyOf(small)
    expect(told.map(({ who, what }) => `${who} ${what}`).sort()).toEqual([
      'kid-1 offered',
      'kid-1 waiting',
      'kid-8 cancelled',
    ])
    expect(JSON.stringify(told)).not.toContain('fam-')
    const season = aProgramme().last
    room.clock.move(instantOf(addDays(season, 91)) - room.clock.now() - 1)
    expect(await room.store.historyOf(small)).toHaveLength(3)
    room.clock.move(1)
    expect(await room.store.historyOf(small)).toEqual([])
  })
})

describe('who waits for a section', () => {
  it('is offered nothing once its last lesson has begun', async () => {
    const room = await aFullRoom(small)
    await wait(room, small, of(1))
    room.clock.move(instantOf('2027-08-06', '08:30') - room.clock.now())
    await free(room, small)
    expect((await room.store.recountSection(small))?.waiting.stored).toBe(1)
    await sound(room, small)
  })

  it('reads the list page by page, with what each was passed over for', async () => {
    const room = await aFullRoom(small)
    await wait(room, small, of(1), 2)
    await wait(room, small, of(2))
    await wait(room, small, of(3))
    await free(room, small)
    const first = await room.store.waitingList(small, null, 1)
    expect(first.waiting).toMatchObject([{ childId: 'kid-1', party: 2, passed: 'party' }])
    const second = await room.store.waitingList(small, first.after, 1)
    expect(second).toMatchObject({ waiting: [{ childId: 'kid-3', passed: null }], after: null })
  })
})
