import { type Taken, takenMeant, takenOf } from '../enrolled.ts'
import { pick } from '../pick.ts'
import type { Move } from '../state.ts'
import { slotsOf, type Turn } from '../turn.ts'
import { askFrom } from './asks.ts'
import { type ChangeFlow, isOf, keptAll, type Wish, wishOf } from './flow.ts'
import { openTo } from './to.ts'

export const startFrom = (turn: Turn, meant: readonly Taken[], wish: Wish): Move => {
  const [only] = meant
  return only && meant.length === 1 ? openTo(turn, only, wish) : askFrom(turn, meant, wish)
}

export const answerFrom = (turn: Turn, flow: ChangeFlow): Move | null => {
  const among = flow.among ?? []
  const listed = takenOf(turn.state, turn.scene).filter((taken) => among.some((one) => isOf(taken, one)))
  const at = pick(turn, among.length)
  const chosen = at === null ? undefined : listed.find((taken) => isOf(taken, among[at]))
  if (chosen) return openTo(turn, chosen, flow.wish ?? wishOf(turn))
  const named = takenMeant(
    turn,
    [...slotsOf(turn.meaning, 'mod-'), ...slotsOf(turn.meaning, 'mod')],
    slotsOf(turn.meaning, 'time'),
  )
  const those = listed.filter((taken) => named.some(({ enrolment }) => enrolment === taken.enrolment))
  if (turn.meaning.intent === 'deny') return keptAll(turn, listed)
  return those.length > 0 && those.length < listed.length
    ? startFrom(turn, those, flow.wish ?? wishOf(turn))
    : null
}
