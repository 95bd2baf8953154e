import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basicGiven, may, mustAskAgain, noticeVersion } from '../../shared/consent.ts'
import { type Consent, type Scope, scopes } from '../../shared/family.ts'
import { aProgramme, aProgrammeInput } from '../support/programme.ts'

const line = (scope: Scope, given: boolean, notice = 'n'): Consent => ({
  scope,
  given,
  at: 0,
  by: { contact: 'web-1' },
  notice,
})

test('no line is a no, for every scope', () => {
  for (const scope of scopes) expect(may({ consents: [] }, scope)).toBe(false)
})

test('the last line on a scope holds, whatever others say', () => {
  const someLine = fc.record({ scope: fc.constantFrom(...scopes), given: fc.boolean() })
  fc.assert(
    fc.property(fc.array(someLine), fc.constantFrom(...scopes), fc.boolean(), (lines, scope, given) => {
      const others = lines.filter((each) => each.scope !== scope)
      const consents = [...lines, { scope, given }, ...others].map((each) => line(each.scope, each.given))
      expect(may({ consents }, scope)).toBe(given)
    }),
  )
})

test('refusing a photo refuses nothing else', () => {
  expect(basicGiven({ consents: [line('basic', true), line('photo', false)] })).toBe(true)
})

test('the version of the notice changes with who holds the data and whom to ask, not with the classes', () => {
  const input = aProgrammeInput()
  const version = noticeVersion(aProgramme())
  expect(noticeVersion(aProgramme({ sections: input.sections.slice(0, 1) }))).toBe(version)
  for (const change of [
    { post: '办公室' },
    { phone: '0576-1' },
    { storedIn: '宁夏' },
    { complaints: '12345' },
  ]) {
    expect(noticeVersion(aProgramme({ holder: { ...input.holder, ...change } }))).not.toBe(version)
  }
})

test('who agreed to another text is asked again, who withdrew or never agreed is not', () => {
  const programme = aProgramme()
  const now = noticeVersion(programme)
  expect(mustAskAgain({ consents: [line('basic', true, 'older')] }, programme)).toBe(true)
  expect(mustAskAgain({ consents: [line('basic', true, now)] }, programme)).toBe(false)
  expect(
    mustAskAgain({ consents: [line('basic', true, 'older'), line('basic', false, now)] }, programme),
  ).toBe(false)
  expect(mustAskAgain({ consents: [] }, programme)).toBe(false)
})
