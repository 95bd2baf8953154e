import type { Enrolment, Family } from '../../../shared/family.ts'
import type { Instant } from '../../../shared/time.ts'
import { whyNotBeside } from '../beside.ts'
import { withoutEnrolments } from '../enrolled.ts'
import type { Place } from '../flows.ts'
import type { Outcome } from '../state.ts'
import type { Turn } from '../turn.ts'
import type { OfferFlow } from './flow.ts'
import { isAmong, isAt } from './live.ts'

export const placesIn = (outcomes: readonly Outcome[], did: Outcome['did']): readonly Place[] =>
  outcomes.flatMap((outcome) => {
    const { effect } = outcome
    return outcome.did === did && (effect.kind === 'firm' || effect.kind === 'release')
      ? [{ sectionId: effect.sectionId, childId: effect.childId }]
      : []
  })

/** Theirs from now on: what goes out to families with a seat may have passed them by. */
export const isSeat = (enrolment: Enrolment, won: readonly Place[], since: Instant): Enrolment =>
  isAmong(won, enrolment) ? { ...enrolment, state: 'seat', since, until: null } : enrolment

/** A sweep may have taken it out of the family's view before it was theirs after all. */
const seatAnew = (place: Place, since: Instant): Enrolment => ({
  ...place,
  party: 1,
  state: 'seat',
  since,
  until: null,
})

type Answered = Extract<Outcome, { did: 'offered' | 'waiting' }>

/** What stands instead of the offer that was accepted: another one, or once more a place on the list. */
const isAgain = (enrolment: Enrolment, outcomes: readonly Outcome[]): Enrolment => {
  const found = outcomes.find(
    (outcome): outcome is Answered =>
      (outcome.did === 'offered' || outcome.did === 'waiting') &&
      outcome.effect.kind === 'firm' &&
      isAt(outcome.effect, enrolment),
  )
  if (!found) return enrolment
  return found.did === 'offered'
    ? { ...enrolment, state: 'offered', until: found.until }
    : { ...enrolment, state: 'waiting', until: null }
}

/** The family with what it has now: a seat, or nothing, or once more a place on the list. */
export const withOutcomes = (
  family: Family,
  flow: OfferFlow,
  outcomes: readonly Outcome[],
  now: Instant,
): Family => {
  const won = placesIn(outcomes, 'seat')
  const stands = [...won, ...placesIn(outcomes, 'waiting'), ...placesIn(outcomes, 'offered')]
  const kept = withoutEnrolments(
    family,
    flow.among.flat().filter((place) => !isAmong(stands, place)),
  )
  const missing = won.filter((place) => !isAmong(kept.enrolments, place))
  const enrolments = kept.enrolments.map((one) => isAgain(isSeat(one, won, now), outcomes))
  return { ...kept, enrolments: [...enrolments, ...missing.map((place) => seatAnew(place, now))] }
}

/** Why one of the new seats cannot stay: the other guardian took something else at the same moment. */
export const misfitIn = (turn: Turn, family: Family, flow: OfferFlow, won: readonly Place[]) => {
  const had = family.enrolments.filter(
    (one) => (one.state === 'seat' || one.state === 'held') && !isAmong(flow.instead, one),
  )
  for (const place of won) {
    const child = family.children.find(({ id }) => id === place.childId)
    const section = turn.scene.catalogue.sections.get(place.sectionId)
    const why = child && section ? whyNotBeside(turn, child, section, had) : null
    if (why !== null) return { place, why }
  }
  return null
}
