import { describe, expect, it } from 'vitest'
import type { Draw } from '../../../shared/quotas.ts'
import { hourMs, instantOf } from '../../../shared/time.ts'
import { aProgramme, aSectionInput } from '../../support/programme.ts'
import {
  aClaim,
  aFamily,
  aStore,
  perform,
  type StoreRoom,
  said,
  sectionOf,
  settleIn,
  stateOf,
} from '../../support/store.ts'

const small = sectionOf('small')
const large = sectionOf('large')
const hill: Draw = { organisation: 'hill', provisional: true }
const of = (n: number) => ({ familyId: `fam-${n}`, childId: `kid-${n}` })

/** So many places, and so many of them kept for the village until 10 June. */
const programmeWith = (places: number, kept: number, extra = 118) => {
  const quotas = kept > 0 ? [{ organisation: 'hill', seats: kept, until: '2027-06-10' }] : []
  const section = (id: string, cap: number) =>
    aSectionInput({ id, site: 'cinema', capacity: { cap }, party: { max: 5 }, quotas })
  return aProgramme({ sections: [section('small', places), section('large', places + extra)] })
}

/** In both sections three places, one of them the village’s; the large one has 118 more, all taken. */
const aRoom = async (places = 3, kept = 1): Promise<StoreRoom> => {
  const room = await aStore()
  await room.store.publish(programmeWith(places, kept))
  for (let n = 1; n <= 6; n++) await settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] }))
  await perform(room.store, aClaim({ sectionId: large, familyId: 'fam-9', childId: 'crowd', party: 118 }))
  return room
}

const claimed = async (room: StoreRoom, sectionId: string, n: number, draws: readonly Draw[] = []) => {
  room.clock.move(5)
  return (await perform(room.store, aClaim({ sectionId, ...of(n), draws }))).did
}
const free = (room: StoreRoom, sectionId: string, n: number) =>
  perform(room.store, { kind: 'release', sectionId, ...of(n) })
const stateIn = async (room: StoreRoom, sectionId: string, n: number) =>
  stateOf((await room.store.open(`contact-${n}`)).family, sectionId, `kid-${n}`)
const tableOf = async (room: StoreRoom, sectionId: string) => {
  const table = await room.store.seatsByQuota(sectionId)
  const quota = table?.quotas[0]
  const { left, waiting, granted, excess } = table ?? {}
  return { left, waiting, granted, excess, kept: quota && { left: quota.left, taken: quota.taken } }
}
const sourceOf = async (room: StoreRoom, sectionId: string, n: number) =>
  (await room.store.seatsByQuota(sectionId))?.holders.find(({ childId }) => childId === `kid-${n}`)?.from

const sound = async (room: StoreRoom, sectionId: string): Promise<void> => {
  const found = await room.store.recountSection(sectionId)
  const all = [found?.left, found?.waiting, found?.granted]
  const quotas = (found?.quotas ?? []).flatMap(({ left, waiting }) => [left, waiting])
  for (const one of [...all, ...quotas]) expect(one?.stored).toBe(one?.counted)
  expect(found?.broken).toEqual([])
}

