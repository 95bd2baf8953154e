/** Has the font a glyph for every character? Otherwise it draws an empty box. */
export type Covers = (text: string) => boolean

/** Where a table of a TrueType file begins. */
const tableAt = (font: DataView, name: string): number => {
  for (let n = 0; n < font.getUint16(4); n++) {
    const at = 12 + n * 16
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => font.getUint8(at + byte)))
    if (tag === name) return font.getUint32(at + 8)
  }
  throw new Error(`the font has no table ${name}`)
}

/** The subtable of format 12, the one that reaches beyond U+FFFF. */
const groupsAt = (font: DataView): number => {
  const cmap = tableAt(font, 'cmap')
  for (let n = 0; n < font.getUint16(cmap + 2); n++) {
    const at = cmap + font.getUint32(cmap + 4 + n * 8 + 4)
    if (font.getUint16(at) === 12) return at
  }
  throw new Error('the font has no cmap of format 12')
}

/** Reads which characters a TrueType font has: its groups are in order, so each is found by halving. */
export const coverageOf = (bytes: Uint8Array): Covers => {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = groupsAt(font)
  const count = font.getUint32(at + 12)
  const has = (code: number): boolean => {
    let [low, high] = [0, count - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const group = at + 16 + middle * 12
      if (code < font.getUint32(group)) high = middle - 1
      else if (code > font.getUint32(group + 4)) low = middle + 1
      else return true
    }
    return false
  }
  return (text) => [...text].every((character) => has(character.codePointAt(0) ?? 0))
}
