import { isDay } from '../../shared/time.ts'
import { lunarMonthNamed, solarOf } from './lunar.ts'
import type { Mention } from './mention.ts'
import { readDigits, readNumber } from './numbers.ts'
import { holidays } from './words/holidays.ts'

const year =
  '(20[0-2]\\d|[二两2][零〇0][零〇一二012][零〇一二三四五六七八九\\d]|[012]\\d|[零〇一二][零〇一二三四五六七八九]|十[一二三四五六七八九](?=年))'
const number = '(\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])'
const lunarWord = '(农历|阴历|旧历|老历)?'
const written = new RegExp(
  `${lunarWord}(?<![\\d一二三四五六七八九十])${year}年?的?(?:猪|狗|鸡|猴|羊|马|蛇|龙|兔|虎|牛|鼠)?,?${lunarWord}(?:阳历|公历|新历)?(?<=年的?|历|[零〇一二]\\d?)${number}月份?(?:(?:初)?${number}(?:号|日)?)?`,
  'g',
)
const lunarNamed = new RegExp(
  `(?<![\\d一二三四五六七八九十])${year}年?的?(?:农历|阴历)?(正|冬|腊)月(?:初)?${number}(?:号|日)?`,
  'g',
)
const shortDays: Readonly<Record<string, readonly [number, number]>> = {
  五一: [5, 1],
  六一: [6, 1],
  八一: [8, 1],
  十一: [10, 1],
}
const holiday = new RegExp(
  `(?<![\\d一二三四五六七八九十])${year}年?的?(${[...Object.keys(holidays), ...Object.keys(shortDays)].join('|')})(?!月)`,
  'g',
)
/** Eight digits spoken one by one: 二零一七零八一五. */
const spoken =
  /(?<![\d零〇一二两三四五六七八九幺])[二两][零〇][零〇一二三四五六七八九幺]{6}(?![\d零〇一二三四五六七八九幺])/g
const yearOnly = new RegExp(`(?<![\\d一二三四五六七八九十])${year}年(?!级|前|后|了|[来以])`, 'g')
const yearOld = new RegExp(`(?<![\\d一二三四五六七八九十第])${year}(?:后)?(?:的|生|出生)(?!日)`, 'g')
const dotted = /(?<!\d)((?:20)?[012]\d)\s?[.\-/年]\s?(\d{1,2})(?:\s?[.\-/月]\s?(\d{1,2}))?(?!\d)/g
const compact = /(?<!\d)(20[0-2]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])?(?!\d)/g
const animals = '鼠牛虎兔龙蛇马羊猴鸡狗猪'
const animal = /(?:属|肖|生肖是?)(小龙|(?:小|大)?老?(?:[鼠牛虎兔龙蛇马羊猴鸡狗猪]))/g

const fullYear = (said: string): number => {
  const digits = readDigits(said) ?? String(readNumber(said) ?? '')
  return digits.length === 4 ? Number(digits) : 2000 + Number(digits)
}

const two = (n: number) => String(n).padStart(2, '0')

const birthOf = (y: number, m: number | null, d: number | null, lunar: boolean): string | null => {
  if (m === null || Number.isNaN(m)) return String(y)
  if (m < 1 || m > 12) return null
  if (d === null || Number.isNaN(d)) return `${y}-${two(m)}`
  const day = lunar ? solarOf(y, m, d) : `${y}-${two(m)}-${two(d)}`
  return day && isDay(day) ? day : null
}

const of = (match: RegExpMatchArray, value: string | null): Mention[] =>
  value === null
    ? []
    : [
        {
          kind: 'birth',
          at: match.index ?? 0,
          end: (match.index ?? 0) + match[0].length,
          value,
          because: `${match[0]}→${value}`,
        },
      ]

