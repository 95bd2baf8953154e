import type { SectionId } from '../ids.ts'
import type { Applicant } from './draw.ts'

/** A section, and who of a turn wishes for it. */
export interface Wish {
  readonly section: SectionId
  readonly members: readonly Applicant[]
}

interface Ranked extends Wish {
  readonly mean: number
  readonly worst: number
}

const rankedOf = (section: SectionId, wishers: readonly Applicant[]): Ranked => {
  const members = wishers.filter(({ wishes }) => wishes.includes(section))
  const ranks = members.map(({ wishes }) => wishes.indexOf(section))
  const sum = ranks.reduce((total, rank) => total + rank, 0)
  return { section, members, mean: sum / ranks.length, worst: Math.max(...ranks) }
}

/**
 * The wishes of one turn in the order in which they are looked at. For a child alone that is its own order. For siblings who
 * asked to be together the heuristic is: a section that several of them wish for is one wish of all these; wishes go by the
 * mean of the places that they have in the lists that name them, then by the worse of these places, then by the section's id.
 */
export const wishesOfTurn = (members: readonly Applicant[]): readonly Wish[] => {
  const [alone, more] = members
  if (alone && !more) return alone.wishes.map((section) => ({ section, members }))
  const sections = [...new Set(members.flatMap(({ wishes }) => wishes))]
  return sections
    .map((section) => rankedOf(section, members))
    .sort((a, b) => a.mean - b.mean || a.worst - b.worst || (a.section < b.section ? -1 : 1))
}
