import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capacityOf } from '../../shared/capacity.ts'

test('the room binds where nothing else is known', () => {
  expect(capacityOf({ places: 40, ratio: 10 })).toEqual({ capacity: 40, binds: 'room' })
})

test.each([
  [{ places: 40, adults: 3, ratio: 10 }, 30, 'adults'],
  [{ places: 40, adults: 4, ratio: 10, insured: 25 }, 25, 'insured'],
  [{ places: 40, adults: 4, ratio: 10, insured: 25, cap: 20 }, 20, 'cap'],
  [{ places: 0, ratio: 10, cap: 20 }, 0, 'room'],
  [{ places: 20, ratio: 10, cap: 20 }, 20, 'room'],
] as const)('%j gives %i places, bound by %s', (bounds, capacity, binds) => {
  expect(capacityOf(bounds)).toEqual({ capacity, binds })
})

test('there are never more places than any bound allows', () => {
  const some = fc.option(fc.nat(500), { nil: undefined })
  const bounds = fc.record({ places: fc.nat(500), adults: some, ratio: fc.nat(30), insured: some, cap: some })
  fc.assert(
    fc.property(bounds, (given) => {
      const { capacity } = capacityOf(given)
      const each = [given.places, given.insured, given.cap, given.adults && given.adults * given.ratio]
      for (const bound of each) if (bound !== undefined) expect(capacity).toBeLessThanOrEqual(bound)
      expect(each).toContain(capacity)
    }),
  )
})
