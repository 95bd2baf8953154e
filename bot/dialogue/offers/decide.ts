import type { Effect, Move } from '../state.ts'
import { type Turn, withTalk } from '../turn.ts'
import { askClash, clashes } from './clash.ts'
import { type OfferFlow, offersIn } from './flow.ts'
import { isAmong, type Offer, placesOf } from './live.ts'

const acting = (turn: Turn, flow: OfferFlow, effects: readonly Effect[]): Move => ({
  state: withTalk(turn.state, { flow, asked: null }),
  lines: [],
  effects,
})

/**
 * Takes the offers of the flow. Where one cannot stand beside what its child has by now, it is asked which is kept, one offer
 * at a time: the others wait for their turn.
 */
export const accept = (turn: Turn, flow: OfferFlow): Move => {
  const offers = offersIn(turn, flow.among.flat())
  const found = clashes(turn, flow, offers)
  const [first] = flow.among
  if (found.length > 0 && flow.among.length > 1 && first) return accept(turn, { ...flow, among: [first] })
  const [clash] = found
  if (clash) return askClash(turn, flow, clash)
  return take(turn, flow, offers)
}

const take = (turn: Turn, flow: OfferFlow, offers: readonly Offer[]): Move => {
  const familyId = turn.state.family?.id ?? ''
  const places = offers.flatMap(placesOf)
  const kept = places.filter((place) => !isAmong(flow.refused, place))
  if (kept.length === 0) return decline(turn, flow)
  return acting(turn, { ...flow, stage: 'accepting' }, [
    ...kept.map((place): Effect => ({ kind: 'firm', familyId, ...place })),
    ...places.filter((place) => isAmong(flow.refused, place)).map((place) => refusal(familyId, place)),
  ])
}

const refusal = (familyId: string, place: ReturnType<typeof placesOf>[number]): Effect => ({
  kind: 'release',
  familyId,
  ...place,
  why: 'declined',
})

/** Lets the next have them. */
export const decline = (turn: Turn, flow: OfferFlow): Move => {
  const familyId = turn.state.family?.id ?? ''
  const places = offersIn(turn, flow.among.flat()).flatMap(placesOf)
  return acting(
    turn,
    { ...flow, stage: 'declining', word: 'decline' },
    places.map((place) => refusal(familyId, place)),
  )
}

export const decide = (turn: Turn, flow: OfferFlow): Move =>
  flow.word === 'accept' ? accept(turn, flow) : decline(turn, flow)
