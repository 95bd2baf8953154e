import { addDays, type Day, dayOf, daysBetween, isDay, weekdayOf } from '../../shared/time.ts'
import { slotOf, type Turn } from './turn.ts'

const mostDays = 31

const span = (from: Day, to: Day): readonly Day[] =>
  Array.from({ length: Math.min(mostDays, Math.max(0, daysBetween(from, to)) + 1) }, (_, ahead) =>
    addDays(from, ahead),
  )

/** Monday to Sunday, so many weeks from this one. */
const week = (today: Day, ahead: number): readonly [Day, Day] => {
  const monday = addDays(today, 1 - weekdayOf(today) + 7 * ahead)
  return [monday, addDays(monday, 6)]
}

const monthAfter = (day: Day): Day => addDays(`${day.slice(0, 7)}-01`, 31)
/** From the first day of a month to its last. */
const month = (within: Day): readonly [Day, Day] => {
  const first = `${within.slice(0, 7)}-01`
  return [first, addDays(`${monthAfter(first).slice(0, 7)}-01`, -1)]
}

/** The first that fits counts. Of this week and this month what is over is left out. */
const periods: readonly (readonly [RegExp, (today: Day) => readonly [Day, Day]])[] = [
  [/下下个?(?:周|星期|礼拜)/, (today) => week(today, 2)],
  [/下个?(?:周|星期|礼拜)/, (today) => week(today, 1)],
  [/[这本]个?(?:周|星期|礼拜)/, (today) => [today, week(today, 0)[1]]],
  [/下个?月/, (today) => month(monthAfter(today))],
  [/(?:这个?|本|当)月/, (today) => [today, month(today)[1]]],
  [/课程?表/, (today) => [today, addDays(today, 6)]],
]

const periodOf = (text: string) => periods.find(([words]) => words.test(text))?.[1] ?? null

/** 下周, 这个月: a stretch of days is named, though no day is. */
export const namesPeriod = (text: string): boolean => periodOf(text) !== null

/** The days asked about: those named, a week or month, the timetable (a week from today); else today and tomorrow. */
export const daysAsked = (turn: Turn): readonly Day[] => {
  const today = dayOf(turn.scene.now)
  const from = slotOf(turn.meaning, 'date')
  if (from && isDay(from)) return span(from, slotOf(turn.meaning, 'date_end') ?? from)
  const [first, last] = periodOf(turn.text)?.(today) ?? [today, addDays(today, 1)]
  return span(first, last)
}
