import type { Enrolment, Family } from '../../../shared/family.ts'
import type { Section } from '../../../shared/section.ts'
import { enrolmentCard } from '../../wording/card.ts'
import * as confirming from '../../wording/confirm.ts'
import { outingGivenBack } from '../../wording/excursion.ts'
import { sectionName } from '../../wording/schedule.ts'
import { ending } from '../rest.ts'
import type { Line, Move, Outcome } from '../state.ts'
import { type Turn, text } from '../turn.ts'
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
  const kept = family.enrolments.flatMap((enrolment) => keptOf(enrolment, outcomes))
  const lapsed = family.enrolments.filter((enrolment) => !kept.some((one) => same(one, enrolment)))
  const lost = sectionsOf(turn, lapsed).map((section) => confirming.holdLapsed(sectionName(section)))
  const firm: Family = {
    ...family,
    pending: null,
    enrolments: [...kept, ...wonAgain(turn, family, outcomes)],
  }
  const refused = givenBack(turn, outcomes)
  const notes = [...lost, ...(refused.length > 0 ? [outingGivenBack(refused)] : [])]
  const lines = [text([confirming.confirmed, ...notes].join('\n')), ...cards(turn, firm, outcomes)]
  const ways =
    firm.enrolments.length > 0 ? (['mine', 'week', 'edit'] as const) : (['enrol', 'courses'] as const)
  const done = ending({ ...turn.state, family: firm }, lines, ways)
  return { ...done, entries: confirmedNotice(turn, family) }
}

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

const keptOf = (enrolment: Enrolment, outcomes: readonly Outcome[]): readonly Enrolment[] => {
  const outcome = outcomeOf(enrolment, outcomes)
  if (outcome?.did === 'waiting') return [{ ...enrolment, state: 'waiting', until: null }]
  return outcome?.did === 'seat' ? [{ ...enrolment, state: 'seat', until: null }] : []
}

const cards = (turn: Turn, family: Family, outcomes: readonly Outcome[]): readonly Line[] =>
  family.children.flatMap((child) => {
    const rows = family.enrolments
      .filter(({ childId }) => childId === child.id)
      .flatMap((enrolment) => {
        const section = turn.scene.catalogue.sections.get(enrolment.sectionId)
        const outcome = outcomeOf(enrolment, outcomes)
        const got =
          outcome?.did === 'waiting'
            ? ({ state: 'waiting', position: outcome.position } as const)
            : ({ state: 'seat' } as const)
        return section ? [{ section, party: enrolment.party, got }] : []
      })
    return rows.length > 0 ? [{ kind: 'card' as const, ...enrolmentCard(child.name, rows) }] : []
  })
