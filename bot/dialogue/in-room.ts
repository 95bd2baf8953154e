import { writeAlone } from '../wording/room.ts'
import { linesOn, type Question, questionAsked } from './questions.ts'
import type { Input, Line, Scene } from './state.ts'
import { newTalk } from './state.ts'
import { type Turn, text } from './turn.ts'

/** What is the same for everybody: no answer of these speaks of a family. */
const open: ReadonlySet<Question> = new Set([
  'fee',
  'lunch',
  'whole_day',
  'where',
  'when',
  'courses',
  'subsidy',
])

const answerToAll = (turn: Turn): readonly Line[] | null => {
  const { command, code } = turn.meaning
  const question = command === null && code === null ? questionAsked(turn) : null
  const lines = question !== null && open.has(question) ? linesOn(turn, question) : null
  return lines && !('need' in lines) ? lines : null
}

/**
 * What is said in a room, where others read along. It knows nobody: neither the talk nor the family of who asks is given to
 * it, and nothing follows from it. All but open questions is for a talk between two.
 */
export const sayInRoom = (input: Input, scene: Scene): readonly Line[] => {
  if (input.kind !== 'said') return [text(writeAlone)]
  const state = { talk: newTalk(), family: null }
  return answerToAll({ state, scene, text: input.text, meaning: input.meaning }) ?? [text(writeAlone)]
}
