// @ts-check
import { config, words } from './config.js'

const chinaMs = 8 * 3_600_000
const dayMs = 86_400_000
const stampGapMs = 5 * 60_000
let aheadMs = config.now - Date.now()

/** The program's time: the demo's may be ahead, and a phone's own clock may be wrong. */
export const now = () => Date.now() + aheadMs

/** @param {string | null} header milliseconds since 1970, as the server gives it with each answer */
export const setNow = (header) => {
  if (header) aheadMs = Number(header) - Date.now()
}

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0')
/** A date whose UTC parts are China's. @param {number} at */
const china = (at) => new Date(at + chinaMs)
/** @param {number} at */
const dayNumber = (at) => Math.floor((at + chinaMs) / dayMs)
/** @param {number} at */
const time = (at) => `${two(china(at).getUTCHours())}:${two(china(at).getUTCMinutes())}`
/** @param {number} at */
const date = (at) =>
  words.date
    .replace('{month}', String(china(at).getUTCMonth() + 1))
    .replace('{day}', String(china(at).getUTCDate()))

/**
 * What stands between two groups of bubbles, or null within a group: `18:05`, `昨天 18:05`, `7月6日 18:05`.
 * @param {number} at
 * @param {number | null} before when the bubble before it came
 */
export const stamp = (at, before) => {
  if (before !== null && at - before < stampGapMs && dayNumber(at) === dayNumber(before)) return null
  const ago = dayNumber(now()) - dayNumber(at)
  if (ago === 0) return time(at)
  return `${ago === 1 ? words.yesterday : date(at)} ${time(at)}`
}

/** The program's time in full, for the demo's bar. */
export const clockWords = () =>
  words.programTime
    .replace('{date}', date(now()))
    .replace('{weekday}', words.weekdays[china(now()).getUTCDay()] ?? '')
    .replace('{time}', time(now()))

/** For an input of a date and time: `2027-07-06T18:00`. */
export const localValue = () => china(now()).toISOString().slice(0, 16)
