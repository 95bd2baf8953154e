import { type Mention, maskedUnits, type Unit } from './mention.ts'
import { knownPieces } from './slips.ts'

/*
 * A finger too fast leaves a character out (是不是免的, 还有没有置): two stand side by side that never do. Where a known piece
 * of three has exactly one character between them, that one is missing. Asked only where a message says nothing as it stands.
 */
const han = /^\p{Script=Han}$/u

let between: ReadonlyMap<string, readonly string[]> | null = null
/** Of all known pieces of three, by their first and last: what stands between. */
const missing = (pair: string): readonly string[] => {
  if (!between) {
    const found = new Map<string, string[]>()
    for (const piece of knownPieces()) {
      const [first = '', middle = '', last = ''] = piece
      if (piece.length !== 3 || !han.test(middle)) continue
      const key = first + last
      found.set(key, [...(found.get(key) ?? []), middle])
    }
    between = found
  }
  return between.get(pair) ?? []
}

const most = 6
const border = (units: readonly Unit[], n: number): string => (n < 0 ? '^' : (units[n]?.said ?? '$'))

export interface Filled {
  readonly text: string
  /** The masked form of it, which is enough to see whether a cue stands there. */
  readonly masked: string
}

/** The message with one character put back, in order; at most six readings. */
export const filledGaps = (text: string, mentions: readonly Mention[]): Filled[] => {
  const known = knownPieces()
  const units = maskedUnits(text, mentions)
  const shown = units.map(({ said }) => said)
  const out: Filled[] = []
  for (let n = 0; n <= units.length && out.length < most; n++) {
    const [before, after] = [border(units, n - 1), border(units, n)]
    if (known.has(before + after)) continue
    const candidates = missing(before + after)
    const at = units[n]?.at ?? text.length
    if (candidates.length <= 3)
      out.push(
        ...candidates.map((character) => ({
          text: text.slice(0, at) + character + text.slice(at),
          masked: [...shown.slice(0, n), character, ...shown.slice(n)].join(''),
        })),
      )
  }
  return out.slice(0, most)
}
