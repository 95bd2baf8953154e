import type { ChildId, SectionId } from '../../shared/ids.ts'
import type { Source } from '../../shared/seats.ts'
import { givenBack } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import { holderKey, seatsKey, waiterKey } from './keys.ts'
import type { Condition, Update, Write } from './requests.ts'
import { changeSeats, givenChange, type SeatsChange, together } from './seats-change.ts'
import {
  absent,
  allOf,
  freeIn,
  isLarge,
  isSmall,
  nobodyWaits,
  sameHolder,
  sameLeft,
  sameQuotas,
  sameSeat,
  seatless,
  somebodyWaits,
} from './seats-conditions.ts'
import { type Holder, holderValue, isFirm, type Seats } from './seats-item.ts'

/** A part of a transaction: what it does to the section's item, under which condition, and what is written beside it. */
export interface Part {
  readonly change: SeatsChange
  readonly when: Condition
  readonly beside: readonly Write[]
}

/** Seats that come from there. */
export const taking = (source: Source, party: number): SeatsChange =>
  source === 'open' ? { left: -party } : { quotas: new Map([[source.organisation, { left: -party }]]) }

export const holderItem = (section: SectionId, child: ChildId, holder: Holder) => ({
  ...holderKey(section, child),
  v: 2,
  ...holderValue(holder),
})

/** These get their seats: in the section's item, or each in one beside it. */
export const seating = (
  section: SectionId,
  seated: readonly (readonly [ChildId, Holder])[],
  large: boolean,
): Part =>
  large
    ? {
        change: {},
        when: isLarge,
        beside: seated.map(([child, holder]) => ({
          put: { item: holderItem(section, child, holder), condition: absent },
        })),
      }
    : {
        change: { seat: seated },
        when: allOf(isSmall, seatless(...seated.map(([child]) => child))),
        beside: [],
      }

/** The very seat that was seen goes. A note of its claim goes with it, or it would be taken for one that was cut short. */
export const unseating = (section: SectionId, child: ChildId, holder: Holder, large: boolean): Part =>
  large
    ? {
        change: holder.token === undefined ? {} : { forget: [holder.token] },
        when: isLarge,
        beside: [{ del: { key: holderKey(section, child), condition: sameHolder(holder) } }],
      }
    : { change: { unseat: [child] }, when: sameSeat(child, holder), beside: [] }

/** One plain write. Not for a child who may be on the waiting list: nobody may be. */
export const claimSmall = (
  section: SectionId,
  child: ChildId,
  holder: Holder,
  source: Source,
  now: Instant,
): Update =>
  changeSeats(
    section,
    {
      ...taking(source, holder.party),
      seat: [[child, holder]],
      ...(holder.until === null ? {} : { due: { by: holder.until } }),
    },
    allOf(
      isSmall,
      seatless(child),
      freeIn(source, holder.party, now),
      source === 'open' ? null : nobodyWaits,
    ),
  )

/**
 * The same beside a large section’s counters, or from a quota while others wait for an open seat: then this child may be one
 * of them. The order of the writes is what claim.ts reads the refusals by: section, place on the list, seat.
 */
export const claimBeside = (
  section: SectionId,
  child: ChildId,
  holder: Holder,
  source: Source,
  { now, large }: { readonly now: Instant; readonly large: boolean },
): readonly Write[] => {
  const { change, when, beside } = seating(section, [[child, holder]], large)
  const due: SeatsChange = holder.until === null ? {} : { due: { by: holder.until } }
  const update = changeSeats(
    section,
    { ...together(taking(source, holder.party), change), ...due },
    allOf(when, freeIn(source, holder.party, now)),
  )
  const checked = source === 'open' ? [] : [{ check: { key: waiterKey(section, child), condition: absent } }]
  return [{ update }, ...beside, ...checked]
}

/**
 * A seat is given back, to where it came from. Where somebody waits it leaves a mark, so that a crash before the next is
 * offered it heals.
 */
export const giveBack = (
  section: SectionId,
  child: ChildId,
  given: { readonly holder: Holder; readonly seats: Seats; readonly now: Instant },
): readonly Write[] => {
  const { holder, seats, now } = given
  const back = givenBack(seats, {
    party: holder.party,
    from: holder.from,
    granted: holder.standing === 'granted',
  })
  const { change, when, beside } = unseating(section, child, holder, seats.holders === null)
  const waited = seats.waiting > 0
  const update = changeSeats(
    section,
    { ...together(givenChange(back), change), ...(waited ? { due: { at: now } } : {}) },
    allOf(
      when,
      waited ? somebodyWaits : nobodyWaits,
      holder.from ? sameQuotas(seats, [holder.from.organisation]) : null,
      holder.from && seats.left < 0 ? sameLeft(seats) : null,
    ),
  )
  return [{ update }, ...beside]
}

/** What was held, or offered, is the family's for good. The change of a section's item alone, or of the holder's. */
export const makeFirm = (section: SectionId, child: ChildId, holder: Holder, large: boolean): Update => {
  if (isFirm(holder)) throw new Error('this seat is firm already')
  if (large) {
    return {
      key: holderKey(section, child),
      set: 'REMOVE k, u',
      condition: sameHolder(holder),
    }
  }
  return {
    key: seatsKey(section),
    set: 'REMOVE holders.#c.k, holders.#c.u',
    condition: sameSeat(child, holder),
  }
}
