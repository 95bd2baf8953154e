import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { overlap, sessionsLeft, sessionsOf, sessionsOn } from '../../shared/schedule.ts'
import { addDays, instantOf, weekdayOf } from '../../shared/time.ts'
import { aProgramme, aSection, aSectionInput, sectionIn } from '../support/programme.ts'
import { inEveryZone } from '../support/zones.ts'

type Dates = Parameters<typeof sessionsOf>[1]['dates']

const weekly = (change: Partial<Extract<Dates, { kind: 'weekly' }>> = {}): Dates => ({
  kind: 'weekly',
  weekdays: [1, 3, 5],
  from: '2027-07-05',
  to: '2027-07-16',
  except: [],
  time: { from: '08:30', to: '10:00' },
  ...change,
})
const days = (dates: Dates) => sessionsOf('p.s', { dates }).map((session) => session.day)

inEveryZone('sessions', () => {
  test('every week on its weekdays, both ends included', () => {
    expect(days(weekly())).toEqual([
      '2027-07-05',
      '2027-07-07',
      '2027-07-09',
      '2027-07-12',
      '2027-07-14',
      '2027-07-16',
    ])
  })

  test('a day taken out does not meet', () => {
    expect(days(weekly({ to: '2027-07-09', except: ['2027-07-07'] }))).toEqual(['2027-07-05', '2027-07-09'])
  })

  test('a session says when it starts and ends in UTC, and has an id of its own', () => {
    const [first] = sessionsOf('p.s', { dates: weekly() })
    expect(first).toEqual({
      id: 'p.s@2027-07-05T08:30',
      day: '2027-07-05',
      from: '08:30',
      to: '10:00',
      startsAt: Date.UTC(2027, 6, 5, 0, 30),
      endsAt: Date.UTC(2027, 6, 5, 2),
    })
  })

  test('a lesson right after midnight, and one until midnight, stay on their day', () => {
    const early: Dates = { kind: 'once', day: '2027-07-31', time: { from: '00:00', to: '00:30' } }
    const late: Dates = { kind: 'once', day: '2027-07-31', time: { from: '23:00', to: '24:00' } }
    expect(days(early)).toEqual(['2027-07-31'])
    expect(sessionsOf('p.s', { dates: late })[0]?.endsAt).toBe(instantOf('2027-08-01'))
  })

  test('daily runs over a month end', () => {
    const time = { from: '08:30', to: '10:00' }
    expect(days({ kind: 'daily', from: '2027-07-30', to: '2027-08-02', except: [], time })).toEqual([
      '2027-07-30',
      '2027-07-31',
      '2027-08-01',
      '2027-08-02',
    ])
  })

  test('listed dates come in order of time, none twice', () => {
    const on = [
      { day: '2027-07-09', from: '14:00', to: '15:00' },
      { day: '2027-07-08', from: '14:00', to: '15:00' },
      { day: '2027-07-09', from: '14:00', to: '15:00' },
      { day: '2027-07-09', from: '08:00', to: '09:00' },
    ]
    expect(sessionsOf('p.s', { dates: { kind: 'dates', on } }).map((each) => each.id)).toEqual([
      'p.s@2027-07-08T14:00',
      'p.s@2027-07-09T08:00',
      'p.s@2027-07-09T14:00',
    ])
  })
})

const aSeasonDay = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2027-06-25', n))
const someDates = fc.record({
  from: aSeasonDay,
  to: aSeasonDay,
  except: fc.array(aSeasonDay, { maxLength: 5 }),
  weekdays: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
})

test('a session is never outside from and to, on another weekday, or on a day taken out', () => {
  fc.assert(
    fc.property(someDates, (given) => {
      for (const day of days(weekly(given))) {
        expect(day >= given.from && day <= given.to).toBe(true)
        expect(given.weekdays).toContain(weekdayOf(day))
        expect(given.except).not.toContain(day)
      }
    }),
  )
})

