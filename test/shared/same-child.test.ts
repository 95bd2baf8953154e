import { describe, expect, it } from 'vitest'
import { knownOf, mayBeMonth, plainName } from '../../shared/same-child.ts'
import { aChild } from '../support/family.ts'

const season = 2027

describe('what a child is told by when it is entered twice', () => {
  it.each([
    ['王 小雨', '王小雨'],
    ['王·小雨', '王小雨'],
    ['Ａnna', 'anna'],
  ])('the name %s is %s', (typed, plain) => {
    expect(plainName(typed)).toBe(plain)
  })

  it.each([
    ['2018', ['2018'], null],
    ['2018-03', ['2018'], '03'],
    ['2018-03-05', ['2018'], '03'],
  ])('born %s', (birth, years, month) => {
    expect(knownOf(aChild({ birth }), season)).toMatchObject({ years, month })
  })

  it('an age leaves two years open, and the month', () => {
    const told = { age: 8, on: '2027-06-01' }
    expect(knownOf(aChild({ birth: null, told }), season)).toMatchObject({
      years: ['2018', '2019'],
      month: null,
    })
  })

  it('a grade means the two years of its pupils', () => {
    const child = aChild({ birth: null, grade: 1 })
    expect(knownOf(child, season).years).toEqual(['2020', '2021'])
  })

  it('of nothing told nothing is known', () => {
    expect(knownOf(aChild({ birth: null }), season).years).toEqual([])
  })

  it('a month that is not known may be any', () => {
    expect(mayBeMonth('03', null)).toBe(true)
    expect(mayBeMonth('03', '03')).toBe(true)
    expect(mayBeMonth('03', '04')).toBe(false)
  })
})
