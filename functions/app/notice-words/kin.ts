import type { Asker } from '../../../bot/wording/same-child.ts'
import type { Notice, NoticeKind } from '../../../shared/contract/outbox.ts'
import type { Family } from '../../../shared/family.ts'
import type { Instant } from '../../../shared/time.ts'

export const askerOf = (as: string | undefined): Asker => (as === 'father' || as === 'mother' ? as : 'family')

const kinds: ReadonlySet<NoticeKind> = new Set([
  'family.join_asked',
  'family.join_agreed',
  'family.join_refused',
  'family.join_unanswered',
])
export const isKin = (what: NoticeKind): boolean => kinds.has(what)

/** Nobody is asked what was answered, nor told of an answer after having come in, or gone. */
export const kinStands = ({ what, about, at }: Notice, own: Family | null, now: Instant): boolean => {
  if (!own) return false
  if (what !== 'family.join_asked') return true
  return (own.asks ?? []).some(
    (ask) => ask.childId === about.childId && ask.at === at && ask.answer === null && now < ask.until,
  )
}
