import type { ChildId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { dueMark } from './due.ts'
import { seatsKey } from './keys.ts'
import type { Condition } from './requests.ts'
import type { Holder, Waiter } from './seats-item.ts'

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

export const names = { '#left': 'left' }
export const ofChild = (child: ChildId) => ({ ...names, '#c': child })
export const absent: Condition = { when: 'attribute_not_exists(pk)' }
export const present: Condition = { when: 'attribute_exists(pk)' }
export const both = (...parts: readonly string[]): string => parts.map((part) => `(${part})`).join(' AND ')

/** Marks are counted, so that who settles a section sees that another was set meanwhile. */
const counted = { set: ', marks = if_not_exists(marks, :none) + :step', values: { ':none': 0, ':step': 1 } }

/** `dueAt` stays where it is earlier: the sweep that comes then sets the next one. */
export const dueBy = (section: SectionId, until: Instant | null) => {
  if (until === null) return { set: '', values: {} }
  const mark = dueMark('section', seatsKey(section).pk, until)
  return {
    set: `, due = :due, dueAt = if_not_exists(dueAt, :dueAt)${counted.set}`,
    values: { ':due': mark.due, ':dueAt': mark.dueAt, ...counted.values },
  }
}

/** Somebody must look at once: there is room, and somebody waits for it. */
export const dueNow = (section: SectionId, now: Instant) => {
  const mark = dueMark('section', seatsKey(section).pk, now)
  return {
    set: `, due = :due, dueAt = :dueAt${counted.set}`,
    values: { ':due': mark.due, ':dueAt': mark.dueAt, ...counted.values },
  }
}

export const sameHolder = ({ familyId, party, firm, until }: Holder): Condition => ({
  when: `f = :f AND n = :n AND k = :k AND ${until === null ? 'attribute_not_exists(u)' : 'u = :u'}`,
  values: { ':f': familyId, ':n': party, ':k': firm ? 's' : 'h', ...(until === null ? {} : { ':u': until }) },
})

/** Not one whose family confirmed since it was read. */
export const sameWaiter = ({ familyId, until }: Waiter): Condition => ({
  when: `f = :f AND ${until === null ? 'attribute_not_exists(u)' : 'u = :u'}`,
  values: { ':f': familyId, ...(until === null ? {} : { ':u': until }) },
})
