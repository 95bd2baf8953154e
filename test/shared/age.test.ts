import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bornAtAge,
  bornOf,
  bornOfGrade,
  fullYears,
  gradesOfBorn,
  shiftYears,
  usualGrade,
  yearsOfBorn,
  yearsOn,
  yearsTold,
} from '../../shared/age.ts'
import { addDays } from '../../shared/time.ts'

const aDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))

describe('age', () => {
  test('a child is a year older on its birthday, not the day before', () => {
    expect(yearsOn('2019-07-05', '2027-07-04')).toEqual({ least: 7, most: 7 })
    expect(yearsOn('2019-07-05', '2027-07-05')).toEqual({ least: 8, most: 8 })
  })

  test('a birth year or month gives a range', () => {
    expect(yearsOn('2019', '2027-07-05')).toEqual({ least: 7, most: 8 })
    expect(yearsOn('2019-07', '2027-07-05')).toEqual({ least: 7, most: 8 })
    expect(yearsOn('2019-08', '2027-07-05')).toEqual({ least: 7, most: 7 })
  })

  test('a month ends on its own last day', () => {
    expect(bornOf('2019-12')).toEqual({ first: '2019-12-01', last: '2019-12-31' })
    expect(bornOf('2020-02')).toEqual({ first: '2020-02-01', last: '2020-02-29' })
    expect(bornOf('2019')).toEqual({ first: '2019-01-01', last: '2019-12-31' })
  })

  test('a child of 29 February turns a year older on 1 March of a common year', () => {
    expect(fullYears('2020-02-29', '2027-02-28')).toBe(6)
    expect(fullYears('2020-02-29', '2027-03-01')).toBe(7)
    expect(shiftYears('2028-02-29', 1)).toBe('2029-02-28')
    expect(shiftYears('2024-02-29', 4)).toBe('2028-02-29')
  })

  test('births at a told age are exactly those that are that old on that day', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 0, max: 15 }), (on, age) => {
        const born = bornAtAge({ age, on })
        expect(yearsOfBorn(born, on)).toEqual({ least: age, most: age })
        expect(fullYears(addDays(born.first, -1), on)).toBe(age + 1)
        expect(fullYears(addDays(born.last, 1), on)).toBe(age - 1)
      }),
    )
  })

  test('told 8 it is 8 that day, 8 or 9 from the next day on, and 9 a year later', () => {
    const told = { age: 8, on: '2027-06-01' }
    expect(yearsTold(told, '2027-06-01')).toEqual({ least: 8, most: 8 })
    expect(yearsTold(told, '2027-06-02')).toEqual({ least: 8, most: 9 })
    expect(yearsTold(told, '2028-05-31')).toEqual({ least: 8, most: 9 })
    expect(yearsTold(told, '2028-06-01')).toEqual({ least: 9, most: 9 })
  })

  test('whatever the true birth, the range of a told age holds the true age on every later day, two years at most', () => {
    const later = fc.integer({ min: 0, max: 3_000 })
    fc.assert(
      fc.property(aDay, later, later, (birth, toTold, toAsked) => {
        const on = addDays(birth, toTold)
        const asked = addDays(on, toAsked)
        const { least, most } = yearsTold({ age: fullYears(birth, on), on }, asked)
        const years = fullYears(birth, asked)
        expect(least <= years && years <= most && most - least <= 1).toBe(true)
      }),
    )
  })

  test('a range holds the age of every date in it', () => {
    fc.assert(
      fc.property(aDay, aDay, (birth, on) => {
        const years = fullYears(birth, on)
        for (const told of [birth.slice(0, 7), birth.slice(0, 4)]) {
          const { least, most } = yearsOn(told, on)
          expect(years).toBeGreaterThanOrEqual(least)
          expect(years).toBeLessThanOrEqual(most)
        }
      }),
    )
  })
})

describe('grades', () => {
  test('six by 31 August begins grade 1 that September', () => {
    expect(usualGrade('2021-08-31', 2027)).toBe(1)
    expect(usualGrade('2021-09-01', 2027)).toBe(0)
    expect(usualGrade('2019-05-03', 2027)).toBe(3)
  })

  test('a year either way is allowed for a late start or a class repeated', () => {
    expect(gradesOfBorn(bornOf('2019-05-03'), 2027)).toEqual({ least: 2, most: 4 })
    expect(bornOfGrade(3, 2027)).toEqual({ first: '2017-09-01', last: '2020-08-31' })
  })

  test('births of a grade and grades of a birth agree', () => {
    fc.assert(
      fc.property(aDay, (birth) => {
        const grade = usualGrade(birth, 2027)
        const { first, last } = bornOfGrade(grade, 2027)
        expect(first <= birth && birth <= last).toBe(true)
      }),
    )
  })
})

describe('an age with half a year', () => {
  test('is three to nine months more', () => {
    const told = { age: 5, on: '2027-06-01', half: true } as const
    expect(bornAtAge(told)).toEqual({ first: '2021-09-01', last: '2022-03-01' })
    expect(yearsTold(told, '2027-07-05')).toEqual({ least: 5, most: 5 })
    expect(yearsTold(told, '2027-10-01')).toEqual({ least: 5, most: 6 })
  })
})
