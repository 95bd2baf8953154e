import { type Lesson, teacherOf, toBring } from '../../shared/lessons.ts'
import { shortName } from '../../shared/short-name.ts'
import { sectionName } from './schedule.ts'

export const calendarName = '小候鸟课表'

/** 小雨 绘画: no full name, since calendars are shared. */
export const lessonTitle = ({ child, section }: Lesson): string =>
  `${shortName(child)} ${sectionName(section)}`

export const lessonPlace = ({ section: { site } }: Lesson): string => `${site.name}，${site.address}`

export const lessonNotes = ({ section }: Lesson): string =>
  [
    { label: '怎么走', words: section.site.directions ?? '' },
    { label: '老师', words: teacherOf(section) ?? '' },
    { label: '要带', words: toBring(section).join('、') },
  ]
    .filter(({ words }) => words !== '')
    .map(({ label, words }) => `${label}：${words}`)
    .join('\n')

export const cancelledTitle = (what: string): string => `已取消：${what}`
/** A course that is no longer on the programme at all. */
export const someCourse = '课程'

export const calendarAddress = (address: string): string =>
  `您家的课表日历：\n${address}\n在手机日历里选“订阅日历”，贴上它就行。知道它的人都能看课表，别发到群里。发“换日历地址”可以换新的。`
export const calendarRenewed = (address: string): string =>
  `换好了，旧地址看不到了。新地址：\n${address}\n请在手机日历里重新订阅。`
export const noCalendar = '您家现在没有报上的课，报上了再来订阅日历。'
