import { describe, expect, it } from 'vitest'
import type { Enrolled, Rosters } from '../../../functions/app/ports.ts'
import type { Enrolment } from '../../../shared/family.ts'
import type { SectionId } from '../../../shared/ids.ts'
import { hourMs } from '../../../shared/time.ts'
import {
  aClaim,
  aFamily,
  aStore,
  counting,
  perform,
  programmeOf,
  type StoreRoom,
  sectionOf,
  settleIn,
} from '../../support/store.ts'

const small = sectionOf('small')
const large = sectionOf('large')

const seated = (sectionId: SectionId, childId: string, state: Enrolment['state'] = 'seat'): Enrolment => ({
  childId,
  sectionId,
  party: 1,
  state,
  since: 1,
  until: null,
})

/** Families 1 … n, each with a child in the section. */
const filled = async (sectionId: SectionId, n: number): Promise<StoreRoom> => {
  const room = await aStore()
  await room.store.publish(programmeOf({ small: 25, large: 150 }))
  for (let nth = 1; nth <= n; nth++) await join(room, sectionId, nth)
  return room
}

const join = async (room: StoreRoom, sectionId: SectionId, nth: number): Promise<void> => {
  const [familyId, childId] = [`fam-${nth}`, `kid-${nth}`]
  const enrolments = [seated(sectionId, childId)]
  await settleIn(room, aFamily({ id: familyId, contacts: [`wx-${nth}`], enrolments }))
  await perform(room.store, aClaim({ sectionId, familyId, childId }))
}

const roster = async (store: Rosters, sectionId: SectionId): Promise<readonly Enrolled[]> => {
  const all: Enrolled[] = []
  for await (const page of store.families(sectionId)) all.push(...page)
  return all
}
const idsIn = (families: readonly Enrolled[]) => families.map(({ familyId }) => familyId).sort()

describe('a roster', () => {
  it('tells whom to write to and what they are enrolled in, and opens nothing', async () => {
    const room = await filled(small, 1)
    for (const id of ['family:fam-1']) await room.keys.destroy(id, 0)
    expect(await roster(room.beside(), small)).toEqual([
      { familyId: 'fam-1', contacts: ['wx-1'], enrolments: [seated(small, 'kid-1')] },
    ])
  })

  it('has a family once, however many of its children are there', async () => {
    const room = await filled(small, 1)
    await perform(room.store, aClaim({ sectionId: small, childId: 'kid-2' }))
    expect(await roster(room.store, small)).toHaveLength(1)
  })

  it('has neither who waits, nor who was erased, nor whose hold is over', async () => {
    const room = await filled(small, 23)
    await settleIn(room, aFamily({ id: 'fam-30', contacts: ['wx-30'] }))
    const until = room.clock.now() + hourMs
    const of30 = { sectionId: small, familyId: 'fam-30' }
    await perform(room.store, aClaim({ ...of30, childId: 'kid-30', party: 2, until }))
    await settleIn(room, aFamily({ id: 'fam-31', contacts: ['wx-31'] }))
    await perform(room.store, aClaim({ sectionId: small, familyId: 'fam-31', childId: 'kid-31' }))
    expect(idsIn(await roster(room.store, small))).not.toContain('fam-31')
    expect(idsIn(await roster(room.store, small))).toContain('fam-30')
    room.clock.move(hourMs)
    expect(idsIn(await roster(room.store, small))).toHaveLength(23)
    await perform(room.store, { kind: 'erase', familyId: 'fam-5' })
    expect(idsIn(await roster(room.store, small))).not.toContain('fam-5')
  })

  it('leaves out a family whose erasure has only begun', async () => {
    const room = await filled(small, 2)
    room.wire.arm(2)
    await expect(perform(room.store, { kind: 'erase', familyId: 'fam-1' })).rejects.toThrow()
    expect(idsIn(await roster(room.store, small))).toEqual(['fam-2'])
  })

  it('of a helper’s entry names the helper', async () => {
    const room = await aStore()
    await room.store.publish(programmeOf({ small: 25 }))
    const until = room.clock.now() + 48 * hourMs
    await settleIn(room, aFamily({ contacts: [], pending: { helper: 'teacher', until } }))
    await perform(room.store, aClaim({ sectionId: small, until }))
    expect(await roster(room.store, small)).toMatchObject([{ contacts: ['teacher'] }])
  })

  it('of no section is empty', async () => {
    const room = await aStore()
    expect(await roster(room.store, small)).toEqual([])
  })
})

describe('what a roster costs', () => {
  it('is at most a tenth of a read request a family at 25 to a section', async () => {
    const room = await filled(small, 25)
    const { store, spent } = counting(room)
    expect(await roster(store, small)).toHaveLength(25)
    expect(spent().length / 25).toBeLessThanOrEqual(0.1)
  })

  it('of a large section comes in pages, each a query and a batch', { timeout: 60_000 }, async () => {
    const room = await filled(large, 130)
    const { store, spent } = counting(room)
    const sizes: number[] = []
    for await (const page of store.families(large)) sizes.push(page.length)
    expect(sizes).toEqual([100, 30])
    expect(spent()).toHaveLength(5)
  })
})

describe('the waiting list', () => {
  it('brings the families that wait, each once, and nobody who has a seat', async () => {
    const room = await aStore()
    await room.store.publish(programmeOf({ small: 1, large: 150 }))
    for (const nth of [1, 2, 3]) await join(room, small, nth)
    await perform(room.store, aClaim({ sectionId: small, familyId: 'fam-2', childId: 'kid-22' }))
    const waiting: Enrolled[] = []
    for await (const page of room.store.waiting(small)) waiting.push(...page)
    expect(idsIn(waiting)).toEqual(['fam-2', 'fam-3'])
    for await (const page of room.store.waiting(sectionOf('nowhere'))) expect(page).toEqual([])
  })
})
