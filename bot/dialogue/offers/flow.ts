import type { Flow, Place } from '../flows.ts'
import type { Turn } from '../turn.ts'
import { type Offer, offersOf, partOf, placesOf } from './live.ts'

export type OfferFlow = Extract<Flow, { topic: 'offer' }>

/** What stands while an offer is answered, so that nothing of it is lost. */
export type Before = Pick<OfferFlow, 'before' | 'asked'>

export const beforeOf = ({ state: { talk } }: Turn): Before =>
  talk.flow?.topic === 'offer' ? talk.flow : { before: talk.flow, asked: talk.asked }

export const startOf = (
  { before, asked }: Before,
  word: OfferFlow['word'],
  offers: readonly Offer[],
): OfferFlow => ({
  topic: 'offer',
  stage: 'answer',
  word,
  among: offers.map(placesOf),
  instead: [],
  refused: [],
  before,
  asked,
})

/** The offers of these places, as many as still stand, each with the children that are meant. */
export const offersIn = (turn: Turn, places: readonly Place[]): readonly Offer[] =>
  offersOf(turn.state, turn.scene).flatMap((offer) => partOf(offer, places) ?? [])
