import { findLastFour } from '../understand/phones.ts'
import * as words from '../wording/codes.ts'
import * as confirming from '../wording/confirm.ts'
import * as joining from '../wording/data.ts'
import { codeGone, lastFours, tooManyCodes, triesOfACode, wrongCode } from './codes.ts'
import { openConfirm } from './confirm.ts'
import type { Flow } from './flows.ts'
import { openJoin } from './join.ts'
import { ending } from './rest.ts'
import type { CodeFact, Entry, Move } from './state.ts'
import { asking, type Topic, type Turn, text } from './turn.ts'

type ProveFlow = Extract<Flow, { topic: 'prove' }>

/** A whole card that was passed on holds other digits: they are no try. */
const shortMessage = 40

/** A code that was given for something which is still to be had. */
const holds = (fact: CodeFact): boolean => fact.purpose === 'join' || fact.family.pending !== null

/**
 * Eight digits were sent. Whoever guesses some that exist must not see a child by it: nothing is shown or joined before the
 * last four digits of a phone of the family are right, in this message or the next.
 */
export const openCode = (turn: Turn, code: string): Move => {
  const { state, scene } = turn
  if (tooManyCodes(state.talk, scene.now)) return ending(state, [text(words.tooManyCodes)], ['human', 'menu'])
  const fact = scene.facts.codes.get(code)
  if (fact === undefined) return { need: [{ kind: 'code', code }] }
  if (!fact || !holds(fact)) return wrongCode(turn)
  const atOnce = turn.text.length <= shortMessage ? tried(turn, code, fact) : null
  return notForThem(turn, fact) ?? atOnce ?? askPhone(turn, code, words.askLastFour)
}

/** Said before any digits are asked for, of themselves only: nothing of the family is told by it. */
const notForThem = (turn: Turn, { purpose, family }: CodeFact): Move | null => {
  const { state, scene } = turn
  if (purpose === 'confirm' && family.pending?.helper === scene.contact)
    return ending(state, [text(confirming.codeNotYours)], ['another', 'menu'])
  if (purpose === 'join' && family.contacts.includes(scene.contact))
    return ending(state, [text(joining.alreadyJoined)], ['mine', 'today', 'menu'])
  if (purpose === 'join' && state.family)
    return ending(state, [text(joining.otherFamily)], ['erase', 'human', 'menu'])
  if (lastFours(family).size === 0)
    return ending(state, [text(words.noPhoneKnown[purpose])], ['human', 'menu'])
  return null
}

const askPhone = (turn: Turn, code: string, question: string): Move =>
  asking(turn.state, { topic: 'prove', stage: 'phone', code }, 'code', [text(question)])

/** Null where the message holds no four digits: that is no try. */
const tried = (turn: Turn, code: string, fact: CodeFact): Move | null => {
  const digits = findLastFour(turn.text)
  if (digits === null) return null
  if (!lastFours(fact.family).has(digits)) return mistaken(turn, code, fact)
  const move = fact.purpose === 'confirm' ? openConfirm(turn, code, fact) : openJoin(turn, code, fact)
  return counted(move, { kind: 'code_tried', code, tries: fact.tries, was: 'right' })
}

/** Counted with the code, not with the contact: to try on from elsewhere gives no further tries. */
const mistaken = (turn: Turn, code: string, { purpose, tries }: CodeFact): Move => {
  const left = triesOfACode - tries - 1
  const move =
    left > 0
      ? askPhone(turn, code, words.notThatPhone(left))
      : ending(turn.state, [text(words.spent[purpose])], ['human', 'menu'])
  return counted(move, { kind: 'code_tried', code, tries, was: left > 0 ? 'wrong' : 'last' })
}

/** Written with the answer, right or wrong, or the answer is not given: of many tries at once only three are ever judged. */
const counted = (move: Move, entry: Entry): Move =>
  'need' in move ? move : { ...move, entries: [...(move.entries ?? []), entry] }

/** The phone behind a code is asked for, before anything is shown. */
export const prove: Topic<ProveFlow> = {
  ask: (turn, { code }) => askPhone(turn, code, words.askLastFourAgain),
  answer: (turn, { code }) => {
    if (findLastFour(turn.text) === null) return null
    const fact = turn.scene.facts.codes.get(code)
    if (fact === undefined) return { need: [{ kind: 'code', code }] }
    return fact && holds(fact) ? tried(turn, code, fact) : codeGone(turn)
  },
  back: () => null,
  why: () => words.whyLastFour,
}