/** The year of a zodiac animal that makes a child of school age: the likelier of the two within reach. */
const yearOfAnimal = (sign: string, thisYear: number): number => {
  // 小龙 is the snake.
  const at = animals.indexOf(sign === '小龙' ? '蛇' : sign.slice(-1))
  const newest = thisYear - ((((thisYear - 4 - at) % 12) + 12) % 12)
  const likely = [newest, newest - 12].sort(
    (a, b) => Math.abs(thisYear - a - 9.5) - Math.abs(thisYear - b - 9.5),
  )
  return likely[0] ?? newest
}

const ofHoliday = (match: RegExpMatchArray): Mention[] => {
  const [month, day, calendar] = holidays[match[2] ?? ''] ?? shortDays[match[2] ?? ''] ?? []
  return month && day ? of(match, birthOf(fullYear(match[1] ?? ''), month, day, calendar === 'lunar')) : []
}

const ofSpoken = (match: RegExpMatchArray): Mention[] => {
  const digits = readDigits(match[0]) ?? ''
  const month = Number(digits.slice(4, 6))
  return of(match, birthOf(Number(digits.slice(0, 4)), month, Number(digits.slice(6)), false))
}

const ofLunarMonth = (match: RegExpMatchArray): Mention[] =>
  of(
    match,
    birthOf(fullYear(match[1] ?? ''), lunarMonthNamed(match[2] ?? ''), readNumber(match[3] ?? ''), true),
  )

const plausible = (value: string, thisYear: number) => {
  const y = Number(value.slice(0, 4))
  return y >= thisYear - 25 && y < thisYear
}

/**
 * Birth dates as far as told: 2017年5月3号, 一六年十月份, 2015.8, 20170503, 17年的, 属鸡, and those of the lunar calendar. This
 * year's dates are no birth dates.
 */
export const findBirths = (text: string, thisYear: number): Mention[] => {
  const found = [
    ...[...text.matchAll(written)].flatMap((match) =>
      of(
        match,
        birthOf(
          fullYear(match[2] ?? ''),
          match[4] ? readNumber(match[4]) : null,
          match[5] ? readNumber(match[5]) : null,
          Boolean(match[1] ?? match[3]),
        ),
      ),
    ),
    ...[...text.matchAll(lunarNamed)].flatMap(ofLunarMonth),
    ...[...text.matchAll(holiday)].flatMap(ofHoliday),
    ...[...text.matchAll(spoken)].flatMap(ofSpoken),
    ...[...text.matchAll(compact)].flatMap((match) =>
      of(match, birthOf(Number(match[1]), Number(match[2]), match[3] ? Number(match[3]) : null, false)),
    ),
    ...[...text.matchAll(dotted)].flatMap((match) =>
      of(
        match,
        birthOf(fullYear(match[1] ?? ''), Number(match[2]), match[3] ? Number(match[3]) : null, false),
      ),
    ),
    ...[...text.matchAll(yearOnly), ...text.matchAll(yearOld)].flatMap((match) =>
      of(match, String(fullYear(match[1] ?? ''))),
    ),
    ...[...text.matchAll(animal)].flatMap((match) =>
      of(match, String(yearOfAnimal(match[1] ?? '', thisYear))),
    ),
  ].filter(({ value }) => plausible(value, thisYear))
  return found.filter(
    (mention, n) => !found.slice(0, n).some((other) => other.at < mention.end && mention.at < other.end),
  )
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const identity = /(?<!\d)(\d{17}[\dx])(?!\d)/

/** The birth date inside an identity number whose checksum is right. The number itself goes no further than here. */
export const birthOfIdentity = (text: string): Mention | null => {
  const match = identity.exec(text.replace(/(?<=\d) (?=[\dx])/g, ''))
  const number = match?.[1]
  if (!match || !number) return null
  const sum = weights.reduce((total, weight, n) => total + weight * Number(number[n]), 0)
  const value = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if ('10x98765432'[sum % 11] !== number[17] || !isDay(value)) return null
  return {
    kind: 'birth',
    at: match.index,
    end: match.index + number.length,
    value,
    because: `证件号里的生日→${value}`,
  }
}
