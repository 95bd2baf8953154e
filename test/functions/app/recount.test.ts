import { beforeEach, describe, expect, it } from 'vitest'
import { recountAll } from '../../../functions/app/recount.ts'
import { familyKey, seatsKey } from '../../../functions/store/keys.ts'
import {
  aClaim,
  aFamily,
  anEnrolment,
  aStore,
  perform,
  programmeOf,
  type StoreRoom,
  sectionOf,
  settleIn,
} from '../../support/store.ts'

const one = sectionOf('one')
let room: StoreRoom

/** One seat taken, one child waiting, and both families know of it. */
beforeEach(async () => {
  room = await aStore()
  await room.store.publish(programmeOf({ one: 1, two: 2 }))
  await perform(room.store, aClaim({ sectionId: one, familyId: 'fam-1', childId: 'kid-1' }))
  await perform(room.store, aClaim({ sectionId: one, familyId: 'fam-2', childId: 'kid-2' }))
  const seat = { ...anEnrolment, sectionId: one, childId: 'kid-1' }
  await settleIn(room, aFamily({ id: 'fam-1', contacts: ['a'], enrolments: [seat] }))
  const place = { ...seat, childId: 'kid-2', state: 'waiting' as const }
  await settleIn(room, aFamily({ id: 'fam-2', contacts: ['b'], enrolments: [place] }))
})

const recounted = async (repair = false, finish = async () => true) => {
  const found = []
  const deps = { store: room.store, finish, openUntil: room.clock.now() }
  for await (const { kind, where, whose, stored, counted } of recountAll(deps, repair))
    found.push([kind, where, whose, stored, counted].join(' ').trim())
  return found
}

const spoil = (set: string, names: Record<string, string> = {}) =>
  room.db.update({ key: seatsKey(one), set, names, values: { ':n': 5 } })

describe('a recount of everything', () => {
  it('finds nothing where everything follows from its truth', async () => {
    expect(await recounted()).toEqual([])
    expect(await recounted(true)).toEqual([])
  })

  it('names each figure that is wrong, and mends it when asked to', async () => {
    await spoil('SET #left = :n, waiting = :n, granted = :n', { '#left': 'left' })
    const wrong = [`left ${one}  5 0`, `waiting ${one}  5 1`, `granted ${one}  5 0`]
    expect(await recounted()).toEqual(wrong)
    expect(await recounted(true)).toEqual(wrong)
    expect(await recounted()).toEqual([])
  })

  it('names a family that thinks otherwise, or of something that nobody knows', async () => {
    const stray = { ...anEnrolment, sectionId: sectionOf('two'), childId: 'kid-3' }
    await settleIn(room, aFamily({ id: 'fam-3', contacts: ['c'], enrolments: [stray] }))
    await room.db.update({
      key: familyKey('fam-1'),
      set: 'REMOVE enrolments.#k',
      names: { '#k': `${one}/kid-1` },
    })
    const wrong = [`view ${one} kid-1  seat`, `stray ${sectionOf('two')} kid-3 seat`]
    expect(await recounted(true)).toEqual(wrong)
    expect(await recounted()).toEqual([])
  })

  it('gives back what is held for a family that is gone, and offers it to who waits', async () => {
    await room.db.del({ key: familyKey('fam-1') })
    expect(await recounted(true)).toEqual([`orphan ${one} kid-1`])
    expect((await room.store.open('b')).family?.enrolments).toMatchObject([{ state: 'offered' }])
    expect(await recounted()).toEqual([])
  })

  it('gives a place in line its pointer back', async () => {
    await room.db.del({ key: { pk: `SECTION#${one}`, sk: 'WAITER#kid-2' } })
    expect(await recounted(true)).toEqual([`broken ${one} kid-2`])
    expect(await recounted()).toEqual([])
  })
})
