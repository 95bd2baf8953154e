import type { Instant } from '../../../shared/time.ts'
import * as words from '../../wording/prepared.ts'
import { numberedChoices, saysNo, saysYes } from '../pick.ts'
import type { Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { claim } from './claim.ts'
import { openEditing } from './edits.ts'
import { mustConsent } from './family.ts'
import { nextOpening, someOpen } from './opening.ts'
import { proceed } from './proceed.ts'
import { plainly } from './reading.ts'
import { draftOf, flowOf, programmeOf, soFar } from './so.ts'

const goSaid =
  /^(?:我们?|我家|快|马上|现在|可以|能|就|请|帮我|要|想)*(?:报名|报|抢|抢课|抢名额|抢位子|抢报|开抢|开始|开始报名?|开始抢|冲)(?:一下|课|名额)*(?:吧|了|啦|啊|呀|吗|[!！。.])*$/

/** Everything is filled in and was confirmed; one word is what is waited for. */
export const isPrepared = ({ state: { talk } }: Turn): boolean => talk.draft?.ready === true

/** 报名, 抢, 开始: the one word, while nothing but this form is pending. Null where it is something else. */
export const openPrepared = (turn: Turn): Move | null => {
  const { flow } = turn.state.talk
  const free = flow === null || flow.topic === 'enrol'
  return isPrepared(turn) && free && goSaid.test(plainly(turn.text)) ? go(turn) : null
}

/** Claims all that is open by now in this very turn; before that it says when, and that all is kept. */
export const go = (turn: Turn): Move => {
  const draft = draftOf(turn.state)
  const programme = programmeOf(turn.state, turn.scene)
  const { talk, family } = turn.state
  // The notice was changed, or the family is gone: what is asked first is asked first.
  const settled =
    programme && !mustConsent(turn.state, programme) && (talk.who === 'helper' || family !== null)
  if (!settled) return proceed(turn, soFar(turn))
  return someOpen(draft, turn.scene) || nextOpening(draft, turn.scene) === null
    ? claim(turn)
    : put(turn, words.tooEarly)
}

const put = (turn: Turn, worded: (opensAt: Instant, now: Instant) => string): Move => {
  const opensAt = nextOpening(draftOf(turn.state), turn.scene)
  if (opensAt === null) return proceed(turn, soFar(turn))
  return asking(turn.state, flowOf('prepared'), 'confirm', [text(worded(opensAt, turn.scene.now))], {
    choices: numberedChoices(words.preparedLabels),
  })
}

/** So that an answer given beside something else ends with what is waited for. */
export const askPrepared = (turn: Turn): Move => put(turn, words.prepared)

export const answerPrepared = (turn: Turn): Move | null => {
  if (saysYes(turn)) return go(turn)
  return saysNo(turn) ? openEditing(turn, null) : null
}
