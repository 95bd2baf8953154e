import type { Mention } from './mention.ts'
import { numeral, readNumber } from './numbers.ts'

const soonBefore =
  /(?:快要?|马上就?要?|就要|即将|将近|差点|快满|快到|还没满?|不满|不到|没满|未满|没到|差[^,。 ]{0,4}(?:就|到|满)?|下个?(?:月|周|礼拜|星期)(?:就|满)?|(?:[一二三四五六七八九十]{1,2}|\d{1,2})月份?(?:才|就|要|底)?(?=满)|过[^,。 ]{0,4}(?:年|月|天|生日)[^,。 ]{0,3}|年底(?:就|满)?|再过[^,。 ]{0,4}就?|虚岁?|虚的|要满|到[^,。 ]{1,4}月(?:份)?[^,。 ]{0,2}满?|开年就?|(?:还没到|没过|没满)[^,。]{0,6}到了就?|满了就|生日就)(?:才|就|满|有|要|算|上)*(?:是)?$/
const age = new RegExp(
  `(?<![\\d到至\\-~])(${numeral})(?:周|个)?(?:岁|周岁|虚岁|周半|碎(?=[了的,。 ]|$))(?:虚岁|虚)?(?![到至\\-~以之]|多的可)`,
  'g',
)
const labelled = new RegExp(`年龄(?:是|为|:)* ?(${numeral})(?!\\d|岁|号|年|月)`, 'g')
const nominalBare = new RegExp(`虚[岁的]?(${numeral})(?!\\d|岁|号|年|月)`, 'g')
const wholeYears = new RegExp(`(?:今年|现在|刚|才|满|有)(${numeral})(?=[,。 了啦]|$)(?!个|号|月|点|节)`, 'g')

/** 虚岁 counts one year more than full years, before the birthday two; one is taken off and the way of reading is said. */
const isNominal = (before: string, said: string) => /虚岁?(?:是|算)?$/.test(before) || said.includes('虚')
const isFull = (before: string) =>
  /(?:刚满?|已经满?|才满?|(?<![就快要没不未份月周拜期])满了?)$/.test(before) &&
  !/(?:没|不|未|快|马上|要|月份?[^,。 ]{0,2})满$/.test(before)

const soon = (before: string, after: string) =>
  (soonBefore.test(before) && !isFull(before)) || /^(?:还没到|不到|没满|还差|还没满|未满)/.test(after)

const mentionOf = (text: string, match: RegExpMatchArray): Mention | null => {
  const years = readNumber(match[1] ?? '')
  if (years === null || years < 1 || years > 99) return null
  const at = match.index ?? 0
  const before = text.slice(Math.max(0, at - 10), at)
  const after = text.slice(at + match[0].length, at + match[0].length + 6)
  // 比老大小三岁 tells no age.
  if (/(?:比|跟|和)[^,。]{1,6}[大小差]$/.test(before)) return null
  const nominal = isNominal(before, match[0])
  const less = nominal || soon(before, after)
  const because = nominal
    ? `虚岁${years}→${years - 1}周岁`
    : less
      ? `${before.slice(-3)}${match[0]}→${years - 1}岁`
      : `${match[0]}→age`
  return { kind: 'age', at, end: at + match[0].length, value: String(less ? years - 1 : years), because }
}

/** Twins are 七八岁 to nobody, yet 七八岁 is said of one: the lower is taken, as a guess. */
const between = /(?<![老第])([一二三四五六七八九])([一二三四五六七八九])岁/g

/** Ages in full years: 八岁, 8周岁, 虚岁九岁 (8), 快9岁了 (8), 过完年就八岁了 (7), 五岁半 (5). Ranges (6到12岁) are no child's age. */
export const findAges = (text: string): Mention[] => {
  const guesses = [...text.matchAll(between)].map(
    (match): Mention => ({
      kind: 'age',
      at: match.index,
      end: match.index + match[0].length,
      value: String(readNumber(match[1] ?? '')),
      unsure: true,
      because: `${match[0]}→${match[1]}岁左右`,
    }),
  )
  if (guesses.length > 0) return guesses
  const plain = [...text.matchAll(age), ...text.matchAll(nominalBare), ...text.matchAll(labelled)].flatMap(
    (match) => mentionOf(text, match) ?? [],
  )
  const actual = plain.filter(({ at }) =>
    /(?:周岁|实岁|实足|实际)(?:是|才)?$/.test(text.slice(Math.max(0, at - 5), at)),
  )
  if (actual.length > 0) return actual
  if (plain.length > 0)
    return plain.filter(
      (mention, n) => plain.findIndex((other) => other.at < mention.end && mention.at < other.end) === n,
    )
  return [...text.matchAll(wholeYears)].flatMap((match) => {
    const years = readNumber(match[1] ?? '') ?? 0
    const found = mentionOf(text, match)
    return found && years >= 3 && years <= 16 && /今年|现在/.test(match[0]) ? [found] : []
  })
}