describe.each([
  { kind: 'small', sectionId: small },
  { kind: 'large', sectionId: large },
])('a quota of a $kind section', ({ sectionId }) => {
  it('is drawn from first, and nobody else takes its seats', async () => {
    const room = await aRoom()
    expect(await claimed(room, sectionId, 1, [hill])).toBe('seat')
    expect(await sourceOf(room, sectionId, 1)).toEqual(hill)
    expect(await claimed(room, sectionId, 2, [hill])).toBe('seat')
    expect(await sourceOf(room, sectionId, 2)).toBe(null)
    await free(room, sectionId, 1)
    expect(await claimed(room, sectionId, 3)).toBe('seat')
    expect(await claimed(room, sectionId, 4)).toBe('waiting')
    expect(await tableOf(room, sectionId)).toMatchObject({ left: 0, waiting: 1, kept: { left: 1, taken: 0 } })
    expect(await claimed(room, sectionId, 5, [hill])).toBe('seat')
    expect(await claimed(room, sectionId, 4, [hill])).toBe('waiting')
    await sound(room, sectionId)
  })

  it('gives a seat back to its own who wait, however many others stand before them', async () => {
    const room = await aRoom()
    for (const n of [1, 2, 3]) await claimed(room, sectionId, n, [hill])
    expect(await claimed(room, sectionId, 4)).toBe('waiting')
    expect(await claimed(room, sectionId, 5, [hill])).toBe('waiting')
    await free(room, sectionId, 1)
    expect(await stateIn(room, sectionId, 5)).toBe('offered')
    const list = await room.store.waitingList(sectionId, null, 10)
    expect(list.waiting).toMatchObject([{ childId: 'kid-4', passed: 'quota' }])
    const [offer] = (await room.store.historyOf(sectionId, 'kid-5')).filter(({ what }) => what === 'offered')
    expect(offer).toMatchObject({ from: 'hill', passed: { quota: 1 } })
    const found = await room.store.look([{ kind: 'position', sectionId, childId: 'kid-4' }])
    expect(found.positions.get(`${sectionId}/kid-4`)).toEqual({ place: 1, passed: null })
    await sound(room, sectionId)
  })

  it('joins the open seats when its time is over, by the sweep', async () => {
    const room = await aRoom()
    for (const n of [1, 2, 3]) await claimed(room, sectionId, n)
    expect(await stateIn(room, sectionId, 3)).toBe(null)
    room.clock.move(instantOf('2027-06-11') - room.clock.now() - 1)
    await room.store.takeBackLapsed(room.clock.now(), 10)
    expect(await stateIn(room, sectionId, 3)).toBe(null)
    room.clock.move(1)
    await room.store.takeBackLapsed(room.clock.now(), 10)
    expect(await stateIn(room, sectionId, 3)).toBe('offered')
    expect((await room.store.historyOf(sectionId, 'hill')).map(({ what }) => what)).toEqual([
      'quota_released',
    ])
    await sound(room, sectionId)
  })

  it('joins them by whoever comes first, where no sweep came by', async () => {
    const room = await aRoom()
    for (const n of [1, 2]) await claimed(room, sectionId, n)
    room.clock.move(instantOf('2027-06-11') - room.clock.now())
    expect(await claimed(room, sectionId, 3, [hill])).toBe('seat')
    expect(await sourceOf(room, sectionId, 3)).toBe(null)
    await sound(room, sectionId)
  })

  it('is not joined by who already waits: nobody waits and sits', async () => {
    const room = await aRoom(3, 0)
    for (const n of [1, 2, 3]) await claimed(room, sectionId, n)
    expect(await claimed(room, sectionId, 4)).toBe('waiting')
    await room.store.publish(programmeWith(4, 0))
    await free(room, sectionId, 4)
    await claimed(room, sectionId, 5)
    expect(await claimed(room, sectionId, 4)).toBe('waiting')
    await room.store.publish(programmeWith(3, 1))
    expect(await claimed(room, sectionId, 4, [hill])).toBe('waiting')
    await sound(room, sectionId)
  })
})

describe('a new shape of a section', () => {
  it('keeps for a quota what is free, and asks back from nobody', async () => {
    const room = await aRoom(3, 0)
    for (const n of [1, 2]) await claimed(room, small, n)
    await room.store.publish(programmeWith(3, 2))
    expect(await tableOf(room, small)).toMatchObject({ left: 0, kept: { left: 1, taken: 0 } })
    await room.store.publish(programmeWith(1, 1))
    expect(await tableOf(room, small)).toMatchObject({ left: 0, excess: 1, kept: { left: 0 } })
    await room.store.publish(programmeWith(4, 0))
    expect(await tableOf(room, small)).toMatchObject({ left: 2, excess: 0, kept: undefined })
    await sound(room, small)
  })

  it('offers what is more to who waits, and nothing while too many sit', async () => {
    const room = await aRoom(2, 0)
    for (const n of [1, 2, 3]) await claimed(room, small, n)
    await room.store.publish(programmeWith(1, 0))
    await free(room, small, 1)
    expect(await stateIn(room, small, 3)).toBe(null)
    await room.store.publish(programmeWith(2, 0))
    expect(await stateIn(room, small, 3)).toBe('offered')
    await sound(room, small)
  })

  it('published again is no other', async () => {
    const room = await aRoom()
    await claimed(room, small, 1, [hill])
    await room.store.publish(programmeWith(3, 1))
    expect((await room.store.historyOf(small)).map(({ what }) => what)).toEqual([])
  })
})

