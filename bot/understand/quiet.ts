import { nightShiftQuiet, type Quiet, usualQuiet } from '../../shared/outbox.ts'
import type { TimeOfDay } from '../../shared/time.ts'
import { numeral, readNumber } from './numbers.ts'
import { besideHours, dontSend, nightShift, sendThen, sleepsByDay, worksByDay } from './words/manners.ts'

const period = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|早|晚'
const minute = '半|[0-5]\\d|[一二三四五]?十[一二三四五六七八九]?分'
const time = `(${period})?\\s*(零|${numeral})(?:点钟?|时|:)(?:整|(${minute})分?)?`
const range = new RegExp(`${time}\\s*[到至\\-~—–]+\\s*(?:第二天|次日|明天)?${time}`)
const single = new RegExp(`${time}\\s*(以后|之后|过后|后|以前|之前|前)`)
const noise = new RegExp(besideHours.join('|'), 'g')

/** An hour as it was said: 晚上9点半 is `晚上`, 9, 30. */
interface Said {
  readonly period: string | undefined
  readonly hour: number
  readonly minute: number
}

const minuteOf = (said: string | undefined): number => {
  if (!said) return 0
  return said === '半' ? 30 : (readNumber(said.replace('分', '')) ?? 0)
}

const saidAt = (match: RegExpExecArray, at: number): Said => ({
  period: match[at],
  hour: match[at + 1] === '零' ? 0 : (readNumber(match[at + 1] ?? '') ?? Number.NaN),
  minute: minuteOf(match[at + 2]),
})

const isLate = (period: string | undefined): boolean => /晚|夜/.test(period ?? '')

/** Of 24 hours. 晚上12点 is midnight, 晚上2点 lies after it; without a period an hour is what it says. */
const hourOf = ({ period, hour }: Said): number => {
  if (hour >= 12 && (hour === 24 || isLate(period) || period === '凌晨')) return hour === 12 ? 0 : hour % 24
  if (isLate(period)) return hour >= 5 ? hour + 12 : hour
  if (period === '下午') return hour < 12 ? hour + 12 : hour
  return period === '中午' && hour < 4 ? hour + 12 : hour
}

const two = (n: number): string => String(n).padStart(2, '0')
const timeOf = (hour: number, minute: number): TimeOfDay => `${two(hour)}:${two(minute)}`

/** By which side of noon is meant where none was said: 9点 at which one wants quiet is in the evening. */
const evening = (hour: number): number => (hour === 12 ? 0 : hour >= 5 && hour < 12 ? hour + 12 : hour)

const fromOf = (from: Said, to: Said, text: string): number => {
  if (from.period || from.hour > 12) return hourOf(from)
  if (to.period) return /早|凌晨|清晨/.test(to.period) ? evening(from.hour) : from.hour
  return from.hour > to.hour && to.hour <= 12 && !worksByDay.test(text) ? evening(from.hour) : from.hour
}

const toOf = (from: Said, to: Said, begins: number): number => {
  if (to.period || to.hour > 12) return hourOf(to)
  if (isLate(from.period)) return to.hour > from.hour ? evening(to.hour) : to.hour
  return begins < 12 + to.hour && to.hour <= begins && begins < 18 && to.hour < 12 ? to.hour + 12 : to.hour
}

const between = (from: Said, to: Said, text: string): Quiet => {
  const begins = fromOf(from, to, text)
  return { from: timeOf(begins, from.minute), to: timeOf(toOf(from, to, begins), to.minute) }
}

/** Quiet until a morning hour is the night; until a later one, the sleep of who works at night. */
const until = (end: TimeOfDay): Quiet => ({
  from: end > '05:00' && end <= '12:00' ? usualQuiet.from : nightShiftQuiet.from,
  to: end,
})

const around = (said: Said, side: string, later: boolean): Quiet => {
  if (!/后/.test(side) || later) return until(timeOf(hourOf(said), said.minute))
  const hour = said.period ? hourOf(said) : evening(said.hour)
  return { from: timeOf(hour, said.minute), to: usualQuiet.to }
}

const named = (text: string): { readonly quiet: Quiet; readonly said: string } | null => {
  const both = range.exec(text)
  if (both) return { quiet: between(saidAt(both, 1), saidAt(both, 4), text), said: both[0] }
  const one = single.exec(text)
  if (!one) return null
  const later = sendThen.test(text) && !dontSend.test(text)
  return { quiet: around(saidAt(one, 1), one[4] ?? '', later), said: one[0] }
}

/** 晚上别发, without an hour. */
const vague: readonly (readonly [RegExp, Quiet])[] = [
  [/白天|上午|日里/, nightShiftQuiet],
  [/夜里|半夜/, usualQuiet],
  [/晚上/, { from: '20:00', to: usualQuiet.to }],
]

const isClock = ({ from, to }: Quiet): boolean =>
  from !== to && [from, to].every((at) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(at))

/** Nothing else is said in the message: 我上夜班没人接孩子 asks for something. */
const only = (text: string): boolean => text.replace(noise, '') === ''

/**
 * Hours in which somebody wants no messages: 晚上9点到早上8点别发, 十点以后别发, 晚上12点以后再发, or a night shift
 * (shared/outbox.ts has its hours). Null where the message is about anything besides.
 */
export const quietOf = (text: string): Quiet | null => {
  const hours = named(text)
  const asks = dontSend.test(text) || sendThen.test(text)
  if (hours) {
    const fits = (asks || nightShift.test(text)) && isClock(hours.quiet)
    return fits && only(text.replace(hours.said, '')) ? hours.quiet : null
  }
  if (!only(text)) return null
  if (nightShift.test(text) || (asks && sleepsByDay.test(text))) return nightShiftQuiet
  return dontSend.test(text) ? (vague.find(([words]) => words.test(text))?.[1] ?? null) : null
}

/** As a slot carries it: `22:00-07:00`. */
export const quietSlot = ({ from, to }: Quiet): string => `${from}-${to}`
export const readQuiet = (slot: string): Quiet => ({ from: slot.slice(0, 5), to: slot.slice(6) })
