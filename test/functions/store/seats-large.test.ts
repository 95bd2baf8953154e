import { beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '../../../shared/time.ts'
import {
  aClaim,
  aFamily,
  aStore,
  counting,
  perform,
  programmeOf,
  Stopped,
  type StoreRoom,
  said,
  sectionOf,
  settleIn,
  stateOf,
} from '../../support/store.ts'

const sectionId = sectionOf('large')
const places = 120
const of = (n: number) => ({ familyId: `fam-${n}`, childId: `kid-${n}` })

let room: StoreRoom
beforeEach(async () => {
  room = await aStore()
  await room.store.publish(programmeOf({ large: places }))
  for (let n = 1; n <= 3; n++) await settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] }))
})

const claim = (n: number, store = room.store) => perform(store, aClaim({ sectionId, ...of(n) }))
const sold = (party: number) =>
  perform(room.store, aClaim({ sectionId, familyId: 'fam-9', childId: 'crowd', party }))

/** Stops a claim between counting its seat and writing its holder. */
const cutShort = async (n: number): Promise<void> => {
  await claim(9)
  room.wire.arm(1)
  await expect(claim(n)).rejects.toThrow(Stopped)
  expect(room.wire.passed()).toEqual(['claim.noted'])
  await perform(room.store, { kind: 'release', sectionId, ...of(9) })
}

const recounted = async () => {
  const { left, notes } = (await room.store.recountSection(sectionId)) ?? {}
  expect(left?.stored).toBe(left?.counted)
  return { left: left?.stored, notes }
}

describe('a claim in a large section', () => {
  it('costs two plain writes', async () => {
    const { store, spent } = counting(room)
    for (let n = 0; n < 20; n++) await claim(20 + n, store)
    spent()
    for (let n = 0; n < 20; n++) await claim(40 + n, store)
    const calls = spent()
    const units = calls.reduce((sum, { writeUnits }) => sum + writeUnits, 0)
    expect(units).toBe(2 * 20)
    expect(calls.filter(({ operation }) => operation.startsWith('Transact'))).toEqual([])
  })

  it('keeps few notes, however many claim at once', async () => {
    const { store, spent } = counting(room)
    await Promise.all(Array.from({ length: 60 }, (_, n) => claim(20 + n, store)))
    const units = spent().reduce((sum, { writeUnits }) => sum + writeUnits, 0)
    expect(units).toBeLessThanOrEqual(2 * 60 + 2)
    expect(await recounted()).toEqual({ left: places - 60, notes: [] })
  })

  it('cut short and repeated by another process, takes one seat', async () => {
    await cutShort(1)
    expect(await recounted()).toEqual({ left: places - 1, notes: ['kid-1'] })
    expect(said(await claim(1, room.beside()))).toEqual({ did: 'seat' })
    expect(await recounted()).toEqual({ left: places - 1, notes: [] })
    expect(said(await claim(1, room.beside()))).toEqual({ did: 'seat' })
    expect(await recounted()).toEqual({ left: places - 1, notes: [] })
  })

  it('cut short at the last seat and repeated, has that seat', async () => {
    await cutShort(1)
    await sold(places - 1)
    expect(said(await claim(1, room.beside()))).toEqual({ did: 'seat' })
    expect(await recounted()).toEqual({ left: 0, notes: [] })
  })

  it.each([
    { onFull: 'wait' as const, until: false },
    { onFull: 'refuse' as const, until: false },
    { onFull: 'wait' as const, until: true },
  ])(
    'cut short and repeated by one who may draw from a quota ($onFull, a hold: $until), has its seat',
    async ({ onFull, until }) => {
      await cutShort(1)
      await sold(places - 1)
      const draws = [{ organisation: 'hill', provisional: false }]
      const ends = until ? room.clock.now() + minuteMs : null
      const again = aClaim({ sectionId, ...of(1), draws, onFull, until: ends })
      expect(said(await perform(room.beside(), again))).toEqual({ did: 'seat' })
      expect(await recounted()).toEqual({ left: 0, notes: [] })
      expect((await room.store.recountSection(sectionId))?.waiting).toEqual({ stored: 0, counted: 0 })
    },
  )

  it('cut short and never repeated, is ended by a sweep that comes by later', async () => {
    await cutShort(1)
    await perform(room.store, aClaim({ sectionId, ...of(2), until: room.clock.now() + 2 * minuteMs }))
    room.clock.move(2 * minuteMs)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(1)
    expect(await recounted()).toEqual({ left: places - 1, notes: [] })
    expect(said(await claim(1))).toEqual({ did: 'seat' })
  })

  it('cut short is mended by a repair, which leaves nothing to find', async () => {
    await cutShort(1)
    expect((await room.store.repairSection(sectionId))?.notes).toEqual(['kid-1'])
    expect(await recounted()).toEqual({ left: places - 1, notes: [] })
    expect(stateOf((await room.store.open('contact-1')).family, sectionId, 'kid-1')).toBe('seat')
  })

  it('given back, is not brought back by its note', async () => {
    await claim(1)
    await perform(room.store, { kind: 'release', sectionId, ...of(1) })
    await room.store.repairSection(sectionId)
    expect(await recounted()).toEqual({ left: places, notes: [] })
  })

  it('of one child by two at once takes one seat', async () => {
    const outcomes = await Promise.all([claim(1), claim(1, room.beside()), claim(1, room.beside())])
    expect(outcomes.map(({ did }) => did)).toEqual(['seat', 'seat', 'seat'])
    expect(await recounted()).toEqual({ left: places - 1, notes: [] })
  })
})
