import type { Family } from '../../shared/family.ts'
import * as confirming from '../wording/confirm.ts'
import { aboutLater } from '../wording/consent.ts'
import { whyOuting } from '../wording/excursion.ts'
import { shortNotice } from '../wording/notice.ts'
import { codeGone } from './codes.ts'
import { enteredLines, programmeOf } from './confirm/entered.ts'
import { consent, refuse } from './confirm/firm.ts'
import type { ConfirmFlow } from './confirm/flow.ts'
import { resume } from './confirm/outcome.ts'
import { askOutings, outingsIn } from './confirm/outings.ts'
import { pickOf, saysNo } from './pick.ts'
import { outingAnswer } from './scopes.ts'
import type { CodeFact, Line, Move } from './state.ts'
import { asking, type Topic, type Turn, text } from './turn.ts'

export type { ConfirmFlow } from './confirm/flow.ts'

/** The phone was right: shows the notice and what was entered, and asks for consent. */
export const openConfirm = (turn: Turn, code: string, { family }: CodeFact): Move =>
  show(turn, { topic: 'confirm', stage: 'sure', familyId: family.id, code }, family)

const show = (turn: Turn, flow: ConfirmFlow, family: Family): Move => {
  const programme = programmeOf(turn, family)
  if (!programme) return codeGone(turn)
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
  return fact?.family.pending ? then(fact) : codeGone(turn)
}

const answer = (turn: Turn, flow: ConfirmFlow): Move | null => {
  if (flow.stage === 'excursion') return answerOutings(turn, flow)
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

/** The consent to the notice is the guardian's word on the whole; outings among it are asked about before anything counts. */
const agree = (turn: Turn, flow: ConfirmFlow, family: Family): Move =>
  outingsIn(turn, family).length > 0
    ? askOutings(turn, { ...flow, stage: 'excursion' }, family, false)
    : agreed(turn, flow, family, null)

const agreed = (turn: Turn, flow: ConfirmFlow, family: Family, outings: boolean | null): Move => {
  const programme = programmeOf(turn, family)
  return programme ? consent(turn, flow, { family, programme, outings }) : codeGone(turn)
}

const answerOutings = (turn: Turn, flow: ConfirmFlow): Move | null => {
  const given = outingAnswer(turn)
  return given === null ? null : withFact(turn, flow, ({ family }) => agreed(turn, flow, family, given))
}

const again = (turn: Turn, flow: ConfirmFlow, before: readonly string[]): Move =>
  asking(turn.state, flow, 'consent', [...before, confirming.confirmAskAgain].map(text), {
    choices: confirming.confirmChoices,
  })

/** A guardian confirms, from the own contact, what a helper entered. */
export const confirm: Topic<ConfirmFlow> = {
  ask: (turn, flow) =>
    flow.stage === 'excursion'
      ? (withFact(turn, flow, ({ family }) => askOutings(turn, flow, family, true)) ?? codeGone(turn))
      : again(turn, flow, []),
  answer,
  back: (turn, flow) => (flow.stage === 'excursion' ? again(turn, { ...flow, stage: 'sure' }, []) : null),
  why: (_, { stage }) => (stage === 'excursion' ? whyOuting : null),
  resume,
}
