import type { Section } from '../../shared/catalogue.ts'
import type { SectionPlan } from '../../shared/programme.ts'
import { type Day, dayOf, type Instant, timeOf, weekdayOf } from '../../shared/time.ts'
import { clock, dateWords, hoursWords } from './schedule.ts'

const names = ['一', '二', '三', '四', '五', '六', '日']
const nameOf = (weekday: number): string => names[weekday - 1] ?? ''

/** 7月10日周六: a day that is met once, where the weekday helps. */
export const dayWithWeekday = (day: Day): string => `${dateWords(day)}周${nameOf(weekdayOf(day))}`

/** 7月6日—8月7日, or the one day. */
export const spanWords = (from: Day, to: Day): string =>
  from === to ? dateWords(from) : `${dateWords(from)}—${dateWords(to)}`

/** 7月8日18:00, of China. */
export const momentWords = (at: Instant): string => `${dateWords(dayOf(at))}${clock(timeOf(at))}`

/** 每周二四, 周一到周五, 每天. */
export const weekdaysWords = (weekdays: readonly number[]): string => {
  const days = [...new Set(weekdays)].sort((a, b) => a - b)
  const [first, last] = [days[0] ?? 1, days.at(-1) ?? 1]
  if (days.length === 7) return '每天'
  if (days.length > 3 && last - first + 1 === days.length) return `周${nameOf(first)}到周${nameOf(last)}`
  return `每周${days.map(nameOf).join('')}`
}

type Dates = SectionPlan['dates']
const onceWords = (on: { readonly day: Day; readonly from: string; readonly to: string }): string =>
  `${dayWithWeekday(on.day)} ${hoursWords(on)}`

const rhythm = (dates: Extract<Dates, { kind: 'weekly' | 'daily' }>): string =>
  `${dates.kind === 'daily' ? '每天' : weekdaysWords(dates.weekdays)} ${hoursWords(dates.time)}`

const shownDates = 3
const listWords = (on: Extract<Dates, { kind: 'dates' }>['on']): string => {
  const words = on.slice(0, shownDates).map(onceWords).join('、')
  return on.length > shownDates ? `${words}等${on.length}次` : words
}

/** 7月20日停课; nothing where there is no exception, or too many to say. */
const exceptWords = (except: readonly Day[]): string =>
  except.length > 0 && except.length <= shownDates ? `，${except.map(dateWords).join('、')}停课` : ''

/** The whole plan, for a summary or a card: 每周一三五 8:30–10:00，7月6日—8月7日. */
export const describeDates = (plan: Pick<SectionPlan, 'dates'>): string => {
  const { dates } = plan
  if (dates.kind === 'once') return onceWords({ day: dates.day, ...dates.time })
  if (dates.kind === 'dates') return listWords(dates.on)
  return `${rhythm(dates)}，${spanWords(dates.from, dates.to)}${exceptWords(dates.except)}`
}

/** Short, for a line of a list: 7月6日起 每周二四 8:30–10:00. The day is that of the first lesson, not of the plan. */
export const startingDates = (section: Pick<Section, 'plan' | 'sessions'>): string => {
  const { dates } = section.plan
  if (dates.kind === 'once' || dates.kind === 'dates') return describeDates(section.plan)
  return `${dateWords(section.sessions[0]?.day ?? dates.from)}起 ${rhythm(dates)}`
}
