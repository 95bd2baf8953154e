import type { Section } from '../../../shared/catalogue.ts'
import type { SectionId } from '../../../shared/ids.ts'
import * as words from '../../wording/change.ts'
import { listed } from '../../wording/common.ts'
import { type Taken, takenOf } from '../enrolled.ts'
import type { Flow } from '../flows.ts'
import { ending } from '../rest.ts'
import type { Move, State } from '../state.ts'
import { slotsOf, type Turn, text } from '../turn.ts'

/** `from` which enrolment, `to` which section, `sure` once more, `full` when the new one has no seat. */
export type ChangeFlow = Extract<Flow, { topic: 'change' }>

export type Wish = NonNullable<ChangeFlow['wish']>

export const start: ChangeFlow = { topic: 'change', stage: 'from', childId: null, from: null, to: null }

export const nameOf = ({ child, section }: Taken): string => words.takenName(child.name, section)

export const idsOf = ({ enrolment }: Taken) => ({
  sectionId: enrolment.sectionId,
  childId: enrolment.childId,
})

/** What is changed from, as long as it stands. */
export const oldOf = (turn: Turn, flow: ChangeFlow): Taken | undefined =>
  takenOf(turn.state, turn.scene).find(
    ({ enrolment }) => enrolment.sectionId === flow.from && enrolment.childId === flow.childId,
  )

export const wishOf = (turn: Turn): Wish => ({
  modules: slotsOf(turn.meaning, 'mod'),
  times: slotsOf(turn.meaning, 'time'),
})

export const isEmpty = (wish: Wish): boolean => wish.modules.length === 0 && wish.times.length === 0

export const nothing = (turn: Turn): Move =>
  ending(turn.state, [text(words.nothingToChange)], ['enrol', 'courses', 'menu'])

export const keptAll = (turn: Turn, taken: readonly Taken[]): Move =>
  ending(turn.state, [text(words.nothingChanged(listed(taken.map(nameOf))))], ['mine', 'cancel', 'menu'])

export const kept = (turn: Turn, old: Taken): Move => keptAll(turn, [old])

export const toFlow = (old: Taken): ChangeFlow => ({
  ...start,
  stage: 'to',
  ...{ childId: old.child.id, from: old.enrolment.sectionId },
})

export const sectionOf = (turn: Turn, id: SectionId | null | undefined): Section | undefined =>
  id ? turn.scene.catalogue.sections.get(id) : undefined

export const isOf = (
  { enrolment }: Taken,
  one: { sectionId: string; childId: string } | undefined,
): boolean => enrolment.sectionId === one?.sectionId && enrolment.childId === one?.childId

export const withFlow = (state: State, flow: ChangeFlow): State => ({
  ...state,
  talk: { ...state.talk, flow, asked: null },
})
