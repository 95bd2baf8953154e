import { addDays, type Day, isDay, weekdayOf } from '../../shared/time.ts'
import { lunarMonthNamed, lunarYearOf, solarOf } from './lunar.ts'
import type { Mention } from './mention.ts'
import { readNumber } from './numbers.ts'
import { dayWords } from './words/days.ts'
import { holidays } from './words/holidays.ts'

const n2 = '(\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)'
const week = '(上上|下下|上|下|这|本)?(?:个)?'
const to = '(?:到|至|-|~|—|和|跟|、)'

const relativeWords = Object.keys(dayWords).sort((a, b) => b.length - a.length)
const relative = new RegExp(relativeWords.join('|'), 'g')
const weekday = new RegExp(
  `${week}(?:周|星期|礼拜|拜)([一二三四五六日天1-6])(?![岁个门节年点期天]|[0-9])`,
  'g',
)
const weekdayRange = new RegExp(
  `${week}(?:周|星期|礼拜)([一二三四五六日天1-6])${to}(?:${week}(?:周|星期|礼拜))?([一二三四五六日天1-7])(?![岁个门节年])`,
  'g',
)
const monthDay = new RegExp(`(?:(20\\d\\d)年)?(?<![\\d.])${n2}月份?${n2}(?:号|日|(?![\\d个岁年月点]))`, 'g')
const monthDayRange = new RegExp(
  `(?<![\\d.])${n2}月份?${n2}(?:号|日)?${to}(?:${n2}月份?)?${n2}(?:号|日)?(?![\\d岁个])`,
  'g',
)
const dayRange = new RegExp(
  `(?<![\\d.])(下个?月|这个?月|本月)?${n2}(?:号|日)?(?:到|至|-|~)(下个?月)?${n2}(?:号|日)`,
  'g',
)
const dotted = /(?<![\d.])(1[0-2]|[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d.%元块岁]|小时|米)(?:号|日)?/g
const dottedRange =
  /(?<![\d.])(1[0-2]|0?[1-9])[./月](3[01]|[12]\d|0?[1-9])(?:号|日)?[到至\-~](?:(1[0-2]|0?[1-9])[./月])?(3[01]|[12]\d|0?[1-9])(?![\d.岁])(?:号|日)?/g
const dayOnly = new RegExp(`(?<![\\d.第])(下个?月|这个?月|本月)?${n2}(?:号|日)(?![线楼课班门房])`, 'g')
const lunar = new RegExp(
  `(?:农历|阴历|旧历|老历)(?:的)?(正|腊|冬|[一二三四五六七八九十]{1,2}|\\d{1,2})月(?:初)?${n2}(?:号|日)?`,
  'g',
)
const lunarShort = /(?<![\d第])([二三四五六七八九十]{1,2})月初([一二三四五六七八九十])(?![^\s]*号)/g
const later = new RegExp(`(?:过|再过)?${n2}(?:天)(?:之后|以后|后)`, 'g')

const at = (match: RegExpMatchArray, value: Day | null, last?: Day | null): Mention[] => {
  if (!value || !isDay(value)) return []
  const spot = {
    kind: 'date' as const,
    at: match.index ?? 0,
    end: (match.index ?? 0) + match[0].length,
    value,
  }
  const because = `${match[0]}→${value}${last ? `—${last}` : ''}`
  return [last && isDay(last) && last >= value ? { ...spot, to: last, because } : { ...spot, because }]
}

const two = (n: number) => String(n).padStart(2, '0')
const dateOf = (year: number, month: number, day: number): Day => `${year}-${two(month)}-${two(day)}`
const num = (text: string | undefined): number =>
  text
    ? text.startsWith('廿') && text.length === 2
      ? 20 + (readNumber(text.slice(1)) ?? 0)
      : (readNumber(text) ?? 0)
    : 0

/** A month and day without a year: this year's, or the next one's where this year's is more than half a year ago. */
const inYear = (month: number, day: number, today: Day): Day => {
  const year = Number(today.slice(0, 4))
  const thisYear = dateOf(year, month, day)
  return isDay(thisYear) && thisYear < addDays(today, -183) ? dateOf(year + 1, month, day) : thisYear
}

const shiftMonth = (today: Day, by: number): { year: number; month: number } => {
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + by
  return { year: Math.floor(months / 12), month: (months % 12) + 1 }
}

