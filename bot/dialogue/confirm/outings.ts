import type { Family } from '../../../shared/family.ts'
import * as words from '../../wording/excursion.ts'
import { lackingIn } from '../scopes.ts'
import type { Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import type { ConfirmFlow } from './flow.ts'

/** Outings that a helper entered, each with its children. The helper was not asked: only a guardian can consent. */
export const outingsIn = (turn: Turn, family: Family): readonly words.Outing[] => {
  const lacking = lackingIn(turn.scene, family)
  const sections = [...new Set(lacking.map(({ section }) => section))]
  return sections.map((section) => {
    const ids = lacking.filter((one) => one.section === section).map(({ enrolment }) => enrolment.childId)
    return { section, children: family.children.filter(({ id }) => ids.includes(id)).map(({ name }) => name) }
  })
}

export const askOutings = (turn: Turn, flow: ConfirmFlow, family: Family, again: boolean): Move => {
  const outings = outingsIn(turn, family)
  const question = again ? words.askOutingAgain(outings) : words.askOuting(outings)
  return asking(turn.state, flow, 'yes_no', [text(question)], { choices: words.outingChoices })
}
