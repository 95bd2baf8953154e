import type { Section } from '../../../shared/catalogue.ts'
import { mayChoose, type Offer, offersFor } from '../../../shared/enrolment.ts'
import { nearness } from '../../../shared/place.ts'
import type { Refusal } from '../../../shared/refusals.ts'
import { refusalWords } from '../../wording/refusals.ts'
import type { ChildDraft } from '../state.ts'
import type { Turn } from '../turn.ts'
import { refusedForAge } from './check.ts'
import { candidateOf, takenBy } from './family.ts'
import { changeChild, hasBirth } from './form.ts'
import { draftOf, type So, saying, withDraft } from './so.ts'

/** Party size of a section whose people were not counted yet. */
export const uncounted = 0

const childAt = (so: So, index: number): ChildDraft => {
  const child = draftOf(so.state).children[index]
  if (!child) throw new Error(`the draft has no child ${index}`)
  return child
}

export const calledIn = (child: ChildDraft): string => child.name ?? '孩子'

/** Every section of the programme for this child, near ones first, each with why not. */
export const offersOf = (turn: Turn, so: So, index: number): readonly Offer[] => {
  const draft = draftOf(so.state)
  const child = childAt(so, index)
  const { catalogue, now } = turn.scene
  const sections = catalogue.sectionsOf(draft.programmeId).filter(({ module }) => !module.adults)
  return offersFor(candidateOf(child), sections, takenBy(so.state, turn.scene, child), now)
}

export const openTo = (turn: Turn, so: So, index: number): readonly Section[] =>
  offersOf(turn, so, index).flatMap(({ section, refusal }) => (refusal ? [] : [section]))

export const wordsOf = (turn: Turn, child: ChildDraft, section: Section, refusal: Refusal): string =>
  refusalWords(refusal, { child: calledIn(child), section, sections: turn.scene.catalogue.sections })

const withSection = (so: So, index: number, section: Section): So => {
  const draft = draftOf(so.state)
  const child = childAt(so, index)
  const party = section.plan.party.max > 1 ? uncounted : 1
  return withDraft(so, {
    ...changeChild(draft, index, { sections: [...child.sections, { id: section.id, party }] }),
    trail: [
      ...draft.trail.filter((spot) => spot.field !== 'modules' || spot.child !== index),
      { child: index, field: 'modules' },
    ],
  })
}

/** Takes these sections one after another; each that cannot be had beside the others is told why. */
export const taking = (turn: Turn, so: So, index: number, sections: readonly Section[]): So =>
  sections.reduce((before, section) => {
    const child = childAt(before, index)
    const refusal = mayChoose(
      candidateOf(child),
      takenBy(before.state, turn.scene, child),
      section,
      turn.scene.now,
    )
    return refusal
      ? saying(before, wordsOf(turn, child, section, refusal))
      : withSection(before, index, section)
  }, so)

export const changedChild = (so: So, index: number, change: Partial<ChildDraft>): So =>
  withDraft(so, changeChild(draftOf(so.state), index, change))

/** Sections at the family's own village or firm are what is meant, where there are such. */
const nearest = (sections: readonly Section[], child: ChildDraft): readonly Section[] => {
  const own = sections.filter((section) => nearness(section, child) === 0)
  return own.length > 0 ? own : sections
}

/**
 * Sections that can no longer be had since they were chosen leave the draft, with a reason: an age or the days were
 * corrected, or the window closed meanwhile.
 */
export const stillOpen = (turn: Turn, so: So): So =>
  draftOf(so.state).children.reduce((all, child, index) => {
    const gone = child.sections.flatMap(({ id }) => {
      const section = turn.scene.catalogue.sections.get(id)
      if (!section) return [{ id, why: '' }]
      const others = takenBy(so.state, turn.scene, child).filter((other) => other.id !== id)
      const refusal = mayChoose(candidateOf(child), others, section, turn.scene.now)
      return refusal ? [{ id, why: wordsOf(turn, child, section, refusal) }] : []
    })
    if (gone.length === 0) return all
    const sections = child.sections.filter(({ id }) => !gone.some((one) => one.id === id))
    return saying(changedChild(all, index, { sections, chosen: false }), ...gone.map(({ why }) => why))
  }, so)

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
  if (fit.length > 1) return { ...before, which: before.which.length > 0 ? before.which : fit }
  const rest = changedChild(before.so, index, { wanted: child.wanted.filter((id) => id !== moduleId) })
  if (only) return { ...before, so: withSection(rest, index, only) }
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
    if (own.length === 0 || !own.every((section) => refusedForAge(child, section, turn.scene.now)))
      return before
    const wanted = childAt(before, index).wanted.filter((id) => id !== moduleId)
    return saying(changedChild(before, index, { wanted }), ...whyNot(turn, child, own))
  }, so)
}

const whyNot = (turn: Turn, child: ChildDraft, sections: readonly Section[]): readonly string[] => {
  const [offer] = offersFor(candidateOf(child), sections, [], turn.scene.now)
  return offer?.refusal ? [wordsOf(turn, child, offer.section, offer.refusal)] : []
}

/** The reasons, at most three and none twice, where nothing at all can be chosen. */
export const whyNothing = (turn: Turn, so: So, index: number): readonly string[] => {
  const child = childAt(so, index)
  const words = offersOf(turn, so, index).flatMap(({ section, refusal }) =>
    refusal ? [wordsOf(turn, child, section, refusal)] : [],
  )
  return [...new Set(words)].slice(0, 3)
}

/** The first chosen section whose people are not counted. */
export const toCount = (so: So): { readonly child: number; readonly sectionId: string } | null => {
  for (const [child, { sections }] of draftOf(so.state).children.entries()) {
    const open = sections.find(({ party }) => party === uncounted)
    if (open) return { child, sectionId: open.id }
  }
  return null
}
