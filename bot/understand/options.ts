import { numeral, readNumber } from './numbers.ts'

const ordinal = new RegExp(`第(${numeral})(?:个|项|门|样|种|条)?|(${numeral})(?:号|#)(?:课|班|选项)?`, 'g')
const firstFew = new RegExp(`(?:前面?|头)(${numeral})(?:个|项|门|样)`)
const last = /最后(?:一|那)?(?:个|项|门|样|一个)?|倒数第一/
const first = /头一个|第一个|最前面那?个|最上面那?个/
const joined = new RegExp(
  `^(?:选|要|报|学|我|就|想)*\\s*(${numeral})(?:(?:和|跟|、|,|还有|加|\\+|/|\\.|，|以及|同|与| )+(${numeral}))*(?:号|个)?(?:课|班)?(?:吧|都要|要|的|可以|谢谢|。|!| )*$`,
)
const numbers = new RegExp(numeral, 'g')

/** 选一三五: digits said one after another. */
const runTogether =
  /^(?:选|要|报|学|我|就|想)*([一二三四五六七八九]{2,5}|\d{3,5})(?:号|吧|的|都要|谢谢|。|!| )*$/

const plain = (text: string): number[] => {
  const run = runTogether.exec(text)?.[1]
  if (run) return [...run].map((digit) => readNumber(digit) ?? 0)
  if (!joined.test(text)) return []
  const spaced = /^\d{2,}$/.test(text) ? [text] : (text.match(numbers) ?? [])
  return spaced.map((said) => readNumber(said) ?? 0)
}

/**
 * Numbers chosen from a menu: 1和3, 第二个, 前面两个 (1, 2), 最后一个 (-1), 2号课. `asked`: a list was just shown, so that a bare
 * number is an answer.
 */
export const findOptions = (text: string, asked: boolean): number[] => {
  if (first.test(text) && !ordinal.test(text) && !/倒数/.test(text)) return [1]
  ordinal.lastIndex = 0
  const few = readNumber(firstFew.exec(text)?.[1] ?? '')
  if (few !== null && few <= 9 && few > 0) return Array.from({ length: few }, (_, n) => n + 1)
  const ordinals = [...text.replace(/倒数第一个?/g, '').matchAll(ordinal)].map(
    (match) => readNumber(match[1] ?? match[2] ?? '') ?? 0,
  )
  const found = ordinals.length > 0 ? ordinals : asked ? plain(text) : []
  const all = last.test(text) ? [...found, -1] : found
  return [...new Set(all)].filter((number) => number !== 0 && number < 100)
}
