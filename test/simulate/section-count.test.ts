import { describe, expect, it } from 'vitest'
import type { Recount } from '../../functions/app/ports.ts'
import { sectionCount } from './section-count.ts'

const same = (number: number) => ({ stored: number, counted: number })
const recount = (overrides: Partial<Recount> = {}): Recount => ({
  sectionId: 'mini-2027.draw-hall',
  left: same(3),
  waiting: same(2),
  granted: same(1),
  quotas: [{ organisation: 'hill', left: same(4), waiting: same(0) }],
  orphans: [],
  notes: [],
  broken: [],
  views: [],
  ...overrides,
})

describe('a section as it adds up', () => {
  it('has taken what is left neither open nor in a quota, and what was granted', () => {
    expect(sectionCount('a', 12, recount())).toEqual({ section: 'a', taken: 6, waiting: 2, wrong: [] })
  })

  it('goes by what was counted, and says what is stored otherwise', () => {
    const found = sectionCount('a', 12, recount({ left: { stored: 3, counted: 2 }, orphans: ['child-1'] }))
    expect(found.taken).toBe(7)
    expect(found.wrong).toEqual(['left is 3, counted 2', 'held by families that are gone: child-1'])
  })

  it('is wrong where it is not there', () => {
    expect(sectionCount('a', 12, null).wrong).toHaveLength(1)
  })
})
