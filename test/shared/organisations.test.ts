import { expect, test } from 'vitest'
import { employersOf, isWithin, lineOf, placesOf, townOf } from '../../shared/organisations.ts'
import { aProgramme, aProgrammeInput } from '../support/programme.ts'

const programme = aProgramme()

test('the line goes from an organisation up to the top', () => {
  expect(lineOf(programme, 'hill').map((each) => each.id)).toEqual(['hill', 'east', 'county'])
  expect(lineOf(programme, 'nowhere')).toEqual([])
})

test('the line of a tree that runs in a circle ends', () => {
  const circle = aProgramme({
    organisations: aProgrammeInput().organisations.map((each) =>
      each.id === 'county' ? { ...each, parent: 'hill' } : each,
    ),
  })
  expect(lineOf(circle, 'hill').map((each) => each.id)).toEqual(['hill', 'east', 'county'])
})

test('an organisation is within itself and those above it, in no other direction', () => {
  expect(isWithin(programme, 'hill', 'hill')).toBe(true)
  expect(isWithin(programme, 'hill', 'county')).toBe(true)
  expect(isWithin(programme, 'county', 'hill')).toBe(false)
  expect(isWithin(programme, 'hill', 'west')).toBe(false)
})

test('a town lies in itself; right below the county there is none', () => {
  expect(townOf(programme, 'firm-1')?.id).toBe('east')
  expect(townOf(programme, 'east')?.id).toBe('east')
  expect(townOf(programme, 'county')).toBeUndefined()
})

test('places are towns and villages, employers are firms', () => {
  expect(placesOf(programme).map((each) => each.id)).toEqual(['east', 'west', 'hill', 'lake'])
  expect(employersOf(programme).map((each) => each.id)).toEqual(['firm-1', 'firm-2'])
})
