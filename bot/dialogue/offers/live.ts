import type { Section } from '../../../shared/catalogue.ts'
import type { Instant } from '../../../shared/time.ts'
import { type OfferWords, offerOf } from '../../wording/offers.ts'
import { type Taken, takenOf } from '../enrolled.ts'
import type { Place } from '../flows.ts'
import type { Scene, State } from '../state.ts'

/** Seats of one class that came free for children of the family at one moment: siblings are offered theirs together. */
export interface Offer {
  readonly section: Section
  readonly taken: readonly Taken[]
  readonly since: Instant
  readonly until: Instant
}

const isPartOf = (offer: Offer, { enrolment }: Taken): boolean =>
  offer.section.id === enrolment.sectionId && offer.until === enrolment.until

const added = (offers: readonly Offer[], taken: Taken): readonly Offer[] => {
  const { section, enrolment } = taken
  const { state, since, until } = enrolment
  if (state !== 'offered' || until === null || !section) return offers
  const known = offers.find((offer) => isPartOf(offer, taken))
  if (!known) return [...offers, { section, taken: [taken], since, until }]
  return offers.map((offer) => (offer === known ? { ...offer, taken: [...offer.taken, taken] } : offer))
}

/** What the family in hand has been offered and has not answered, also where its time is over and nobody has seen to it. */
export const offersOf = (state: State, scene: Scene): readonly Offer[] =>
  takenOf(state, scene).reduce(added, [])

/** `until` itself is too late. */
export const isLive = ({ until }: Pick<Offer, 'until'>, { now }: Scene): boolean => now < until

export const liveOffers = (state: State, scene: Scene): readonly Offer[] =>
  offersOf(state, scene).filter((offer) => isLive(offer, scene))

export const placesOf = ({ taken }: Pick<Offer, 'taken'>): readonly Place[] =>
  taken.map(({ enrolment }) => ({ sectionId: enrolment.sectionId, childId: enrolment.childId }))

export const isAt = (place: Place, other: Place): boolean =>
  place.sectionId === other.sectionId && place.childId === other.childId

export const isAmong = (places: readonly Place[], place: Place): boolean =>
  places.some((one) => isAt(one, place))

/** The part of an offer that is of these places; null where nothing of it is. */
export const partOf = (offer: Offer, places: readonly Place[]): Offer | null => {
  const taken = offer.taken.filter(({ enrolment }) => isAmong(places, enrolment))
  return taken.length > 0 ? { ...offer, taken } : null
}

export const wordsOf = ({ section, taken, until }: Offer, { now }: Scene): OfferWords =>
  offerOf(
    section,
    taken.map(({ child }) => child),
    until,
    now,
  )
