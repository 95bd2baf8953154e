/** How long one text of a gateway may be, in bytes of UTF-8. WeChat cuts off what is beyond 2,048. */
export const textBytes = 1_800

const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Lone halves of characters count as the three bytes of the replacement character that they are sent as. */
const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/** After a line a reader may pause best, then after a sentence, then after a part of one. */
const pauses = [/\n$/, /[。！？!?…；;]["”’）)]*$/, /[，、： \t]$/] as const
/** An earlier pause is not worth more than half of a text: else many short ones would come. */
const leastFilled = 0.5

interface Cut {
  readonly at: number
  readonly filled: number
}

/** How far into `text` one part goes, in UTF-16 units: all of it where it fits. */
const partEnd = (text: string, limit: number): number => {
  const best: (Cut | undefined)[] = []
  let [at, filled] = [0, 0]
  // A unit is a byte at least: what begins within a part is whole in this window, or too large for any part.
  for (const { segment, index } of characters.segment(text.slice(0, 2 * limit + 2))) {
    const size = bytesOf(segment)
    if (filled + size > limit) return chosen(best, limit)?.at ?? (at || pieceEnd(segment, limit))
    at = index + segment.length
    filled += size
    const kind = pauses.findIndex((pause) => pause.test(text.slice(Math.max(0, at - 4), at)))
    if (kind >= 0) best[kind] = { at, filled }
  }
  return text.length
}

const chosen = (best: readonly (Cut | undefined)[], limit: number): Cut | undefined =>
  best.find((cut) => cut !== undefined && cut.filled >= limit * leastFilled)

/** One joined character larger than a part (somebody's joke of a hundred accents) is cut between code points. */
const pieceEnd = (character: string, limit: number): number => {
  let [at, filled] = [0, 0]
  for (const point of character) {
    filled += bytesOf(point)
    if (filled > limit && at > 0) return at
    at += point.length
  }
  return at
}

/**
 * A text in parts of at most `limit` bytes of UTF-8 that joined give the text again: cut at the end of a line or a sentence
 * where there is one in the second half of a part, and never inside a character or a joined emoji. A text that fits is one
 * part, the empty text none. `limit` is at least 4, the size of the largest code point.
 */
export const splitText = (text: string, limit: number = textBytes): readonly string[] => {
  if (limit < 4) throw new RangeError(`a part of ${limit} bytes holds no character: at least 4`)
  const parts: string[] = []
  for (let rest = text; rest !== ''; ) {
    const end = partEnd(rest, limit)
    parts.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return parts
}
