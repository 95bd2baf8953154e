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

const yesWords = /^(嗯+|都|全|是|对|的|可以|好|行|没错|没问题|就这样|[呀啊了吧哦，,。！\s])+$/

/** 都对, 对的, 嗯嗯对: yes and nothing else, whatever was asked. */
export const plainYes = (words: string): boolean =>
  yesWords.test(words) && /[是对好行]|可以|没错|没问题|就这样/.test(words)

/**
 * The only choice whose label holds what was said, or is held in it: 接着 of 接着刚才的, 选画画吧 of 画画. Null where several
 * are, or where one of the two says no.
 */
export const looselyPicked = (said: string, choices: readonly Choice[]): Choice | null => {
  const words = plainly(said)
  const no = (one: string) => /[不没别]/.test(one)
  const near = choices.filter(
    ({ label }) =>
      Math.min(words.length, label.length) >= 2 &&
      (label.includes(words) || words.includes(label)) &&
      no(label) === no(words),
  )
  return near.length === 1 ? (near[0] ?? null) : null
}

/** A consent in so many words, or the first of the two answers. */
export const consents = (turn: Turn): boolean =>
  saysYes(turn) ||
  (turn.meaning.intent === 'consent' && turn.meaning.confidence === 'high') ||
  plainly(turn.text) === '同意'

export const saysNo = (turn: Turn): boolean =>
  turn.meaning.intent === 'deny' || turn.meaning.intent === 'consent_no' || pick(turn, 2) === 1
