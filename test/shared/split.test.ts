import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText, textBytes } from '../../shared/split.ts'

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')
const joined = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** What parents and teachers write, and what breaks programs: joined emoji, flags, accents, rare characters, blank lines. */
const piece = fc.oneof(
  fc.constantFrom('👨‍👩‍👧', '🇨🇳', '👋🏽', '𠮷', 'é', '。', '！”', '\n', '，', ' ', '小明', '8:30', '\r\n'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const text = fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join(''))
const limit = fc.integer({ min: 40, max: 400 })

describe('splitText', () => {
  it('leaves what fits as it is, to the byte', () => {
    const fits = '学'.repeat(textBytes / 3)
    expect(splitText(fits)).toEqual([fits])
    expect(splitText(`${fits}a`)).toHaveLength(2)
    expect(splitText('')).toEqual([])
  })

  it('cuts after a line, else after a sentence, else after a comma', () => {
    expect(splitText('今天有课。明天\n也有课，记得来', 24)).toEqual(['今天有课。明天\n', '也有课，记得来'])
    expect(splitText('今天有课。明天也有课，记得来', 24)).toEqual(['今天有课。', '明天也有课，', '记得来'])
    expect(splitText('她说：“今天有课。”明天呢', 30)).toEqual(['她说：“今天有课。”', '明天呢'])
  })

  it('cuts no short line off for the sake of a pause', () => {
    expect(splitText(`好。${'学'.repeat(30)}`, 60)).toEqual([`好。${'学'.repeat(18)}`, '学'.repeat(12)])
  })

  it('cuts a character that is larger than a part between its code points', () => {
    const family = '👨‍👩‍👧'
    const parts = splitText(family, 8)
    expect(parts.join('')).toBe(family)
    expect(parts.every((part) => bytes(part) <= 8 && part.isWellFormed())).toBe(true)
  })

  it('refuses a part that holds no character', () => {
    expect(() => splitText('学', 3)).toThrow(RangeError)
  })

  it('gives parts that joined are the text, each within the limit and none empty', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 400 }), (whole, most) => {
        const parts = splitText(whole, most)
        expect(parts.join('')).toBe(whole)
        expect(parts.every((part) => part !== '' && bytes(part) <= most)).toBe(true)
      }),
    )
  })

  it('never cuts inside a character or a joined emoji', () => {
    fc.assert(
      fc.property(text, limit, (whole, most) => {
        const starts = new Set([...joined.segment(whole)].map(({ index }) => index))
        fc.pre([...joined.segment(whole)].every(({ segment }) => bytes(segment) <= most))
        let at = 0
        for (const part of splitText(whole, most)) {
          expect(starts.has(at)).toBe(true)
          at += part.length
        }
      }),
    )
  })

  it('takes time in proportion to the text', () => {
    const long = '明天的课'.repeat(20_000)
    expect(splitText(long).length).toBeLessThan(150)
  })
})
