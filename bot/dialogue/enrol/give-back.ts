import type { Family } from '../../../shared/family.ts'
import type { ChildId } from '../../../shared/ids.ts'
import * as words from '../../wording/enrol.ts'
import * as summing from '../../wording/summary.ts'
import { whyNotBeside } from '../beside.ts'
import { ending } from '../rest.ts'
import type { Draft, Effect, Move, Outcome } from '../state.ts'
import { after, type Turn, text, withTalk } from '../turn.ts'
import { type Wish, wishedIn, withWishes } from '../wishes/effects.ts'
import { committed } from './commit.ts'
import { cardsOf, type Missed, type Row, resultOf } from './outcome.ts'
import { proceed } from './proceed.ts'
import { entering, lookedUpAnew } from './same-claimed.ts'
import { draftOf, type EnrolFlow, familyOf, flowOf, soFar } from './so.ts'
import { asOne } from './twins.ts'
import { savedWords } from './wished.ts'

/** A place that was got and does not fit beside what the family has by now; without words where its child is a twin. */
interface Misfit {
  readonly row: Row
  readonly why: string | null
}

export interface Sorted {
  readonly rows: readonly Row[]
  readonly misfits: readonly Misfit[]
}

/** The draft with each of its children as the family knows it by now. */
const draftNow = (turn: Turn): Draft => draftOf(asOne(turn, soFar(turn)).state)

const unfit = (row: Row): Misfit => ({ row, why: null })
const withMisfit = (so: Sorted, misfit: Misfit): Sorted => ({ ...so, misfits: [...so.misfits, misfit] })

/** One more of the places, which must stand beside those that were kept before it. */
const placed = (turn: Turn, family: Family, so: Sorted, row: Row): Sorted => {
  const { id, name = '' } = row.child
  const had = [...family.enrolments, ...so.rows.map(({ enrolment }) => enrolment)]
  const why = whyNotBeside(turn, { id, name }, row.section, had)
  return why === null ? { ...so, rows: [...so.rows, row] } : withMisfit(so, { row, why })
}

/**
 * Both guardians may have decided on the same family, each for itself within the rules. Whose outcomes come second is judged
 * on what the first has made of it, one place after another. A helper enters a family of its own: nobody else writes it. A
 * child among `others` was entered by another family meanwhile: it is asked about it first, and a helper's entry waits whole.
 */
export const sorted = (turn: Turn, rows: readonly Row[], others: ReadonlySet<ChildId>): Sorted => {
  const family = familyOf(turn.state)
  if (!family) return others.size > 0 ? { rows: [], misfits: rows.map(unfit) } : { rows, misfits: [] }
  const ids = draftNow(turn).children.map(({ id }) => id)
  return rows.reduce<Sorted>(
    (so, row) =>
      ids.includes(row.child.id) && !others.has(row.child.id)
        ? placed(turn, family, so, row)
        : withMisfit(so, unfit(row)),
    { rows: [], misfits: [] },
  )
}

const releaseOf = (familyId: string, { enrolment }: Row): Effect => ({
  kind: 'release',
  familyId,
  sectionId: enrolment.sectionId,
  childId: enrolment.childId,
})

/** What was refused by the section itself is no longer wished for. */
const without = (draft: Draft, missed: readonly Missed[]): Draft => ({
  ...draft,
  children: draft.children.map((child) => ({
    ...child,
    sections: child.sections.filter(({ id }) => !missed.some(({ effect }) => effect.sectionId === id)),
  })),
})

const unwishOf = ({ programmeId, familyId, childId, until }: Wish): Effect => ({
  kind: 'unwish',
  programmeId,
  familyId,
  childId,
  until,
})

interface Back {
  readonly missed: readonly Missed[]
  readonly others: ReadonlySet<ChildId>
  readonly outcomes: readonly Outcome[]
  /** Wishes of children whom the family has by another id, or of whom it is asked first. */
  readonly stray: readonly Wish[]
}

/** Gives back what does not fit and writes what does; what is to be said waits in the flow until it is done. */
export const giveBack = (turn: Turn, so: Sorted, back: Back): Move =>
  familyOf(turn.state) ? giveBackOwn(turn, so, back) : giveBackEntry(turn, so, back)

/** A helper's: the whole form stays, to be asked about. */
const giveBackEntry = (turn: Turn, { misfits }: Sorted, { missed, others }: Back): Move => {
  const draft = without(draftOf(lookedUpAnew(soFar(turn), others).state), missed)
  const flow: EnrolFlow = { ...flowOf('releasing'), told: missed.map((one) => one.words), cards: [] }
  return {
    state: withTalk(turn.state, { draft, flow, asked: null }),
    lines: [],
    effects: misfits.map(({ row }) => releaseOf(row.familyId, row)),
  }
}

const giveBackOwn = (
  turn: Turn,
  { rows, misfits }: Sorted,
  { missed, others, outcomes, stray }: Back,
): Move => {
  const family = familyOf(turn.state)
  if (!family) throw new Error('places are given back of a family that is gone')
  const draft = draftOf(turn.state)
  const now = without(draftOf(lookedUpAnew(asOne(turn, soFar(turn)), others).state), missed)
  const isTwin = (index: number): boolean => now.children[index]?.id !== draft.children[index]?.id
  const isLeft = (index: number): boolean => isTwin(index) || others.has(draft.children[index]?.id ?? '')
  const twins = now.children.filter((_, index) => isTwin(index))
  const waiting = now.children.filter((_, index) => isLeft(index))
  const own = { ...draft, children: draft.children.filter((_, index) => !isLeft(index)) }
  const wished = wishedIn(outcomes).filter(({ childId }) => !stray.some((one) => one.childId === childId))
  const some = rows.length + wished.length > 0
  const left = some ? (waiting.length > 0 ? { ...now, children: waiting } : null) : now
  const got = rows.map(({ enrolment }) => enrolment)
  const told = [
    ...missed.map((one) => one.words),
    ...(rows.length > 0 ? [summing.results(rows.map(resultOf), false)] : []),
    ...savedWords(turn, draft, wished),
    ...(some ? misfits.flatMap(({ why }) => why ?? []) : []),
    ...twins.map(({ name = '' }) => words.alreadyKnown(name)),
  ]
  const cards = cardsOf(rows).flatMap((line) => (line.kind === 'card' ? [line] : []))
  const flow: EnrolFlow = { ...flowOf('releasing'), told, cards }
  const after = some ? withWishes(committed(turn, family, own, got, turn.scene.contact), ...wished) : family
  return {
    state: withTalk({ ...turn.state, family: after }, { draft: left, flow, asked: null }),
    lines: [],
    effects: [...misfits.map(({ row }) => releaseOf(family.id, row)), ...stray.map(unwishOf)],
    entries: some ? entering(turn, outcomes, own, family.id) : [],
  }
}

/** It is given back: what was got and what was not; and where something is still to be chosen, what is possible. */
export const gaveBack = (turn: Turn, { told = [], cards = [] }: EnrolFlow): Move => {
  const lines = [
    ...(told.length > 0 ? [text(told.join('\n'))] : []),
    ...cards.map(({ title, lines }) => ({ kind: 'card', title, lines }) as const),
  ]
  if (!turn.state.talk.draft) return ending(turn.state, lines, ['another', 'week', 'mine'])
  return after(lines, proceed(turn, soFar(turn)))
}
