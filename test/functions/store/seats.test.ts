import { beforeAll, describe, expect, it } from 'vitest'
import { dueShards } from '../../../functions/store/due.ts'
import { joinQueue } from '../../../functions/store/queue-requests.ts'
import { emptyRoom } from '../../../functions/store/seats-item.ts'
import { awakeAfter } from '../../../shared/seats.ts'
import { hourMs } from '../../../shared/time.ts'
import {
  aClaim,
  aFamily,
  aStore,
  aWaiter,
  inTwoDays,
  perform,
  programmeOf,
  type StoreRoom,
  said,
  sectionOf,
  settleIn,
  stateOf,
} from '../../support/store.ts'

const capacities = { one: 1, two: 2, five: 5, large: 120 }
const two = sectionOf('two')
const one = sectionOf('one')

const family = (n: number) => aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] })
const of = (n: number) => ({ familyId: `fam-${n}`, childId: `kid-${n}` })

const aRoom = async (families = 3): Promise<StoreRoom> => {
  const room = await aStore()
  await room.store.publish(programmeOf(capacities))
  for (let n = 1; n <= families; n++) await settleIn(room, family(n))
  return room
}

const seatsOf = async (room: StoreRoom, section: string) =>
  (await room.store.look([{ kind: 'seats', sections: [section] }])).seats.get(section)

describe.each([
  { kind: 'small', section: two, fill: 2 },
  { kind: 'large', section: sectionOf('large'), fill: 120 },
])('a claim in a $kind section', ({ section, fill }) => {
  let room: StoreRoom
  beforeAll(async () => {
    room = await aRoom()
    // All but one place are taken by one big booking, so that both kinds have one place left.
    await perform(room.store, aClaim({ sectionId: section, ...of(9), party: fill - 1 }))
  })

  it('takes a seat', async () => {
    expect(said(await perform(room.store, aClaim({ sectionId: section, ...of(1) })))).toEqual({ did: 'seat' })
    expect(await seatsOf(room, section)).toEqual({ capacity: fill, left: 0, waiting: 0 })
  })

  it('answers the same when repeated, by another process too', async () => {
    expect(said(await perform(room.beside(), aClaim({ sectionId: section, ...of(1) })))).toEqual({
      did: 'seat',
    })
    expect(await seatsOf(room, section)).toEqual({ capacity: fill, left: 0, waiting: 0 })
  })

  it('is refused when full and not willing to wait', async () => {
    const refused = await perform(room.store, aClaim({ sectionId: section, ...of(2), onFull: 'refuse' }))
    expect(said(refused)).toEqual({ did: 'refused', why: 'full' })
  })

  it('joins the waiting list in order, once', async () => {
    expect(said(await perform(room.store, aClaim({ sectionId: section, ...of(2) })))).toEqual({
      did: 'waiting',
      position: 1,
    })
    room.clock.move(5)
    expect(said(await perform(room.store, aClaim({ sectionId: section, ...of(3) })))).toEqual({
      did: 'waiting',
      position: 2,
    })
    expect(said(await perform(room.beside(), aClaim({ sectionId: section, ...of(2) })))).toEqual({
      did: 'waiting',
      position: 1,
    })
    const found = await room.store.look([{ kind: 'position', sectionId: section, childId: 'kid-3' }])
    expect(found.positions.get(`${section}/kid-3`)).toEqual({ place: 2, passed: null })
    expect(await seatsOf(room, section)).toEqual({ capacity: fill, left: 0, waiting: 2 })
  })

  it('released, is offered to the next in line, who hears of it at once and again before the end', async () => {
    expect(said(await perform(room.store, { kind: 'release', sectionId: section, ...of(1) }))).toEqual({
      did: 'released',
    })
    expect(await seatsOf(room, section)).toEqual({ capacity: fill, left: 0, waiting: 1 })
    const { family: seated } = await room.store.open('contact-2')
    expect(stateOf(seated, section, 'kid-2')).toBe('offered')
    const until = String(seated?.enrolments.find(({ sectionId }) => sectionId === section)?.until)
    const about = { familyId: 'fam-2', childId: 'kid-2', sectionId: section, children: 'kid-2', until }
    const notices = () => room.store.after('contact-2', '', 10)
    expect((await notices()).map((notice) => [notice.what, notice.about])).toEqual([['offer.made', about]])
    const early = Number(until) - 3 * hourMs - room.clock.now()
    room.clock.move(early)
    expect((await notices()).map(({ what }) => what)).toContain('offer.ending')
    room.clock.move(-early)
  })

  it('claimed once more, is still an offer: no repetition says yes to it', async () => {
    const again = await perform(room.beside(), aClaim({ sectionId: section, ...of(2) }))
    expect(again).toMatchObject({ did: 'offered' })
    expect(await seatsOf(room, section)).toEqual({ capacity: fill, left: 0, waiting: 1 })
  })

  it('releases a place on the waiting list, and nothing twice', async () => {
    for (let twice = 0; twice < 2; twice++) {
      await perform(room.store, { kind: 'release', sectionId: section, ...of(3) })
      await perform(room.store, { kind: 'release', sectionId: section, ...of(1) })
      expect(await seatsOf(room, section)).toEqual({ capacity: fill, left: 0, waiting: 0 })
    }
  })

  it('frees nothing that another family holds', async () => {
    await perform(room.store, { kind: 'release', sectionId: section, familyId: 'fam-3', childId: 'kid-2' })
    expect(await seatsOf(room, section)).toEqual({ capacity: fill, left: 0, waiting: 0 })
    const stranger = aClaim({ sectionId: section, familyId: 'fam-3', childId: 'kid-2' })
    expect(said(await perform(room.store, stranger))).toEqual({ did: 'refused', why: 'full' })
  })
})

