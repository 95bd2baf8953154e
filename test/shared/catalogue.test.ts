import { expect, test } from 'vitest'
import { indexCatalogue } from '../../shared/catalogue.ts'
import { aCatalogue, aProgramme, aProgrammeInput, aSectionInput } from '../support/programme.ts'

test('a section has its module, site, town, sessions and capacity in hand', () => {
  const section = aCatalogue().sections.get('mini-2027.draw-hall')
  expect(section?.module.name).toBe('绘画')
  expect(section?.site.name).toBe('山前村文化礼堂')
  expect(section?.town.name).toBe('东镇')
  expect(section?.sessions).toHaveLength(15)
  expect(section?.capacity).toBe(12)
})

test('the ratio of the programme binds where a section has none of its own', () => {
  const sections = [
    aSectionInput({ id: 'a', capacity: { adults: 2 } }),
    aSectionInput({ id: 'b', capacity: { adults: 2, ratio: 8 } }),
  ]
  const catalogue = aCatalogue(aProgramme({ sections, capacity: { ratio: 15 } }))
  expect(catalogue.sectionsOf('mini-2027').map((each) => each.capacity)).toEqual([30, 16])
})

test('two programmes keep their own things apart', () => {
  const other = aProgramme({ id: 'other-2027' })
  const catalogue = aCatalogue(aProgramme(), other)
  expect(catalogue.sections.size).toBe(12)
  expect(catalogue.sectionsOf('other-2027').every((each) => each.programme.id === 'other-2027')).toBe(true)
  expect(catalogue.sectionsOf('nowhere')).toEqual([])
  expect(catalogue.organisation('other-2027', 'hill')?.name).toBe('山前村')
  expect(catalogue.site('nowhere', 'hall')).toBeUndefined()
  expect(catalogue.module('other-2027', 'draw')?.name).toBe('绘画')
})

test('the version changes with any programme, not with their order', () => {
  const [a, b] = [aProgramme(), aProgramme({ id: 'other-2027' })]
  const version = (x: number, y: number) =>
    indexCatalogue([
      { programme: a, version: x },
      { programme: b, version: y },
    ]).version
  const turned = indexCatalogue([
    { programme: b, version: 2 },
    { programme: a, version: 1 },
  ]).version
  expect(version(1, 2)).toBe(turned)
  expect(version(1, 3)).not.toBe(turned)
})

test('a section of an unknown site is a fault, not a section', () => {
  const programme = aProgramme({ sites: aProgrammeInput().sites.slice(1) })
  expect(() => aCatalogue(programme)).toThrow(
    'mini-2027.draw-hall names hall, which its programme does not have',
  )
})
