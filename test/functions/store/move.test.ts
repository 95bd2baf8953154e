import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../functions/app/ports.ts'
import {
  aClaim,
  aFamily,
  aStore,
  inTwoDays,
  perform,
  programmeOf,
  Stopped,
  type StoreRoom,
  said,
  sectionOf,
  settleIn,
} from '../../support/store.ts'

type Move = Extract<Effect, { kind: 'move' }>

/** A helper's family with one held seat, and the guardian's own. */
const aRoom = async (): Promise<StoreRoom> => {
  const room = await aStore()
  await room.store.publish(programmeOf({ small: 1, large: 102 }))
  await settleIn(room, aFamily({ id: 'fam-own', contacts: ['li'] }))
  const pending = { helper: 'zhou', until: inTwoDays(room.clock) }
  await settleIn(room, aFamily({ id: 'fam-entered', contacts: [], pending }))
  return room
}

const entered = { familyId: 'fam-entered', childId: 'kid-entered' }
const all = (sectionId: string): number => (sectionId === sectionOf('large') ? 102 : 1)
const hold = (room: StoreRoom, sectionId: string) =>
  perform(room.store, aClaim({ sectionId, ...entered, party: all(sectionId), until: inTwoDays(room.clock) }))

const aMove = (sectionId: string, childId: string): Move => ({
  kind: 'move',
  sectionId,
  ...entered,
  party: all(sectionId),
  to: { familyId: 'fam-own', childId },
})

const countsOf = async (room: StoreRoom, sectionId: string) => {
  const found = await room.store.recountSection(sectionId)
  return { left: found?.left, waiting: found?.waiting, orphans: found?.orphans }
}
const full = { left: { stored: 0, counted: 0 }, waiting: { stored: 0, counted: 0 }, orphans: [] }

describe.each([
  { kind: 'small', sectionId: sectionOf('small') },
  { kind: 'large', sectionId: sectionOf('large') },
])('a held seat of a $kind section', ({ sectionId }) => {
  it.each(['kid-entered', 'kid-1'])('becomes another family’s for good, of %s', async (childId) => {
    const room = await aRoom()
    await hold(room, sectionId)
    expect(said(await perform(room.store, aMove(sectionId, childId)))).toEqual({ did: 'seat' })
    expect(await countsOf(room, sectionId)).toEqual(full)
    // What was the entry's is nobody's: neither its release nor its end frees the seat.
    await perform(room.store, { kind: 'erase', familyId: 'fam-entered' })
    room.clock.move(49 * 3_600_000)
    await room.store.takeBackLapsed(room.clock.now(), 10)
    expect(await countsOf(room, sectionId)).toEqual(full)
    const own = aClaim({ sectionId, familyId: 'fam-own', childId, party: all(sectionId) })
    expect(said(await perform(room.store, own))).toEqual({ did: 'seat' })
  })

  it('is never free in between: whoever waits goes on waiting', async () => {
    const room = await aRoom()
    await hold(room, sectionId)
    const rival = aClaim({ sectionId, familyId: 'fam-2', childId: 'kid-2' })
    const [moved, ...others] = await Promise.all([
      perform(room.store, aMove(sectionId, 'kid-1')),
      ...[0, 1, 2].map(() => perform(room.beside(), rival)),
    ])
    expect(moved?.did).toBe('seat')
    expect(others.every(({ did }) => did === 'waiting')).toBe(true)
  })

  it('moved twice, by two at once, or again after a stop anywhere, is one seat', async () => {
    for (let nth = 1; nth <= 2; nth++) {
      const room = await aRoom()
      await hold(room, sectionId)
      room.wire.arm(nth)
      const first = perform(room.store, aMove(sectionId, 'kid-1'))
      await first.catch((error: unknown) => expect(error).toBeInstanceOf(Stopped))
      room.wire.arm(1_000)
      const again = await Promise.all([1, 2].map(() => perform(room.beside(), aMove(sectionId, 'kid-1'))))
      expect(again.map(({ did }) => did)).toEqual(['seat', 'seat'])
      expect(await countsOf(room, sectionId)).toEqual(full)
    }
  })

  it('that lapsed meanwhile is had anew where it is free, and else is lost', async () => {
    const room = await aRoom()
    await hold(room, sectionId)
    room.clock.move(49 * 3_600_000)
    expect(said(await perform(room.store, aMove(sectionId, 'kid-1')))).toEqual({ did: 'seat' })
    expect(await countsOf(room, sectionId)).toEqual(full)

    const late = await aRoom()
    await hold(late, sectionId)
    late.clock.move(49 * 3_600_000)
    await perform(
      late.store,
      aClaim({ sectionId, familyId: 'fam-2', childId: 'kid-2', party: all(sectionId) }),
    )
    expect(said(await perform(late.store, aMove(sectionId, 'kid-1')))).toEqual({
      did: 'refused',
      why: 'lapsed',
    })
  })
})

describe('a place on the waiting list', () => {
  const sectionId = sectionOf('small')

  it.each(['kid-entered', 'kid-1'])('keeps its turn under the other family, of %s', async (childId) => {
    const room = await aRoom()
    await perform(room.store, aClaim({ sectionId, familyId: 'fam-2', childId: 'kid-2' }))
    expect(said(await hold(room, sectionId))).toEqual({ did: 'waiting', position: 1 })
    room.clock.move(1)
    await perform(room.store, aClaim({ sectionId, familyId: 'fam-3', childId: 'kid-3' }))
    for (let times = 0; times < 2; times++)
      expect(said(await perform(room.store, aMove(sectionId, childId)))).toEqual({
        did: 'waiting',
        position: 1,
      })
    await perform(room.store, { kind: 'erase', familyId: 'fam-entered' })
    expect((await countsOf(room, sectionId)).waiting).toEqual({ stored: 2, counted: 2 })
    await perform(room.store, { kind: 'release', sectionId, familyId: 'fam-2', childId: 'kid-2' })
    const family = (await room.store.open('li')).family
    expect(family?.enrolments).toMatchObject([{ childId, state: 'offered' }])
  })

  it('is given up where the seat that comes is what was waited for', async () => {
    const room = await aRoom()
    await hold(room, sectionId)
    await perform(room.store, aClaim({ sectionId, familyId: 'fam-own', childId: 'kid-1' }))
    expect(said(await perform(room.store, aMove(sectionId, 'kid-1')))).toEqual({ did: 'seat' })
    expect(await countsOf(room, sectionId)).toEqual(full)
  })
})
