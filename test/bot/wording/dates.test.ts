import { describe, expect, it } from 'vitest'
import {
  describeDates,
  momentWords,
  spanWords,
  startingDates,
  weekdaysWords,
} from '../../../bot/wording/dates.ts'
import { instantOf } from '../../../shared/time.ts'
import { aSection, type SectionInput } from '../../support/programme.ts'

const time = { from: '08:30', to: '10:00' }

describe('days of the week', () => {
  it.each([
    [[2, 4], '每周二四'],
    [[5, 1, 3], '每周一三五'],
    [[1, 2, 3, 4, 5], '周一到周五'],
    [[1, 2, 3, 4, 5, 6, 7], '每天'],
    [[6, 7], '每周六日'],
    [[7], '每周日'],
  ])('%j: %s', (weekdays, words) => expect(weekdaysWords(weekdays)).toBe(words))
})

describe('the dates of a section', () => {
  it.each([
    [
      { kind: 'weekly', weekdays: [1, 3, 5], from: '2027-07-06', to: '2027-08-07', except: [], time },
      '每周一三五 8:30–10:00，7月6日—8月7日',
    ],
    [
      { kind: 'weekly', weekdays: [1], from: '2027-07-05', to: '2027-08-02', except: ['2027-07-19'], time },
      '每周一 8:30–10:00，7月5日—8月2日，7月19日停课',
    ],
    [
      { kind: 'daily', from: '2027-07-19', to: '2027-07-23', except: [], time },
      '每天 8:30–10:00，7月19日—7月23日',
    ],
    [{ kind: 'once', day: '2027-07-10', time: { from: '19:00', to: '20:30' } }, '7月10日周六 19:00–20:30'],
    [
      {
        kind: 'dates',
        on: [
          { day: '2027-07-17', ...time },
          { day: '2027-07-24', ...time },
        ],
      },
      '7月17日周六 8:30–10:00、7月24日周六 8:30–10:00',
    ],
  ] satisfies [SectionInput['dates'], string][])('%j', (dates, words) => {
    expect(describeDates(aSection({ dates: dates }).plan)).toBe(words)
  })

  it('more than three single days are counted', () => {
    const on = ['2027-07-10', '2027-07-11', '2027-07-12', '2027-07-13'].map((day) => ({ day, ...time }))
    expect(describeDates(aSection({ dates: { kind: 'dates', on } }).plan)).toMatch(/等4次$/)
  })

  it('begin on the first lesson, not on the first day of the plan', () => {
    const dates = { kind: 'weekly', weekdays: [2, 4], from: '2027-07-05', to: '2027-08-07', time } as const
    expect(startingDates(aSection({ dates: { ...dates, weekdays: [2, 4] } }))).toBe(
      '7月6日起 每周二四 8:30–10:00',
    )
  })
})

it('a moment is that of China, whatever the machine’s zone', () => {
  expect(momentWords(instantOf('2027-07-08', '08:00'))).toBe('7月8日8:00')
})

it('a span of one day is that day', () => {
  expect(spanWords('2027-07-08', '2027-07-08')).toBe('7月8日')
})