describe.each([
  { kind: 'small', section: one, fill: 1 },
  { kind: 'large', section: sectionOf('large'), fill: 120 },
])('a hold in a $kind section', ({ section, fill }) => {
  const held = async (room: StoreRoom, n = 1) =>
    perform(room.store, aClaim({ sectionId: section, ...of(n), party: fill, until: inTwoDays(room.clock) }))

  it('keeps the place until it lapses, and then goes to whoever claims next', async () => {
    const room = await aRoom()
    expect(said(await held(room))).toEqual({ did: 'held' })
    expect(said(await held(room))).toEqual({ did: 'held' })
    room.clock.move(48 * hourMs - 1)
    const early = aClaim({ sectionId: section, ...of(2), onFull: 'refuse' })
    expect(said(await perform(room.store, early))).toEqual({ did: 'refused', why: 'full' })
    room.clock.move(1)
    expect(said(await perform(room.store, early))).toEqual({ did: 'seat' })
    expect((await room.store.after('contact-1', '', 10)).map((notice) => notice.what)).toEqual([
      'seat.taken_back',
    ])
  })

  it('is made firm by the family, once and again', async () => {
    const room = await aRoom()
    await held(room)
    for (let twice = 0; twice < 2; twice++) {
      expect(said(await perform(room.store, { kind: 'firm', sectionId: section, ...of(1) }))).toEqual({
        did: 'seat',
      })
    }
    room.clock.move(49 * hourMs)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(0)
    expect((await seatsOf(room, section))?.left).toBe(0)
  })

  it('becomes firm when claimed again without an end', async () => {
    const room = await aRoom()
    await held(room)
    expect(said(await perform(room.store, aClaim({ sectionId: section, ...of(1) })))).toEqual({ did: 'seat' })
    room.clock.move(49 * hourMs)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(0)
  })

  it('is taken back by the sweep, which offers it to who waits; nothing is due once they said yes', async () => {
    const room = await aRoom()
    await held(room)
    await perform(room.store, aClaim({ sectionId: section, ...of(2), party: fill }))
    room.clock.move(48 * hourMs)
    const lapsed = []
    for await (const hold of room.store.lapsedHolds(room.clock.now(), 10)) lapsed.push(hold)
    expect(lapsed).toEqual([{ sectionId: section, familyId: 'fam-1', childId: 'kid-1' }])
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(1)
    expect(stateOf((await room.store.open('contact-2')).family, section, 'kid-2')).toBe('offered')
    await perform(room.store, { kind: 'firm', sectionId: section, ...of(2) })
    room.clock.move(100 * hourMs)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(0)
    for (let shard = 0; shard < dueShards; shard++)
      expect(await room.db.count({ index: 'due', pk: `section#${shard}`, from: '0', to: '~' })).toBe(0)
  })

  it('that lapsed is claimed anew when made firm while there is room', async () => {
    const room = await aRoom()
    await held(room)
    room.clock.move(49 * hourMs)
    expect(said(await perform(room.store, { kind: 'firm', sectionId: section, ...of(1) }))).toEqual({
      did: 'seat',
    })
    expect((await seatsOf(room, section))?.left).toBe(0)
  })

  it('that lapsed is lapsed when somebody waited for it', async () => {
    const room = await aRoom()
    await held(room)
    await perform(room.store, aClaim({ sectionId: section, ...of(2), party: fill }))
    room.clock.move(49 * hourMs)
    const refused = await perform(room.store, { kind: 'firm', sectionId: section, ...of(1) })
    expect(said(refused)).toEqual({ did: 'refused', why: 'lapsed' })
  })
})

