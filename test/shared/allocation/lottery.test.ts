import { describe, expect, it } from 'vitest'
import { lotteryNumber, markOf, registrationOf } from '../../../shared/allocation.ts'

const families = Array.from({ length: 10_000 }, (_, n) => `f-${n}`)
const orderOf = (seed: string) =>
  families
    .map((id, n) => ({ n, number: lotteryNumber(seed, id) }))
    .sort((a, b) => a.number - b.number)
    .map(({ n }) => n)

describe('the lottery number', () => {
  it('follows from seed and family, today and in a year', () => {
    expect(lotteryNumber('2027061', 'f-1')).toMatchInlineSnapshot(`2131308114355293`)
    expect(lotteryNumber('2027061', 'f-2')).toMatchInlineSnapshot(`497870911236683`)
    expect(lotteryNumber('2027062', 'f-1')).toMatchInlineSnapshot(`4991565604951562`)
  })

  it('is a whole number that a computer holds exactly, and no two families share one', () => {
    const numbers = families.map((id) => lotteryNumber('s', id))
    expect(numbers.every((each) => Number.isSafeInteger(each) && each >= 0)).toBe(true)
    expect(new Set(numbers).size).toBe(families.length)
  })

  it('tells a seed from an id, wherever one ends', () => {
    expect(lotteryNumber('ab', 'c')).not.toBe(lotteryNumber('a', 'bc'))
  })

  it('is spread evenly over a hundred drawers', () => {
    const drawers = new Array<number>(100).fill(0)
    for (const id of families) {
      const drawer = Math.floor((lotteryNumber('even', id) / 2 ** 53) * 100)
      drawers[drawer] = (drawers[drawer] ?? 0) + 1
    }
    const chiSquare = drawers.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)
    // 99 degrees of freedom: beyond 160 once in ten thousand.
    expect(chiSquare).toBeLessThan(160)
  })

  it('has nothing to do with the order of ids, nor with the next seed', () => {
    const places = (seed: string) => {
      const place = new Array<number>(families.length)
      for (const [at, n] of orderOf(seed).entries()) place[n] = at
      return place
    }
    const likeness = (a: readonly number[], b: readonly number[]) => {
      const mean = (families.length - 1) / 2
      const both = a.reduce((sum, x, at) => sum + (x - mean) * ((b[at] ?? 0) - mean), 0)
      return both / a.reduce((sum, x) => sum + (x - mean) ** 2, 0)
    }
    const [one, two] = [places('2027061'), places('2027062')]
    // A correlation of 10,000 independent places stays within 0.04 but once in ten thousand.
    expect(Math.abs(likeness(one, two))).toBeLessThan(0.04)
    expect(
      Math.abs(
        likeness(
          one,
          families.map((_, n) => n),
        ),
      ),
    ).toBeLessThan(0.04)
  })

  it('puts each of three families first in a third of the seeds', () => {
    const first = [0, 0, 0]
    for (let seed = 0; seed < 3_000; seed++) {
      const numbers = ['a', 'b', 'c'].map((id) => lotteryNumber(String(seed), id))
      const at = numbers.indexOf(Math.min(...numbers))
      first[at] = (first[at] ?? 0) + 1
    }
    for (const times of first) expect(Math.abs(times - 1_000)).toBeLessThan(110)
  })
})

it('a registration number is ten digits of the child alone', () => {
  expect(registrationOf('child-1')).toMatch(/^\d{5}-\d{5}$/)
  expect(registrationOf('child-1')).not.toBe(registrationOf('child-2'))
})

it('a mark differs where anything does', () => {
  expect(markOf({ a: 1 })).toMatch(/^[0-9a-f]{14}$/)
  expect(markOf({ a: 1 })).not.toBe(markOf({ a: 2 }))
})
