import { openingReminder } from '../../../bot/wording/prepared.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Instant } from '../../../shared/time.ts'
import type { Opening } from '../ports.ts'

type Known = Pick<Opening, 'catalogue'> & Partial<Pick<Opening, 'conversation'>>

/** Only while what was filled in still waits: whoever changed it, gave it up or has claimed it already is left alone. */
export const openingWords = (
  { about }: Notice,
  { conversation, catalogue }: Known,
  now: Instant,
): string | null => {
  const draft = conversation?.talk.draft
  const programme = catalogue.programmes.get(about.programmeId ?? '')
  const opensAt = Number(about.opensAt)
  if (!programme || draft?.ready !== true || draft.programmeId !== programme.id) return null
  return Number.isSafeInteger(opensAt) ? openingReminder(programme.name, opensAt, now) : null
}
