import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  awakeAfter,
  givenBack,
  newcomersSource,
  offerEndsAt,
  type Quota,
  type Room,
  released,
  remindedAt,
  reshape,
  sourcesFor,
  whyPassed,
} from '../../shared/seats.ts'
import { dayOf, hourMs, instantOf, minuteMs, timeOf } from '../../shared/time.ts'

const hill = { organisation: 'hill', provisional: true }
const firm = { organisation: 'firm-1', provisional: true }
const aQuota = (given: Partial<Quota> = {}): Quota => ({
  left: 2,
  waiting: 0,
  kept: 2,
  asked: 2,
  until: instantOf('2027-06-11'),
  ...given,
})
const now = instantOf('2027-06-01', '10:00')
const roomOf = (left: number, quotas: Readonly<Record<string, Quota>> = {}): Room => ({
  capacity: 10,
  left,
  quotas: new Map(Object.entries(quotas)),
})
const sum = ({ left, quotas }: Room): number =>
  [...quotas.values()].reduce((all, quota) => all + quota.left, left)

describe('a newcomer', () => {
  const wanting = { party: 1, draws: [hill, firm] }
  it('draws from the own quotas in their order, then from the open seats', () => {
    const room = { ...roomOf(3, { hill: aQuota({ left: 0 }), 'firm-1': aQuota() }), waiting: 0 }
    expect(newcomersSource(room, wanting, now)).toEqual(firm)
    expect(newcomersSource({ ...room, quotas: new Map() }, wanting, now)).toBe('open')
    expect(newcomersSource(room, { party: 3, draws: [hill, firm] }, now)).toBe('open')
  })

  it('passes nobody who waits for the same', () => {
    const room = { ...roomOf(3, { hill: aQuota({ waiting: 1 }) }), waiting: 1 }
    expect(newcomersSource(room, wanting, now)).toBe(null)
    const other = { ...roomOf(0, { hill: aQuota() }), waiting: 7 }
    expect(newcomersSource(other, wanting, now)).toEqual(hill)
    expect(newcomersSource(other, wanting, instantOf('2027-06-11'))).toBe(null)
  })
})

describe('who waits', () => {
  it('is seated from one place each, all of them or none', () => {
    const room = roomOf(1, { hill: aQuota({ left: 1 }) })
    const one = { party: 1, draws: [hill] }
    expect(sourcesFor(room, [one, one])).toEqual([hill, 'open'])
    expect(sourcesFor(room, [one, one, one])).toBe(null)
    expect(sourcesFor(room, [{ party: 2, draws: [hill] }])).toBe(null)
  })

  it('is passed over for a reason', () => {
    const one = { party: 1, draws: [] }
    const room = roomOf(1, { hill: aQuota() })
    expect(whyPassed(room, [one, one])).toBe('pair')
    expect(whyPassed(room, [{ party: 2, draws: [] }])).toBe('party')
    expect(whyPassed(roomOf(0, { hill: aQuota() }), [{ party: 2, draws: [] }])).toBe('quota')
    expect(whyPassed(roomOf(0, { hill: aQuota({ left: 1 }) }), [{ party: 2, draws: [hill] }])).toBe('party')
  })
})

describe('a seat that is given back', () => {
  it('goes where it came from, a granted one nowhere', () => {
    const room = roomOf(0, { hill: aQuota() })
    expect(givenBack(room, { party: 1, from: hill, granted: false })).toEqual({
      quota: { organisation: 'hill', left: 1 },
    })
    expect(givenBack(room, { party: 1, from: firm, granted: false })).toEqual({ left: 1 })
    expect(givenBack(room, { party: 2, from: null, granted: true })).toEqual({ granted: -2 })
  })

  it('pays off first what is taken beyond the capacity', () => {
    const room = roomOf(-1, { hill: aQuota({ left: 0 }) })
    expect(givenBack(room, { party: 2, from: hill, granted: false })).toEqual({
      left: 1,
      quota: { organisation: 'hill', left: 1, kept: -1 },
    })
  })
})

