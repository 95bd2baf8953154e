import { mayStandBeside } from '../../shared/enrolment.ts'
import type { Child, Enrolment } from '../../shared/family.ts'
import type { Section } from '../../shared/section.ts'
import { refusalWords } from '../wording/refusals.ts'
import type { Turn } from './turn.ts'

/**
 * Why a section that was just got cannot stay beside what the child has by now, in words; null where it can. Its place was
 * decided on the family as it was read: another guardian may have got something else meanwhile, and the later word is heard
 * second. What the child has of this very section is the same place.
 */
export const whyNotBeside = (
  turn: Turn,
  child: Pick<Child, 'id' | 'name'>,
  section: Section,
  had: readonly Enrolment[],
): string | null => {
  const { sections } = turn.scene.catalogue
  const others = had.filter((one) => one.childId === child.id && one.sectionId !== section.id)
  const refusal = mayStandBeside(
    others.flatMap(({ sectionId }) => sections.get(sectionId) ?? []),
    section,
  )
  return refusal && refusalWords(refusal, { child: child.name, section, sections })
}
