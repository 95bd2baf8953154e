import type { Effect, Outcome } from '../app/ports.ts'
import { type Claim, claim, makeFirm } from './claim.ts'
import { findFamily } from './family-read.ts'
import type { Kit } from './kit.ts'
import { sweepSection } from './lapse.ts'
import { makeWaiterFirm } from './queue-requests.ts'
import { type Holder, hasLapsed } from './seats-item.ts'
import { holderOf, placeOfChild, positionOf, readSection } from './section.ts'

type Firm = Extract<Effect, { kind: 'firm' }>

/**
 * Makes a held seat, or a held place in the queue, the family's for good. A hold that lapsed is claimed anew where there is
 * room and nobody waits; else it is `lapsed`.
 */
export const firm = async (kit: Kit, effect: Firm): Promise<Outcome> => {
  const now = kit.clock.now()
  const seats = await readSection(kit, effect.sectionId)
  if (!seats) return { did: 'refused', why: 'closed', effect }
  const holder = await holderOf(kit, effect.sectionId, effect.childId, seats)
  if (holder?.familyId === effect.familyId) return firmHold(kit, effect, holder, now)
  const standing = await placeOfChild(kit, effect.sectionId, effect.childId)
  if (standing?.waiter.familyId !== effect.familyId) return anew(kit, effect, await partyOf(kit, effect))
  const { ok } = await kit.db.transact(makeWaiterFirm(effect.sectionId, standing.waiter, standing.place))
  if (!ok) return firm(kit, effect)
  return { did: 'waiting', position: await positionOf(kit, effect.sectionId, standing.place), effect }
}

const firmHold = async (kit: Kit, effect: Firm, holder: Holder, now: number): Promise<Outcome> => {
  if (holder.firm) return { did: 'seat', effect }
  if (!hasLapsed(holder, now) && (await makeFirm(kit, effect, now))) return { did: 'seat', effect }
  await sweepSection(kit, effect.sectionId, now)
  return anew(kit, effect, holder.party)
}

const anew = (kit: Kit, effect: Firm, party: number): Promise<Outcome> =>
  claimAnew(kit, { ...effect, party }, effect)

/** A seat for good where there is room and nobody waits, or the place on the list that stands; told as of `effect`. */
export const claimAnew = async (
  kit: Kit,
  { sectionId, childId, familyId, party }: Pick<Claim, 'sectionId' | 'childId' | 'familyId' | 'party'>,
  effect: Effect,
): Promise<Outcome> => {
  const again = await claim(kit, {
    kind: 'claim',
    sectionId,
    childId,
    familyId,
    party,
    onFull: 'refuse',
    until: null,
  })
  if (again.did === 'seat') return { did: 'seat', effect }
  if (again.did === 'waiting') return { did: 'waiting', position: again.position, effect }
  return { did: 'refused', why: 'lapsed', effect }
}

/** How many came along, as far as the family's own view still tells. */
const partyOf = async (kit: Kit, { familyId, sectionId, childId }: Firm): Promise<number> => {
  const family = await findFamily(kit, familyId)
  const known = family?.enrolments.find((each) => each.sectionId === sectionId && each.childId === childId)
  return known?.party ?? 1
}
