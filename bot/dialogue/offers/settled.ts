import type { Place } from '../flows.ts'
import { ending } from '../rest.ts'
import type { Line, Move, State } from '../state.ts'
import { type Turn, withTalk } from '../turn.ts'
import { askNext } from './asks.ts'
import type { OfferFlow } from './flow.ts'
import { isAmong, liveOffers, placesOf } from './live.ts'

/**
 * An offer is settled, or is to be thought over (`later`). One question a message: the next offer, else what was going on
 * before (topics.ts puts its question again), else what can be done next.
 */
export const settled = (
  state: State,
  turn: Turn,
  flow: OfferFlow,
  lines: readonly Line[],
  later: readonly Place[] = [],
): Move => {
  const next = liveOffers(state, turn.scene).find(
    (offer) => !placesOf(offer).some((place) => isAmong(later, place)),
  )
  if (next && later.length === 0) return askNext({ ...turn, state }, flow, lines, next)
  const { before, asked } = flow
  return before
    ? { state: withTalk(state, { flow: before, asked }), lines }
    : ending(withTalk(state, { flow: null, asked: null }), lines, ['mine', 'week', 'menu'])
}