/** 15号 is this month's, or the next one's once it has passed. */
const dayOfMonth = (day: number, which: string | undefined, today: Day): Day => {
  const past = !which && day < Number(today.slice(8))
  const { year, month } = shiftMonth(today, which?.startsWith('下') || past ? 1 : 0)
  return dateOf(year, month, day)
}

const weekdayNumber = (said: string | undefined): number =>
  '一二三四五六日'.indexOf(said ?? '') + 1 || Number(said) || 7

/** 周三 is the nearest from today on; 下周三 lies in the week after this one, 下下周 in the one after that; weeks begin on Monday. */
const dayOfWeek = (which: string | undefined, said: string | undefined, today: Day): Day => {
  const wanted = weekdayNumber(said)
  const now = weekdayOf(today)
  const weeks = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }[which ?? '']
  if (weeks === undefined) return addDays(today, (wanted - now + 7) % 7)
  return addDays(today, wanted - now + 7 * weeks)
}

const endOfMonth = (today: Day, by: number): Day => {
  const { year, month } = shiftMonth(today, by + 1)
  return addDays(dateOf(year, month, 1), -1)
}

const monthPart =
  /(上个?月|下个?月|这个?月|本月|([1-9]|1[0-2]|[一二三四五六七八九十]{1,2})月份?)?(月底|底|月初|初(?![一二三四五六七八九十中]))(?!下)/g

const monthParts = (text: string, today: Day): Mention[] =>
  [...text.matchAll(monthPart)].flatMap((match) => {
    const [, which, month, part = ''] = match
    if (!which && !part.startsWith('月')) return []
    const named = month
      ? num(month) - Number(today.slice(5, 7))
      : which?.startsWith('下')
        ? 1
        : which?.startsWith('上')
          ? -1
          : 0
    if (part.endsWith('底')) return at(match, endOfMonth(today, named))
    const { year, month: found } = shiftMonth(today, !which && Number(today.slice(8)) > 3 ? 1 : named)
    return at(match, dateOf(year, found, 1))
  })

const weekend = /(上|下下|下|这|本)?(?:个)?周末/g
const weekends = (text: string, today: Day): Mention[] =>
  [...text.matchAll(weekend)].flatMap((match) => {
    if (!match[1] && /周末(?:都|也)?(?:上不|要不要上|上课|有课|休|放)/.test(text)) return []
    const first = dayOfWeek(match[1], '六', today)
    return at(match, first, addDays(first, 1))
  })

const lunarMonth = (said: string): number => lunarMonthNamed(said) ?? num(said)

const lunarDays = (text: string, today: Day): Mention[] =>
  [...text.matchAll(lunar), ...text.matchAll(lunarShort)].flatMap((match) => {
    const year = lunarYearOf(today)
    const [month, day] = [lunarMonth(match[1] ?? ''), num(match[2])]
    const first = solarOf(year, month, day)
    return at(match, first && first < addDays(today, -183) ? solarOf(year + 1, month, day) : first)
  })

const namedDay = new RegExp(Object.keys(holidays).join('|'), 'g')

/** 国庆, 中秋: this year's, or the next one's where this year's is long past. */
const namedDays = (text: string, today: Day): Mention[] =>
  [...text.matchAll(namedDay)].flatMap((match) => {
    const [month, day, calendar] = holidays[match[0]] ?? []
    if (!month || !day) return []
    if (calendar !== 'lunar') return at(match, inYear(month, day, today))
    const year = lunarYearOf(today)
    const first = solarOf(year, month, day)
    return at(match, first && first < addDays(today, -183) ? solarOf(year + 1, month, day) : first)
  })

const ranges = (text: string, today: Day): Mention[] => [
  ...[...text.matchAll(weekdayRange)].flatMap((match) => {
    const first = dayOfWeek(match[1], match[2], today)
    const gap = (weekdayNumber(match[4]) - weekdayNumber(match[2]) + 7) % 7
    return at(match, first, match[3] ? dayOfWeek(match[3], match[4], today) : addDays(first, gap))
  }),
  ...[...text.matchAll(monthDayRange), ...text.matchAll(dottedRange)].flatMap((match) => {
    const [month, day, lastMonth, last] = [num(match[1]), num(match[2]), num(match[3]), num(match[4])]
    return at(match, inYear(month, day, today), inYear(lastMonth || month, last, today))
  }),
  ...[...text.matchAll(dayRange)].flatMap((match) => {
    const first = dayOfMonth(num(match[2]), match[1], today)
    const last = dateOf(Number(first.slice(0, 4)), Number(first.slice(5, 7)), num(match[4]))
    return at(match, first, match[3] || last < first ? dayOfMonth(num(match[4]), '下', first) : last)
  }),
]

