import { joinCodeEndsAt } from '../../shared/retention.ts'
import { codeWords } from '../wording/card.ts'
import { askConsent, askConsentAgain, consentChoices } from '../wording/consent.ts'
import * as words from '../wording/data.ts'
import * as form from '../wording/enrol.ts'
import { countWrongCode, tooManyCodes } from './codes.ts'
import { openConfirm } from './confirm.ts'
import { add, gone, type JoinFlow, programmeOf } from './join/add.ts'
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
    entries: [{ kind: 'code', code, purpose: 'join', familyId: family.id, until }],
  }
}

/** Eight digits were sent: whatever they open, or how to go on where they open nothing. */
export const openCode = (turn: Turn, code: string): Move => {
  const { now, facts } = turn.scene
  if (tooManyCodes(turn.state.talk, now))
    return ending(turn.state, [text(words.tooManyCodes)], ['human', 'menu'])
  const fact = facts.codes.get(code)
  if (fact === undefined) return { need: [{ kind: 'code', code }] }
  if (fact === null) return wrong(turn)
  return fact.purpose === 'confirm' ? openConfirm(turn, code) : openJoin(turn, code, fact)
}

const wrong = (turn: Turn): Move => {
  const state = { ...turn.state, talk: countWrongCode(turn.state.talk, turn.scene.now) }
  return ending(state, [text(words.wrongCode)], ['human', 'menu'])
}

/** The notice first, and this guardian's own consent: the other's does not stand for it. */
export const openJoin = (turn: Turn, code: string, fact: CodeFact): Move => {
  const { family } = turn.state
  if (fact.family.contacts.includes(turn.scene.contact))
    return ending(turn.state, [text(words.alreadyJoined)], ['mine', 'today', 'menu'])
  if (family) return ending(turn.state, [text(words.otherFamily)], ['erase', 'human', 'menu'])
  return askSure(turn, { topic: 'join', stage: 'sure', code }, fact, false)
}

const askSure = (turn: Turn, flow: JoinFlow, fact: CodeFact, again: boolean): Move => {
  const programme = programmeOf(turn, fact)
  if (!programme) return gone(turn)
  const notice = again ? askConsentAgain(programme) : `${words.joinIntro}\n${askConsent(programme)}`
  return asking(turn.state, flow, 'consent', [text(notice)], { choices: consentChoices })
}

/** The code may have ended, or been used, between two steps. */
const withFact = (turn: Turn, flow: JoinFlow, then: (fact: CodeFact) => Move | null): Move | null => {
  const fact = turn.scene.facts.codes.get(flow.code)
  if (fact === undefined) return { need: [{ kind: 'code', code: flow.code }] }
  return fact === null || fact.purpose !== 'join' ? gone(turn) : then(fact)
}

const askNext = (turn: Turn, flow: JoinFlow, fact: CodeFact, again = false): Move => {
  const [field, ...missing] = missingOf(flow)
  if (!field) return add(turn, flow, fact)
  const season = { from: programmeOf(turn, fact)?.first ?? '', to: programmeOf(turn, fact)?.last ?? '' }
  const about: form.Asking = { child: '孩子', helper: false, again, season, places: [] }
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
    ) ?? gone(turn),
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
