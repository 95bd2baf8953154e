import { mayStandBeside } from '../../../shared/enrolment.ts'
import type { Child, ChildWishes, Enrolment, Family } from '../../../shared/family.ts'
import type { ChildId } from '../../../shared/ids.ts'
import type { Programme } from '../../../shared/programme.ts'
import type { Section } from '../../../shared/section.ts'
import * as confirming from '../../wording/confirm.ts'
import { refusalWords } from '../../wording/refusals.ts'
import type { Turn } from '../turn.ts'
import { wishesOf } from '../wishes/effects.ts'
import { sectionsOf } from './entered.ts'
import { isSameChild, mergedChild, withGuardian } from './same.ts'

/** What a helper's entry is to become in a family that its guardian has already. */
export interface Plan {
  /** The guardian's family with the children of the entry in it; their seats come when they are got. */
  readonly family: Family
  /** What comes along, and of which child of the family it will be. */
  readonly moves: readonly { readonly enrolment: Enrolment; readonly childId: ChildId }[]
  /** What comes along of wishes, behind what the family named itself. */
  readonly wishes: readonly ChildWishes[]
  /** What the guardian is to be told: who was there already, and what could not come along and why. */
  readonly told: readonly string[]
}

interface Placed {
  readonly family: Family
  /** The child of the family by the one that was entered. */
  readonly as: ReadonlyMap<ChildId, Child>
}

/** A child that the family has already is that child, and never two of the entry are one. */
const placeChild = ({ family, as }: Placed, entered: Child, season: number): Placed => {
  const taken = [...as.values()].map(({ id }) => id)
  const own = family.children.find((one) => !taken.includes(one.id) && isSameChild(one, entered, season))
  const child = own ? mergedChild(own, entered) : entered
  const children = own
    ? family.children.map((one) => (one === own ? child : one))
    : [...family.children, child]
  return { family: { ...family, children }, as: new Map([...as, [entered.id, child]]) }
}

/** Sections of this child beside which an entered one must stand: all but its place in the line for the seat that comes. */
const besides = (
  turn: Turn,
  own: Family,
  moves: Plan['moves'],
  entered: Enrolment,
  childId: ChildId,
): readonly Section[] => {
  const waitsForIt = ({ sectionId, state }: Enrolment) =>
    sectionId === entered.sectionId && state === 'waiting' && entered.state !== 'waiting'
  const kept = own.enrolments.filter((one) => one.childId === childId && !waitsForIt(one))
  const came = moves.filter((move) => move.childId === childId).map(({ enrolment }) => enrolment)
  return sectionsOf(turn, [...kept, ...came])
}

/** Why an enrolment cannot come along, in words; null where it can. Those of a child that is new here were checked before. */
const whyNot = (
  turn: Turn,
  own: Family,
  moves: Plan['moves'],
  entered: Enrolment,
  child: Child,
): string | null => {
  const { sections } = turn.scene.catalogue
  const section = sections.get(entered.sectionId)
  if (!section || !own.children.some(({ id }) => id === child.id)) return null
  const refusal = mayStandBeside(besides(turn, own, moves, entered, child.id), section)
  return refusal && confirming.givenBack(refusalWords(refusal, { child: child.name, section, sections }))
}

type Going = Pick<Plan, 'moves' | 'told'>

/** One more of the entry, which must stand beside those that came before it. */
const gone = (turn: Turn, own: Family, as: Placed['as'], so: Going, enrolment: Enrolment): Going => {
  const child = as.get(enrolment.childId)
  if (!child) return so
  const why = whyNot(turn, own, so.moves, enrolment, child)
  return why === null
    ? { ...so, moves: [...so.moves, { enrolment, childId: child.id }] }
    : { ...so, told: [...so.told, why] }
}

const wishesMet = (own: Family, entered: Family, as: Placed['as']): readonly ChildWishes[] =>
  (entered.wishes ?? []).flatMap((came) => {
    const child = as.get(came.childId)
    if (!child) return []
    const before = wishesOf(own, child.id)
    const ranked = [...new Set([...(before?.ranked ?? []), ...came.ranked])]
    return [{ ...(before ?? came), childId: child.id, ranked }]
  })

/** Pure: the seats themselves are moved, or given back, by whoever carries this out. */
export const planOf = (turn: Turn, own: Family, entered: Family, programme: Programme): Plan => {
  const { family, as } = entered.children.reduce<Placed>(
    (placed, child) => placeChild(placed, child, programme.season),
    { family: entered.guardians.reduce(withGuardian, own), as: new Map() },
  )
  const known = [...as.values()].filter(({ id }) => own.children.some((child) => child.id === id))
  const start = known.length > 0 ? [confirming.sameChildren(known.map(({ name }) => name))] : []
  // A family that is enrolled in nothing yet is kept as long as the programme that it now joins.
  const programmeId = own.enrolments.length === 0 ? entered.programmeId : own.programmeId
  const going = entered.enrolments.reduce<Going>((so, one) => gone(turn, own, as, so, one), {
    moves: [],
    told: start,
  })
  return { family: { ...family, programmeId }, ...going, wishes: wishesMet(own, entered, as) }
}
