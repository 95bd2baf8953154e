import type { SectionId } from '../../shared/ids.ts'
import type { Effect, Outcome } from '../app/ports.ts'
import { claimAnew } from './firm.ts'
import { moveLine } from './history.ts'
import type { Kit } from './kit.ts'
import { sweepSection } from './lapse.ts'
import { type Moving, moveLarge, moveSmall, moveWaiter } from './move-requests.ts'
import { promote } from './promote.ts'
import { leaveQueue } from './queue-requests.ts'
import { type Holder, hasLapsed, type Seats } from './seats-item.ts'
import { holderOf, placeOfChild, positionOf, readSection } from './section.ts'

type Move = Extract<Effect, { kind: 'move' }>

/** How often a move looks again because something moved under it. Beyond it, the engine is on fire. */
const rounds = 50

/**
 * Makes what one family holds in a section, or its place on the waiting list, another family's for good. The seat is at no
 * moment free. A hold or a place that has lapsed is claimed anew where there is room and nobody waits; else it is `lapsed`. Repeated it
 * answers what it answered before.
 */
export const move = async (kit: Kit, effect: Move): Promise<Outcome> => {
  for (let round = 0; round < rounds; round++) {
    const done = await tryMove(kit, effect)
    if (done) return done
    await kit.fault('move.moved')
  }
  throw new Error('a move found no rest')
}

/**
 * Null when something was moved, or moved under it: the next look says what it came to. The lists are read before the seats,
 * since who waits may be given a seat between the two, and never the other way round.
 */
const tryMove = async (kit: Kit, effect: Move): Promise<Outcome | null> => {
  const { sectionId, childId, familyId, to } = effect
  const own = await standingOf(kit, sectionId, to)
  const other = await standingOf(kit, sectionId, { childId, familyId })
  const seats = await readSection(kit, sectionId)
  if (!seats) return { did: 'refused', why: 'closed', effect }
  const there = await holderOf(kit, sectionId, to.childId, seats)
  if (there?.familyId === to.familyId) return seated(kit, effect, there, { own, seats })
  const here = await holderOf(kit, sectionId, childId, seats)
  if (here?.familyId === familyId) return moveSeat(kit, effect, here, seats.holders === null)
  if (own) return { did: 'waiting', position: await positionOf(kit, sectionId, own.place), effect }
  if (!other) return claimAnew(kit, { ...effect, ...to }, effect)
  const now = kit.clock.now()
  if (hasLapsed(other.waiter, now)) await sweepSection(kit, sectionId, now)
  else
    await kit.db.transact([...moveWaiter(movingOf(effect), other.waiter), lineOf(kit, effect, other.waiter)])
  return null
}

const lineOf = (kit: Kit, { sectionId, childId, to }: Move, { at, party }: Pick<Holder, 'at' | 'party'>) =>
  moveLine(kit, sectionId, childId, 'moved', { since: at, party, to: to.childId })

type Standing = Awaited<ReturnType<typeof placeOfChild>>

/** Where this family's child stands in line; a place of another family is none of its own. */
const standingOf = async (
  kit: Kit,
  section: SectionId,
  { childId, familyId }: Move['to'],
): Promise<Standing> => {
  const standing = await placeOfChild(kit, section, childId)
  return standing?.waiter.familyId === familyId ? standing : null
}

const movingOf = ({ sectionId, childId, to }: Move): Moving => ({ section: sectionId, from: childId, to })

const moveSeat = async (kit: Kit, effect: Move, holder: Holder, large: boolean): Promise<null> => {
  const now = kit.clock.now()
  if (hasLapsed(holder, now)) {
    await sweepSection(kit, effect.sectionId, now)
    return null
  }
  const writes = large ? moveLarge(movingOf(effect), holder) : moveSmall(movingOf(effect), holder)
  await kit.db.transact([...writes, lineOf(kit, effect, holder)])
  return null
}

/** Who waited under the own name needs it no longer, now that there is a seat. */
const seated = async (
  kit: Kit,
  effect: Move,
  { standing, until }: Holder,
  { own, seats }: { readonly own: Standing; readonly seats: Seats },
): Promise<Outcome | null> => {
  const { sectionId } = effect
  if (own) {
    const { ok } = await kit.db.transact(leaveQueue(sectionId, own.waiter, seats, kit.clock.now()))
    await promote(kit, sectionId)
    if (!ok) return null
  }
  return standing === 'offered' && until !== null
    ? { did: 'offered', until, effect }
    : { did: 'seat', effect }
}
