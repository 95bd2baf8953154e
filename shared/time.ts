import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'

dayjs.extend(utc)

/** Milliseconds since 1970 in UTC: how every moment is stored. */
export type Instant = number
/** A calendar day of China, `2027-07-08`. */
export type Day = string
/** A time of day of China, `08:30`, from `00:00` to `24:00` (the end of a day). */
export type TimeOfDay = string

/** China keeps one offset all year: UTC+08:00, in minutes. */
export const chinaOffsetMinutes = 480
export const secondMs = 1_000
export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/**
 * China's wall clock as if it were UTC's. Not `utcOffset`: that goes by way of the machine's own zone, and is an hour off
 * around its clock changes.
 */
const china = (instant: Instant) => dayjs.utc(instant + chinaOffsetMinutes * minuteMs)

/** China's wall clock at a moment, for a library that prints one: its fields are China's in whatever zone the machine is. */
export const wallClock = china

/** The day in China at a moment: `dayOf(Date.UTC(2027, 6, 5, 16))` is `2027-07-06`, since 16:00 UTC is midnight there. */
export const dayOf = (instant: Instant): Day => china(instant).format('YYYY-MM-DD')

/** The time of day in China at a moment, to the minute. */
export const timeOf = (instant: Instant): TimeOfDay => china(instant).format('HH:mm')

/** The moment of a day and time in China. `24:00` is the next day's `00:00`. */
export const instantOf = (day: Day, time: TimeOfDay = '00:00'): Instant => {
  const hours = Number(time.slice(0, 2))
  const minutes = Number(time.slice(3, 5))
  return Date.parse(`${day}T00:00:00Z`) + hours * hourMs + minutes * minuteMs - chinaOffsetMinutes * minuteMs
}

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number =>
  (Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / dayMs

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/** Is it a day that exists (`2027-02-30` does not)? */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

export const isTimeOfDay = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text)

/**
 * Reads what a person writes on a command line: `2027-07-05T17:59` means +08:00; an offset or `Z` is kept.
 * Null when it is no moment.
 */
export const readInstant = (text: string): Instant | null => {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text.trim())
  if (!parts?.[1] || !isDay(parts[1])) return null
  const [, day, time = '00:00', seconds = ':00', offset = '+08:00'] = parts
  if (!isTimeOfDay(time)) return null
  const at = Date.parse(`${day}T${time}${seconds}${offset}`)
  return Number.isNaN(at) ? null : at
}
