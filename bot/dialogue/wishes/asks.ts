import * as words from '../../wording/wishes.ts'
import { numberedChoices } from '../pick.ts'
import type { Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { sectionsOf } from './effects.ts'
import { type Kept, type WishesFlow, wishable } from './kept.ts'

export const start: WishesFlow = { topic: 'wishes', stage: 'show', childId: '', ranked: [] }

export const putOrder = (turn: Turn, one: Kept): Move => {
  const sections = wishable(turn, one)
  const flow: WishesFlow = {
    ...start,
    stage: 'order',
    childId: one.child.id,
    ranked: sections.map(({ id }) => id),
  }
  return asking(turn.state, flow, 'wishes', [text(words.orderAnew(one.child.name, sections))], {
    choices: numberedChoices(sections.map(({ module, site }) => `${module.name} ${site.name}`)),
  })
}

export const putBack = (turn: Turn, one: Kept, ranked: readonly string[]): Move => {
  const flow: WishesFlow = { ...start, stage: 'back', childId: one.child.id, ranked }
  const sections = sectionsOf(turn.scene, ranked)
  const others = wishable(turn, one).filter((section) => !sections.includes(section))
  const question = words.sayBack(one.child.name, sections, one.gathering, others)
  return asking(turn.state, flow, 'wishes', [text(question)], {
    choices: numberedChoices(words.backLabels),
  })
}

export const putSure = (turn: Turn, { child, sections }: Kept): Move => {
  const flow: WishesFlow = { ...start, stage: 'sure', childId: child.id }
  return asking(turn.state, flow, 'yes_no', [text(words.sureToWithdraw(child.name, sections))], {
    choices: words.sureChoices,
  })
}
