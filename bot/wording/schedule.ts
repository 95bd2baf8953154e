import type { Section } from '../../shared/catalogue.ts'
import type { Lesson } from '../../shared/lessons.ts'
import { addDays, type Day, type TimeOfDay, weekdayOf } from '../../shared/time.ts'

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** 8:30, not 08:30: how it is said. */
export const clock = (time: TimeOfDay): string => time.replace(/^0(?=\d)/, '')

export const hoursWords = (hours: { readonly from: TimeOfDay; readonly to: TimeOfDay }): string =>
  `${clock(hours.from)}–${clock(hours.to)}`

/** 7月8日. */
export const dateWords = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** 今天（7月8日 周四）; the near days by their names. */
export const dayWords = (day: Day, today: Day): string => {
  const plain = `${dateWords(day)} 周${weekdays[weekdayOf(day) - 1]}`
  const near = ['今天', '明天', '后天'].find((_, ahead) => addDays(today, ahead) === day)
  return near ? `${near}（${plain}）` : plain
}

/** 篮球, or 篮球（上午班） where sections are told apart by a name. */
export const sectionName = (section: Section): string =>
  section.plan.name ? `${section.module.name}（${section.plan.name}）` : section.module.name

export const sectionAt = (section: Section): string => `${sectionName(section)}，${section.site.name}`

/** One lesson of a day; the child is named where the family has several. */
export const lessonLine = (lesson: Lesson, named: boolean): string =>
  `${named ? `${lesson.child} ` : ''}${hoursWords(lesson.session)} ${sectionAt(lesson.section)}`

export const dayBlock = (day: Day, today: Day, lessons: readonly string[]): string =>
  `${dayWords(day, today)}\n${lessons.join('\n')}`

const spanWords = (days: readonly Day[], today: Day): string => {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return '这几天'
  return first === last ? dayWords(first, today) : `${dayWords(first, today)}到${dayWords(last, today)}`
}

/** 明天（7月7日 周三）停课（台风）。 The reason is an officer's words. */
export const closedDay = (day: Day, today: Day, reason: string | null, care: string | null): string =>
  `${dayWords(day, today)}停课${reason ? `（${reason}）` : ''}，不用送孩子来。${care ? `家里没人的，可以去${care}。` : ''}`
export const noLessons = (days: readonly Day[], today: Day): string => `${spanWords(days, today)}没有课。`
export const nextLesson = (lesson: Lesson, today: Day, named: boolean): string =>
  `下一次是${dayWords(lesson.session.day, today)} ${lessonLine(lesson, named)}。`
export const noMoreLessons = '报的课都已经上完了。'
export const onlyWaiting = '报的课还在候补，排到了我马上告诉您。'
export const moreLessons = (count: number): string => `后面还有${count}次课，说具体哪天就能看。`
export const lessonsForAll = '您还没报课，这是那几天开的课：'
export const noLessonsForAll = (days: readonly Day[], today: Day): string =>
  `${spanWords(days, today)}没有开课。`
