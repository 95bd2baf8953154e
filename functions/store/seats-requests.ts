import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { dueMark } from './due.ts'
import { holderKey, seatsKey, stamp, waiterKey, waitKey } from './keys.ts'
import type { Value } from './marshal.ts'
import type { Condition, Update, Write } from './requests.ts'
import { type Holder, holderValue, type Seats, type Waiter, waiterValue } from './seats-item.ts'

/** Every condition under which seats change, by name. `#c` is the child, `:n` the party. */
export const conditions = {
  /** Room for the party, nobody waits before it, and this child has no seat yet. */
  free: 'attribute_exists(holders) AND attribute_not_exists(holders.#c) AND #left >= :n AND waiting = :zero',
  freeLarge: 'attribute_exists(pk) AND attribute_not_exists(holders) AND #left >= :n AND waiting = :zero',
  /** No seat may have come free at the moment of joining the queue. */
  full: 'attribute_exists(pk) AND attribute_not_exists(holders.#c) AND (#left < :n OR waiting > :zero)',
  /** The first in line gets what is free. */
  roomForWaiter: 'waiting > :zero AND #left >= :n AND attribute_not_exists(holders.#c)',
  heldByFamily: 'holders.#c.f = :f',
  nobodyWaits: 'waiting = :zero',
  somebodyWaits: 'waiting > :zero',
  /** The very hold that was seen: not one made firm, renewed or taken anew since. */
  sameHold: 'holders.#c.f = :f AND holders.#c.k = :h AND holders.#c.u = :u',
  firmable: 'holders.#c.f = :f AND (holders.#c.k = :s OR holders.#c.u > :now)',
} as const

const names = { '#left': 'left' }
const ofChild = (child: ChildId) => ({ ...names, '#c': child })
const absent: Condition = { when: 'attribute_not_exists(pk)' }
const present: Condition = { when: 'attribute_exists(pk)' }
const both = (...parts: readonly string[]): string => parts.map((part) => `(${part})`).join(' AND ')

/** Marks are counted, so that who settles a section sees that another was set meanwhile. */
const counted = { set: ', marks = if_not_exists(marks, :none) + :step', values: { ':none': 0, ':step': 1 } }

/** `dueAt` stays where it is earlier: the sweep that comes then sets the next one. */
const dueBy = (section: SectionId, until: Instant | null) => {
  if (until === null) return { set: '', values: {} }
  const mark = dueMark('section', seatsKey(section).pk, until)
  return {
    set: `, due = :due, dueAt = if_not_exists(dueAt, :dueAt)${counted.set}`,
    values: { ':due': mark.due, ':dueAt': mark.dueAt, ...counted.values },
  }
}

/** Somebody must look at once: there is room, and somebody waits for it. */
const dueNow = (section: SectionId, now: Instant) => {
  const mark = dueMark('section', seatsKey(section).pk, now)
  return {
    set: `, due = :due, dueAt = :dueAt${counted.set}`,
    values: { ':due': mark.due, ':dueAt': mark.dueAt, ...counted.values },
  }
}

export const claimSmall = (section: SectionId, child: ChildId, holder: Holder): Update => {
  const due = dueBy(section, holder.until)
  return {
    key: seatsKey(section),
    set: `SET #left = #left - :n, holders.#c = :holder${due.set}`,
    names: ofChild(child),
    values: { ':n': holder.party, ':zero': 0, ':holder': holderValue(holder), ...due.values },
    condition: { when: conditions.free },
  }
}

export const claimLarge = (section: SectionId, child: ChildId, holder: Holder): readonly Write[] => {
  const due = dueBy(section, holder.until)
  return [
    {
      update: {
        key: seatsKey(section),
        set: `SET #left = #left - :n${due.set}`,
        names,
        values: { ':n': holder.party, ':zero': 0, ...due.values },
        condition: { when: conditions.freeLarge },
      },
    },
    { put: { item: { ...holderKey(section, child), v: 1, ...holderValue(holder) }, condition: absent } },
  ]
}

