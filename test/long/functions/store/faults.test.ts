import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../../functions/app/ports.ts'
import { hourMs, instantOf } from '../../../../shared/time.ts'
import { aProgramme, aSectionInput } from '../../../support/programme.ts'
import {
  aClaim,
  aFamily,
  aStore,
  perform,
  programmeOf,
  Stopped,
  type StoreRoom,
  sectionOf,
  settleIn,
  stateOf,
} from '../../../support/store.ts'

const small = sectionOf('small')
const large = sectionOf('large')
const of = (n: number) => ({ familyId: `fam-${n}`, childId: `kid-${n}` })

/** One family holds all, two wait. */
const aQueue = async (sectionId: string, until: number | null): Promise<StoreRoom> => {
  const room = await aStore()
  await room.store.publish(programmeOf({ small: 2, large: 102 }))
  for (let n = 1; n <= 3; n++) await settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] }))
  await perform(
    room.store,
    aClaim({
      sectionId,
      ...of(1),
      party: sectionId === large ? 102 : 2,
      until: until && room.clock.now() + until,
    }),
  )
  for (let n = 2; n <= 3; n++) {
    await perform(room.store, aClaim({ sectionId, ...of(n) }))
    room.clock.move(1)
  }
  return room
}

/** Both were offered what came free, once each, and every figure follows from who holds what. */
const expectOffered = async (room: StoreRoom, sectionId: string): Promise<void> => {
  for (let n = 2; n <= 3; n++) {
    expect(stateOf((await room.beside().open(`contact-${n}`)).family, sectionId, `kid-${n}`)).toBe('offered')
    expect(await room.store.after(`contact-${n}`, '', 10)).toHaveLength(1)
  }
  const free = sectionId === large ? 100 : 0
  expect(await room.store.recountSection(sectionId)).toMatchObject({
    left: { stored: free, counted: free },
    waiting: { stored: 0, counted: 0 },
    orphans: [],
    broken: [],
    notes: [],
    views: [],
  })
}

type Heal = (room: StoreRoom, sectionId: string) => Promise<unknown>
/** Every way for a small section; a large one shares all but its writes, so one way is enough. */
const heals: readonly { readonly by: string; readonly heal: Heal }[] = [
  {
    by: 'the same again',
    heal: (room, sectionId) => perform(room.beside(), { kind: 'release', sectionId, ...of(1) }),
  },
  { by: 'the sweep', heal: (room) => room.beside().takeBackLapsed(room.clock.now(), 10) },
  {
    by: 'whoever claims next',
    heal: (room, sectionId) =>
      perform(
        room.beside(),
        aClaim({ sectionId, familyId: 'fam-1', childId: 'kid-8', onFull: 'refuse', party: 101 }),
      ),
  },
]

/** Stops at every fault point in turn; ends when the work passes none that would stop it. */
const everyStop = async (
  make: () => Promise<StoreRoom>,
  work: (room: StoreRoom) => Promise<unknown>,
  after: (room: StoreRoom) => Promise<unknown>,
): Promise<number> => {
  for (let nth = 1; nth < 40; nth++) {
    const room = await make()
    room.wire.arm(nth)
    const stopped = await work(room).then(
      () => false,
      (error: unknown) => error instanceof Stopped,
    )
    await after(room)
    if (!stopped) return nth - 1
  }
  throw new Error('the work never came to its end')
}

describe.each([
  { kind: 'small', sectionId: small, ways: heals },
  { kind: 'large', sectionId: large, ways: heals.slice(1, 2) },
])('in a $kind section', ({ sectionId, ways }) => {
  it.each(ways)(
    'a release that was cut short anywhere is healed by $by',
    { timeout: 40_000 },
    async ({ heal }) => {
      const release: Effect = { kind: 'release', sectionId, ...of(1) }
      const stops = await everyStop(
        () => aQueue(sectionId, null),
        (room) => perform(room.store, release),
        async (room) => {
          await heal(room, sectionId)
          await expectOffered(room, sectionId)
        },
      )
      expect(stops).toBeGreaterThanOrEqual(3)
    },
  )

  it('a sweep that was cut short anywhere is healed by the next', { timeout: 40_000 }, async () => {
    const stops = await everyStop(
      async () => {
        const room = await aQueue(sectionId, 48 * hourMs)
        room.clock.move(48 * hourMs)
        return room
      },
      (room) => room.store.takeBackLapsed(room.clock.now(), 10),
      async (room) => {
        await room.beside().takeBackLapsed(room.clock.now(), 10)
        await expectOffered(room, sectionId)
      },
    )
    expect(stops).toBeGreaterThanOrEqual(3)
  })
})

