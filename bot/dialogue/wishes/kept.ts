import { mayChoose } from '../../../shared/enrolment.ts'
import type { Child, ChildWishes, Family } from '../../../shared/family.ts'
import type { Section } from '../../../shared/section.ts'
import type { Gathering } from '../../../shared/wishes.ts'
import * as words from '../../wording/wishes.ts'
import { candidateOf, childDraftOf, takenBy } from '../enrol/family.ts'
import type { Flow } from '../flows.ts'
import type { Line } from '../state.ts'
import { type Turn, text } from '../turn.ts'
import { gatheringIn, sectionsOf, wishedAmong, wishesOf } from './effects.ts'
import { drawnOfChild } from './results.ts'

export type WishesFlow = Extract<Flow, { topic: 'wishes' }>

/** What is kept of one child, with all that its words need. */
export interface Kept {
  readonly family: Family
  readonly child: Child
  readonly wishes: ChildWishes
  readonly sections: readonly Section[]
  readonly gathering: Gathering
}

export const keptOf = (turn: Turn): readonly Kept[] => {
  const { family } = turn.state
  return (family?.children ?? []).flatMap((child) => {
    const wishes = wishesOf(family, child.id)
    const sections = sectionsOf(turn.scene, wishes?.ranked ?? [])
    const gathering = gatheringIn(sections)
    return family && wishes && gathering ? [{ family, child, wishes, sections, gathering }] : []
  })
}

export const keptIn = (turn: Turn, { childId }: WishesFlow): Kept | undefined =>
  keptOf(turn).find(({ child }) => child.id === childId)

export const isOpen = ({ gathering }: Kept, turn: Turn): boolean => turn.scene.now < gathering.closesAt

export const linesOf = (turn: Turn, one: Kept): Line => {
  const { child, wishes, sections, gathering, family } = one
  const drawn = drawnOfChild(turn.scene, family, child)
  if (drawn)
    return text([...drawn.lines, words.drawnEnd(drawn.some, gathering.leftAt, turn.scene.now)].join('\n'))
  const { waits, together } = wishes
  const options = { waits, together, now: turn.scene.now }
  return text(words.shown(child.name, sections, gathering, options))
}

/** What was wished for, or what came of it: for 我的报名 and 我的信息. */
export const wishLines = (turn: Turn): readonly Line[] => keptOf(turn).map((one) => linesOf(turn, one))

/** All that the child may wish for: what it does already first. */
export const wishable = (turn: Turn, { child, sections, family }: Kept): readonly Section[] => {
  const draft = childDraftOf(child)
  const taken = takenBy({ ...turn.state, talk: { ...turn.state.talk, who: null } }, turn.scene, draft)
  const all = turn.scene.catalogue.sectionsOf(programmeIdOf(sections, family))
  const others = all.filter(
    (section) =>
      !sections.includes(section) && !mayChoose(candidateOf(draft), taken, section, turn.scene.now),
  )
  return [
    ...sections,
    ...wishedAmong(
      turn.scene,
      others.map(({ id }) => id),
    ),
  ]
}

export const programmeIdOf = ([first]: readonly Section[], family: Family): string =>
  first?.programme.id ?? family.programmeId
