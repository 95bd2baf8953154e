import { addDays, type Day, dayOf, type Instant, timeOf } from '../../shared/time.ts'
import { dayWithWeekday } from './dates.ts'

/** 上午, 下午 …: how the hour of a day is called. */
const partOf = (hour: number): string => {
  if (hour < 6) return '凌晨'
  if (hour < 9) return '早上'
  if (hour < 12) return '上午'
  if (hour < 13) return '中午'
  return hour < 18 ? '下午' : '晚上'
}

const clockOf = (hour: number, minute: number): string => {
  const said = hour > 12 ? hour - 12 : hour
  if (minute === 0) return `${said}点`
  return minute === 30 ? `${said}点半` : `${said}点${String(minute).padStart(2, '0')}分`
}

const dayNamed = (day: Day, today: Day): string => {
  if (day === today) return '今天'
  if (day === addDays(today, 1)) return '明天'
  return dayWithWeekday(day)
}

/** 今晚, as it is said; every other part stands behind its day. */
const joined = (day: string, part: string): string =>
  part === '晚上' && (day === '今天' || day === '明天') ? `${day.slice(0, 1)}晚` : `${day}${part}`

/** A moment that somebody must keep to, of China, as it is said: 今晚9点, 明天下午3点半, 7月10日周六上午10点. */
export const spokenMoment = (at: Instant, now: Instant): string => {
  const [hour = 0, minute = 0] = timeOf(at).split(':').map(Number)
  // Midnight ends the evening before it.
  if (hour === 0 && minute === 0) return `${joined(dayNamed(dayOf(at - 1), dayOf(now)), '晚上')}12点`
  return `${joined(dayNamed(dayOf(at), dayOf(now)), partOf(hour))}${clockOf(hour, minute)}`
}
