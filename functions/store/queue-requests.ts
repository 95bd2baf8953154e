import type { SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { holderKey, seatsKey, waiterKey, waitKey } from './keys.ts'
import type { Value } from './marshal.ts'
import type { Write } from './requests.ts'
import { absent, conditions, dueBy, dueNow, ofChild, present, sameWaiter } from './seats-conditions.ts'
import { type Holder, holderValue, type Waiter, waiterValue } from './seats-item.ts'

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

/** A place in the queue that was an unconfirmed family's becomes an ordinary one. */
export const makeWaiterFirm = (section: SectionId, waiter: Waiter, place: string): readonly Write[] => [
  { update: { key: waiterKey(section, waiter.childId), set: 'REMOVE u', condition: present } },
  { update: { key: { pk: seatsKey(section).pk, sk: place }, set: 'REMOVE u', condition: present } },
]
