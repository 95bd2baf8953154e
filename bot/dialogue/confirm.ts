import type { Family } from '../../shared/family.ts'
import * as confirming from '../wording/confirm.ts'
import { aboutLater } from '../wording/consent.ts'
import { whyOuting } from '../wording/excursion.ts'
import { shortNotice } from '../wording/notice.ts'
import { codeGone } from './codes.ts'
import { enteredLines, programmeOf } from './confirm/entered.ts'
import { consent, refuse } from './confirm/firm.ts'
import type { ConfirmFlow } from './confirm/flow.ts'
import { askSure, askValue, askWhich, mend, mendedOf } from './confirm/mend.ts'
import { resume } from './confirm/outcome.ts'
import { askOutings, outingsIn } from './confirm/outings.ts'
import { pickOf, saysNo } from './pick.ts'
import { outingAnswer } from './scopes.ts'
import type { CodeFact, Line, Move } from './state.ts'
import { asking, slotsOf, type Topic, type Turn, text } from './turn.ts'

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
  const sure = flow.stage === 'sure'
  const picked = sure
    ? pickOf(
        turn,
        confirming.confirmChoices.map(({ say }) => say),
      )
    : null
  const limited = about !== null && ['consent', 'consent_no', 'deny'].includes(intent)
  if (limited) return askSure(turn, flow, [aboutLater])
  if (picked === 1) return openMend(turn, flow)
  if (picked === 2) return withFact(turn, flow, (fact) => refuse(turn, flow, fact.family))
  const yes =
    picked === 0 || ((intent === 'consent' || (sure && intent === 'affirm')) && confidence === 'high')
  // A correction is heard before the yes or the no that it begins with: 不是姐姐，是我自己接.
  return withFact(turn, flow, ({ family }) => {
    const mended = picked === null ? mend(turn, flow, family) : null
    if (mended) return mended
    if (yes) return agree(turn, flow, mendedOf(family, flow))
    if (refuses(turn, flow)) return refuse(turn, flow, family)
    return undecided(turn, flow, family)
  })
}

/** 不对, 有错: not a no to the whole, but word that something is to be put right. */
const wrong = /不对|错|不是/

/** What was entered is deleted at a no: only a plain one counts. */
const refuses = (turn: Turn, flow: ConfirmFlow): boolean => {
  if (/不同意|不愿意/.test(turn.text)) return turn.meaning.intent === 'consent_no' || flow.stage === 'sure'
  const no = turn.meaning.intent === 'consent_no' || (flow.stage === 'sure' && saysNo(turn))
  return no && !wrong.test(turn.text)
}

const openMend = (turn: Turn, flow: ConfirmFlow): Move | null =>
  withFact(turn, flow, ({ family }) => askWhich(turn, flow, mendedOf(family, flow)))

const undecided = (turn: Turn, flow: ConfirmFlow, family: Family): Move | null => {
  const { intent, command } = turn.meaning
  if (slotsOf(turn.meaning, 'mod').length > 0) return askSure(turn, flow, [confirming.coursesWrong])
  if (flow.stage !== 'sure' && ['deny', 'affirm'].includes(intent)) return askSure(turn, flow, [])
  const asks = intent === 'correct' || command === 'edit' || wrong.test(turn.text)
  return asks ? askWhich(turn, flow, mendedOf(family, flow)) : null
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
  return given === null
    ? null
    : withFact(turn, flow, ({ family }) => agreed(turn, flow, mendedOf(family, flow), given))
}

const ask = (turn: Turn, flow: ConfirmFlow, entered: Family): Move => {
  const family = mendedOf(entered, flow)
  if (flow.stage === 'excursion') return askOutings(turn, flow, family, true)
  if (flow.stage === 'which') return askWhich(turn, flow, family)
  return flow.stage === 'value' && flow.spot
    ? askValue(turn, flow, family, flow.spot)
    : askSure(turn, flow, [])
}

/** A guardian confirms, from the own contact, what a helper entered. */
export const confirm: Topic<ConfirmFlow> = {
  ask: (turn, flow) =>
    flow.stage === 'sure'
      ? askSure(turn, flow, [])
      : (withFact(turn, flow, ({ family }) => ask(turn, flow, family)) ?? codeGone(turn)),
  answer,
  back: (turn, flow) => (flow.stage === 'sure' ? null : askSure(turn, flow, [])),
  why: (_, { stage }) => (stage === 'excursion' ? whyOuting : null),
  resume,
}
