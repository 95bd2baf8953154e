import type { Family } from '../../shared/family.ts'
import { hourMs, type Instant } from '../../shared/time.ts'
import * as words from '../wording/codes.ts'
import { ending } from './rest.ts'
import type { Move, Talk } from './state.ts'
import { type Turn, text } from './turn.ts'

/** Wrong codes that one contact may send within an hour, so that eight digits cannot be guessed. */
export const wrongCodesAnHour = 5
/** How often the four digits of a phone may be tried, by whomever: the last wrong one spends the code. */
export const triesOfACode = 3

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

/**
 * It opens nothing. A code that never was, one that is over, used or spent are answered alike, and counted alike: eight
 * digits must not be found by trying.
 */
export const wrongCode = (turn: Turn): Move => {
  const state = { ...turn.state, talk: countWrongCode(turn.state.talk, turn.scene.now) }
  return ending(state, [text(words.wrongCode)], ['human', 'menu'])
}

/** It opened something a moment ago, and ended meanwhile. */
export const codeGone = (turn: Turn): Move =>
  ending(turn.state, [text(words.codeGone)], ['enrol', 'human', 'menu'])

/** The last four digits of every phone that is known of a family: for what a helper entered, those that were entered. */
export const lastFours = (family: Family): ReadonlySet<string> =>
  new Set(
    family.guardians
      .flatMap(({ phone, phone2 }) => [phone, phone2])
      .filter((phone) => phone !== '')
      .map((phone) => phone.slice(-4)),
  )
