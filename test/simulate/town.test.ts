import { describe, expect, it } from 'vitest'
import { sectionName } from '../../bot/wording/schedule.ts'
import { readProgramme } from '../../shared/programme-file.ts'
import { homesOf } from '../support/parents/people.ts'
import { catalogueOf, townFor } from './town.ts'

describe('a simulated town', () => {
  it.each([1, 16, 5_000])('of %i families is a programme that can be published', (families) => {
    expect(readProgramme(JSON.stringify(townFor(families)))).toMatchObject({ ok: true })
  })

  it('has a name of its own for each class, and fewer seats for fewer families', () => {
    const sections = [...catalogueOf(townFor(100)).sections.values()]
    expect(new Set(sections.map(sectionName)).size).toBe(sections.length)
    const seats = (families: number): number =>
      [...catalogueOf(townFor(families)).sections.values()].reduce((sum, { capacity }) => sum + capacity, 0)
    expect(seats(100)).toBeLessThan(seats(1_000) / 4)
  })

  it('has homes in villages and firms that it knows', () => {
    const town = townFor(100)
    const names = town.organisations.map(({ name }) => name)
    expect(homesOf(town).every((home) => names.includes(home))).toBe(true)
  })
})