describe('of a day and of what is left', () => {
  const section = aSection()

  test('only the sessions of that day', () => {
    expect(sessionsOn(section, '2027-07-07').map((each) => each.from)).toEqual(['08:30'])
    expect(sessionsOn(section, '2027-07-06')).toEqual([])
  })

  test('a session that is going on is still left; one that ends now is not', () => {
    const [first] = section.sessions
    expect(sessionsLeft(section, (first?.endsAt ?? 0) - 1)).toHaveLength(15)
    expect(sessionsLeft(section, first?.endsAt ?? 0)).toHaveLength(14)
  })
})

describe('overlap', () => {
  const programme = aProgramme({
    sections: [
      aSectionInput({ id: 'early' }),
      aSectionInput({
        id: 'next',
        dates: { kind: 'once', day: '2027-07-07', time: { from: '10:00', to: '11:00' } },
      }),
      aSectionInput({
        id: 'away',
        site: 'canteen',
        dates: { kind: 'once', day: '2027-07-07', time: { from: '10:15', to: '11:00' } },
      }),
      aSectionInput({
        id: 'within',
        dates: {
          kind: 'dates',
          on: [
            { day: '2027-07-12', from: '09:00', to: '09:30' },
            { day: '2027-07-07', from: '09:59', to: '10:30' },
          ],
        },
      }),
    ],
  })
  const early = sectionIn(programme, 'early')
  const next = sectionIn(programme, 'next')
  const away = sectionIn(programme, 'away')
  const within = sectionIn(programme, 'within')

  test('adjacent sessions at one site do not overlap, whatever the way elsewhere takes', () => {
    expect(overlap(early, next, 60)).toBeNull()
    expect(overlap(next, early, 60)).toBeNull()
  })

  test('between two sites the way must fit in, to the minute', () => {
    expect(overlap(early, away, 15)).toBeNull()
    expect(overlap(away, early, 15)).toBeNull()
    expect(overlap(early, away, 16)?.a.day).toBe('2027-07-07')
  })

  test('the first clash is told, each side its own session', () => {
    const found = overlap(early, within, 0)
    expect([found?.a.id, found?.b.id]).toEqual([
      'mini-2027.early@2027-07-07T08:30',
      'mini-2027.within@2027-07-07T09:59',
    ])
  })

  const minute = fc.integer({ min: 0, max: 23 * 60 })
  const clock = (at: number) =>
    `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
  const dates = fc
    .uniqueArray(fc.record({ day: aSeasonDay, at: minute, long: fc.integer({ min: 1, max: 60 }) }), {
      minLength: 1,
      maxLength: 8,
      selector: ({ day }) => day,
    })
    .map((on) => ({
      kind: 'dates' as const,
      on: on.map(({ day, at, long }) => ({ day, from: clock(at), to: clock(at + long) })),
    }))
  const sites = fc.constantFrom('hall', 'canteen')
  const pair = fc.record({
    a: dates,
    b: dates,
    siteA: sites,
    siteB: sites,
    travel: fc.integer({ min: 0, max: 90 }),
  })

  test('is the same both ways, and is found exactly where any two sessions clash', () => {
    fc.assert(
      fc.property(pair, ({ a, b, siteA, siteB, travel }) => {
        const one = aSection({ id: 'a', dates: a, site: siteA })
        const other = aSection({ id: 'b', dates: b, site: siteB })
        const found = overlap(one, other, travel)
        const back = overlap(other, one, travel)
        expect([back?.b.id, back?.a.id]).toEqual([found?.a.id, found?.b.id])
        const way = siteA === siteB ? 0 : travel * 60_000
        const any = one.sessions.some((x) =>
          other.sessions.some((y) => x.startsAt < y.endsAt + way && y.startsAt < x.endsAt + way),
        )
        expect(found !== null).toBe(any)
      }),
      { numRuns: 60 },
    )
  })
})
