import type { Section } from '../../../shared/catalogue.ts'
import { offersFor } from '../../../shared/enrolment.ts'
import { nearness } from '../../../shared/place.ts'
import { isWished } from '../../../shared/wishes.ts'
import { onlySection } from '../../wording/choosing.ts'
import type { ChildDraft } from '../state.ts'
import type { Turn } from '../turn.ts'
import { refusedForAge } from './check.ts'
import { calledIn, changedChild, childAt, offersOf, withSection, wordsOf } from './choose.ts'
import { candidateOf } from './family.ts'
import { hasBirth } from './form.ts'
import { judgedAt } from './opening.ts'
import { draftOf, type So, saying, soFar } from './so.ts'

/** Sections at the family's own village or firm are what is meant, where there are such. */
const nearest = (sections: readonly Section[], child: ChildDraft): readonly Section[] => {
  const own = sections.filter((section) => nearness(section, child) === 0)
  return own.length > 0 ? own : sections
}

export interface Settled {
  readonly so: So
  /** Several sections of a module suit: these are put to the parent. */
  readonly which: readonly Section[]
}

/**
 * Modules named before their section was known: one suitable section is taken, several are left to choose from, none is
 * told why.
 */
export const settleWanted = (turn: Turn, so: So, index: number): Settled =>
  childAt(so, index).wanted.reduce<Settled>((before, moduleId) => settleOne(turn, before, index, moduleId), {
    so,
    which: [],
  })

const settleOne = (turn: Turn, before: Settled, index: number, moduleId: string): Settled => {
  const child = childAt(before.so, index)
  const offers = offersOf(turn, before.so, index).filter(({ section }) => section.module.id === moduleId)
  const fit = nearest(
    offers.flatMap(({ section, refusal }) => (refusal ? [] : [section])),
    child,
  )
  const only = fit.length === 1 ? fit[0] : undefined
  // Wished for are all of them: which comes first is said when they are said back.
  if (fit.length > 0 && fit.every((section) => isWished(section, turn.scene.now))) {
    const rest = changedChild(before.so, index, { wanted: child.wanted.filter((id) => id !== moduleId) })
    return { ...before, so: fit.reduce((so, section) => withSection(turn, so, index, section), rest) }
  }
  if (fit.length > 1) return { ...before, which: before.which.length > 0 ? before.which : fit }
  const rest = changedChild(before.so, index, { wanted: child.wanted.filter((id) => id !== moduleId) })
  if (only)
    return { ...before, so: saying(withSection(turn, rest, index, only), onlySection(calledIn(child), only)) }
  const first = offers[0]
  const why = first?.refusal ? wordsOf(turn, child, first.section, first.refusal) : ''
  return { ...before, so: saying(rest, why) }
}

/** Modules that this child's age closes in every section: said at once, not after ten questions. */
export const sayTooYoungOrOld = (turn: Turn, so: So): So =>
  draftOf(so.state).children.reduce((all, _, index) => dropForAge(turn, all, index), so)

const dropForAge = (turn: Turn, so: So, index: number): So => {
  const child = childAt(so, index)
  if (!hasBirth(child)) return so
  const sections = turn.scene.catalogue.sectionsOf(draftOf(so.state).programmeId)
  return child.wanted.reduce((before, moduleId) => {
    const own = sections.filter(({ module }) => module.id === moduleId)
    if (own.length === 0 || !own.every((section) => refusedForAge(child, section))) return before
    const wanted = childAt(before, index).wanted.filter((id) => id !== moduleId)
    return saying(changedChild(before, index, { wanted }), ...whyNot(turn, child, own))
  }, so)
}

const whyNot = (turn: Turn, child: ChildDraft, sections: readonly Section[]): readonly string[] => {
  const [first] = sections
  const at = first ? judgedAt(turn, soFar(turn), first) : turn.scene.now
  const [offer] = offersFor(candidateOf(child), sections, [], at)
  return offer?.refusal ? [wordsOf(turn, child, offer.section, offer.refusal)] : []
}
