import * as words from '../../wording/offers.ts'
import type { Place } from '../flows.ts'
import type { Outcome } from '../state.ts'
import type { Turn } from '../turn.ts'
import type { OfferFlow } from './flow.ts'

/**
 * What was answered, class by class. Not read from the family's own view: while the answer was carried out a sweep may have
 * taken the offer out of it, or the other guardian's yes have made it a seat.
 */
const named = (turn: Turn, places: readonly Place[]): readonly words.OfferWords[] => {
  const { family } = turn.state
  const { catalogue, now } = turn.scene
  return [...new Set(places.map(({ sectionId }) => sectionId))].flatMap((id) => {
    const section = catalogue.sections.get(id)
    const ids = places.filter(({ sectionId }) => sectionId === id).map(({ childId }) => childId)
    const children = family?.children.filter((child) => ids.includes(child.id)) ?? []
    return section && children.length > 0 ? [words.offerOf(section, children, now, now)] : []
  })
}

export const offerNames = (turn: Turn, places: readonly Place[]): readonly string[] =>
  named(turn, places).map(words.offerName)

export const wonWords = (turn: Turn, won: readonly Place[]): readonly string[] =>
  named(turn, won).map(words.accepted)

export const lostWords = (turn: Turn, outcomes: readonly Outcome[]): readonly string[] => {
  const lost = outcomes.flatMap(({ did, effect }) =>
    did === 'refused' && effect.kind === 'firm' ? [effect] : [],
  )
  const names = offerNames(turn, lost)
  const inLine = outcomes.flatMap((outcome) =>
    outcome.did === 'waiting' && outcome.effect.kind === 'firm'
      ? offerNames(turn, [outcome.effect]).map((name) => words.backInLine(name, outcome.position))
      : [],
  )
  return [...(names.length > 0 ? [words.tooLate(names)] : []), ...inLine]
}

export const refusedWords = (turn: Turn, { refused }: OfferFlow): readonly string[] => {
  const names = offerNames(turn, refused)
  return names.length > 0 ? [words.declined(names)] : []
}
