/** Chinese breaks anywhere; a number or a word of Latin letters stays whole, and no line begins with what closes. */
const pieces = /[\p{Script=Latin}\p{Nd}.:–-]+|\s|[^\p{Script=Latin}\p{Nd}\s][，。？！：；、）”》…]*/gu

/** Greedy lines no wider than `width`. A single piece that is wider is cut between characters. */
export const wrap = (text: string, width: number, measure: (text: string) => number): readonly string[] => {
  const parts = (text.match(pieces) ?? []).flatMap((part) => (measure(part) > width ? [...part] : [part]))
  const lines = ['']
  for (const part of parts) {
    const line = lines.at(-1) ?? ''
    if (measure(line + part) > width) lines.push(part)
    else lines[lines.length - 1] = line + part
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