describe('the waiting list', () => {
  it('offers a seat that is too little for a party to the next who fits; the party keeps its place and its reason', async () => {
    const room = await aRoom()
    await perform(room.store, aClaim({ sectionId: two, ...of(9) }))
    expect(said(await perform(room.store, aClaim({ sectionId: two, ...of(1), party: 2 })))).toEqual({
      did: 'waiting',
      position: 1,
    })
    room.clock.move(5)
    expect(await perform(room.store, aClaim({ sectionId: two, ...of(2) }))).toMatchObject({ did: 'offered' })
    const found = await room.store.look([{ kind: 'position', sectionId: two, childId: 'kid-1' }])
    expect(found.positions.get(`${two}/kid-1`)).toEqual({ place: 1, passed: 'party' })
    const told = await room.store.historyOf(two)
    expect(told.map(({ who, what, reason, passed }) => [who, what, reason, passed])).toEqual([
      ['kid-1', 'waiting', null, {}],
      ['kid-2', 'waiting', null, {}],
      ['kid-1', 'passed', 'party', {}],
      ['kid-2', 'offered', null, { party: 1 }],
    ])
  })

  it('is not joined while a seat is free: whoever saw it full a moment ago claims again', async () => {
    const room = await aRoom()
    const seats = { ...emptyRoom(1), left: 0, waiting: 0, granted: 0, holders: new Map() }
    const full = { ...seats, dueAt: null, marks: 0, joined: null, notes: null }
    const waiter = aWaiter({ at: room.clock.now() })
    const joined = await room.db.transact(
      joinQueue(one, waiter, { seats: full, look: false, now: waiter.at }),
    )
    expect(joined).toMatchObject({
      ok: false,
      reasons: [{ failed: true }, { failed: false }, { failed: false }],
    })
    expect(await seatsOf(room, one)).toEqual({ capacity: 1, left: 1, waiting: 0 })
  })

  it('refuses a party that the room can never hold', async () => {
    const room = await aRoom()
    const refused = await perform(room.store, aClaim({ sectionId: two, ...of(1), party: 3 }))
    expect(said(refused)).toEqual({ did: 'refused', why: 'full' })
  })

  it('keeps an unconfirmed family’s place until its end only', async () => {
    const room = await aRoom()
    await perform(room.store, aClaim({ sectionId: one, ...of(9) }))
    await perform(room.store, aClaim({ sectionId: one, ...of(1), until: inTwoDays(room.clock) }))
    room.clock.move(5)
    await perform(room.store, aClaim({ sectionId: one, ...of(2), until: inTwoDays(room.clock) }))
    const confirmed = await perform(room.store, { kind: 'firm', sectionId: one, ...of(2) })
    expect(said(confirmed)).toEqual({ did: 'waiting', position: 2 })
    room.clock.move(49 * hourMs)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(1)
    await perform(room.store, { kind: 'release', sectionId: one, ...of(9) })
    expect(stateOf((await room.store.open('contact-2')).family, one, 'kid-2')).toBe('offered')
  })

  it('seats an unconfirmed family as a hold, which ends with an offer’s time if that comes first', async () => {
    const room = await aRoom()
    const until = inTwoDays(room.clock)
    await perform(room.store, aClaim({ sectionId: one, ...of(9) }))
    await perform(room.store, aClaim({ sectionId: one, ...of(1), until }))
    await perform(room.store, { kind: 'release', sectionId: one, ...of(9) })
    const { family: waited } = await room.store.open('contact-1')
    expect(waited?.enrolments).toEqual([
      {
        sectionId: one,
        childId: 'kid-1',
        party: 1,
        state: 'held',
        since: room.clock.now(),
        until: awakeAfter(room.clock.now(), 24),
      },
    ])
    room.clock.move(48 * hourMs)
    expect(await room.store.takeBackLapsed(room.clock.now(), 10)).toBe(1)
  })

  it('passes over a family that is gone', async () => {
    const room = await aRoom()
    await perform(room.store, aClaim({ sectionId: one, ...of(9) }))
    await perform(room.store, aClaim({ sectionId: one, familyId: 'fam-never', childId: 'kid-8' }))
    room.clock.move(5)
    await perform(room.store, aClaim({ sectionId: one, ...of(2) }))
    await perform(room.store, { kind: 'release', sectionId: one, ...of(9) })
    expect(stateOf((await room.store.open('contact-2')).family, one, 'kid-2')).toBe('offered')
    expect(await seatsOf(room, one)).toEqual({ capacity: 1, left: 0, waiting: 0 })
  })
})

