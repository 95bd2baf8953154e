import type { Section } from '../../../shared/catalogue.ts'
import { type Candidate, mayJoin } from '../../../shared/enrolment.ts'
import type { ToldAge } from '../../../shared/family.ts'
import type { SectionPlan } from '../../../shared/programme.ts'
import { dayOf } from '../../../shared/time.ts'
import * as words from '../../wording/questions.ts'
import { firstOfEach } from '../spoken-of.ts'
import type { Line } from '../state.ts'
import { slotOf, type Turn, text } from '../turn.ts'
import { byModule, short } from './answers.ts'

const toldNow = (turn: Turn, age: string): ToldAge => ({ age: Number(age), on: dayOf(turn.scene.now) })

/** The child that is asked about: as told in this message, else the one being entered, else the family's. */
export const childAsked = (turn: Turn): (Candidate & { readonly name?: string | undefined }) | null => {
  const age = slotOf(turn.meaning, 'age')
  const birth = slotOf(turn.meaning, 'birth')
  const grade = Number(slotOf(turn.meaning, 'grade'))
  if (age || birth || grade)
    return { birth: birth ?? null, told: age ? toldNow(turn, age) : null, grade: grade || null }
  return turn.state.talk.draft?.children.at(-1) ?? turn.state.family?.children[0] ?? null
}

export const bandKey = (plan: SectionPlan): string => words.bandWords(plan)

export const bands = (sections: readonly Section[]): Line[] => {
  const ofChildren = sections.filter(({ module }) => !module.adults)
  const different = new Set(ofChildren.map(({ plan }) => bandKey(plan)))
  const [only] = different
  if (different.size === 1 && only) return [text(words.sameAges(only))]
  return [
    short(firstOfEach(ofChildren, ({ module, plan }) => `${module.id} ${bandKey(plan)}`).map(words.ageLine)),
  ]
}

export const isKnown = (child: Candidate): boolean =>
  [child.birth, child.told, child.grade].some((fact) => fact !== undefined && fact !== null)

export const age = (turn: Turn, sections: readonly Section[]): Line[] => {
  const child = childAsked(turn)
  if (!child || !isKnown(child)) return bands(sections)
  const told = ['age', 'birth', 'grade'] as const
  const general = told.every((key) => slotOf(turn.meaning, key) === undefined)
  const open = byModule(sections.filter((section) => mayJoin(child, section) === null))
  const called = words.thisChild(slotOf(turn.meaning, 'age'), child.name)
  if (open.length === 0) return [text(words.cannotJoin(called)), ...bands(sections)]
  return [
    text(
      words.canJoin(
        called,
        open.map(({ module }) => module.name),
      ),
    ),
    // Asked without an age (几岁能报), it is the bands that are wanted too.
    ...(general ? bands(sections) : []),
  ]
}
