import type { Enrolment, Family } from '../../../shared/family.ts'
import type { Section } from '../../../shared/section.ts'
import { enrolmentCard, type Got } from '../../wording/card.ts'
import { theChild } from '../../wording/common.ts'
import * as confirming from '../../wording/confirm.ts'
import { outingGivenBack } from '../../wording/excursion.ts'
import { sectionName } from '../../wording/schedule.ts'
import { saved, tooLate } from '../../wording/wishes.ts'
import { ending } from '../rest.ts'
import type { Line, Move, Outcome } from '../state.ts'
import { endingJoined } from '../together.ts'
import { type Turn, text } from '../turn.ts'
import { gatheringIn, wishedIn, sectionsOf as wishedSections, withWishes } from '../wishes/effects.ts'
import { sectionsOf } from './entered.ts'
import type { ConfirmFlow } from './flow.ts'
import { resumeMoved, resumeMoving } from './merge.ts'
import { confirmedNotice } from './notice.ts'

export const resume = (turn: Turn, flow: ConfirmFlow, outcomes: readonly Outcome[]): Move => {
  if (flow.stage === 'moving') return resumeMoving(turn, flow, outcomes)
  if (flow.stage === 'moved') return resumeMoved(turn, flow)
  const { family } = turn.state
  const erased = outcomes.some(({ did }) => did === 'erased')
  if (erased || !family) return ending(turn.state, [text(confirming.confirmRefused)], ['enrol', 'menu'])
  const kept = family.enrolments.flatMap((enrolment) => keptOf(turn, enrolment, outcomes))
  const lapsed = family.enrolments.filter((enrolment) => !kept.some((one) => same(one, enrolment)))
  const lost = sectionsOf(turn, lapsed).map((section) => confirming.holdLapsed(sectionName(section)))
  const { wishes: _, ...rest } = family
  const wished = wishedIn(outcomes)
  const firm: Family = {
    ...withWishes(rest, ...wished),
    pending: null,
    enrolments: [...kept, ...wonAgain(turn, family, outcomes)],
  }
  const refused = givenBack(turn, outcomes)
  const notes = [
    ...lost,
    ...(refused.length > 0 ? [outingGivenBack(refused)] : []),
    ...wishNotes(turn, family, outcomes),
  ]
  const lines = [text([confirming.confirmed, ...notes].join('\n')), ...cards(turn, firm, outcomes)]
  const ways =
    firm.enrolments.length > 0
      ? (['mine', 'week', 'edit'] as const)
      : wished.length > 0
        ? (['wishes', 'enrol', 'menu'] as const)
        : (['enrol', 'courses'] as const)
  const joined = firm.enrolments.flatMap(({ state, sectionId }) => (state === 'waiting' ? [sectionId] : []))
  const done = endingJoined(turn, { ...turn.state, family: firm }, lines, joined, ways)
  return { ...done, entries: confirmedNotice(turn, family) }
}

/** When what was named is drawn, or that it came too late. */
const wishNotes = (turn: Turn, family: Family, outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.flatMap(({ did, effect }) => {
    if (effect.kind !== 'wish') return []
    const name = family.children.find(({ id }) => id === effect.childId)?.name ?? theChild
    const wished = wishedSections(turn.scene, effect.ranked)
    const gathering = gatheringIn(wished)
    return did === 'wished' && gathering ? [saved(name, wished, gathering)] : [tooLate(name)]
  })

const same = (
  a: { sectionId: string; childId: string },
  b: { sectionId: string; childId: string },
): boolean => a.sectionId === b.sectionId && a.childId === b.childId

/** A hold that a sweep took back while the guardian confirmed, and that was free to be had again. */
const wonAgain = (turn: Turn, family: Family, outcomes: readonly Outcome[]): readonly Enrolment[] =>
  outcomes.flatMap(({ did, effect }) => {
    if ((did !== 'seat' && did !== 'waiting') || effect.kind !== 'firm') return []
    if (family.enrolments.some((one) => same(one, effect))) return []
    const { sectionId, childId } = effect
    return [{ sectionId, childId, party: 1, state: did, since: turn.scene.now, until: null }]
  })

/** Outings that the guardian refused. */
const givenBack = (turn: Turn, outcomes: readonly Outcome[]): readonly Section[] => {
  const ids = outcomes.flatMap(({ effect }) => (effect.kind === 'release' ? [effect.sectionId] : []))
  return [...new Set(ids)].flatMap((id) => turn.scene.catalogue.sections.get(id) ?? [])
}

const outcomeOf = (enrolment: Enrolment, outcomes: readonly Outcome[]): Outcome | undefined =>
  outcomes.find(({ effect }) => effect.kind === 'firm' && same(effect, enrolment))

/** A seat is theirs from now on: what goes out to families with a seat may have passed them by. */
const keptOf = (turn: Turn, enrolment: Enrolment, outcomes: readonly Outcome[]): readonly Enrolment[] => {
  const outcome = outcomeOf(enrolment, outcomes)
  if (outcome?.did === 'waiting') return [{ ...enrolment, state: 'waiting', until: null }]
  if (outcome?.did === 'offered') return [{ ...enrolment, state: 'offered', until: outcome.until }]
  return outcome?.did === 'seat' ? [{ ...enrolment, state: 'seat', since: turn.scene.now, until: null }] : []
}

const gotOf = (outcome: Outcome | undefined): Got => {
  if (outcome?.did === 'waiting') return { state: 'waiting', position: outcome.position }
  return outcome?.did === 'offered' ? { state: 'offered', until: outcome.until } : { state: 'seat' }
}

const cards = (turn: Turn, family: Family, outcomes: readonly Outcome[]): readonly Line[] =>
  family.children.flatMap((child) => {
    const rows = family.enrolments
      .filter(({ childId }) => childId === child.id)
      .flatMap((enrolment) => {
        const section = turn.scene.catalogue.sections.get(enrolment.sectionId)
        const outcome = outcomeOf(enrolment, outcomes)
        return section ? [{ section, party: enrolment.party, got: gotOf(outcome) }] : []
      })
    return rows.length > 0 ? [{ kind: 'card' as const, ...enrolmentCard(child.name, rows) }] : []
  })
