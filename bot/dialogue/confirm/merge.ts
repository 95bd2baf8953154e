import { may } from '../../../shared/consent.ts'
import type { Consent, Enrolment, Family } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import { enrolmentCard } from '../../wording/card.ts'
import * as confirming from '../../wording/confirm.ts'
import { outingGivenBack } from '../../wording/excursion.ts'
import { cameIn } from '../../wording/same-child.ts'
import { sectionName } from '../../wording/schedule.ts'
import { whyNotBeside } from '../beside.ts'
import { ending } from '../rest.ts'
import type { Effect, Move, Outcome, State } from '../state.ts'
import { type Turn, text, withTalk } from '../turn.ts'
import { wishedIn, wishesInto, withWishes } from '../wishes/effects.ts'
import { sectionsOf } from './entered.ts'
import type { ConfirmFlow } from './flow.ts'
import { told as helperTold } from './notice.ts'
import { type Plan, planOf } from './plan.ts'

type Moved = Extract<Effect, { kind: 'move' }>

export interface Merging {
  /** The family in hand. */
  readonly own: Family
  /** The entry with the guardian's word in it, and without outings that were refused. */
  readonly entered: Family
  readonly lines: readonly Consent[]
  readonly refused: readonly Enrolment[]
  readonly programme: Programme
}

/**
 * The guardian has a family already, and a contact speaks for one: what the helper entered comes into it. Children and
 * consent are written first, then the seats change hands one by one, and last the helper's family ends with what could not
 * come along. Cut short between them, the entry still holds its seats, and whoever comes next goes on.
 */
export const mergeInto = (turn: Turn, sure: ConfirmFlow, merging: Merging): Move => {
  const { own, entered, refused, programme } = merging
  const flow: ConfirmFlow = entered.pending ? { ...sure, helper: entered.pending.helper } : sure
  const { family, moves, told, wishes } = planOf(turn, own, entered, programme)
  const lines = merging.lines.filter((line) => !takesBack(own, line))
  const words = [...told, ...refusedWords(turn, refused)]
  const effects = [
    ...movesOf({ moves }, entered, own),
    ...refused.map((one) => releaseOf(one, entered)),
    ...wishesInto(turn, family, wishes, 'closesAt'),
  ]
  const state = { ...turn.state, family: { ...family, consents: [...own.consents, ...lines] } }
  const entries = [
    ...lines.map((consent) => ({ kind: 'consent', familyId: own.id, consent }) as const),
    { kind: 'code_used', code: flow.code } as const,
    { kind: 'family', family: entered } as const,
  ]
  return { ...moved(state, flow, words, effects), entries }
}

/** What changes hands does so first; where nothing does, the entry ends at once. */
export const moved = (
  state: State,
  flow: ConfirmFlow,
  told: readonly string[],
  effects: readonly Effect[],
) => {
  if (effects.length === 0) return ended(state, flow, told, [])
  const moving = withTalk(state, { flow: { ...flow, stage: 'moving', told }, asked: null })
  return { state: moving, lines: [], effects }
}

export const movesOf = ({ moves }: Pick<Plan, 'moves'>, entered: Family, own: Family): readonly Effect[] =>
  moves.map((move) => moveOf(move, entered, own))

const moveOf = ({ enrolment, childId }: Plan['moves'][number], entered: Family, own: Family): Moved => ({
  kind: 'move',
  sectionId: enrolment.sectionId,
  childId: enrolment.childId,
  familyId: entered.id,
  party: enrolment.party,
  to: { familyId: own.id, childId },
})

/** A no to the outings of this entry is no withdrawal of what was agreed to before for others. */
const takesBack = (own: Family, { scope, given }: Consent): boolean =>
  scope === 'excursion' && !given && may(own, 'excursion')

const refusedWords = (turn: Turn, refused: readonly Enrolment[]): readonly string[] =>
  refused.length > 0 ? [outingGivenBack([...new Set(sectionsOf(turn, refused))])] : []

type Cards = NonNullable<ConfirmFlow['cards']>

/** The second round: the entry goes, with whatever it still holds, and what came along but does not fit is given back. */
const ended = (
  state: State,
  flow: ConfirmFlow,
  told: readonly string[],
  cards: Cards,
  back: readonly Effect[] = [],
) => ({
  state: withTalk(state, { flow: { ...flow, stage: 'moved', told, cards }, asked: null }),
  lines: [],
  effects: [...back, { kind: 'erase', familyId: flow.familyId } as const],
})

/** A refused outing is no longer in the entry's view, so that its erasure would not find it. */
const releaseOf = ({ sectionId, childId }: Enrolment, { id }: Family): Effect => ({
  kind: 'release',
  sectionId,
  childId,
  familyId: id,
})

