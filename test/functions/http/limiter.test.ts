import { describe, expect, test } from 'vitest'
import { createDoorLimiter } from '../../../functions/http/limiter.ts'
import { minuteMs } from '../../../shared/time.ts'

const office = '203.0.113.7'

describe('the web chat’s limit', () => {
  test('lets two hundred parents behind one address write every five seconds for a minute', () => {
    const limiter = createDoorLimiter(60)
    const refused: unknown[] = []
    for (let second = 0; second < 60; second += 5)
      for (let parent = 0; parent < 200; parent++)
        if (limiter(`web-${parent}`, office, second * 1_000) !== null) refused.push([second, parent])
    expect(refused).toEqual([])
  })

  test('is not got round by a new contact with every message, and ends with the minute', () => {
    const limiter = createDoorLimiter(50)
    const passed = (at: number) =>
      Array.from({ length: 10_000 }, (_, n) => limiter(`web-${at}-${n}`, office, at)).filter(
        (wait) => wait === null,
      ).length
    expect(passed(0)).toBe(3_000)
    expect(limiter('web-next', office, 0)).toBe(1)
    expect(passed(minuteMs)).toBe(3_000)
  })

  test('takes nothing from other addresses, nor where none is known', () => {
    const limiter = createDoorLimiter(1)
    for (let n = 0; n < 100; n++) limiter(`web-${n}`, office, 0)
    expect(limiter('web-far', '203.0.113.8', 0)).toBeNull()
    expect(limiter('web-here', null, 0)).toBeNull()
    expect(limiter('web-near', office, 0)).not.toBeNull()
  })

  test('refuses one stuck browser without costing its neighbours anything', () => {
    const limiter = createDoorLimiter(60)
    for (let n = 0; n < 100_000; n++) limiter('web-stuck', office, 0)
    expect(limiter('web-neighbour', office, 0)).toBeNull()
  })
})
