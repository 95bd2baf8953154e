import type { Intent } from './meaning.ts'
import { type CueRow, cueRows } from './words/intent-cues.ts'

const plain = (word: string) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
/** 报不报 asks and holds no 不报. */
const literal = (word: string) => (/^不./u.test(word) ? `(?<!${word.charAt(1)})${plain(word)}` : plain(word))

/** Patterns over the whole message (`^…*$`) hold for short ones only: nobody says yes in 25 characters, and no search explodes. */
const shortMessage = 24
const isWhole = (pattern: string) => pattern.startsWith('^') && pattern.endsWith('$')

const compile = (parts: readonly string[]) =>
  parts.length > 0 ? new RegExp(parts.map((part) => `(?:${part})`).join('|'), 'u') : null
const compileRow = (row: CueRow) => {
  const patterns = row.patterns ?? []
  return {
    intent: row.intent,
    weight: row.weight,
    anywhere: compile([
      ...(row.words ?? []).map(literal),
      ...patterns.filter((pattern) => !isWhole(pattern)),
    ]),
    whole: compile(patterns.filter(isWhole)),
  }
}
const cues = cueRows.map(compileRow)

export interface Cue {
  readonly intent: Intent
  readonly weight: number
  readonly said: string
  readonly at: number
}

/** The cues that a masked message holds, heaviest first; at one weight the earlier goes first. */
export const findCues = (text: string): Cue[] =>
  cues
    .flatMap(({ intent, weight, anywhere, whole }) => {
      const match = anywhere?.exec(text) ?? (text.length <= shortMessage ? whole?.exec(text) : null)
      return match ? [{ intent, weight, said: match[0], at: match.index }] : []
    })
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