it('a section that nobody published is closed', async () => {
  const room = await aRoom(0)
  const sectionId = sectionOf('nowhere')
  expect(said(await perform(room.store, aClaim({ sectionId })))).toEqual({ did: 'refused', why: 'closed' })
  expect(said(await perform(room.store, { kind: 'firm', sectionId, ...of(1) }))).toEqual({
    did: 'refused',
    why: 'closed',
  })
  expect(said(await perform(room.store, { kind: 'release', sectionId, ...of(1) }))).toEqual({
    did: 'released',
  })
})

it('a recount tells what the counters should be, and who holds a seat without a family', async () => {
  const room = await aRoom(2)
  await perform(room.store, aClaim({ sectionId: one, ...of(1) }))
  await perform(room.store, aClaim({ sectionId: one, ...of(2) }))
  await perform(room.store, aClaim({ sectionId: two, ...of(7) }))
  expect(await room.store.recountSection(one)).toEqual({
    sectionId: one,
    left: { stored: 0, counted: 0 },
    waiting: { stored: 1, counted: 1 },
    granted: { stored: 0, counted: 0 },
    quotas: [],
    orphans: [],
    notes: [],
    broken: [],
    // A claim alone tells no family: the turn that made it does.
    views: [
      { familyId: 'fam-1', childId: 'kid-1', state: { stored: null, counted: 'seat' } },
      { familyId: 'fam-2', childId: 'kid-2', state: { stored: null, counted: 'waiting' } },
    ],
  })
  expect((await room.store.recountSection(two))?.orphans).toEqual(['kid-7'])
})
