import { expect, test } from 'vitest'
import type { Consent } from '../../shared/family.ts'
import { conversationEndsAt, draftEndsAt, familyEndsAt, helperHoldEndsAt } from '../../shared/retention.ts'
import { dayMs, hourMs, instantOf } from '../../shared/time.ts'
import { inEveryZone } from '../support/zones.ts'

const season = { last: '2027-08-20' }
const inMarch = instantOf('2027-03-01')
const enrolled = {
  enrolments: [
    { childId: 'kid-1', sectionId: 's-1', party: 1, state: 'waiting' as const, since: 0, until: null },
  ],
}
const nextYear = (given: boolean): Consent => ({
  scope: 'next_year',
  given,
  at: 0,
  by: { paper: 'p-1' },
  notice: 'n',
})

inEveryZone('retention', () => {
  test('a family ends 90 full days after the last day of the season', () => {
    const endsAt = familyEndsAt({ ...enrolled, consents: [], pending: null }, season, inMarch)
    expect(endsAt).toBe(instantOf('2027-11-19'))
  })

  test('one that asked to be told next year is kept a season more, until it withdraws that', () => {
    const asked = { ...enrolled, consents: [nextYear(true)], pending: null }
    expect(familyEndsAt(asked, season, inMarch)).toBe(instantOf('2028-11-19'))
    const withdrawn = { ...enrolled, consents: [nextYear(true), nextYear(false)], pending: null }
    expect(familyEndsAt(withdrawn, season, inMarch)).toBe(instantOf('2027-11-19'))
  })

  test('one that is enrolled in nothing ends 30 days after it was touched, at the latest with the season’s', () => {
    const unfinished = { enrolments: [], consents: [], pending: null }
    expect(familyEndsAt(unfinished, season, inMarch)).toBe(instantOf('2027-03-31'))
    expect(familyEndsAt(unfinished, season, instantOf('2027-11-01'))).toBe(instantOf('2027-11-19'))
    expect(familyEndsAt({ ...unfinished, consents: [nextYear(true)] }, season, inMarch)).toBe(
      instantOf('2028-11-19'),
    )
  })

  test('an entry that no guardian confirmed ends with its hold', () => {
    const until = helperHoldEndsAt(instantOf('2027-06-01', '10:00'))
    expect(until).toBe(instantOf('2027-06-03', '10:00'))
    expect(
      familyEndsAt({ ...enrolled, consents: [], pending: { helper: 'web-1', until } }, season, inMarch),
    ).toBe(until)
  })
})

test('talk ends after 7 idle days, what was begun in it after 30', () => {
  expect(conversationEndsAt(0)).toBe(7 * dayMs)
  expect(draftEndsAt(0)).toBe(30 * dayMs)
  expect(helperHoldEndsAt(0)).toBe(48 * hourMs)
})
