import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { seatsKey } from './keys.ts'
import { type Item, mapOf, maybeNumber, maybeText, numberOf, textOf } from './marshal.ts'
import type { Put } from './requests.ts'

export const seatsVersion = 1
/** Beyond this the holders stand beside the counters, one small item each: a claim must not rewrite a large item. */
export const smallSection = 100

/** Who holds a seat. `firm` is for good; a hold is somebody's until `until`. */
export interface Holder {
  readonly familyId: FamilyId
  readonly party: number
  readonly firm: boolean
  readonly until: Instant | null
  readonly at: Instant
}

/** The truth about a section. `left` may be negative after an organiser made the room smaller: nobody is thrown out. */
export interface Seats {
  readonly capacity: number
  readonly left: number
  readonly waiting: number
  /** Null for a large section, whose holders are items of their own. */
  readonly holders: ReadonlyMap<ChildId, Holder> | null
  /** The earliest moment at which something may have to be done: never later than the first lapse. */
  readonly dueAt: Instant | null
  /** How often something was marked as due. */
  readonly marks: number
}

/** A place on the waiting list. `until` as of a hold: an unconfirmed family's place lapses too. */
export interface Waiter {
  readonly childId: ChildId
  readonly familyId: FamilyId
  readonly party: number
  readonly until: Instant | null
  readonly at: Instant
}

/** Stored as `f n k u at`: one letter a field, since a section's item is rewritten at every claim. */
export const holderValue = ({ familyId, party, firm, until, at }: Holder) => ({
  f: familyId,
  n: party,
  k: firm ? 's' : 'h',
  ...(until === null ? {} : { u: until }),
  at,
})

export const readHolder = (value: Item): Holder => ({
  familyId: textOf(value, 'f'),
  party: numberOf(value, 'n'),
  firm: textOf(value, 'k') === 's',
  until: maybeNumber(value, 'u'),
  at: numberOf(value, 'at'),
})

export const waiterValue = ({ familyId, party, until, at }: Waiter) => ({
  f: familyId,
  n: party,
  ...(until === null ? {} : { u: until }),
  at,
})

const childOf = (item: Item): ChildId => {
  const sk = textOf(item, 'sk')
  return sk.slice(sk.lastIndexOf('#') + 1)
}

export const readWaiter = (item: Item): Waiter => ({
  childId: childOf(item),
  familyId: textOf(item, 'f'),
  party: numberOf(item, 'n'),
  until: maybeNumber(item, 'u'),
  at: numberOf(item, 'at'),
})

export const readHolderItem = (item: Item): readonly [ChildId, Holder] => [childOf(item), readHolder(item)]

export const readSeats = (item: Item): Seats => {
  const dueAt = maybeText(item, 'dueAt')
  return {
    capacity: numberOf(item, 'capacity'),
    left: numberOf(item, 'left'),
    waiting: numberOf(item, 'waiting'),
    holders: item.holders === undefined ? null : holdersOf(mapOf(item, 'holders')),
    dueAt: dueAt === null ? null : Number(dueAt),
    marks: maybeNumber(item, 'marks') ?? 0,
  }
}

const holdersOf = (map: Item): ReadonlyMap<ChildId, Holder> =>
  new Map(Object.keys(map).map((child) => [child, readHolder(mapOf(map, child))]))

/** A hold ends at `until`: at that very moment it has lapsed. */
export const hasLapsed = (
  holder: Pick<Holder, 'until'> & { readonly firm?: boolean },
  now: Instant,
): boolean => holder.firm !== true && holder.until !== null && holder.until <= now

export const newSeats = (section: SectionId, capacity: number): Put => ({
  item: {
    ...seatsKey(section),
    v: seatsVersion,
    capacity,
    left: capacity,
    waiting: 0,
    holders: capacity > smallSection ? undefined : {},
  },
  condition: { when: 'attribute_not_exists(pk)' },
})