const hill = { organisation: 'hill', provisional: true }

/** A seat of the village’s is held, and who belongs to it waits behind somebody who does not. */
const aVillage = async (): Promise<StoreRoom> => {
  const room = await aStore()
  const quotas = [{ organisation: 'hill', seats: 1, until: '2027-06-03' }]
  const section = aSectionInput({ id: 'small', site: 'cinema', capacity: { cap: 1 }, quotas })
  await room.store.publish(aProgramme({ sections: [section] }))
  for (let n = 1; n <= 3; n++) await settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] }))
  await perform(room.store, aClaim({ sectionId: small, ...of(1), draws: [hill] }))
  room.clock.move(1)
  await perform(room.store, aClaim({ sectionId: small, ...of(2) }))
  room.clock.move(1)
  await perform(room.store, aClaim({ sectionId: small, ...of(3), draws: [hill] }))
  return room
}

const states = async (room: StoreRoom) =>
  Promise.all(
    [1, 2, 3].map(async (n) => stateOf((await room.beside().open(`contact-${n}`)).family, small, `kid-${n}`)),
  )

it('否 that was cut short anywhere is healed by the same again', { timeout: 40_000 }, async () => {
  const no = { organisation: 'hill', belongs: false }
  await everyStop(
    aVillage,
    (room) => room.store.answerBelonging(small, 'kid-1', no),
    async (room) => {
      await room.beside().answerBelonging(small, 'kid-1', no)
      await room.beside().takeBackLapsed(room.clock.now(), 10)
      expect(await states(room)).toEqual(['waiting', null, 'offered'])
      const { left, waiting, broken } = (await room.store.recountSection(small)) ?? {}
      expect({ left, waiting, broken }).toEqual({
        left: { stored: 0, counted: 0 },
        waiting: { stored: 2, counted: 2 },
        broken: [],
      })
    },
  )
})

it('the end of a quota that was cut short anywhere is healed by the next sweep', {
  timeout: 40_000,
}, async () => {
  const stops = await everyStop(
    async () => {
      const room = await aVillage()
      await perform(room.store, { kind: 'release', sectionId: small, ...of(3) })
      await perform(room.store, { kind: 'release', sectionId: small, ...of(1) })
      room.clock.move(instantOf('2027-06-04') - room.clock.now())
      return room
    },
    (room) => room.store.takeBackLapsed(room.clock.now(), 10),
    async (room) => {
      await room.beside().takeBackLapsed(room.clock.now(), 10)
      expect(await states(room)).toEqual([null, 'offered', null])
      const { left, waiting } = (await room.store.recountSection(small)) ?? {}
      expect([left, waiting]).toEqual([
        { stored: 0, counted: 0 },
        { stored: 0, counted: 0 },
      ])
    },
  )
  expect(stops).toBeGreaterThanOrEqual(2)
})

it('a contact’s key that a crash left behind goes with the family', async () => {
  const room = await aStore()
  await room.store.publish(programmeOf({ one: 1 }))
  await room.store.open('li')
  await room.keys.put('contact:li', Buffer.from('left behind'))
  room.wire.arm(1)
  await expect(settleIn(room, aFamily())).rejects.toThrow(Stopped)
  expect(await room.keys.get('contact:li')).not.toBeNull()
  expect((await room.beside().open('li')).family?.id).toBe('fam-1')
  await perform(room.store, { kind: 'erase', familyId: 'fam-1' })
  expect(await room.keys.get('contact:li')).toBeNull()
})
