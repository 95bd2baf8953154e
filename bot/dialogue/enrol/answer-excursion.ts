import { outingAnswer } from '../scopes.ts'
import type { Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { goOn } from './answers.ts'
import { agreed, declined } from './excursion.ts'
import { furtherChild } from './further.ts'
import { proceed } from './proceed.ts'
import { isEmpty, read } from './read.ts'
import { draftOf, soFar } from './so.ts'

/** Yes or no to the outings alone. What is put right beside it is taken. */
export const answerExcursion = (turn: Turn): Move | null => {
  const so = soFar(turn)
  const given = outingAnswer(turn)
  if (given === false) return proceed(turn, declined(turn, so))
  const further = given ? null : furtherChild(turn)
  if (further) return further
  const reading = read(turn, draftOf(turn.state), { child: 0, field: 'confirm' }, true)
  if (given) return goOn(turn, agreed(turn, so), reading)
  return isEmpty(reading) ? null : goOn(turn, so, reading)
}