/** The order of these writes is what claim.ts reads the refusals by: section, pointer, place, and for a large section the seat. */
export const joinQueue = (section: SectionId, waiter: Waiter, large: boolean): readonly Write[] => {
  const due = dueBy(section, waiter.until)
  const place = waitKey(section, waiter.at, waiter.childId)
  return [
    {
      update: {
        key: seatsKey(section),
        set: `SET waiting = waiting + :one${due.set}`,
        names: ofChild(waiter.childId),
        values: { ':n': waiter.party, ':zero': 0, ':one': 1, ...due.values },
        condition: { when: conditions.full },
      },
    },
    {
      put: {
        item: { ...waiterKey(section, waiter.childId), v: 1, place: place.sk, ...waiterValue(waiter) },
        condition: absent,
      },
    },
    { put: { item: { ...place, v: 1, ...waiterValue(waiter) }, condition: absent } },
    ...(large ? [{ check: { key: holderKey(section, waiter.childId), condition: absent } }] : []),
  ]
}

/** With nobody waiting it is one plain write; else it leaves a mark, so that a crash before the promotion heals. */
export const releaseSmall = (
  section: SectionId,
  child: ChildId,
  given: { readonly familyId: FamilyId; readonly waited: boolean; readonly now: Instant },
): Update => {
  const due = given.waited ? dueNow(section, given.now) : { set: '', values: {} }
  return {
    key: seatsKey(section),
    set: `SET #left = #left + holders.#c.n${due.set} REMOVE holders.#c`,
    names: ofChild(child),
    values: { ':f': given.familyId, ':zero': 0, ...due.values },
    condition: {
      when: both(conditions.heldByFamily, given.waited ? conditions.somebodyWaits : conditions.nobodyWaits),
    },
  }
}

export const releaseLarge = (
  section: SectionId,
  child: ChildId,
  given: { readonly holder: Holder; readonly waited: boolean; readonly now: Instant },
): readonly Write[] => {
  const due = given.waited ? dueNow(section, given.now) : { set: '', values: {} }
  return [
    {
      update: {
        key: seatsKey(section),
        set: `SET #left = #left + :n${due.set}`,
        names,
        values: { ':n': given.holder.party, ':zero': 0, ...due.values },
        condition: { when: given.waited ? conditions.somebodyWaits : conditions.nobodyWaits },
      },
    },
    { del: { key: holderKey(section, child), condition: sameHolder(given.holder) } },
  ]
}

const sameHolder = ({ familyId, party, firm, until }: Holder): Condition => ({
  when: `f = :f AND n = :n AND k = :k AND ${until === null ? 'attribute_not_exists(u)' : 'u = :u'}`,
  values: { ':f': familyId, ':n': party, ':k': firm ? 's' : 'h', ...(until === null ? {} : { ':u': until }) },
})

/** Not one whose family confirmed since it was read. */
const sameWaiter = ({ familyId, until }: Waiter): Condition => ({
  when: `f = :f AND ${until === null ? 'attribute_not_exists(u)' : 'u = :u'}`,
  values: { ':f': familyId, ...(until === null ? {} : { ':u': until }) },
})

/** Leaves the queue. The next may fit where this one did not, so somebody must look. */
export const leaveQueue = (
  section: SectionId,
  waiter: Waiter,
  place: string,
  now: Instant,
): readonly Write[] => {
  const due = dueNow(section, now)
  return [
    {
      update: {
        key: seatsKey(section),
        set: `SET waiting = waiting - :one${due.set}`,
        values: { ':one': 1, ...due.values },
        condition: { when: 'waiting >= :one' },
      },
    },
    { del: { key: waiterKey(section, waiter.childId), condition: sameWaiter(waiter) } },
    { del: { key: { pk: seatsKey(section).pk, sk: place }, condition: present } },
  ]
}

/** The order matters to promote.ts: section, pointer, place, and for a large section the new seat. */
export const seatWaiter = (
  section: SectionId,
  waiter: Waiter,
  holder: Holder,
  large: boolean,
): readonly Write[] => {
  const due = dueBy(section, holder.until)
  const seat = large ? '' : ', holders.#c = :holder'
  const values: { [name: string]: Value } = { ':n': holder.party, ':zero': 0, ':one': 1, ...due.values }
  if (!large) values[':holder'] = holderValue(holder)
  return [
    {
      update: {
        key: seatsKey(section),
        set: `SET #left = #left - :n, waiting = waiting - :one${seat}${due.set}`,
        names: ofChild(waiter.childId),
        values,
        condition: { when: conditions.roomForWaiter },
      },
    },
    { del: { key: waiterKey(section, waiter.childId), condition: sameWaiter(waiter) } },
    { del: { key: waitKey(section, waiter.at, waiter.childId), condition: present } },
    ...(large
      ? [
          {
            put: {
              item: { ...holderKey(section, waiter.childId), v: 1, ...holderValue(holder) },
              condition: absent,
            },
          },
        ]
      : []),
  ]
}

