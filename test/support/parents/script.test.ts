import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { householdOf } from './people.ts'
import { days, type Script, writeScripts } from './script.ts'
import { draw } from './seeded.ts'

const homes: readonly [string, ...string[]] = ['白岩村', '东沙社区', '示例企业1']
const whats = (script: Script) => script.errands.map(({ what }) => what)

describe('chance', () => {
  it('is the same number for the same words, and between 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, word) => {
        const number = draw(seed, word)
        expect(number).toBe(draw(seed, word))
        expect(number).toBeGreaterThanOrEqual(0)
        expect(number).toBeLessThan(1)
      }),
    )
  })
})

describe('scripts', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(writeScripts(7, 60, homes)).toEqual(writeScripts(7, 60, homes))
    expect(writeScripts(8, 60, homes)).not.toEqual(writeScripts(7, 60, homes))
  })

  it('of one family do not hang on how many others there are', () => {
    expect(writeScripts(7, 60, homes).parents.slice(0, 24)).toEqual(writeScripts(7, 24, homes).parents)
  })

  it('hold errands on days that are played, the enrolment first', () => {
    for (const script of writeScripts(7, 300, homes).parents) {
      const when = script.errands.map(({ day }) => day)
      expect(when).toEqual([...when].sort((a, b) => a - b))
      expect(when.every((day) => (days as readonly number[]).includes(day))).toBe(true)
      if (!script.entered) expect(whats(script)[0]).toBe('enrol')
    }
  })

  it('have everything that is to happen: siblings, changes of mind, cancellations, late answers', () => {
    const { parents, helpers } = writeScripts(7, 300, homes)
    for (const what of ['sibling', 'cancel', 'change', 'another', 'mine', 'place', 'question'] as const)
      expect(
        parents.some((script) => whats(script).includes(what)),
        what,
      ).toBe(true)
    for (const temper of ['takes', 'declines', 'late', 'never'] as const)
      expect(
        parents.some((script) => script.temper === temper),
        temper,
      ).toBe(true)
    expect(
      parents
        .filter(({ quits }) => quits)
        .every((script) => whats(script).filter((what) => what === 'enrol').length === 2),
    ).toBe(true)
    expect(helpers.length).toBeGreaterThan(10)
    expect(parents.some(({ entered }) => entered?.confirms === false)).toBe(true)
  })

  it('let a helper enter several families, each once, on the day on which it confirms', () => {
    const { parents, helpers } = writeScripts(7, 100, homes)
    const entered = helpers.flatMap(({ families }) => families)
    expect(new Set(entered).size).toBe(entered.length)
    expect(helpers.some(({ families }) => families.length === 3)).toBe(true)
    for (const helper of helpers)
      for (const family of helper.families) {
        expect(parents[family]?.entered).toMatchObject({ by: helper.contact, day: helper.day })
        expect(parents[family] && whats(parents[family])).not.toContain('enrol')
      }
  })
})

describe('families', () => {
  const all = Array.from({ length: 2_000 }, (_, family) => householdOf(7, family, homes))

  it('have children whom nobody could take for one another', () => {
    const children = all.flatMap((family) => family.children.map(({ name, birth }) => `${name} ${birth}`))
    expect(new Set(children).size).toBe(children.length)
  })

  it('have one surname, and phones of eleven digits that are theirs alone', () => {
    const phones = all.map(({ guardian }) => guardian.phone)
    expect(phones.every((phone) => /^138\d{8}$/.test(phone))).toBe(true)
    expect(new Set(phones).size).toBe(phones.length)
    for (const { surname, guardian, children } of all)
      for (const name of [guardian.name, ...children.map((child) => child.name)])
        expect(name.startsWith(surname)).toBe(true)
  })
})
