import type { Intent } from '../meaning.ts'

/**
 * What shows an intent, with its weight: 9 settles it, 7 strong, 5 plain, 3 weak, 1 a hint. `words` stand in the message as
 * they are; `patterns` are for those who know regular expressions. Both read the message with capital letters in place of
 * what was recognised: M module, P place, E employer, K kin, D day, A age, G grade, B birth, T phone, N name.
 * To teach the bot a word, write it into the row of its intent.
 */
export interface CueRow {
  readonly intent: Intent
  readonly weight: number
  readonly words?: readonly string[]
  readonly patterns?: readonly string[]
}