/** Takes a lapsed hold back. The mark stays as it was, due: promotion follows. */
export const takeBack = (
  section: SectionId,
  child: ChildId,
  holder: Holder,
  large: boolean,
): readonly Write[] => {
  if (!large) {
    return [
      {
        update: {
          key: seatsKey(section),
          set: 'SET #left = #left + holders.#c.n REMOVE holders.#c',
          names: ofChild(child),
          values: { ':f': holder.familyId, ':h': 'h', ':u': holder.until ?? 0 },
          condition: { when: conditions.sameHold },
        },
      },
    ]
  }
  return [
    {
      update: {
        key: seatsKey(section),
        set: 'SET #left = #left + :n',
        names,
        values: { ':n': holder.party },
        condition: present,
      },
    },
    { del: { key: holderKey(section, child), condition: sameHolder(holder) } },
  ]
}

export const makeFirmSmall = (
  section: SectionId,
  child: ChildId,
  familyId: FamilyId,
  now: Instant,
): Update => ({
  key: seatsKey(section),
  set: 'SET holders.#c.k = :s REMOVE holders.#c.u',
  names: { '#c': child },
  values: { ':f': familyId, ':s': 's', ':now': now },
  condition: { when: conditions.firmable },
})

export const makeFirmLarge = (
  section: SectionId,
  child: ChildId,
  familyId: FamilyId,
  now: Instant,
): Update => ({
  key: holderKey(section, child),
  set: 'SET k = :s REMOVE u',
  values: { ':f': familyId, ':s': 's', ':now': now },
  condition: { when: 'f = :f AND (k = :s OR u > :now)' },
})

/** A place in the queue that was an unconfirmed family's becomes an ordinary one. */
export const makeWaiterFirm = (section: SectionId, waiter: Waiter, place: string): readonly Write[] => [
  { update: { key: waiterKey(section, waiter.childId), set: 'REMOVE u', condition: present } },
  { update: { key: { pk: seatsKey(section).pk, sk: place }, set: 'REMOVE u', condition: present } },
]

/** Brings the mark forward where a hold lapses before anything else that is due. */
export const dueEarlier = (section: SectionId, at: Instant): Update => ({
  key: seatsKey(section),
  set: 'SET due = :due, dueAt = :dueAt',
  values: { ':due': dueMark('section', seatsKey(section).pk, at).due, ':dueAt': stamp(at) },
  condition: { when: 'attribute_exists(pk) AND (attribute_not_exists(dueAt) OR dueAt > :dueAt)' },
})

/** Sets the next moment to look, or none, provided that nothing changed since it was worked out. */
export const settle = (
  section: SectionId,
  seen: Pick<Seats, 'left' | 'waiting' | 'marks'> & { readonly dueAt: Instant },
  next: Instant | null,
): Update => ({
  key: seatsKey(section),
  set: next === null ? 'REMOVE due, dueAt' : 'SET dueAt = :next',
  names,
  values: { ...(next === null ? {} : { ':next': stamp(next) }) },
  condition: {
    when: '#left = :left AND waiting = :waiting AND dueAt = :seen AND marks = :marks',
    values: {
      ':left': seen.left,
      ':waiting': seen.waiting,
      ':seen': stamp(seen.dueAt),
      ':marks': seen.marks,
    },
  },
})

export const changeCapacity = (section: SectionId, from: number, to: number, now: Instant): Update => {
  const mark = dueNow(section, now)
  return {
    key: seatsKey(section),
    set: `SET #capacity = :to, #left = #left + :more${mark.set}`,
    names: { ...names, '#capacity': 'capacity' },
    values: { ':from': from, ':to': to, ':more': to - from, ...mark.values },
    condition: { when: '#capacity = :from' },
  }
}
