import { type Lesson, teacherOf, toBring } from '../../shared/lessons.ts'
import { shortName } from '../../shared/short-name.ts'
import { type Day, weekdayOf } from '../../shared/time.ts'
import { priceWords } from './questions.ts'
import { dateWords, hoursWords, sectionName } from './schedule.ts'

/** A day's lessons in words, for a picture and for the text beside it. No full name, number or code: both get passed on. */
export interface ScheduleView {
  /** 7月8日 周四: never 明天, since a card is looked at later too. */
  readonly title: string
  readonly lessons: readonly LessonView[]
  /** What else there is to say, below. */
  readonly foot: string
}

export interface LessonView {
  readonly hours: string
  /** 绘画（上午班）. */
  readonly what: string
  readonly child: string
  readonly facts: readonly Fact[]
}

export interface Fact {
  readonly label: string
  readonly words: string
}

/** More do not fit into a picture that can be read. */
const mostLessons = 12
const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** Only where it must be thought of: with a meal, or when the lesson goes over noon. */
const lunchWords = ({ section, session }: Lesson): string => {
  const { lunch } = section.plan
  if (lunch) return lunch.price ? `管中饭，${priceWords(lunch.price)}` : '管中饭'
  return session.from < '12:00' && session.to > '12:30' ? '自己带' : ''
}

const factsOf = (lesson: Lesson): readonly Fact[] => {
  const { site, plan } = lesson.section
  return [
    { label: '地点', words: site.name },
    { label: '怎么走', words: site.directions ?? site.address },
    { label: '老师', words: teacherOf(lesson.section) ?? '' },
    { label: '接送', words: plan.hours ? hoursWords(plan.hours) : '' },
    { label: '中饭', words: lunchWords(lesson) },
    { label: '要带', words: toBring(lesson.section).join('、') },
  ].filter(({ words }) => words !== '')
}

const lessonView = (lesson: Lesson): LessonView => ({
  hours: hoursWords(lesson.session),
  what: sectionName(lesson.section),
  child: shortName(lesson.child),
  facts: factsOf(lesson),
})

const footWords = (count: number): string => {
  if (count === 0) return '这天没有课了。'
  return count > mostLessons ? `还有${count - mostLessons}次课，发“课表”看全部。` : '有变动会马上告诉您。'
}

/** `lessons`: those of that day, in order of time. */
export const scheduleView = (day: Day, lessons: readonly Lesson[]): ScheduleView => ({
  title: `${dateWords(day)} 周${weekdays[weekdayOf(day) - 1]}`,
  lessons: lessons.slice(0, mostLessons).map(lessonView),
  foot: footWords(lessons.length),
})

export const lessonText = ({ hours, what, child, facts }: LessonView): string =>
  [`${child} ${hours} ${what}`, ...facts.map(({ label, words }) => `${label}：${words}`)].join('\n')

/** The same in words, for who gets no picture. */
export const scheduleText = ({ title, lessons, foot }: ScheduleView): string =>
  [title, ...lessons.map(lessonText), foot].join('\n\n')
