import type { Section } from '../../../shared/catalogue.ts'
import { lacksConsent } from '../../../shared/consent.ts'
import { mayChoose, type Offer, offersFor } from '../../../shared/enrolment.ts'
import type { Refusal } from '../../../shared/refusals.ts'
import { isWished } from '../../../shared/wishes.ts'
import { theChild } from '../../wording/common.ts'
import { outingDeclined } from '../../wording/excursion.ts'
import { refusalWords } from '../../wording/refusals.ts'
import type { ChildDraft } from '../state.ts'
import type { Turn } from '../turn.ts'
import { wishedAmong, wishesOf } from '../wishes/effects.ts'
import { candidateOf, takenBy } from './family.ts'
import { changeChild } from './form.ts'
import { judgedAt } from './opening.ts'
import { draftOf, familyOf, type So, saying, withDraft } from './so.ts'

/** Party size of a section whose people were not counted yet. */
export const uncounted = 0

export const childAt = (so: So, index: number): ChildDraft => {
  const child = draftOf(so.state).children[index]
  if (!child) throw new Error(`the draft has no child ${index}`)
  return child
}

export const calledIn = (child: ChildDraft): string => child.name ?? theChild

/** Every section of the programme for this child, near ones first, each with why not. */
export const offersOf = (turn: Turn, so: So, index: number): readonly Offer[] => {
  const draft = draftOf(so.state)
  const child = childAt(so, index)
  const { catalogue, now } = turn.scene
  const sections = catalogue.sectionsOf(draft.programmeId).filter(({ module }) => !module.adults)
  const taken = takenBy(so.state, turn.scene, child)
  return offersFor(candidateOf(child), sections, taken, now).map(({ section, refusal }) => {
    if (child.sections.some(({ id }) => id === section.id))
      return { section, refusal: { code: 'already', sectionId: section.id } }
    return refusal?.code === 'not_open_yet'
      ? { section, refusal: mayChoose(candidateOf(child), taken, section, judgedAt(turn, so, section)) }
      : { section, refusal }
  })
}

export const openTo = (turn: Turn, so: So, index: number): readonly Section[] =>
  offersOf(turn, so, index).flatMap(({ section, refusal }) =>
    refusal || isDeclined(so, section) ? [] : [section],
  )

/** An outing to which the guardian has just said no. */
const isDeclined = (so: So, section: Section): boolean => {
  const family = familyOf(so.state)
  return draftOf(so.state).noOutings === true && family !== null && lacksConsent(family, section)
}

export const wordsOf = (turn: Turn, child: ChildDraft, section: Section, refusal: Refusal): string =>
  refusalWords(refusal, { child: calledIn(child), section, sections: turn.scene.catalogue.sections })

/** One more wish comes behind those that are kept of the child already. */
const withKept = (turn: Turn, so: So, child: ChildDraft): ChildDraft['sections'] => {
  const { scene } = turn
  const chosen = child.sections.map(({ id }) => id)
  if (wishedAmong(scene, chosen).length > 0) return child.sections
  const kept = wishedAmong(scene, wishesOf(familyOf(so.state), child.id)?.ranked ?? [])
  return [...child.sections, ...kept.map(({ id }) => ({ id, party: 1 }))]
}

export const withSection = (turn: Turn, so: So, index: number, section: Section): So => {
  const draft = draftOf(so.state)
  const child = childAt(so, index)
  const wished = isWished(section, turn.scene.now)
  const party = section.plan.party.max > 1 && !wished ? uncounted : 1
  const sections = [...(wished ? withKept(turn, so, child) : child.sections), { id: section.id, party }]
  return withDraft(so, {
    ...changeChild(draft, index, wished ? { sections, ranked: false } : { sections }),
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
    if (child.sections.some(({ id }) => id === section.id)) return before
    const refusal = mayChoose(
      candidateOf(child),
      takenBy(before.state, turn.scene, child),
      section,
      judgedAt(turn, before, section),
    )
    return refusal
      ? saying(before, wordsOf(turn, child, section, refusal))
      : withSection(turn, before, index, section)
  }, so)

export const changedChild = (so: So, index: number, change: Partial<ChildDraft>): So =>
  withDraft(so, changeChild(draftOf(so.state), index, change))

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
      const refusal = mayChoose(candidateOf(child), others, section, judgedAt(turn, so, section))
      return refusal ? [{ id, why: wordsOf(turn, child, section, refusal) }] : []
    })
    if (gone.length === 0) return all
    const sections = child.sections.filter(({ id }) => !gone.some((one) => one.id === id))
    return saying(changedChild(all, index, { sections, chosen: false }), ...gone.map(({ why }) => why))
  }, so)

/** The reasons, at most three and none twice, where nothing at all can be chosen. */
export const whyNothing = (turn: Turn, so: So, index: number): readonly string[] => {
  const child = childAt(so, index)
  const words = offersOf(turn, so, index).flatMap(({ section, refusal }) =>
    refusal
      ? [wordsOf(turn, child, section, refusal)]
      : isDeclined(so, section)
        ? [outingDeclined(section)]
        : [],
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
