import { notWaiting, positionLater, positionLine } from '../wording/mine.ts'
import { sectionName } from '../wording/schedule.ts'
import { positionKey, positionsLacking, type Taken, takenMeant, takenOf } from './enrolled.ts'
import { resting } from './rest.ts'
import type { Line, Move } from './state.ts'
import { slotsOf, type Turn, text } from './turn.ts'

const isWaiting = ({ enrolment }: Taken): boolean => enrolment.state === 'waiting'

const lineOf = (turn: Turn, { enrolment, child, section }: Taken): Line =>
  text(
    positionLine(
      child.name,
      section ? sectionName(section) : enrolment.sectionId,
      turn.scene.facts.positions.get(positionKey(enrolment)) ?? null,
    ),
  )

/** 候补排到第几: of the child and module named, else of all that wait. */
export const openPosition = (turn: Turn): Move => {
  const all = takenOf(turn.state, turn.scene).filter(isWaiting)
  const meant = takenMeant(turn, slotsOf(turn.meaning, 'mod'), []).filter(isWaiting)
  const asked = meant.length > 0 ? meant : all
  if (asked.length === 0) return resting(turn.state, [text(notWaiting)], ['mine', 'seats', 'menu'])
  const lacking = positionsLacking(turn.scene, asked)
  if (lacking.length > 0) return { need: lacking }
  const lines = [...asked.map((one) => lineOf(turn, one)), text(positionLater)]
  return resting(turn.state, lines, ['change', 'cancel', 'mine', 'menu'])
}
