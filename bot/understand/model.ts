import { type Intent, intents } from './meaning.ts'
import { weights } from './tables/weights.ts'

/** Pieces of one to three characters, the borders of the message marked: what the model weighs. */
export const gramsOf = (masked: string): string[] => {
  const text = `^${masked.replace(/[\s,。!?;:、.~]+/gu, '').slice(0, 60)}$`
  const grams = new Set<string>()
  for (let size = 1; size <= 3; size++)
    for (let at = 0; at + size <= text.length; at++) grams.add(text.slice(at, at + size))
  return [...grams]
}

/** A line begins with how many characters its gram shares with the one before. One weight is two characters: the intent (`A` is the first of the list) and the weight (`O` is 0, each step a tenth). */
const decode = (source: string): Map<string, readonly (readonly [number, number])[]> => {
  let gram = ''
  return new Map(
    source.split('\n').map((line) => {
      const [head = '', code = ''] = line.split('\t')
      gram = gram.slice(0, Number(head.slice(0, 1))) + head.slice(1)
      return [
        gram,
        Array.from(
          { length: code.length / 2 },
          (_, n) => [code.charCodeAt(2 * n) - 65, (code.charCodeAt(2 * n + 1) - 79) / 10] as const,
        ),
      ]
    }),
  )
}

let table: ReturnType<typeof decode> | null = null
const known = () => {
  table ??= decode(weights)
  return table
}

/** The pieces that stood in two training phrases or more: what people do write. */
export const knownGrams = (): Iterable<string> => known().keys()

export interface Guess {
  readonly intent: Intent
  /** 0 to 1. */
  readonly share: number
}

/**
 * Intents by likeness to the phrases that the model was trained on (tables/train.ts), likeliest first. Asked only where the
 * cues are silent or contradict one another.
 */
export const guess = (masked: string): Guess[] => {
  const sums = new Array<number>(intents.length).fill(0)
  for (const gram of gramsOf(masked))
    for (const [intent, weight] of known().get(gram) ?? []) sums[intent] = (sums[intent] ?? 0) + weight
  const most = Math.max(...sums)
  const shares = sums.map((sum) => Math.exp(sum - most))
  const total = shares.reduce((a, b) => a + b, 0)
  return intents
    .map((intent, n) => ({ intent, share: (shares[n] ?? 0) / total }))
    .sort((a, b) => b.share - a.share)
}
