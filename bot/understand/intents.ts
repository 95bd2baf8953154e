import type { Intent } from './meaning.ts'
import { type CueRow, cueRows } from './words/intent-cues.ts'

const escape = (word: string) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const sourceOf = (row: CueRow) => [...(row.words ?? []).map(escape), ...(row.patterns ?? [])].map((part) => `(?:${part})`).join('|')
const cues = cueRows.map((row) => ({ intent: row.intent, weight: row.weight, test: new RegExp(sourceOf(row), 'u') }))

export interface Cue {
  readonly intent: Intent
  readonly weight: number
  readonly said: string
}

/** The cues that a masked message holds, heaviest first; at one weight the longer words go first. */
export const findCues = (text: string): Cue[] =>
  cues
    .flatMap(({ intent, weight, test }) => {
      const match = test.exec(text)
      return match ? [{ intent, weight, said: match[0] }] : []
    })
    .sort((a, b) => b.weight - a.weight || b.said.length - a.said.length)
