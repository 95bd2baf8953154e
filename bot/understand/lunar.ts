import { addDays, type Day } from '../../shared/time.ts'
import { lunarYears } from './tables/lunar.ts'

interface LunarYear {
  readonly first: Day
  readonly leap: number
  readonly months: string
}

const years = new Map<number, LunarYear>(
  lunarYears.split('|').map((row) => {
    const [year = '', first = '', leap = '0', months = ''] = row.split(':')
    return [
      Number(year),
      { first: `${year}-${first.slice(0, 2)}-${first.slice(2)}`, leap: Number(leap), months },
    ]
  }),
)

/**
 * The day of a date in the lunar calendar, 2000 to 2060: `solarOf(2026, 6, 8)` is `2026-07-21`. A leap month is the second
 * of its number; ordinary speech means the first. Null where there is no such day.
 */
export const solarOf = (year: number, month: number, day: number, leapMonth = false): Day | null => {
  const found = years.get(year)
  if (!found || month < 1 || month > 12 || day < 1 || (leapMonth && found.leap !== month)) return null
  const before = month - 1 + (leapMonth || (found.leap > 0 && month > found.leap) ? 1 : 0)
  const length = found.months[before] === 'L' ? 30 : 29
  if (day > length) return null
  const days = [...found.months.slice(0, before)].reduce((sum, size) => sum + (size === 'L' ? 30 : 29), 0)
  return addDays(found.first, days + day - 1)
}

const monthNames: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 }
/** 正月 is the first month, 冬月 the eleventh, 腊月 the twelfth; null for other words. */
export const lunarMonthNamed = (said: string): number | null => monthNames[said] ?? null

/** The lunar year that a solar day lies in. */
export const lunarYearOf = (day: Day): number => {
  const year = Number(day.slice(0, 4))
  return day < (years.get(year)?.first ?? '') ? year - 1 : year
}
