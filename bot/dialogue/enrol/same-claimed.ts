import type { ChildId, FamilyId } from '../../../shared/ids.ts'
import * as words from '../../wording/same-child.ts'
import type { Alike, ChildDraft, Draft, Entry, Move, Outcome, SameChild } from '../state.ts'
import type { Turn } from '../turn.ts'
import { nameOf } from './same.ts'
import { draftOf, type So, withDraft } from './so.ts'

/** Ids of one turn (30 and on are these topics'). */
const firstNote = 31

const alikes = (outcomes: readonly Outcome[]): readonly Alike[] =>
  outcomes.flatMap((outcome) => (outcome.did === 'same' ? outcome.found : []))

const unheard = ({ same }: ChildDraft, others: readonly SameChild[]): boolean =>
  !same?.unasked && others.some((other) => !same?.apart.includes(nameOf(other)))

/**
 * Children of the form whom another family has entered since they were looked up: their seats are given back, and it is asked
 * about them. Of two who enter a child at the same moment this is the second.
 */
export const enteredMeanwhile = (turn: Turn, outcomes: readonly Outcome[]): ReadonlySet<ChildId> => {
  const { children } = draftOf(turn.state)
  const found = alikes(outcomes).filter(({ childId, others }) => {
    const child = children.find(({ id }) => id === childId)
    return child !== undefined && unheard(child, others)
  })
  return new Set(found.map(({ childId }) => childId))
}

/** The form with these children to be looked up anew. */
export const lookedUpAnew = (so: So, ids: ReadonlySet<ChildId>): So => {
  const draft = draftOf(so.state)
  const children = draft.children.map((child) => {
    if (!ids.has(child.id)) return child
    const { same: _, ...rest } = child
    return rest
  })
  return withDraft(so, { ...draft, children })
}

/**
 * What goes with the family that these children come into: they are marked where nobody was when it was looked up, and staff
 * learn of who may be one child all the same, by ids alone.
 */
export const entering = (
  turn: Turn,
  outcomes: readonly Outcome[],
  { children }: Draft,
  familyId: FamilyId,
): readonly Entry[] => {
  const found = alikes(outcomes).filter(({ childId }) => children.some(({ id }) => id === childId))
  if (found.length === 0) return []
  const free = Object.fromEntries(found.flatMap((one) => Object.entries(one.free)))
  return [
    { kind: 'entering', free },
    ...found.flatMap((one, nth) => noteOf(turn, children, one, familyId, nth)),
  ]
}

const noteOf = (
  turn: Turn,
  children: readonly ChildDraft[],
  { childId, others }: Alike,
  familyId: FamilyId,
  nth: number,
): readonly Entry[] => {
  if (others.length === 0) return []
  const unasked = children.find(({ id }) => id === childId)?.same?.unasked
  const own = nameOf({ familyId, childId })
  const said = (unasked ? words.noteUnasked : words.noteSame)(own, others.map(nameOf))
  return [{ kind: 'case', id: turn.scene.fresh.id(firstNote + nth), familyId, words: said, by: 'program' }]
}

export const withEntries = (move: Move, entries: readonly Entry[]): Move =>
  'need' in move ? move : { ...move, entries: [...(move.entries ?? []), ...entries] }
