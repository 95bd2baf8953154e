import type { Family } from '../../../shared/family.ts'
import { takenName } from '../../wording/change.ts'
import * as words from '../../wording/offers.ts'
import { takenOf, withoutEnrolments } from '../enrolled.ts'
import type { Place } from '../flows.ts'
import { ending } from '../rest.ts'
import type { Effect, Move, Outcome, State } from '../state.ts'
import { type Turn, text, withTalk } from '../turn.ts'
import { isSeat, misfitIn, placesIn, withOutcomes } from './family.ts'
import type { OfferFlow } from './flow.ts'
import { isAmong, isAt } from './live.ts'
import { settled } from './settled.ts'
import { lostWords, offerNames, refusedWords, wonWords } from './told.ts'

/** What the world made of the answer: from one round to the next, then in words. */
export const resume = (turn: Turn, flow: OfferFlow, outcomes: readonly Outcome[]): Move => {
  const { family } = turn.state
  if (!family) return ending(turn.state, [text(words.noOffer)], ['enrol', 'menu'])
  switch (flow.stage) {
    case 'accepting':
      return accepting(turn, flow, family, outcomes)
    case 'giving_up':
      return gaveUp(turn, flow, family, outcomes)
    case 'giving_back':
      return gaveBack(turn, flow, family)
    default:
      return declined(turn, flow, family, outcomes)
  }
}

const without = (state: State, family: Family, gone: readonly Place[]): State => ({
  ...state,
  family: withoutEnrolments(family, gone),
})

/** The other guardian may have accepted it in the same minute: then it is a seat, and stays. */
const declined = (turn: Turn, flow: OfferFlow, family: Family, outcomes: readonly Outcome[]): Move => {
  const stays = placesIn(outcomes, 'seat')
  const gone = flow.among.flat().filter((place) => !isAmong(stays, place))
  const [freed, kept] = [offerNames(turn, gone), offerNames(turn, stays)]
  const said = [
    ...(freed.length > 0 ? [words.declined(freed)] : []),
    ...(kept.length > 0 ? [words.acceptedElsewhere(kept)] : []),
  ]
  const { enrolments, ...rest } = withoutEnrolments(family, gone)
  const state = {
    ...turn.state,
    family: { ...rest, enrolments: enrolments.map((one) => isSeat(one, stays, turn.scene.now)) },
  }
  return settled(state, turn, flow, [text(said.length > 0 ? said.join('\n') : words.noOffer)])
}

const acting = (state: State, flow: OfferFlow, effects: readonly Effect[]): Move => ({
  state: withTalk(state, { flow, asked: null }),
  lines: [],
  effects,
})

const accepting = (turn: Turn, flow: OfferFlow, before: Family, outcomes: readonly Outcome[]): Move => {
  const family = withOutcomes(before, flow, outcomes, turn.scene.now)
  const state = { ...turn.state, family }
  const won = placesIn(outcomes, 'seat')
  const misfit = misfitIn(turn, family, flow, won)
  if (misfit) {
    const giving: OfferFlow = { ...flow, stage: 'giving_back', among: [[misfit.place]], told: misfit.why }
    return acting(state, giving, [{ kind: 'release', familyId: family.id, ...misfit.place, why: 'changed' }])
  }
  const going = flow.instead.filter(({ childId }) => won.some((place) => place.childId === childId))
  if (going.length > 0) {
    const giving: OfferFlow = { ...flow, stage: 'giving_up', among: [won], instead: going }
    const effects = going.map(
      (place): Effect => ({ kind: 'release', familyId: family.id, ...place, why: 'changed' }),
    )
    return acting(state, giving, effects)
  }
  const said = [...wonWords(turn, won), ...lostWords(turn, outcomes), ...refusedWords(turn, flow)]
  return settled(state, turn, flow, said.length > 0 ? [text(said.join('\n'))] : [])
}

/** Only what is really free again leaves the family. */
const gaveUp = (turn: Turn, flow: OfferFlow, family: Family, outcomes: readonly Outcome[]): Move => {
  const released = placesIn(outcomes, 'released')
  const nameOf = (places: readonly Place[]) =>
    takenOf(turn.state, turn.scene)
      .filter(({ enrolment }) => isAmong(places, enrolment))
      .map(({ child, section }) => takenName(child.name, section))
  const gone = nameOf(released)
  const stuck = nameOf(flow.instead.filter((place) => !released.some((one) => isAt(one, place))))
  const said = [
    ...wonWords(turn, flow.among.flat()),
    ...(gone.length > 0 ? [words.gaveUp(gone)] : []),
    ...(stuck.length > 0 ? [words.giveUpFailed(stuck)] : []),
  ]
  return settled(without(turn.state, family, released), turn, flow, [text(said.join('\n'))])
}

const gaveBack = (turn: Turn, flow: OfferFlow, family: Family): Move =>
  settled(without(turn.state, family, flow.among.flat()), turn, flow, [
    text(words.givenBack(flow.told ?? '')),
  ])
