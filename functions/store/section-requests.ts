import type { SectionId } from '../../shared/ids.ts'
import type { Room } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import type { Recount } from '../app/ports.ts'
import { dueMark } from './due.ts'
import { seatsKey, stamp } from './keys.ts'
import type { Update } from './requests.ts'
import { allOf, unmoved } from './seats-conditions.ts'
import { quotasValue, type Seats } from './seats-item.ts'

const counted = {
  set: 'marks = if_not_exists(marks, :nomarks) + :mark',
  values: { ':nomarks': 0, ':mark': 1 },
}

/** Brings the mark forward where a hold lapses before anything else that is due. */
export const dueEarlier = (section: SectionId, at: Instant): Update => ({
  key: seatsKey(section),
  set: `SET due = :due, dueAt = :dueAt, ${counted.set}`,
  values: {
    ':due': dueMark('section', seatsKey(section).pk, at).due,
    ':dueAt': stamp(at),
    ...counted.values,
  },
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
  ...(next === null ? {} : { values: { ':next': stamp(next) } }),
  condition: allOf(unmoved(seen), {
    when: 'waiting = :waiting AND dueAt = :dueAt',
    values: { ':waiting': seen.waiting, ':dueAt': stamp(seen.dueAt) },
  }),
})

/**
 * Another shape of the room, over exactly the one that it was worked out from. Somebody must look afterwards: there may be
 * room for who waits, and the next quota ends at another moment.
 */
export const reshaped = (section: SectionId, seen: Seats, room: Room, now: Instant): Update => {
  const mark = dueMark('section', seatsKey(section).pk, now)
  const none = room.quotas.size === 0
  const same = [...seen.quotas].map(([id, { left, waiting, kept }], nth) => ({
    path: `quotas.#q${String.fromCharCode(97 + nth)}`,
    name: `#q${String.fromCharCode(97 + nth)}`,
    at: String.fromCharCode(97 + nth),
    id,
    values: { l: left, w: waiting, s: kept },
  }))
  return {
    key: seatsKey(section),
    set: `SET #v = :v, #capacity = :capacity, #left = :left, due = :due, dueAt = :dueAt, ${counted.set}${none ? ' REMOVE quotas' : ', quotas = :quotas'}`,
    names: { '#v': 'v', '#capacity': 'capacity', '#left': 'left' },
    values: {
      ':v': 2,
      ':capacity': room.capacity,
      ':left': room.left,
      ':due': mark.due,
      ':dueAt': mark.dueAt,
      ...(none ? {} : { ':quotas': quotasValue(room.quotas) }),
      ...counted.values,
    },
    condition: allOf(
      unmoved(seen),
      {
        when: '#capacity = :was AND waiting = :waiting',
        names: { '#capacity': 'capacity' },
        values: { ':was': seen.capacity, ':waiting': seen.waiting },
      },
      seen.quotas.size === 0 ? { when: 'attribute_not_exists(quotas)' } : null,
      ...same.map(({ path, name, at, id, values }) => ({
        when: `${path}.l = :l${at} AND ${path}.w = :w${at} AND ${path}.s = :s${at}`,
        names: { [name]: id },
        values: { [`:l${at}`]: values.l, [`:w${at}`]: values.w, [`:s${at}`]: values.s },
      })),
    ),
  }
}

/** Counters as they were counted, over exactly those that were read. */
export const corrected = (section: SectionId, seen: Seats, counted: Recount, now: Instant): Update => {
  const quotas = new Map(
    counted.quotas.flatMap(({ organisation, left, waiting }) => {
      const quota = seen.quotas.get(organisation)
      return quota ? [[organisation, { ...quota, left: left.counted, waiting: waiting.counted }]] : []
    }),
  )
  const room: Room = { capacity: seen.capacity, left: counted.left.counted, quotas }
  const update = reshaped(section, seen, room, now)
  return {
    ...update,
    set: update.set.replace('SET ', 'SET waiting = :counted, #granted = :granted, '),
    names: { ...update.names, '#granted': 'granted' },
    values: {
      ...update.values,
      ':counted': counted.waiting.counted,
      ':granted': counted.granted.counted,
    },
  }
}
