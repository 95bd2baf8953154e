import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { indexCatalogue } from '../../../shared/catalogue.ts'
import { readProgramme } from '../../../shared/programme-file.ts'
import { instantOf } from '../../../shared/time.ts'
import { gatheringOf, isDrawing, isWished } from '../../../shared/wishes.ts'

const read = readProgramme(readFileSync('shared/programmes/more/wishes-2027.yaml', 'utf8'))
if (!read.ok) throw new Error(JSON.stringify(read.error))
const sections = indexCatalogue([{ programme: read.value, version: 1 }]).sectionsOf('wishes-2027')
const wished = (at: string) =>
  sections
    .filter((section) => isWished(section, instantOf(at.slice(0, 10), at.slice(11))))
    .map(({ plan }) => plan.id)

describe('the sample with a draw', () => {
  it('draws three classes and gives the fourth to who comes first', () => {
    expect(wished('2027-06-01 09:00').sort()).toEqual(['art-hall', 'ball-hall', 'pen-centre'])
  })

  it('gathers wishes to the end of the last day, and leaves what is left to the morning after the draw', () => {
    expect(wished('2027-06-03 23:59')).toHaveLength(3)
    expect(wished('2027-06-04 00:00')).toEqual([])
    const [section] = sections.filter(({ plan }) => plan.allocation === 'wishes')
    if (!section) throw new Error('nothing is drawn')
    expect(gatheringOf(section)?.leftAt).toBe(instantOf('2027-06-06', '08:00'))
    expect(isDrawing(section, instantOf('2027-06-04'))).toBe(true)
    // Without a published seed nothing was drawn, and nothing is left over.
    expect(isDrawing(section, instantOf('2027-06-07'))).toBe(true)
  })
})
