import type { Family } from '../../shared/family.ts'
import * as confirming from '../wording/confirm.ts'
import { aboutLater } from '../wording/consent.ts'
import { shortNotice } from '../wording/notice.ts'
import { countWrongCode, tooManyCodes } from './codes.ts'
import { enteredLines, programmeOf } from './confirm/entered.ts'
import { consent, refuse } from './confirm/firm.ts'
import type { ConfirmFlow } from './confirm/flow.ts'
import { resume } from './confirm/outcome.ts'
import { pickOf, saysNo } from './pick.ts'
import { ending } from './rest.ts'
import type { CodeFact, Line, Move } from './state.ts'
import { asking, type Topic, type Turn, text } from './turn.ts'

export type { ConfirmFlow } from './confirm/flow.ts'

/** Eight digits were sent: shows the notice and what was entered, and asks for consent. */
export const openConfirm = (turn: Turn, code: string): Move => {
  const { scene, state } = turn
  if (tooManyCodes(state.talk, scene.now))
    return ending(state, [text(confirming.codeTooOften)], ['human', 'menu'])
  const fact = scene.facts.codes.get(code)
  if (fact === undefined) return { need: [{ kind: 'code', code }] }
  if (fact?.purpose !== 'confirm' || !fact.family.pending) return wrong(turn)
  if (fact.family.pending.helper === scene.contact)
    return ending(state, [text(confirming.codeNotYours)], ['another', 'menu'])
  const flow: ConfirmFlow = { topic: 'confirm', stage: 'sure', familyId: fact.family.id, code }
  return show(turn, flow, fact.family)
}

/** Counted: eight digits must not be found by trying. */
const wrong = (turn: Turn): Move => {
  const state = { ...turn.state, talk: countWrongCode(turn.state.talk, turn.scene.now) }
  return ending(state, [text(confirming.codeWrong)], ['human', 'menu'])
}

const show = (turn: Turn, flow: ConfirmFlow, family: Family): Move => {
  const programme = programmeOf(turn, family)
  if (!programme) return wrong(turn)
  const entered: Line = {
    kind: 'card',
    title: confirming.enteredTitle,
    lines: enteredLines(turn, family, programme),
  }
  const lines = [
    text(`${confirming.confirmIntro}\n${shortNotice(programme)}`),
    entered,
    text(confirming.confirmAsk),
  ]
  return asking(turn.state, flow, 'consent', lines, { choices: confirming.confirmChoices })
}

/** The family behind the code, read anew: the hold may have lapsed since it was shown. */
const withFact = (turn: Turn, flow: ConfirmFlow, then: (fact: CodeFact) => Move | null): Move | null => {
  const fact = turn.scene.facts.codes.get(flow.code)
  if (fact === undefined) return { need: [{ kind: 'code', code: flow.code }] }
  return fact?.family.pending ? then(fact) : wrong(turn)
}

const answer = (turn: Turn, flow: ConfirmFlow): Move | null => {
  const { intent, confidence, about } = turn.meaning
  const picked = pickOf(
    turn,
    confirming.confirmChoices.map(({ say }) => say),
  )
  const limited = about !== null && ['consent', 'consent_no', 'deny'].includes(intent)
  if (limited) return again(turn, flow, [aboutLater])
  if (picked === 1 || intent === 'correct') return again(turn, flow, [confirming.correctAfterwards])
  if (picked === 2 || (picked === null && saysNo(turn)))
    return withFact(turn, flow, (fact) => refuse(turn, flow, fact.family))
  const yes = picked === 0 || ((intent === 'consent' || intent === 'affirm') && confidence === 'high')
  return yes ? withFact(turn, flow, ({ family }) => agree(turn, flow, family)) : null
}

const agree = (turn: Turn, flow: ConfirmFlow, family: Family): Move => {
  const programme = programmeOf(turn, family)
  return programme ? consent(turn, flow, family, programme) : wrong(turn)
}

const again = (turn: Turn, flow: ConfirmFlow, before: readonly string[]): Move =>
  asking(turn.state, flow, 'consent', [...before, confirming.confirmAskAgain].map(text), {
    choices: confirming.confirmChoices,
  })

/** A guardian confirms, from the own contact, what a helper entered. */
export const confirm: Topic<ConfirmFlow> = {
  ask: (turn, flow) => again(turn, flow, []),
  answer,
  back: () => null,
  resume,
}
