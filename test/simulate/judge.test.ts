import { describe, expect, it } from 'vitest'
import { createNotes } from '../support/parents/notes.ts'
import type { Parent } from '../support/parents/parent.ts'
import { newTally } from '../support/parents/tally.ts'
import { judge } from './judge.ts'
import type { SectionCount } from './says.ts'
import { catalogueOf, townFor } from './town.ts'

const catalogue = catalogueOf(townFor(30))
const section = 'yuhuan-2027.art-baiyan'
const name = '绘画（2号班）'
const places = catalogue.sections.get(section)?.capacity ?? 0

/** Parents of whom each was told to have a seat, or to wait. */
const parents = (...has: readonly ('seat' | 'waiting')[]): readonly Pick<Parent, 'notes'>[] =>
  has.map((is, index) => {
    const notes = createNotes()
    notes.take([{ what: 'stands', child: `王${index}`, section: name, is }])
    return { notes }
  })
const count = (taken: number, waiting: number, wrong: readonly string[] = []): SectionCount => ({
  section,
  taken,
  waiting,
  wrong,
})
const verdict = (told: readonly Pick<Parent, 'notes'>[], truth: SectionCount) =>
  judge({ parents: told, tally: newTally() }, [truth], catalogue)

describe('the verdict', () => {
  it('finds nothing where everybody has what was told', () => {
    expect(verdict(parents('seat', 'seat', 'waiting'), count(2, 1))).toEqual({
      oversold: 0,
      lost: 0,
      duplicates: 0,
      recount: 0,
      lines: [],
    })
  })

  it('counts people beyond the places, by the truth or by what was promised', () => {
    const many = parents(...Array.from({ length: places + 1 }, () => 'seat' as const))
    expect(verdict(many, count(places + 1, 0)).oversold).toBe(1)
    expect(verdict(many, count(places, 0))).toMatchObject({ oversold: 1, lost: 1 })
  })

  it('misses a seat or a place that was promised', () => {
    expect(verdict(parents('seat', 'waiting'), count(0, 0)).lost).toBe(2)
  })

  it('counts a seat that is taken and nobody was told of', () => {
    expect(verdict(parents('seat'), count(2, 0))).toMatchObject({ duplicates: 1, lost: 0 })
  })

  it('counts what differed on the way, and figures that are wrong', () => {
    const tally = newTally()
    tally.differences.push({
      contact: 'demo-s1',
      kind: 'lost',
      child: '王小雨',
      section: name,
      noted: 'seat',
      found: 'none',
    })
    tally.otherwise.push('demo-s1-3')
    const found = judge({ parents: [], tally }, [count(0, 0, ['left is 3, counted 2'])], catalogue)
    expect(found).toMatchObject({ lost: 1, duplicates: 1, recount: 1 })
    expect(found.lines).toHaveLength(3)
  })
})
