import type { Taken } from '../enrolled.ts'
import { pickOf, saysNo, saysYes } from '../pick.ts'
import type { Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { fullLabels } from './asks.ts'
import { claimOrAsk } from './excursion.ts'
import { type ChangeFlow, isEmpty, kept, wishOf } from './flow.ts'
import { openTo } from './to.ts'

export const answerSure = (turn: Turn, flow: ChangeFlow, old: Taken): Move | null => {
  if (saysNo(turn)) return kept(turn, old)
  return saysYes(turn) ? claimOrAsk(turn, flow, old, 'refuse') : null
}

export const answerFull = (turn: Turn, flow: ChangeFlow, old: Taken): Move | null => {
  const at = pickOf(turn, fullLabels)
  if (at === 0 || /候补|排队|排着/.test(turn.text)) return claimOrAsk(turn, flow, old, 'wait')
  if (at === 1) return openTo(turn, old, { modules: [], times: [] })
  if (at === 2 || saysNo(turn)) return kept(turn, old)
  const wish = wishOf(turn)
  return isEmpty(wish) ? null : openTo(turn, old, wish)
}
