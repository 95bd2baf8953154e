import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const zones = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'] as const

/**
 * Runs a block of tests once in each zone: the process itself is moved there, so that any use of the machine's own zone
 * shows. The first test of each block makes sure that the move has happened.
 */
export const inEveryZone = (name: string, tests: () => void): void => {
  describe.each(zones)(`${name} in %s`, (zone) => {
    const before = process.env.TZ
    beforeAll(() => {
      process.env.TZ = zone
    })
    afterAll(() => {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    })
    test('the process is in this zone', () => {
      const hours = { UTC: 4, 'Asia/Shanghai': 12, 'America/Los_Angeles': 21 }[zone]
      expect(new Date(Date.UTC(2027, 6, 6, 4)).getHours()).toBe(hours)
    })
    tests()
  })
}
