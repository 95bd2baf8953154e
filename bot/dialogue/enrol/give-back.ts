import type { Family } from '../../../shared/family.ts'
import * as words from '../../wording/enrol.ts'
import * as summing from '../../wording/summary.ts'
import { whyNotBeside } from '../beside.ts'
import { ending } from '../rest.ts'
import type { Draft, Effect, Move } from '../state.ts'
import { after, type Turn, text, withTalk } from '../turn.ts'
import { committed } from './commit.ts'
import { cardsOf, type Missed, type Row, resultOf } from './outcome.ts'
import { proceed } from './proceed.ts'
import { draftOf, type EnrolFlow, familyOf, flowOf, soFar } from './so.ts'
import { asOne } from './twins.ts'

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
 * on what the first has made of it, one place after another. A helper enters a family of its own: nobody else writes it.
 */
export const sorted = (turn: Turn, rows: readonly Row[]): Sorted => {
  const family = familyOf(turn.state)
  if (!family) return { rows, misfits: [] }
  const ids = draftNow(turn).children.map(({ id }) => id)
  return rows.reduce<Sorted>(
    (so, row) =>
      ids.includes(row.child.id) ? placed(turn, family, so, row) : withMisfit(so, { row, why: null }),
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

/** Gives back what does not fit and writes what does; what is to be said waits in the flow until it is done. */
export const giveBack = (turn: Turn, { rows, misfits }: Sorted, missed: readonly Missed[]): Move => {
  const family = familyOf(turn.state)
  if (!family) throw new Error('places are given back of a family that is gone')
  const draft = draftOf(turn.state)
  const now = without(draftNow(turn), missed)
  const isTwin = (index: number): boolean => now.children[index]?.id !== draft.children[index]?.id
  const twins = now.children.filter((_, index) => isTwin(index))
  const own = { ...draft, children: draft.children.filter((_, index) => !isTwin(index)) }
  const some = rows.length > 0
  const left = some ? (twins.length > 0 ? { ...now, children: twins } : null) : now
  const got = rows.map(({ enrolment }) => enrolment)
  const told = [
    ...missed.map((one) => one.words),
    ...(some ? [summing.results(rows.map(resultOf), false)] : []),
    ...(some ? misfits.flatMap(({ why }) => why ?? []) : []),
    ...twins.map(({ name = '' }) => words.alreadyKnown(name)),
  ]
  const cards = cardsOf(rows).flatMap((line) => (line.kind === 'card' ? [line] : []))
  const flow: EnrolFlow = { ...flowOf('releasing'), told, cards }
  const after = some ? committed(turn, family, own, got, turn.scene.contact) : family
  return {
    state: withTalk({ ...turn.state, family: after }, { draft: left, flow, asked: null }),
    lines: [],
    effects: misfits.map(({ row }) => releaseOf(family.id, row)),
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
