import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  dayMs,
  dayOf,
  daysBetween,
  instantOf,
  isDay,
  isTimeOfDay,
  readInstant,
  timeOf,
  weekdayOf,
} from '../../shared/time.ts'
import { inEveryZone } from '../support/zones.ts'

const anInstant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) })
const aDay = anInstant.map((at) => new Date(at).toISOString().slice(0, 10))

inEveryZone('time', () => {
  test('a day of China begins at 16:00 UTC', () => {
    expect(dayOf(Date.UTC(2027, 6, 5, 15, 59, 59, 999))).toBe('2027-07-05')
    expect(dayOf(Date.UTC(2027, 6, 5, 16))).toBe('2027-07-06')
    expect(timeOf(Date.UTC(2027, 6, 5, 16))).toBe('00:00')
  })

  test('24:00 is the start of the next day', () => {
    expect(instantOf('2027-12-31', '24:00')).toBe(instantOf('2028-01-01'))
  })

  test('a clock change elsewhere changes nothing', () => {
    for (const day of ['2027-03-14', '2027-11-07']) {
      for (let hour = 0; hour < 24; hour += 1) {
        const time = `${String(hour).padStart(2, '0')}:30`
        expect([dayOf(instantOf(day, time)), timeOf(instantOf(day, time))]).toEqual([day, time])
      }
    }
  })

  test('a day and time found from a moment give the moment back, to the minute', () => {
    fc.assert(
      fc.property(anInstant, (at) => {
        const minute = at - (at % 60_000)
        expect(instantOf(dayOf(minute), timeOf(minute))).toBe(minute)
      }),
    )
  })

  test('days are counted without a clock change: there and back again', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -2000, max: 2000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days)
        expect(instantOf(addDays(day, days)) - instantOf(day)).toBe(days * dayMs)
      }),
    )
  })

  test('weekdays run from 1, Monday, to 7, Sunday', () => {
    expect(['2027-07-05', '2027-07-06', '2027-07-11', '2028-02-29'].map(weekdayOf)).toEqual([1, 2, 7, 2])
  })

  test('a moment without an offset is one of China; an offset is kept', () => {
    expect(readInstant('2027-07-05T17:59')).toBe(Date.UTC(2027, 6, 5, 9, 59))
    expect(readInstant('2027-07-05 17:59:30Z')).toBe(Date.UTC(2027, 6, 5, 17, 59, 30))
    expect(readInstant('2027-07-05T17:59-07:00')).toBe(Date.UTC(2027, 6, 6, 0, 59))
    expect(readInstant('2027-07-05')).toBe(Date.UTC(2027, 6, 4, 16))
  })

  test.each(['', 'tomorrow', '2027-02-30', '2027-07-05T25:00', '2027-7-5', '2027-07-05T17:59+8'])(
    '%j is no moment',
    (text) => expect(readInstant(text)).toBeNull(),
  )

  test('days and times that do not exist are told apart', () => {
    expect(['2028-02-29', '2027-02-29', '2027-13-01', '27-07-05', '2027-07-05 '].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
    expect(['00:00', '24:00', '24:01', '8:30', '08:60'].map(isTimeOfDay)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
