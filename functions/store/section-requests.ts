import type { SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { dueMark } from './due.ts'
import { seatsKey, stamp } from './keys.ts'
import type { Update } from './requests.ts'
import { dueNow, names } from './seats-conditions.ts'
import type { Seats } from './seats-item.ts'

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
