import type { Section } from '../../../shared/catalogue.ts'
import type { Enrolment } from '../../../shared/family.ts'
import type { FamilyId } from '../../../shared/ids.ts'
import { enrolmentCard, type Got } from '../../wording/card.ts'
import { theChild, thisCourse } from '../../wording/common.ts'
import { sectionName } from '../../wording/schedule.ts'
import * as summing from '../../wording/summary.ts'
import type { ChildDraft, Draft, Effect, Line, Outcome } from '../state.ts'
import type { Turn } from '../turn.ts'

export type Claim = Extract<Effect, { kind: 'claim' }>

export interface Row {
  readonly child: ChildDraft
  readonly section: Section
  readonly enrolment: Enrolment
  readonly position: number
  /** Whose it is; a helper's entry is not written yet. */
  readonly familyId: FamilyId
}

const gotOf = ({ enrolment, position }: Row): Got => {
  if (enrolment.state === 'waiting') return { state: 'waiting', position }
  if (enrolment.state === 'offered') return { state: 'offered', until: enrolment.until ?? enrolment.since }
  return enrolment.state === 'held' && enrolment.until !== null
    ? { state: 'held', until: enrolment.until }
    : { state: 'seat' }
}

export const rowsOf = (turn: Turn, draft: Draft, outcomes: readonly Outcome[]): readonly Row[] =>
  outcomes.flatMap((outcome) => {
    const { effect } = outcome
    if (
      effect.kind !== 'claim' ||
      (outcome.did !== 'seat' &&
        outcome.did !== 'held' &&
        outcome.did !== 'offered' &&
        outcome.did !== 'waiting')
    )
      return []
    const child = draft.children.find(({ id }) => id === effect.childId)
    const section = turn.scene.catalogue.sections.get(effect.sectionId)
    const enrolment: Enrolment = {
      childId: effect.childId,
      sectionId: effect.sectionId,
      party: effect.party,
      state: outcome.did,
      since: turn.scene.now,
      until: outcome.did === 'offered' ? outcome.until : effect.until,
    }
    const position = outcome.did === 'waiting' ? outcome.position : 0
    return child && section ? [{ child, section, enrolment, position, familyId: effect.familyId }] : []
  })

export interface Missed {
  readonly effect: Claim
  readonly words: string
}

export const missedOf = (turn: Turn, outcomes: readonly Outcome[]): readonly Missed[] =>
  outcomes.flatMap((outcome) => {
    if (outcome.did !== 'refused' || outcome.effect.kind !== 'claim') return []
    const section = turn.scene.catalogue.sections.get(outcome.effect.sectionId)
    return [
      {
        effect: outcome.effect,
        words: summing.notTaken(section ? sectionName(section) : thisCourse, outcome.why),
      },
    ]
  })

export const resultOf = (row: Row): summing.ResultRow => ({
  child: row.child.name ?? theChild,
  name: sectionName(row.section),
  state: row.enrolment.state,
  position: row.position,
})

/** A card a child, with its own sections. */
export const cardsOf = (rows: readonly Row[]): readonly Line[] =>
  [...new Set(rows.map(({ child }) => child))].map((child) => ({
    kind: 'card',
    ...enrolmentCard(
      child.name ?? theChild,
      rows
        .filter((row) => row.child === child)
        .map((row) => ({ section: row.section, party: row.enrolment.party, got: gotOf(row) })),
    ),
  }))
