import type { Choice } from '../../shared/contract/reply.ts'
import { plainly } from './enrol/reading.ts'
import { slotsOf, type Turn } from './turn.ts'

/** Words as numbered answers: tapping the second sends `2`, as typing it does. */
export const numberedChoices = (labels: readonly string[]): Choice[] =>
  labels.map((label, index) => ({ label, say: String(index + 1) }))

/**
 * The numbers that were said, in order. The meaning's own first; bare digits are read here too, since a number after
 * some questions means something else (a grade, an age) to the one who understands.
 */
const numbersOf = (turn: Turn): number[] => {
  const understood = slotsOf(turn.meaning, 'opt').map(Number)
  if (understood.length > 0) return understood
  const plain = turn.text.normalize('NFKC').trim()
  return /^\d{1,2}([\s,、.和跟]+\d{1,2})*[.。]?$/.test(plain) ? (plain.match(/\d+/g) ?? []).map(Number) : []
}

/** Positions (from 0) of what was picked of `count`; -1 says the last. Null when nothing was, or one is not on the list. */
export const picks = (turn: Turn, count: number): readonly number[] | null => {
  const positions = numbersOf(turn).map((number) => (number === -1 ? count - 1 : number - 1))
  const valid = positions.length > 0 && positions.every((at) => at >= 0 && at < count)
  return valid ? [...new Set(positions)] : null
}

export const pick = (turn: Turn, count: number): number | null => picks(turn, count)?.[0] ?? null

/** The pending choice that was tapped, numbered, or said in its own words. */
export const pickOf = (turn: Turn, labels: readonly string[]): number | null => {
  const said = labels.indexOf(turn.text.trim())
  return said >= 0 ? said : pick(turn, labels.length)
}

/** A clear yes, or the first of two choices. Doubtful words are no yes: what follows may not be undone. */
export const saysYes = (turn: Turn): boolean =>
  turn.meaning.intent === 'affirm' ? turn.meaning.confidence === 'high' : pick(turn, 2) === 0

/** A consent in so many words, or the first of the two answers. */
export const consents = (turn: Turn): boolean =>
  saysYes(turn) ||
  (turn.meaning.intent === 'consent' && turn.meaning.confidence === 'high') ||
  plainly(turn.text) === '同意'

export const saysNo = (turn: Turn): boolean =>
  turn.meaning.intent === 'deny' || turn.meaning.intent === 'consent_no' || pick(turn, 2) === 1
