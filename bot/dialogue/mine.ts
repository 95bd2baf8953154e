import type { Child } from '../../shared/family.ts'
import { describeDates } from '../wording/dates.ts'
import {
  helpedFamilies,
  mineTitle,
  nothingOfChild,
  nothingYet,
  seasonWords,
  sectionGone,
  stateWords,
} from '../wording/mine.ts'
import { sectionName } from '../wording/schedule.ts'
import { childrenMeant, positionKey, positionsLacking, type Taken, takenOf } from './enrolled.ts'
import { offerBehind } from './offers.ts'
import { resting } from './rest.ts'
import type { Line, Move, Scene } from './state.ts'
import { type Turn, text } from './turn.ts'
import { drawnLacking, wishLines } from './wishes.ts'

/** One enrolment as lines of a card: what and in which state, when, where. */
export const takenLines = (scene: Scene, { enrolment, section }: Taken): readonly string[] => {
  const position = scene.facts.positions.get(positionKey(enrolment))?.place ?? null
  const state = stateWords(enrolment.state, position, enrolment.until, scene.now)
  if (!section) return [`${state}：${sectionGone}`]
  return [`${sectionName(section)}：${state}`, describeDates(section.plan), section.site.name]
}

const cardOf = (turn: Turn, child: Child, taken: readonly Taken[]): Line => {
  const theirs = taken.filter((one) => one.child.id === child.id)
  if (theirs.length === 0) return text(nothingOfChild(child.name))
  return {
    kind: 'card',
    title: mineTitle(child.name),
    lines: theirs.flatMap((one) => takenLines(turn.scene, one)),
  }
}

const nothing = (turn: Turn): Move => {
  const helped = turn.state.talk.helped.length
  const lines = helped > 0 ? [text(helpedFamilies(helped))] : [text(nothingYet)]
  return resting(turn.state, lines, ['enrol', 'courses', 'questions', 'human'])
}

/** 我的报名: a card a child, or of the child that was named; then what is offered and waits for an answer. */
export const openMine = (turn: Turn): Move => {
  const taken = takenOf(turn.state, turn.scene)
  const lacking = [...positionsLacking(turn.scene, taken), ...drawnLacking(turn)]
  if (lacking.length > 0) return { need: lacking }
  const wished = wishLines(turn)
  if (taken.length === 0 && wished.length > 0)
    return resting(turn.state, wished, ['wishes', 'enrol', 'questions', 'menu'])
  if (taken.length === 0) return nothing(turn)
  const cards = [...childrenMeant(turn).map((child) => cardOf(turn, child, taken)), ...wished]
  return (
    offerBehind(turn, cards) ??
    resting(turn.state, [...cards, text(seasonWords)], ['today', 'more', 'cancel_or_change', 'join', 'menu'])
  )
}
