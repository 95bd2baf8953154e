import type { Child } from '../../shared/family.ts'
import { type Lesson, lessonsOf } from '../../shared/lessons.ts'
import { shortName } from '../../shared/short-name.ts'
import type { Day } from '../../shared/time.ts'
import { listed } from './common.ts'
import { dayWords, sectionName } from './schedule.ts'
import { lessonText, scheduleView } from './schedule-card.ts'

/** Ends every message that somebody must have heard. */
export const pleaseAnswer = '看到请回“收到”。'

/** Is it the first that the child comes to of its class? */
const isFirst = ({ childId, section, session }: Lesson, children: readonly Child[]): boolean => {
  const child = children.find(({ id }) => id === childId)
  return child !== undefined && lessonsOf(child, section)[0]?.session.id === session.id
}

const firstWords = (lessons: readonly Lesson[]): readonly string[] => {
  const whose = lessons.map(({ child, section }) => `${shortName(child)}第一次上${sectionName(section)}`)
  return whose.length > 0 ? [`${listed(whose)}，请早到10分钟，让老师认识孩子。`] : []
}

/** The evening's message: a day's lessons of all children, in order of time. */
export const scheduleNotice = (
  day: Day,
  today: Day,
  lessons: readonly Lesson[],
  children: readonly Child[],
): string => {
  const view = scheduleView(day, lessons)
  const more = lessons.length > view.lessons.length ? [view.foot] : []
  const first = firstWords(lessons.filter((lesson) => isFirst(lesson, children)))
  return [
    `${dayWords(day, today)}的课：`,
    ...view.lessons.map(lessonText),
    ...more,
    ...first,
    pleaseAnswer,
  ].join('\n\n')
}

/** Said in place of the picture where there is none. */
export const scheduleCaption = (day: Day): string => `${scheduleView(day, []).title}的课表图片`
