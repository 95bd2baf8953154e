import { askCase, caseNoted, goOnMeanwhile, neverMind, whyCase } from '../wording/human.ts'
import type { Flow } from './flows.ts'
import { ending } from './rest.ts'
import { programmeAtHand } from './spoken-of.ts'
import type { Line, Move, State } from './state.ts'
import { asking, type Topic, type Turn, text } from './turn.ts'

type HumanFlow = Extract<Flow, { topic: 'human' }>

/** Ids of a turn from 10 on are these topics' (see the other uses of `fresh`). */
const caseId = 10
const flow: HumanFlow = { topic: 'human', stage: 'words' }

const call =
  /(我要|我想|请|帮我|能不能|可以|给我)?(转|找|叫|要|换)?(个|一下)?(人工|真人|客服|工作人员)(客服|服务)?(吧|吗|呢|来|一下)?/g
/**
 * What is left of 人工 我要换老师 when the call itself is taken away. Words without such a call (我要跟老师说话) are one in
 * other words, and say nothing about what for.
 */
const wordsBesides = (words: string): string => {
  const besides = words.replace(call, '')
  return besides === words ? '' : besides.replace(/^[\s,，。、.！!：:]+|[\s,，。、.！!]+$/g, '')
}

const note = (turn: Turn, words: string): Move => {
  const lines: Line[] = [
    text(`${caseNoted(programmeAtHand(turn.state, turn.scene)?.holder ?? null)}${goOnMeanwhile}`),
  ]
  const rested = ending(
    turn.state,
    lines,
    turn.state.family ? ['mine', 'menu'] : ['enrol', 'questions', 'menu'],
  )
  const familyId = turn.state.family?.id ?? null
  return { ...rested, entries: [{ kind: 'case', id: turn.scene.fresh.id(caseId), familyId, words }] }
}

/** Free words are asked for: of the list of `expects`, a choice of none but to let it be. */
const ask = (state: State): Move =>
  asking(state, flow, 'choice', [text(askCase)], { choices: [{ label: neverMind, say: '0' }] })

/** Fewer characters than these beside the call say nothing about what for. */
const least = 4

/** A leave is a request already; so is whatever is said after it was asked what for, but for one more bare call. */
const requestIn = (turn: Turn): string => {
  const words = turn.text.trim()
  const besides = wordsBesides(words)
  if (turn.meaning.intent === 'leave') return words
  const pending = turn.state.talk.flow?.topic === 'human'
  return pending && words.replace(call, '') === words ? words : besides
}

/** 人工: notes what it is about, at once where the message said it. */
export const openHuman = (turn: Turn): Move => {
  const request = requestIn(turn)
  return request.length >= least ? note(turn, request) : ask(turn.state)
}

export const human: Topic<HumanFlow> = {
  ask: (turn) => ask(turn.state),
  answer: (turn) => (turn.text.trim() === '' ? null : note(turn, turn.text.trim())),
  back: () => null,
  why: () => whyCase,
}