const singles = (text: string, today: Day): Mention[] => [
  ...lunarDays(text, today),
  ...namedDays(text, today),
  ...[...text.matchAll(monthDay)].flatMap((match) =>
    at(
      match,
      match[1]
        ? dateOf(Number(match[1]), num(match[2]), num(match[3]))
        : inYear(num(match[2]), num(match[3]), today),
    ),
  ),
  ...[...text.matchAll(dotted)].flatMap((match) =>
    at(match, inYear(Number(match[1]), Number(match[2]), today)),
  ),
  ...[...text.matchAll(dayOnly)].flatMap((match) => at(match, dayOfMonth(num(match[2]), match[1], today))),
  ...[...text.matchAll(weekday)].flatMap((match) => at(match, dayOfWeek(match[1], match[2], today))),
  ...weekends(text, today),
  ...monthParts(text, today),
  ...[...text.matchAll(later)].flatMap((match) => at(match, addDays(today, num(match[1])))),
  ...[...text.matchAll(relative)].flatMap((match) => {
    const word = dayWords[match[0]]
    return word
      ? at(match, addDays(today, word[0]), word[1] === undefined ? undefined : addDays(today, word[1]))
      : []
  }),
]

const forDays = /(?:请|休|歇|停|去|回|玩|来不了)[^,。 ]{0,6}?([两二三四五六七八九十\d]|半)(?:天|日)/

/** 明天开始请三天假 is a range of three days. */
const lengthen = (text: string, days: Mention[]): Mention[] => {
  const count = num(forDays.exec(text)?.[1])
  const [only] = days
  if (days.length !== 1 || !only || only.to || count < 2 || count > 60) return days
  return [{ ...only, to: addDays(only.value, count - 1), because: `${only.because ?? ''},共${count}天` }]
}

const joined = /^(?:到|至|-|~|—|开始到|一直到|起到)$/
/** 明天起请假到月底: what is asked for stands between the two days. */
const asksBetween = /^(?:起|开始)[^,。?]{1,5}到$/

/** 明天到后天, 15号开始到月底: two days with 到 between them are one range. */
const joinRanges = (text: string, days: readonly Mention[]): Mention[] => {
  const out: Mention[] = []
  for (const day of days) {
    const last = out.at(-1)
    const gap = last ? text.slice(last.end, day.at) : ''
    const nextDay = last && day.value === addDays(last.value, 1) && /^(?:和|跟|、|,|还有| )*$/.test(gap)
    if (last && !last.to && day.value >= last.value && asksBetween.test(gap)) {
      out[out.length - 1] = {
        ...last,
        to: day.to ?? day.value,
        because: `${last.because ?? ''}—${day.value}`,
      }
    } else if (last && !last.to && day.value >= last.value && (joined.test(gap) || nextDay)) {
      out[out.length - 1] = {
        ...last,
        end: day.end,
        to: day.to ?? day.value,
        because: `${text.slice(last.at, day.end)}→${last.value}—${day.to ?? day.value}`,
      }
    } else out.push(day)
  }
  return out
}

/** Days said, against the programme's clock. `taken` are stretches that are something else (birth dates, phone numbers). */
export const findDates = (text: string, today: Day, taken: readonly Mention[]): Mention[] => {
  const all = [...ranges(text, today), ...singles(text, today)]
  const free = all.filter((day) => !taken.some((other) => day.at < other.end && other.at < day.end))
  const alone = free.filter(
    (day, n) => !free.slice(0, n).some((other) => day.at < other.end && other.at < day.end),
  )
  return lengthen(
    text,
    joinRanges(
      text,
      alone.sort((a, b) => a.at - b.at),
    ),
  )
}

const half =
  /(上午|早上|早晨|早班|早间|清早|今早|明早|上半天|上昼|头午|前晌)|(下午|晚上|傍晚|晚班|下半天|下昼|今晚|明晚|后晌|午后)/g

/** Halves of a day. 早上好 greets. */
export const findHalves = (text: string): Mention[] =>
  [...text.matchAll(half)].flatMap((match): Mention[] => {
    const end = match.index + match[0].length
    if (/^好/.test(text.slice(end))) return []
    return [{ kind: 'half', at: match.index, end, value: match[1] ? 'am' : 'pm' }]
  })