describe('a room in another shape', () => {
  const plan = (capacity: number, seats: Readonly<Record<string, number>> = {}, until = '2027-06-10') => ({
    capacity,
    quotas: Object.entries(seats).map(([organisation, kept]) => ({ organisation, seats: kept, until })),
  })
  const leftIn = ({ left, quotas }: Room) => ({
    left,
    ...Object.fromEntries([...quotas].map(([id, quota]) => [id, quota.left])),
  })

  it('keeps seats for a new quota, as far as they are free', () => {
    expect(leftIn(reshape(roomOf(5), plan(10, { hill: 3 }), now))).toEqual({ left: 2, hill: 3 })
    expect(leftIn(reshape(roomOf(1), plan(10, { hill: 3 }), now))).toEqual({ left: 0, hill: 1 })
  })

  it('takes a smaller room from the open seats first, then from the quotas, then from nobody', () => {
    const room = roomOf(2, { hill: aQuota() })
    expect(leftIn(reshape(room, plan(8, { hill: 2 }), now))).toEqual({ left: 0, hill: 2 })
    expect(leftIn(reshape(room, plan(7, { hill: 2 }), now))).toEqual({ left: 0, hill: 1 })
    expect(leftIn(reshape(room, plan(5, { hill: 2 }), now))).toEqual({ left: -1, hill: 0 })
  })

  it('takes from the quota that the programme names last, in whatever order they are stored', () => {
    const stored = roomOf(0, { 'firm-1': aQuota({ left: 1 }), hill: aQuota({ left: 1 }) })
    expect(leftIn(reshape(stored, plan(9, { hill: 2, 'firm-1': 2 }), now))).toMatchObject({
      hill: 1,
      'firm-1': 0,
    })
    expect(leftIn(reshape(stored, plan(9, { 'firm-1': 2, hill: 2 }), now))).toMatchObject({
      hill: 0,
      'firm-1': 1,
    })
  })

  it('leaves a quota that nobody changed as it is, though more is free now', () => {
    const room = roomOf(4, { hill: aQuota({ left: 1, kept: 1, asked: 3 }) })
    expect(reshape(room, plan(10, { hill: 3 }), now)).toEqual(room)
  })

  it('opens a quota that is gone or over', () => {
    const room = roomOf(0, { hill: aQuota() })
    expect(leftIn(reshape(room, plan(10), now))).toEqual({ left: 2 })
    expect(leftIn(reshape(room, plan(10, { hill: 2 }), instantOf('2027-06-11')))).toEqual({ left: 2 })
    expect(leftIn(released(room, instantOf('2027-06-11')))).toEqual({ left: 2 })
    expect(released(room, instantOf('2027-06-11') - 1)).toBe(room)
  })

  it('counts who waits for a quota that is new', () => {
    const room = reshape(roomOf(0), plan(10, { hill: 1 }), now, () => 3)
    expect(room.quotas.get('hill')).toMatchObject({ waiting: 3, asked: 1, kept: 0 })
  })

  it('loses and invents no seat, and keeps no fewer than nothing, whatever follows what', () => {
    const seats = fc.dictionary(fc.constantFrom('hill', 'firm-1', 'lake'), fc.nat(8))
    const plans = fc.array(fc.record({ capacity: fc.nat(20), seats }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.nat(10), plans, (taken, changes) => {
        let room: Room = { capacity: 20, left: 20 - taken, quotas: new Map() }
        for (const { capacity, seats: kept } of changes) {
          room = reshape(room, plan(capacity, kept), now)
          expect(sum(room)).toBe(capacity - taken)
          for (const quota of room.quotas.values()) {
            expect(quota.left).toBeGreaterThanOrEqual(0)
            expect(quota.kept).toBeGreaterThanOrEqual(quota.left)
          }
          if (room.left < 0) expect(sum(room)).toBe(room.left)
        }
      }),
    )
  })
})

describe('an offer', () => {
  const at = (time: string, day = '2027-07-06') => instantOf(day, time)
  const words = (moment: number | null) => (moment === null ? null : `${dayOf(moment)} ${timeOf(moment)}`)

  it('counts no hour of the night', () => {
    expect(words(awakeAfter(at('10:00'), 12))).toBe('2027-07-06 22:00')
    expect(words(awakeAfter(at('10:00'), 13))).toBe('2027-07-07 08:00')
    expect(words(awakeAfter(at('23:30'), 2))).toBe('2027-07-07 09:00')
    expect(words(awakeAfter(at('03:00'), 2))).toBe('2027-07-06 09:00')
    expect(words(awakeAfter(at('10:00'), 24))).toBe('2027-07-07 19:00')
  })

  it('ends before the next lesson, or the one after where that is too soon', () => {
    const sessions = [{ startsAt: at('14:00') }, { startsAt: at('08:00', '2027-07-07') }]
    expect(words(offerEndsAt(at('10:00'), 24, sessions))).toBe('2027-07-06 14:00')
    expect(words(offerEndsAt(at('13:00'), 24, sessions))).toBe('2027-07-06 14:00')
    expect(words(offerEndsAt(at('13:01'), 24, sessions))).toBe('2027-07-07 08:00')
    expect(words(offerEndsAt(at('07:30', '2027-07-07'), 24, sessions))).toBe('2027-07-07 08:00')
    expect(offerEndsAt(at('08:00', '2027-07-07'), 24, sessions)).toBe(null)
    expect(words(offerEndsAt(at('10:00'), 2, []))).toBe('2027-07-06 12:00')
  })

  it('never ends before it begins, nor lasts longer than its hours of day', () => {
    fc.assert(
      fc.property(fc.nat(48 * 60), fc.integer({ min: 1, max: 72 }), (minutes, hours) => {
        const begun = at('00:00') + minutes * minuteMs
        const until = awakeAfter(begun, hours)
        expect(until).toBeGreaterThanOrEqual(begun + hours * hourMs)
        expect(timeOf(until) > '07:00' && timeOf(until) <= '22:00').toBe(true)
      }),
    )
  })

  it('is recalled three hours before its end, a short one never', () => {
    expect(remindedAt(now, now + 7 * hourMs)).toBe(now + 4 * hourMs)
    expect(remindedAt(now, now + 6 * hourMs)).toBe(null)
  })
})
