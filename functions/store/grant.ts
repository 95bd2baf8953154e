import { isId } from '../../shared/ids.ts'
import { mayBeOffered } from '../../shared/seats.ts'
import type { SeatDesk } from '../app/ports.ts'
import { enrolmentSet } from './family-item.ts'
import { findFamily } from './family-read.ts'
import { moveLine } from './history.ts'
import { KeyError, waiterKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { promote } from './promote.ts'
import { leaving } from './queue-requests.ts'
import type { Write } from './requests.ts'
import { told } from './seat-notices.ts'
import { makeFirm, seating } from './seat-requests.ts'
import { changeSeats, type SeatsChange, together } from './seats-change.ts'
import { absent, allOf } from './seats-conditions.ts'
import { type Holder, isFirm, type Seats, type Waiter } from './seats-item.ts'
import { holderOf, placeOfChild, readSection } from './section.ts'

type Grant = Parameters<SeatDesk['grant']>[0]
type Granted = Awaited<ReturnType<SeatDesk['grant']>>

const rounds = 20

/**
 * 特批: a seat over the capacity, on purpose and for a reason. It is counted apart, so that it takes nobody’s seat and frees none
 * when it is given back. Who waits leaves the list by it; who has a seat keeps that one.
 */
export const grant = async (kit: Kit, given: Grant): Promise<Granted> => {
  if (!isId(given.reason)) throw new KeyError('reason')
  for (let round = 0; round < rounds; round++) {
    const done = await tryGrant(kit, given)
    if (done) return done
    await kit.fault('grant.again')
  }
  throw new Error('a grant found no rest')
}

const tryGrant = async (kit: Kit, given: Grant): Promise<Granted | null> => {
  const { sectionId, childId, familyId } = given
  const standing = await placeOfChild(kit, sectionId, childId)
  const seats = await readSection(kit, sectionId)
  const family = seats && (await findFamily(kit, familyId))
  if (!seats || !family) return 'none'
  const holder = await holderOf(kit, sectionId, childId, seats)
  if (holder) return holder.familyId === familyId ? keep(kit, given, holder, seats) : 'none'
  if (standing && standing.waiter.familyId !== familyId) return 'none'
  const { ok } = await kit.db.transact(await granting(kit, given, standing?.waiter ?? null, seats))
  if (!ok) return null
  if (standing && mayBeOffered(seats)) await promote(kit, sectionId)
  return 'granted'
}

/** A hold or an offer needs no grant: it becomes firm. */
const keep = async (
  kit: Kit,
  { sectionId, childId, reason }: Grant,
  holder: Holder,
  seats: Seats,
): Promise<Granted | null> => {
  if (isFirm(holder)) return holder.standing === 'granted' ? 'granted' : 'seated'
  const update = makeFirm(sectionId, childId, holder, seats.holders === null)
  const { at, party, familyId } = holder
  const enrolment = { childId, sectionId, party, state: 'seat', since: kit.clock.now(), until: null } as const
  const { ok } = await kit.db.transact([
    { update },
    { update: enrolmentSet(familyId, enrolment) },
    moveLine(kit, sectionId, childId, 'accepted', { since: at, party, reason }),
  ])
  return ok ? 'seated' : null
}

const granting = async (
  kit: Kit,
  { sectionId, childId, familyId, party = 1, reason }: Grant,
  waiter: Waiter | null,
  seats: Seats,
): Promise<readonly Write[]> => {
  const now = kit.clock.now()
  const family = await findFamily(kit, familyId)
  const at = waiter?.at ?? now
  const people = waiter?.party ?? party
  const holder: Holder = { familyId, party: people, standing: 'granted', until: null, at, from: null }
  const enrolment = { childId, sectionId, party: people, state: 'seat', since: now, until: null } as const
  return [
    ...seatGranted({ sectionId, childId, now }, holder, waiter, seats),
    moveLine(kit, sectionId, childId, 'granted', { party: people, reason, since: at }, now),
    { update: enrolmentSet(familyId, enrolment) },
    ...(family ? told(sectionId, { childId, familyId, at }, family, 'seat.granted', now, { reason }) : []),
  ]
}

/** One write of the section's item for both: the seat, and the place on the list that it ends. */
const seatGranted = (
  { sectionId, childId, now }: { readonly sectionId: string; readonly childId: string; readonly now: number },
  holder: Holder,
  waiter: Waiter | null,
  seats: Seats,
): readonly Write[] => {
  const seat = seating(sectionId, [[childId, holder]], seats.holders === null)
  const change: SeatsChange = together({ granted: holder.party }, seat.change)
  if (!waiter) {
    const waits = { check: { key: waiterKey(sectionId, childId), condition: absent } }
    return [{ update: changeSeats(sectionId, change, seat.when) }, ...seat.beside, waits]
  }
  const left = leaving(sectionId, waiter, seats, now)
  return [
    { update: changeSeats(sectionId, together(left.change, change), allOf(left.when, seat.when)) },
    ...left.beside,
    ...seat.beside,
  ]
}
