import type { SectionId } from '../ids.ts'
import type { Applicant, Offered } from './draw.ts'
import type { Fits } from './fits.ts'
import type { Turn } from './order.ts'
import { createSeating } from './seating.ts'
import type { BlockingPair } from './table.ts'

/** Who got what, by section, in the order of turns. */
export type Admitted = ReadonlyMap<SectionId, readonly { readonly child: Applicant; readonly turn: number }[]>

/** Would the child, alone and in its own order of wishes, take this one with what it got in hand? */
const wants = (child: Applicant, got: ReadonlySet<SectionId>, section: SectionId, fits: Fits): boolean => {
  const taken = [...child.taken]
  for (const wish of child.wishes)
    if (wish === section) return fits(taken, section) === null
    else if (got.has(wish)) taken.push(wish)
  return false
}

/** Is there a seat for the child when only those are seated who came before it? */
const welcomes = (section: Offered, admitted: Admitted, child: Applicant, turn: number): boolean => {
  const seating = createSeating(section)
  for (const each of admitted.get(section.id) ?? [])
    if (each.turn <= turn) seating.seat(each.child, each.turn)
  return seating.seat(child, turn)
}

/**
 * Pairs of a child and a section that would both rather have one another. A child that chose alone was refused in the very
 * state that is looked at here, so only siblings who chose together can be in one: a single seat was passed over, or their
 * common order was not that of one of them.
 */
export const blockingPairs = (
  turns: readonly Turn[],
  sections: ReadonlyMap<SectionId, Offered>,
  admitted: Admitted,
  fits: Fits,
): readonly BlockingPair[] =>
  turns.flatMap(({ members }, turn) =>
    members.length === 1 ? [] : members.flatMap((child) => blockedFor(child, turn, sections, admitted, fits)),
  )

const blockedFor = (
  child: Applicant,
  turn: number,
  sections: ReadonlyMap<SectionId, Offered>,
  admitted: Admitted,
  fits: Fits,
): readonly BlockingPair[] => {
  const has = (id: SectionId) => admitted.get(id)?.some((each) => each.child === child) ?? false
  const got = new Set(child.wishes.filter(has))
  return child.wishes.flatMap((id) => {
    const section = sections.get(id)
    if (!section || got.has(id) || child.taken.includes(id) || !wants(child, got, id, fits)) return []
    return welcomes(section, admitted, child, turn) ? [{ childId: child.childId, sectionId: id }] : []
  })
}
