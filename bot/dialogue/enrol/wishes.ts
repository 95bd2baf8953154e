import type { Section } from '../../../shared/catalogue.ts'
import type { ChildWishes } from '../../../shared/family.ts'
import * as words from '../../wording/wishes.ts'
import { numberedChoices } from '../pick.ts'
import type { ChildDraft, Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { gatheringIn, wishedAmong, wishesOf } from '../wishes/effects.ts'
import { calledIn, childAt, offersOf } from './choose.ts'
import { pending } from './put.ts'
import { draftOf, type EnrolFlow, familyOf, type So } from './so.ts'

/** What is wished for a child of the form, the most wanted first. */
export const wishesIn = (turn: Turn, child: ChildDraft): readonly Section[] =>
  wishedAmong(
    turn.scene,
    child.sections.map(({ id }) => id),
  )

/** All that the child may wish for: what it does already, and what it could besides. */
export const wishable = (turn: Turn, so: So, index: number): readonly Section[] => {
  const mine = wishesIn(turn, childAt(so, index))
  const open = offersOf(turn, so, index).flatMap(({ section, refusal }) => (refusal ? [] : [section.id]))
  return [...mine, ...wishedAmong(turn.scene, open)]
}

/** The first child whose wishes are named and not said back yet, -1 where there is none. */
export const toRank = (turn: Turn, so: So): number =>
  draftOf(so.state).children.findIndex(
    (child) => child.chosen && !child.ranked && wishesIn(turn, child).length > 0,
  )

/** Says them back in their order, with how it works. */
export const putWishes = (turn: Turn, so: So, index: number): Move => {
  const child = childAt(so, index)
  const sections = wishesIn(turn, child)
  const gathering = gatheringIn(sections)
  if (!gathering) throw new Error('wishes without the days on which they are gathered')
  const others = wishable(turn, so, index).slice(sections.length)
  const flow: EnrolFlow = { topic: 'enrol', stage: 'wishes', child: index, field: null }
  const question = words.sayBack(calledIn(child), sections, gathering, others)
  return pending({ turn, so, flow }, 'wishes', question, { choices: numberedChoices(words.backLabels) })
}

export const putAnew = (turn: Turn, so: So, index: number): Move => {
  const sections = wishable(turn, so, index)
  const flow: EnrolFlow = {
    topic: 'enrol',
    stage: 'wishes',
    child: index,
    field: 'wishes',
    shown: sections.map(({ id }) => id),
  }
  const question = words.orderAnew(calledIn(childAt(so, index)), sections)
  return pending({ turn, so, flow }, 'wishes', question, { choices: numberedChoices(sections.map(labelOf)) })
}

const labelOf = (section: Section): string => `${section.module.name} ${section.site.name}`

interface Sibling {
  readonly name: string
  readonly sections: readonly Section[]
}

/** Of the form, and those of the family whose wishes are kept already. */
const siblingsOf = (turn: Turn, so: So): readonly Sibling[] => {
  const { children } = draftOf(so.state)
  const family = familyOf(so.state)
  const kept = (family?.children ?? []).filter(({ id }) => !children.some((child) => child.id === id))
  return [
    ...children.map((child) => ({ name: calledIn(child), sections: wishesIn(turn, child) })),
    ...kept.map(({ id, name }) => ({
      name,
      sections: wishedAmong(turn.scene, wishesOf(family, id)?.ranked ?? []),
    })),
  ]
}

const shared = (siblings: readonly Sibling[]): readonly Section[] => {
  const all = siblings.flatMap(({ sections }) => sections)
  return [...new Set(all.filter((section, at) => all.indexOf(section) !== at))]
}

/** Siblings wish for the same, and nobody has said yet whether only together. */
export const mustAskTogether = (turn: Turn, so: So): boolean =>
  draftOf(so.state).together === undefined && shared(siblingsOf(turn, so)).length > 0

export const putTogether = (turn: Turn, so: So): Move => {
  const siblings = siblingsOf(turn, so)
  const sections = shared(siblings)
  const names = siblings.filter((each) => sections.some((one) => each.sections.includes(one)))
  const flow: EnrolFlow = { topic: 'enrol', stage: 'wishes', child: 0, field: 'choice' }
  const question = words.askTogether(
    names.map(({ name }) => name),
    sections,
  )
  return pending({ turn, so, flow }, 'choice', question, { choices: numberedChoices(words.togetherLabels) })
}

/** What the form says of a child's wishes; null where it has none. */
export const wishesOfDraft = (turn: Turn, so: So, child: ChildDraft): ChildWishes | null => {
  const ranked = wishesIn(turn, child).map(({ id }) => id)
  if (ranked.length === 0) return null
  const before = wishesOf(familyOf(so.state), child.id)
  const together = draftOf(so.state).together ?? before?.together ?? false
  return { childId: child.id, ranked, together, waits: child.waits ?? true }
}
