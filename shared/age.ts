import type { Birth, ToldAge } from './family.ts'
import { addDays, type Day } from './time.ts'

/** A birth as far as it is known: some day from `first` to `last`, both included. */
export interface Born {
  readonly first: Day
  readonly last: Day
}

export interface Range {
  readonly least: number
  readonly most: number
}

const yearOf = (day: Day) => Number(day.slice(0, 4))
const pad = (number: number, width: number) => String(number).padStart(width, '0')

/** The same date in another year; 29 February becomes the 28th where there is none. */
export const shiftYears = (day: Day, years: number): Day => {
  const year = yearOf(day) + years
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const rest = day.slice(4) === '-02-29' && !leap ? '-02-28' : day.slice(4)
  return `${pad(year, 4)}${rest}`
}

/** Every day that a told birth (`2019`, `2019-05`, `2019-05-03`) may mean. */
export const bornOf = (birth: Birth): Born => {
  const [year = '', month, day] = birth.split('-')
  if (day !== undefined) return { first: birth, last: birth }
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` }
  const next =
    month === '12' ? `${pad(Number(year) + 1, 4)}-01-01` : `${year}-${pad(Number(month) + 1, 2)}-01`
  return { first: `${year}-${month}-01`, last: addDays(next, -1) }
}

/** The same day of an earlier month; the 28th at the latest, since months differ in length. */
const monthsBefore = (day: Day, months: number): Day => {
  const count = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 - months
  const date = Math.min(28, Number(day.slice(8)))
  return `${pad(Math.floor(count / 12), 4)}-${pad((count % 12) + 1, 2)}-${pad(date, 2)}`
}

/**
 * Every birth of a child that is `age` full years old on the day when it was told. Half a year more is said of three months
 * to nine: 五岁半 is 5 years and 3 months to 5 years and 9 months.
 */
export const bornAtAge = ({ age, on, half }: ToldAge): Born =>
  half
    ? { first: monthsBefore(on, age * 12 + 9), last: monthsBefore(on, age * 12 + 3) }
    : { first: addDays(shiftYears(on, -age - 1), 1), last: shiftYears(on, -age) }

/** Full years on a day. A child is a year older on its birthday; one born on 29 February on 1 March of a common year. */
export const fullYears = (born: Day, on: Day): number =>
  yearOf(on) - yearOf(born) - (on.slice(5) < born.slice(5) ? 1 : 0)

export const yearsOfBorn = (born: Born, day: Day): Range => ({
  least: fullYears(born.last, day),
  most: fullYears(born.first, day),
})

/**
 * How old a child may be on a day, in full years: a birth year or month gives a range.
 * `yearsOn('2019', '2027-07-06')` is 7 to 8.
 */
export const yearsOn = (birth: Birth, day: Day): Range => yearsOfBorn(bornOf(birth), day)

/**
 * How old a child may be on a day whose age was told on another: told 8 on 2027-06-01 it is 8 or 9 on any day of the year
 * that follows, but exactly 8 on that day itself.
 */
export const yearsTold = (told: ToldAge, day: Day): Range => yearsOfBorn(bornAtAge(told), day)

/**
 * The grade that begins in September of `season` for a child that went to school at the usual age: six by 31 August is
 * grade 1 (义务教育法 11); 0, -1, -2 are 大班, 中班, 小班.
 */
export const usualGrade = (born: Day, season: number): number => {
  const cohort = yearOf(born) + (born.slice(5) > '08-31' ? 1 : 0)
  return season - cohort - 5
}

/** The grades that a birth usually means, a year either way included: children start late, or a class is repeated. */
export const gradesOfBorn = (born: Born, season: number): Range => ({
  least: usualGrade(born.last, season) - 1,
  most: usualGrade(born.first, season) + 1,
})

/** The births that a grade usually means, a year either way included. The grade begins in September of `season`. */
export const bornOfGrade = (grade: number, season: number): Born => {
  const cohort = season - grade - 5
  return { first: `${pad(cohort - 2, 4)}-09-01`, last: `${pad(cohort + 1, 4)}-08-31` }
}
