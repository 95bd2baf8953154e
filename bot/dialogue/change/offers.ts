import type { Section } from '../../../shared/catalogue.ts'
import { offersFor } from '../../../shared/enrolment.ts'
import { isWished } from '../../../shared/wishes.ts'
import * as words from '../../wording/change.ts'
import { refusalWords } from '../../wording/refusals.ts'
import { drawnNotChanged } from '../../wording/wishes.ts'
import { isMorning, type Taken, takenOf } from '../enrolled.ts'
import type { Line } from '../state.ts'
import { type Turn, text } from '../turn.ts'
import type { Wish } from './flow.ts'

/** Sections of the same programme as the child could have them if the old one were gone, the nearest first. None that is drawn. */
export const offersTo = (turn: Turn, old: Taken) => {
  const others = takenOf(turn.state, turn.scene).filter(
    (taken) => taken.child.id === old.child.id && taken.enrolment !== old.enrolment,
  )
  const beside = others.flatMap(({ section }) => (section ? [section] : []))
  const programmeId = old.section?.programme.id ?? turn.state.family?.programmeId ?? ''
  const sections = turn.scene.catalogue
    .sectionsOf(programmeId)
    .filter(
      (section) => section.id !== old.enrolment.sectionId && !beside.some((one) => one.id === section.id),
    )
  const claimed = sections.filter((section) => !isWished(section, turn.scene.now))
  return offersFor(old.child, claimed, beside, turn.scene.now)
}

export const suits = (section: Section, wish: Wish): boolean =>
  (wish.modules.length === 0 || wish.modules.includes(section.module.id)) &&
  (wish.times.length === 0 || wish.times.includes(isMorning(section) ? 'am' : 'pm'))

/** Another time of day and nothing else named means the same module at that time, where there is one. */
export const wished = (sections: readonly Section[], wish: Wish, old: Taken): readonly Section[] => {
  const found = sections.filter((section) => suits(section, wish))
  const same = found.filter((section) => section.module.id === old.section?.module.id)
  return wish.modules.length === 0 && wish.times.length > 0 && same.length > 0 ? same : found
}

/** Why what was wished for is not among what is possible. */
export const whyNot = (turn: Turn, old: Taken, wish: Wish): Line[] => {
  const refused = offersTo(turn, old).find(({ section, refusal }) => refusal && suits(section, wish))
  const drawn = turn.scene.catalogue
    .sectionsOf(old.section?.programme.id ?? '')
    .find((section) => isWished(section, turn.scene.now) && suits(section, wish))
  if (drawn) return [text(drawnNotChanged(drawn))]
  if (!refused?.refusal) return [text(words.noneAsWished)]
  const { sections } = turn.scene.catalogue
  return [text(refusalWords(refused.refusal, { child: old.child.name, section: refused.section, sections }))]
}
