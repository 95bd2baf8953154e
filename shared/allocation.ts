import { type Admitted, blockingPairs } from './allocation/blocking.ts'
import type { Applicant, Draw, Offered } from './allocation/draw.ts'
import { type Clash, type Fits, fitsOf } from './allocation/fits.ts'
import { happinessOf } from './allocation/happiness.ts'
import { type Turn, turnsOf } from './allocation/order.ts'
import { createSeating, type Seating } from './allocation/seating.ts'
import type { Reason, Row, Table } from './allocation/table.ts'
import { type Wish, wishesOfTurn } from './allocation/together.ts'
import type { ChildId, SectionId } from './ids.ts'

export { type Applicant, type Draw, drawSchema, type Offered } from './allocation/draw.ts'
export { lotteryNumber, markOf, registrationOf } from './allocation/lottery.ts'
export type { Place } from './allocation/order.ts'
export { drawOf, type Wishes, type WishesNow } from './allocation/plan.ts'
export type { Accepted, BlockingPair, Reason, Refused, Row, Table } from './allocation/table.ts'

interface Hall {
  readonly section: Offered
  readonly seating: Seating
  readonly admitted: { readonly child: Applicant; readonly turn: number }[]
  /** In the order of turns: where somebody was refused for want of seats. */
  readonly waiting: ChildId[]
}

/** What a child has so far. */
interface Hand {
  readonly taken: SectionId[]
  readonly refused: Map<SectionId, Reason>
}

interface Round {
  readonly turns: readonly Turn[]
  readonly halls: ReadonlyMap<SectionId, Hall>
  readonly hands: ReadonlyMap<ChildId, Hand>
  readonly fits: Fits
}

const roundOf = (draw: Draw, seed: string): Round => ({
  turns: turnsOf(draw, seed),
  halls: new Map(
    draw.sections
      .filter(({ seats }) => seats !== null)
      .map((section) => [
        section.id,
        { section, seating: createSeating(section), admitted: [], waiting: [] },
      ]),
  ),
  hands: new Map(
    draw.applicants.map(({ childId, taken }) => [childId, { taken: [...taken].sort(), refused: new Map() }]),
  ),
  fits: fitsOf(draw),
})

const handOf = ({ hands }: Round, { childId }: Applicant): Hand => {
  const hand = hands.get(childId)
  if (!hand) throw new Error('somebody who is not in the draw has a turn')
  return hand
}

/** Seats all of them, or nobody. */
const seatAll = ({ seating }: Hall, members: readonly Applicant[], turn: number): boolean => {
  const at = members.findIndex((child) => !seating.seat(child, turn))
  if (at < 0) return true
  for (const child of members.slice(0, at)) seating.leave(child)
  return false
}

/** Null where there is a seat for this child by itself. */
const fullFor = (round: Round, hall: Hall, child: Applicant, turn: number): Reason | null => {
  if (seatAll(hall, [child], turn)) {
    hall.seating.leave(child)
    return null
  }
  const last = round.turns[hall.seating.lastOpen() ?? -1]
  return { code: 'full', last: last ? { group: last.group, number: last.number } : null }
}

const accept = (round: Round, hall: Hall, members: readonly Applicant[], turn: number): void => {
  for (const child of members) {
    handOf(round, child).taken.push(hall.section.id)
    hall.admitted.push({ child, turn })
  }
}

/** Each hears what keeps itself away; whoever nothing does, who and what keeps the siblings away. */
const refuse = (
  round: Round,
  hall: Hall,
  members: readonly Applicant[],
  clashes: readonly (Clash | null)[],
  turn: number,
): void => {
  const hinders = clashes.find((clash) => clash !== null)?.code ?? 'seats'
  for (const [at, child] of members.entries()) {
    const siblings = members.filter((each) => each !== child).map(({ childId }) => childId)
    const own = clashes[at] ?? fullFor(round, hall, child, turn)
    const reason: Reason = own ?? { code: 'together', with: siblings, because: hinders }
    handOf(round, child).refused.set(hall.section.id, reason)
    // What limits and hours forbid it will not get by waiting.
    if (hinders === 'seats' && child.waits !== false) hall.waiting.push(child.childId)
  }
}

const decide = (round: Round, { section, members }: Wish, turn: number): void => {
  const hall = round.halls.get(section)
  const wishing = members.filter((child) => !handOf(round, child).taken.includes(section))
  if (!hall) {
    for (const child of members) handOf(round, child).refused.set(section, { code: 'not_offered' })
    return
  }
  const clashes = wishing.map((child) => round.fits(handOf(round, child).taken, section))
  const fits = clashes.every((clash) => clash === null)
  if (fits && seatAll(hall, wishing, turn)) accept(round, hall, wishing, turn)
  else refuse(round, hall, wishing, clashes, turn)
}

const rowOf = (round: Round, { group, number }: Turn, at: number, child: Applicant): Row => {
  const { refused } = handOf(round, child)
  const got = (id: SectionId) => handOf(round, child).taken.includes(id) && !child.taken.includes(id)
  const quota = (id: SectionId) => round.halls.get(id)?.seating.quotaOf(child) ?? null
  return {
    turn: at + 1,
    childId: child.childId,
    familyId: child.familyId,
    group,
    number,
    accepted: child.wishes.filter(got).map((section) => ({ section, quota: quota(section) })),
    refused: child.wishes.flatMap((section) => {
      const reason = refused.get(section)
      return reason ? [{ section, reason }] : []
    }),
  }
}

const waitingOf = ({ halls }: Round): Table['waiting'] =>
  [...halls.values()]
    .filter(({ waiting }) => waiting.length > 0)
    .map(({ section, waiting }) => ({ sectionId: section.id, childIds: waiting }))
    .sort((a, b) => (a.sectionId < b.sectionId ? -1 : 1))

/**
 * Allocates the seats of a draw. Every section ranks children alike (priority group, then lottery number; kept seats go to
 * their organisation's children in that order), so deferred acceptance in which children propose in that order never has to
 * take back what it gave: each in turn takes the best set that is left, in the order of its wishes, within the limits. The
 * table is the only stable one, whatever the order of proposing (docs/allocation.md says why, the tests compare).
 *
 * Siblings who asked to be together take a turn together, and a section that several of them wish for takes these all or none
 * of them; what that costs in stability is told in `blocking`. The order of the input makes no difference; the same seed and
 * input give the same table.
 *
 * @throws RangeError where a child stands in the draw twice
 */
export const allocate = (draw: Draw, seed: string): Table => {
  const round = roundOf(draw, seed)
  for (const [turn, { members }] of round.turns.entries())
    for (const wish of wishesOfTurn(members)) decide(round, wish, turn)
  const rows = round.turns.flatMap((turn, at) => turn.members.map((child) => rowOf(round, turn, at, child)))
  const sections = new Map(draw.sections.map((section) => [section.id, section]))
  const admitted: Admitted = new Map([...round.halls].map(([id, hall]) => [id, hall.admitted]))
  return {
    programmeId: draw.programmeId,
    seed,
    rows,
    waiting: waitingOf(round),
    happiness: happinessOf(draw.applicants, rows),
    blocking: blockingPairs(round.turns, sections, admitted, round.fits),
  }
}