interface Got {
  readonly enrolment: Enrolment
  readonly position: number
}

const gotOf = (turn: Turn, outcome: Outcome): readonly Got[] => {
  const { effect, did } = outcome
  if (effect.kind !== 'move' || (did !== 'seat' && did !== 'offered' && did !== 'waiting')) return []
  const { sectionId, party, to } = effect
  const since = turn.scene.now
  const until = did === 'offered' ? outcome.until : null
  const enrolment: Enrolment = { childId: to.childId, sectionId, party, state: did, since, until }
  return [{ enrolment, position: did === 'waiting' ? outcome.position : 0 }]
}

const isOf = (a: Enrolment) => (b: Enrolment) => a.sectionId === b.sectionId && a.childId === b.childId

const lostWords = (turn: Turn, { did, effect }: Outcome): readonly string[] => {
  const section = effect.kind === 'move' ? turn.scene.catalogue.sections.get(effect.sectionId) : undefined
  return did === 'refused' && section ? [confirming.holdLapsed(sectionName(section))] : []
}

interface Sorted {
  readonly got: readonly Got[]
  /** Beside what the other guardian got meanwhile it cannot stand, and why. */
  readonly back: readonly Got[]
  readonly why: readonly string[]
}

const placed = (turn: Turn, family: Family, so: Sorted, one: Got): Sorted => {
  const section = turn.scene.catalogue.sections.get(one.enrolment.sectionId)
  const child = family.children.find(({ id }) => id === one.enrolment.childId)
  const had = [...family.enrolments, ...so.got.map(({ enrolment }) => enrolment)]
  const why = section && child ? whyNotBeside(turn, child, section, had) : null
  return why === null
    ? { ...so, got: [...so.got, one] }
    : { ...so, back: [...so.back, one], why: [...so.why, confirming.givenBack(why)] }
}

const sorted = (turn: Turn, family: Family, came: readonly Got[]): Sorted =>
  came.reduce<Sorted>((so, one) => placed(turn, family, so, one), { got: [], back: [], why: [] })

/** The seats that changed hands come into the family's view; what was lost meanwhile is said. */
export const resumeMoving = (turn: Turn, flow: ConfirmFlow, outcomes: readonly Outcome[]): Move => {
  const { family } = turn.state
  if (!family) throw new Error('seats were moved into a family that is gone')
  const came = outcomes.flatMap((outcome) => gotOf(turn, outcome))
  const { got, back, why } = sorted(turn, family, came)
  const enrolments = got.map(({ enrolment }) => enrolment)
  const before = family.enrolments.filter((one) => !enrolments.some(isOf(one)))
  const lost = outcomes.flatMap((outcome) => lostWords(turn, outcome))
  const told = [...(flow.told ?? []), ...lost, ...why]
  const whole = withWishes({ ...family, enrolments: [...before, ...enrolments] }, ...wishedIn(outcomes))
  const state = { ...turn.state, family: whole }
  const gone = back.map(({ enrolment }) => releaseOf(enrolment, family))
  return ended(state, flow, told, cardsOf(turn, family, got), gone)
}

const cardsOf = (turn: Turn, family: Family, got: readonly Got[]): Cards =>
  family.children.flatMap((child) => {
    const rows = got
      .filter(({ enrolment }) => enrolment.childId === child.id)
      .flatMap((one) => rowOf(turn, one))
    return rows.length > 0 ? [enrolmentCard(child.name, rows)] : []
  })

const rowOf = (turn: Turn, { enrolment, position }: Got) => {
  const section = turn.scene.catalogue.sections.get(enrolment.sectionId)
  const waiting = { state: 'waiting', position } as const
  const offered = { state: 'offered', until: enrolment.until ?? enrolment.since } as const
  const other = enrolment.state === 'offered' ? offered : ({ state: 'seat' } as const)
  const got = enrolment.state === 'waiting' ? waiting : other
  return section ? [{ section, party: enrolment.party, got }] : []
}

/** Last, since the end of the entry takes along what its helper was still to be told of it. */
export const resumeMoved = (turn: Turn, flow: ConfirmFlow): Move => {
  const { told = [], cards = [], helper, joined } = flow
  const said = text([joined ? cameIn : confirming.confirmedInto, ...told].join('\n'))
  const lines = [said, ...cards.map((card) => ({ kind: 'card', ...card }) as const)]
  const entries = helper === undefined ? [] : [helperTold(turn, flow.familyId, helper)]
  return { ...ending(turn.state, lines, ['mine', 'week', 'edit']), entries }
}
