import type { Effect, Outcome } from '../app/ports.ts'
import { type Claim, claim } from './claim.ts'
import { findFamily } from './family-read.ts'
import { moveLine } from './history.ts'
import type { Kit } from './kit.ts'
import { sweepSection } from './lapse.ts'
import { makeWaiterFirm } from './queue-requests.ts'
import { makeFirm } from './seat-requests.ts'
import { type Holder, hasLapsed, isFirm } from './seats-item.ts'
import { holderOf, placeOfChild, positionOf, readSection } from './section.ts'

type Firm = Extract<Effect, { kind: 'firm' }>

/**
 * Makes a held seat, an offer, or a held place in the queue, the family's for good. A hold or a place that lapsed is claimed
 * anew where there is room and nobody waits; else it is `lapsed`.
 */
export const firm = async (kit: Kit, effect: Firm): Promise<Outcome> => {
  const now = kit.clock.now()
  const standing = await placeOfChild(kit, effect.sectionId, effect.childId)
  const seats = await readSection(kit, effect.sectionId)
  if (!seats) return { did: 'refused', why: 'closed', effect }
  const holder = await holderOf(kit, effect.sectionId, effect.childId, seats)
  if (holder?.familyId === effect.familyId) return firmHold(kit, effect, holder, now)
  if (standing?.waiter.familyId !== effect.familyId) return anew(kit, effect, await knownOf(kit, effect))
  if (hasLapsed(standing.waiter, now)) {
    const { party, draws } = standing.waiter
    await sweepSection(kit, effect.sectionId, now)
    return anew(kit, effect, { party, draws })
  }
  if (standing.waiter.until !== null) {
    const { ok } = await kit.db.transact(makeWaiterFirm(effect.sectionId, standing.waiter))
    if (!ok) return firm(kit, effect)
  }
  return { did: 'waiting', position: await positionOf(kit, effect.sectionId, standing.place), effect }
}

const firmHold = async (kit: Kit, effect: Firm, holder: Holder, now: number): Promise<Outcome> => {
  if (isFirm(holder)) return { did: 'seat', effect }
  if (!hasLapsed(holder, now))
    return (await accept(kit, effect, holder, now)) ? { did: 'seat', effect } : firm(kit, effect)
  await sweepSection(kit, effect.sectionId, now)
  return anew(kit, effect, { party: holder.party, draws: holder.from ? [holder.from] : [] })
}

/** The yes to an offer is a line of the seat's history; a guardian's word on a hold is not, since the seat was theirs. */
const accept = async (
  kit: Kit,
  { sectionId, childId }: Firm,
  holder: Holder,
  now: number,
): Promise<boolean> => {
  const update = makeFirm(sectionId, childId, holder, kit.known.large.has(sectionId))
  if (holder.standing !== 'offered') return (await kit.db.update(update)).ok
  const { at, party, from } = holder
  const line = { since: at, party, from: from?.organisation ?? null }
  return (await kit.db.transact([{ update }, moveLine(kit, sectionId, childId, 'accepted', line, now)])).ok
}

type Known = Required<Pick<Claim, 'party' | 'draws'>>

const anew = (kit: Kit, effect: Firm, known: Known): Promise<Outcome> =>
  claimAnew(kit, { ...effect, ...known }, effect)

/** A seat for good where there is room and nobody waits, or the place on the list that stands; told as of `effect`. */
export const claimAnew = async (
  kit: Kit,
  wanted: Pick<Claim, 'sectionId' | 'childId' | 'familyId' | 'party' | 'draws'>,
  effect: Effect,
): Promise<Outcome> => {
  const { sectionId, childId, familyId, party, draws = [] } = wanted
  const again = await claim(kit, {
    kind: 'claim',
    sectionId,
    childId,
    familyId,
    party,
    onFull: 'refuse',
    until: null,
    draws,
  })
  if (again.did === 'seat') return { did: 'seat', effect }
  if (again.did === 'waiting') return { did: 'waiting', position: again.position, effect }
  if (again.did === 'offered') return { did: 'offered', until: again.until, effect }
  return { did: 'refused', why: 'lapsed', effect }
}

/** How many came along, as far as the family's own view still tells. */
const knownOf = async (kit: Kit, { familyId, sectionId, childId }: Firm): Promise<Known> => {
  const family = await findFamily(kit, familyId)
  const known = family?.enrolments.find((each) => each.sectionId === sectionId && each.childId === childId)
  return { party: known?.party ?? 1, draws: [] }
}
