import { hourMs, type Instant } from '../../shared/time.ts'
import type { Talk } from './state.ts'

/** Wrong codes that one contact may send within an hour, so that eight digits cannot be guessed. */
export const wrongCodesAnHour = 5

const live = (talk: Talk, now: Instant) =>
  talk.wrongCodes && now - talk.wrongCodes.since < hourMs ? talk.wrongCodes : null

/** Has this contact to wait before a further code is looked at? */
export const tooManyCodes = (talk: Talk, now: Instant): boolean =>
  (live(talk, now)?.count ?? 0) >= wrongCodesAnHour

/** The talk after one more wrong code. The hour runs from the first of them. */
export const countWrongCode = (talk: Talk, now: Instant): Talk => {
  const before = live(talk, now)
  return { ...talk, wrongCodes: { count: (before?.count ?? 0) + 1, since: before?.since ?? now } }
}
