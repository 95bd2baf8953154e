import { expect, test } from 'vitest'
import { kilometres, nearestSections, nearestSites, nearness } from '../../shared/place.ts'
import { aCatalogue, aProgramme, sectionIn } from '../support/programme.ts'

const programme = aProgramme()
const hall = sectionIn(programme, 'draw-hall')
const canteen = sectionIn(programme, 'ball-canteen')
const film = sectionIn(programme, 'film-july')

test('the own village or firm is nearest, then the own town, then the rest', () => {
  const near = [hall, canteen, film].map((section) => nearness(section, { place: 'hill' }))
  expect(near).toEqual([0, 1, 2])
  expect(nearness(canteen, { place: null, employer: 'firm-1' })).toBe(0)
  expect(nearness(film, { place: 'hill', employer: 'firm-2' })).toBe(1)
})

test('who names a town only has all of it near', () => {
  expect([hall, canteen, film].map((section) => nearness(section, { place: 'east' }))).toEqual([0, 0, 2])
})

test('nothing is near to who told nothing', () => {
  expect(nearness(hall, {})).toBe(2)
})

test('a degree of latitude is about 111 km', () => {
  expect(kilometres({ lat: 28, lon: 121 }, { lat: 29, lon: 121 })).toBeCloseTo(111.2, 0)
  expect(kilometres({ lat: 28, lon: 121 }, { lat: 28, lon: 121 })).toBe(0)
})

test('sites come nearest first, those of unknown position not at all', () => {
  const sites = programme.sites.map((site) => {
    const { lat: _lat, lon: _lon, ...hidden } = site
    return site.id === 'hall' ? hidden : site
  })
  const found = nearestSites(sites, { lat: 28.2, lon: 121.3 })
  expect(found.map(({ site }) => site.id)).toEqual(['cinema', 'canteen'])
})

test('sections come by their sites, the nearest first', () => {
  const sections = aCatalogue(programme).sectionsOf(programme.id)
  expect(nearestSections(sections, { lat: 28.2, lon: 121.3 })[0]?.id).toBe('mini-2027.film-july')
})
