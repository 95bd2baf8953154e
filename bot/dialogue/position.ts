import { notWaiting, offeredLine, positionLater, positionLine } from '../wording/mine.ts'
import { sectionName } from '../wording/schedule.ts'
import { plainly } from './enrol/reading.ts'
import { positionKey, positionsLacking, type Taken, takenMeant, takenOf } from './enrolled.ts'
import { offerBehind } from './offers.ts'
import { resting } from './rest.ts'
import type { Line, Move } from './state.ts'
import { slotsOf, type Turn, text } from './turn.ts'

const waits = ({ enrolment: { state } }: Taken): boolean => state === 'waiting' || state === 'offered'

const whyNotYet =
  /(?:为什么|为啥|为何|怎么|咋|凭什么|凭啥).{0,8}(?:轮到|排到|轮不到|排不到|排不上|有位|有空位|排上|先进|先有|候补)/
const overtaken = /(?:后面|比我晚|比我们晚|后来).{0,8}(?:先|都).{0,4}(?:进|有|上|轮到|排到)/

/** 为什么还没轮到, 后面的怎么先进了: of the waiting list, never a question about what is just asked. */
export const asksWhyWaiting = (turn: Turn): boolean => {
  const said = plainly(turn.text)
  if (!whyNotYet.test(said) && !overtaken.test(said)) return false
  return takenOf(turn.state, turn.scene).some(waits)
}

const lineOf = (turn: Turn, { enrolment, child, section }: Taken): Line => {
  const name = section ? sectionName(section) : enrolment.sectionId
  if (enrolment.state === 'offered')
    return text(offeredLine(child.name, name, enrolment.until ?? turn.scene.now, turn.scene.now))
  return text(positionLine(child.name, name, turn.scene.facts.positions.get(positionKey(enrolment)) ?? null))
}

/**
 * 候补排到第几: of the child and module named, else of all that wait; with the reason where somebody behind went first, and how
 * to leave the list. What is offered already is asked about again.
 */
export const openPosition = (turn: Turn): Move => {
  const all = takenOf(turn.state, turn.scene).filter(waits)
  const meant = takenMeant(turn, slotsOf(turn.meaning, 'mod'), []).filter(waits)
  const asked = meant.length > 0 ? meant : all
  if (asked.length === 0) return resting(turn.state, [text(notWaiting)], ['mine', 'seats', 'menu'])
  const lacking = positionsLacking(turn.scene, asked)
  if (lacking.length > 0) return { need: lacking }
  const waiting = asked.filter(({ enrolment }) => enrolment.state === 'waiting')
  const lines = [
    ...waiting.map((one) => lineOf(turn, one)),
    ...(waiting.length > 0 ? [text(positionLater)] : []),
  ]
  const offered = asked.filter((one) => !waiting.includes(one)).map((one) => lineOf(turn, one))
  return (
    offerBehind(turn, lines) ??
    resting(turn.state, [...offered, ...lines], ['mine', 'change', 'cancel', 'menu'])
  )
}