describe('what an organisation says of a child', () => {
  const say = (room: StoreRoom, sectionId: string, n: number, belongs: boolean) =>
    room.store.answerBelonging(sectionId, `kid-${n}`, { organisation: 'hill', belongs })

  describe.each([
    { kind: 'small', sectionId: small },
    { kind: 'large', sectionId: large },
  ])('of a $kind section', ({ sectionId }) => {
    it('是 keeps the seat, and asks no more', async () => {
      const room = await aRoom()
      await claimed(room, sectionId, 1, [hill])
      for (let twice = 0; twice < 2; twice++) expect(await say(room, sectionId, 1, true)).toBe('kept')
      expect(await sourceOf(room, sectionId, 1)).toEqual({ organisation: 'hill', provisional: false })
      await sound(room, sectionId)
    })

    it('否 gives the quota its seat and the child an open one', async () => {
      const room = await aRoom()
      await claimed(room, sectionId, 1, [hill])
      expect(await say(room, sectionId, 1, false)).toBe('seat')
      expect(await say(room, sectionId, 1, false)).toBe('kept')
      expect(await sourceOf(room, sectionId, 1)).toBe(null)
      expect(await tableOf(room, sectionId)).toMatchObject({ left: 1, kept: { left: 1, taken: 0 } })
      const notices = await room.store.after('contact-1', '', 5)
      expect(notices).toMatchObject([{ what: 'quota.refused', about: { now: 'seat' } }])
      await sound(room, sectionId)
    })

    it('否 with no open seat free is a place on the list as of when the seat was got', async () => {
      const room = await aRoom()
      await claimed(room, sectionId, 1, [hill])
      for (const n of [2, 3]) await claimed(room, sectionId, n)
      for (const n of [4, 5]) expect(await claimed(room, sectionId, n)).toBe('waiting')
      expect(await say(room, sectionId, 1, false)).toBe('waiting')
      expect(await stateIn(room, sectionId, 1)).toBe('waiting')
      const list = await room.store.waitingList(sectionId, null, 10)
      expect(list.waiting.map(({ childId }) => childId)).toEqual(['kid-1', 'kid-4', 'kid-5'])
      expect(await say(room, sectionId, 1, false)).toBe('waiting')
      await free(room, sectionId, 2)
      expect(await stateIn(room, sectionId, 1)).toBe('offered')
      await sound(room, sectionId)
    })
  })

  it('否 of who waits takes it off the quota’s list only', async () => {
    const room = await aRoom()
    for (const n of [1, 2, 3]) await claimed(room, small, n, [hill])
    expect(await claimed(room, small, 4, [hill])).toBe('waiting')
    expect(await say(room, small, 4, false)).toBe('waiting')
    await free(room, small, 1)
    expect(await stateIn(room, small, 4)).toBe(null)
    await free(room, small, 2)
    expect(await stateIn(room, small, 4)).toBe('offered')
    await sound(room, small)
  })

  it('of a child who is not there is nothing', async () => {
    const room = await aRoom()
    expect(await say(room, small, 1, false)).toBe('none')
  })
})

describe('a special grant', () => {
  const grant = (room: StoreRoom, sectionId: string, n: number) =>
    room.store.grant({ sectionId, ...of(n), reason: 'reason-1' })

  it.each([small, large])(
    'seats over the capacity, counted apart, and frees nothing when it ends (%s)',
    async (sectionId) => {
      const room = await aRoom(1, 0)
      await claimed(room, sectionId, 1)
      expect(await claimed(room, sectionId, 2)).toBe('waiting')
      for (let twice = 0; twice < 2; twice++) expect(await grant(room, sectionId, 3)).toBe('granted')
      expect(await tableOf(room, sectionId)).toMatchObject({ left: 0, granted: 1, excess: 0 })
      const told = await room.store.look([{ kind: 'seats', sections: [sectionId] }])
      expect(told.seats.get(sectionId)?.granted).toBe(1)
      expect(await stateIn(room, sectionId, 3)).toBe('seat')
      room.clock.move(5)
      await free(room, sectionId, 3)
      expect(await tableOf(room, sectionId)).toMatchObject({ left: 0, granted: 0, waiting: 1 })
      expect(
        (await room.store.historyOf(sectionId, 'kid-3')).map(({ what, reason }) => [what, reason]),
      ).toEqual([
        ['granted', 'reason-1'],
        ['cancelled', null],
      ])
      await sound(room, sectionId)
    },
  )

  it('ends a place on the list; who has a seat keeps that one', async () => {
    const room = await aRoom(1, 0)
    await claimed(room, small, 1)
    await claimed(room, small, 2)
    expect(await grant(room, small, 2)).toBe('granted')
    expect(await tableOf(room, small)).toMatchObject({ waiting: 0, granted: 1 })
    expect(await grant(room, small, 1)).toBe('seated')
    expect(
      await room.store.grant({ sectionId: small, familyId: 'fam-gone', childId: 'x', reason: 'r' }),
    ).toBe('none')
    room.clock.move(72 * hourMs)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(0)
    expect(said(await perform(room.store, aClaim({ sectionId: small, ...of(2) })))).toEqual({ did: 'seat' })
    await sound(room, small)
  })
})
