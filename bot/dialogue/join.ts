import { joinCodeEndsAt } from '../../shared/retention.ts'
import { codeWords } from '../wording/card.ts'
import { theChild } from '../wording/common.ts'
import { askConsent, askConsentAgain, consentChoices } from '../wording/consent.ts'
import * as words from '../wording/data.ts'
import * as form from '../wording/enrol.ts'
import { codeGone } from './codes.ts'
import { add, type JoinFlow, programmeOf } from './join/add.ts'
import { missingOf, readInto } from './join/fill.ts'
import { ending, resting } from './rest.ts'
import type { CodeFact, Move } from './state.ts'
import { after, asking, type Topic, type Turn, text } from './turn.ts'

/** Ids and codes of one turn (10–19 are these topics'). */
const inviteCode = 10

/** 让孩子爸爸也能看: a code of eight digits that the other parent sends from the own contact. */
export const openInvite = (turn: Turn): Move => {
  const { family } = turn.state
  if (!family || family.children.length === 0)
    return resting(turn.state, [text(words.inviteFirst)], ['enrol', 'questions', 'human'])
  const code = turn.scene.fresh.code(inviteCode)
  const until = joinCodeEndsAt(turn.scene.now)
  const card = { kind: 'card', title: words.inviteTitle, lines: words.inviteLines(codeWords(code)) } as const
  return {
    ...resting(turn.state, [card, text(words.inviteText)], ['mine', 'my_data', 'menu']),
    entries: [{ kind: 'code', code, purpose: 'join', familyId: family.id, until, left: family.left.length }],
  }
}

/** The phone was right. The notice first, and this guardian's own consent: the other's does not stand for it. */
export const openJoin = (turn: Turn, code: string, fact: CodeFact): Move =>
  askSure(turn, { topic: 'join', stage: 'sure', code }, fact, false)

const askSure = (turn: Turn, flow: JoinFlow, fact: CodeFact, again: boolean): Move => {
  const programme = programmeOf(turn, fact)
  if (!programme) return codeGone(turn)
  const notice = again ? askConsentAgain(programme) : `${words.joinIntro}\n${askConsent(programme)}`
  return asking(turn.state, flow, 'consent', [text(notice)], { choices: consentChoices })
}

/** The code may have ended, or been used, between two steps. */
const withFact = (turn: Turn, flow: JoinFlow, then: (fact: CodeFact) => Move | null): Move | null => {
  const fact = turn.scene.facts.codes.get(flow.code)
  if (fact === undefined) return { need: [{ kind: 'code', code: flow.code }] }
  return fact === null || fact.purpose !== 'join' ? codeGone(turn) : then(fact)
}

const askNext = (turn: Turn, flow: JoinFlow, fact: CodeFact, again = false): Move => {
  const [field, ...missing] = missingOf(flow)
  if (!field) return add(turn, flow, fact)
  const season = { from: programmeOf(turn, fact)?.first ?? '', to: programmeOf(turn, fact)?.last ?? '' }
  const about: form.Asking = { child: theChild, helper: false, again, season, places: [] }
  const choices = form.choicesOf(field, about)
  return asking(turn.state, flow, field, [text(form.ask(field, about))], { choices, missing })
}

const answerSure = (turn: Turn, flow: JoinFlow, fact: CodeFact): Move | null => {
  const { intent } = turn.meaning
  if (intent === 'consent_no' || intent === 'deny')
    return ending(turn.state, [text(words.joinRefused)], ['enrol', 'questions', 'human'])
  if (intent !== 'consent' && intent !== 'affirm') return null
  return askNext(turn, readInto(turn, flow, fact, null).next, fact)
}

const answerFill = (turn: Turn, flow: JoinFlow, fact: CodeFact): Move | null => {
  const [asked] = missingOf(flow)
  const { next, problems } = readInto(turn, flow, fact, asked ?? null)
  const said = problems.map((problem) => text(problem.words))
  const nothing = missingOf(next).length === missingOf(flow).length
  if (nothing && said.length === 0) return null
  return after(said, askNext(turn, next, fact, nothing))
}

export const join: Topic<JoinFlow> = {
  ask: (turn, flow) =>
    withFact(turn, flow, (fact) =>
      flow.stage === 'sure' ? askSure(turn, flow, fact, true) : askNext(turn, flow, fact),
    ) ?? codeGone(turn),
  answer: (turn, flow) =>
    withFact(turn, flow, (fact) =>
      flow.stage === 'sure' ? answerSure(turn, flow, fact) : answerFill(turn, flow, fact),
    ),
  back: (turn, flow) => {
    const { topic, code } = flow
    if (flow.stage === 'sure') return null
    return withFact(turn, flow, (fact) => askSure(turn, { topic, code, stage: 'sure' }, fact, true))
  },
}
