import { windowOf } from '../../../shared/enrolment.ts'
import type { ChildId, SectionId } from '../../../shared/ids.ts'
import { draftEndsAt } from '../../../shared/retention.ts'
import type { Section } from '../../../shared/section.ts'
import { dayMs, type Instant } from '../../../shared/time.ts'
import type { Draft, Outcome, Scene } from '../state.ts'
import type { Turn } from '../turn.ts'
import type { So } from './so.ts'

/** Some days to spare before a draft that nobody touches ends. */
const spareMs = 2 * dayMs

export const isOpen = (section: Section, now: Instant): boolean => windowOf(section).opensAt <= now

/** It opens while what is filled in now is still kept. */
export const opensSoon = (section: Section, now: Instant): boolean => {
  const { opensAt } = windowOf(section)
  return now < opensAt && opensAt <= draftEndsAt(now) - spareMs
}

/**
 * The moment as of which a section is judged: one that opens soon is chosen now, as if it were open, and claimed then. A
 * helper's family leaves the helper's hands with what is claimed, so that nothing of it can be kept for later.
 */
export const judgedAt = ({ scene: { catalogue, now } }: Turn, { state }: So, section: Section): Instant => {
  const inPart = catalogue.sectionsOf(section.programme.id).some((other) => isOpen(other, now))
  const kept = state.talk.who !== 'helper' || !inPart
  return kept && opensSoon(section, now) ? windowOf(section).opensAt : now
}

const sectionsIn = ({ children }: Draft, { catalogue }: Scene): readonly Section[] =>
  children.flatMap(({ sections }) => sections.flatMap(({ id }) => catalogue.sections.get(id) ?? []))

/** Is there something among what was chosen that can be claimed now? */
export const someOpen = (draft: Draft, scene: Scene): boolean =>
  sectionsIn(draft, scene).some((section) => isOpen(section, scene.now))

/** When the next of what was chosen opens; null where all of it is open. */
export const nextOpening = (draft: Draft, scene: Scene): Instant | null => {
  const coming = sectionsIn(draft, scene)
    .filter((section) => !isOpen(section, scene.now))
    .map((section) => windowOf(section).opensAt)
  return coming.length > 0 ? Math.min(...coming) : null
}

/** The form with only what was neither claimed nor wished for, since it opens later; null where all of it was. */
export const unclaimed = (draft: Draft, outcomes: readonly Outcome[]): Draft | null => {
  const wasClaimed = (childId: ChildId, sectionId: SectionId) =>
    outcomes.some(
      ({ effect }) =>
        (effect.kind === 'claim' && effect.childId === childId && effect.sectionId === sectionId) ||
        (effect.kind === 'wish' && effect.childId === childId && effect.ranked.includes(sectionId)),
    )
  const children = draft.children
    .map((child) => ({ ...child, sections: child.sections.filter(({ id }) => !wasClaimed(child.id, id)) }))
    .filter(({ sections }) => sections.length > 0)
  return children.length > 0 ? { ...draft, children } : null
}
