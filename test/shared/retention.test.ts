import { expect, test } from 'vitest'
import type { Consent } from '../../shared/family.ts'
import {
  conversationEndsAt,
  draftEndsAt,
  familyEndsAt,
  helperHoldEndsAt,
  isOver,
} from '../../shared/retention.ts'
import { dayMs, hourMs, instantOf } from '../../shared/time.ts'
import { inEveryZone } from '../support/zones.ts'

const season = { last: '2027-08-20' }
const nextYear = (given: boolean): Consent => ({
  scope: 'next_year',
  given,
  at: 0,
  by: { paper: 'p-1' },
  notice: 'n',
})

inEveryZone('retention', () => {
  test('a family ends 90 full days after the last day of the season', () => {
    const endsAt = familyEndsAt({ consents: [], pending: null }, season)
    expect(endsAt).toBe(instantOf('2027-11-19'))
    expect(isOver(endsAt, instantOf('2027-11-18', '23:59'))).toBe(false)
    expect(isOver(endsAt, endsAt)).toBe(true)
  })

  test('one that asked to be told next year is kept a season more, until it withdraws that', () => {
    const asked = { consents: [nextYear(true)], pending: null }
    expect(familyEndsAt(asked, season)).toBe(instantOf('2028-11-19'))
    const withdrawn = { consents: [nextYear(true), nextYear(false)], pending: null }
    expect(familyEndsAt(withdrawn, season)).toBe(instantOf('2027-11-19'))
  })

  test('an entry that no guardian confirmed ends with its hold', () => {
    const until = helperHoldEndsAt(instantOf('2027-06-01', '10:00'))
    expect(until).toBe(instantOf('2027-06-03', '10:00'))
    expect(familyEndsAt({ consents: [], pending: { helper: 'web-1', until } }, season)).toBe(until)
  })
})

test('talk ends after 7 idle days, what was begun in it after 30', () => {
  expect(conversationEndsAt(0)).toBe(7 * dayMs)
  expect(draftEndsAt(0)).toBe(30 * dayMs)
  expect(helperHoldEndsAt(0)).toBe(48 * hourMs)
})
