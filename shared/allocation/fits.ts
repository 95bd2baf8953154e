import type { SectionId } from '../ids.ts'
import type { Draw } from './draw.ts'

/** Why one child cannot have a section beside what it has. */
export type Clash =
  | { readonly code: 'limit'; readonly courses: number }
  | { readonly code: 'overlap' | 'one_period'; readonly with: SectionId }

export type Fits = (taken: readonly SectionId[], section: SectionId) => Clash | null

type Apart = Map<SectionId, Map<SectionId, 'overlap' | 'one_period'>>

const apartOf = ({ sections }: Pick<Draw, 'sections'>): Apart => {
  const all: Apart = new Map(sections.map(({ id }) => [id, new Map()]))
  const put = (from: SectionId, to: SectionId, because: 'overlap' | 'one_period') => {
    // Where both hold, or the two say different things, the period is told: no other hour would help.
    if (all.get(from)?.get(to) !== 'one_period') all.get(from)?.set(to, because)
  }
  for (const { id, apart } of sections)
    for (const { section, because } of apart) {
      put(id, section, because)
      put(section, id, because)
    }
  return all
}

/** The limits of the programme (shared/enrolment.ts), in the same order of reasons. */
export const fitsOf = (draw: Pick<Draw, 'sections' | 'courses'>): Fits => {
  const { courses } = draw
  const apart = apartOf(draw)
  const counted = new Set(draw.sections.filter(({ counts }) => counts).map(({ id }) => id))
  return (taken, section) => {
    if (counted.has(section) && taken.filter((id) => counted.has(id)).length >= courses)
      return { code: 'limit', courses }
    const mine = apart.get(section)
    const hinders = (because: 'overlap' | 'one_period') => taken.find((id) => mine?.get(id) === because)
    const period = hinders('one_period')
    if (period !== undefined) return { code: 'one_period', with: period }
    const other = hinders('overlap')
    return other === undefined ? null : { code: 'overlap', with: other }
  }
}
