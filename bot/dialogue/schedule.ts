import { addDays, type Day, dayOf, daysBetween, isDay, weekdayOf } from '../../shared/time.ts'
import {
  dayBlock,
  type Lesson,
  lessonLine,
  lessonsForAll,
  moreLessons,
  nextLesson,
  noLessons,
  noLessonsForAll,
  noMoreLessons,
  onlyWaiting,
} from '../wording/schedule.ts'
import { type Taken, takenMeant, takenOf } from './enrolled.ts'
import { resting } from './rest.ts'
import { sectionsNamed } from './spoken-of.ts'
import type { Line, Move } from './state.ts'
import { slotOf, slotsOf, type Turn, text } from './turn.ts'

/** More lessons than fit on a phone's screen are not listed. */
const longest = 10
const mostDays = 31

const span = (from: Day, to: Day): Day[] =>
  Array.from({ length: Math.min(mostDays, Math.max(0, daysBetween(from, to)) + 1) }, (_, ahead) =>
    addDays(from, ahead),
  )

/** The days asked about: those named, this week, the timetable (a week from today); else today and tomorrow. */
export const daysAsked = (turn: Turn): readonly Day[] => {
  const today = dayOf(turn.scene.now)
  const from = slotOf(turn.meaning, 'date')
  if (from && isDay(from)) return span(from, slotOf(turn.meaning, 'date_end') ?? from)
  if (/[这本]个?(周|星期|礼拜)/.test(turn.text)) return span(today, addDays(today, 7 - weekdayOf(today)))
  return /课程?表/.test(turn.text) ? span(today, addDays(today, 6)) : span(today, addDays(today, 1))
}

/** The lessons that a child comes to: none before its first day or after its last. */
const lessonsOf = ({ child, section }: Taken): Lesson[] =>
  section
    ? section.sessions
        .filter(({ day }) => day >= child.days.from && day <= child.days.to)
        .map((session) => ({ child: child.name, section, session }))
    : []

const inOrder = (lessons: readonly Lesson[]): readonly Lesson[] =>
  [...lessons].sort((a, b) => a.session.startsAt - b.session.startsAt)

const blocks = (lessons: readonly Lesson[], today: Day, named: boolean): string => {
  const days = [...new Set(lessons.map((lesson) => lesson.session.day))]
  const ofDay = (day: Day) => lessons.filter((lesson) => lesson.session.day === day)
  return days
    .map((day) =>
      dayBlock(
        day,
        today,
        ofDay(day).map((lesson) => lessonLine(lesson, named)),
      ),
    )
    .join('\n')
}

const listed = (lessons: readonly Lesson[], today: Day, named: boolean): Line[] => {
  const hidden = lessons.length - longest
  const more = hidden > 0 ? [text(moreLessons(hidden))] : []
  return [text(blocks(lessons.slice(0, longest), today, named)), ...more]
}

/** The next after the day asked about; at the end of the season, the next that there is. */
const none = (turn: Turn, lessons: readonly Lesson[], days: readonly Day[], named: boolean): Line[] => {
  const today = dayOf(turn.scene.now)
  const [first = today] = days
  const coming = lessons.filter(({ session }) => session.startsAt > turn.scene.now)
  const next = coming.find(({ session }) => session.day >= first) ?? coming[0]
  return [text(noLessons(days, today)), text(next ? nextLesson(next, today, named) : noMoreLessons)]
}

/** For who has enrolled in nothing: what is on at all on those days. */
const linesForAll = (turn: Turn, days: readonly Day[]): readonly Line[] => {
  const today = dayOf(turn.scene.now)
  const lessons = sectionsNamed(turn)
    .flatMap((section) => section.sessions.map((session) => ({ child: '', section, session })))
    .filter(({ session }) => days.includes(session.day))
  return lessons.length > 0
    ? [text(lessonsForAll), ...listed(inOrder(lessons), today, false)]
    : [text(noLessonsForAll(days, today))]
}

const linesFor = (turn: Turn, days: readonly Day[]): readonly Line[] => {
  const meant = takenMeant(turn, slotsOf(turn.meaning, 'mod'), slotsOf(turn.meaning, 'time'))
  const firm = meant.filter(({ enrolment }) => enrolment.state !== 'waiting')
  if (firm.length === 0) return [text(onlyWaiting)]
  const named = (turn.state.family?.children.length ?? 0) > 1
  const lessons = inOrder(firm.flatMap(lessonsOf))
  const asked = lessons.filter((lesson) => days.includes(lesson.session.day))
  return asked.length > 0 ? listed(asked, dayOf(turn.scene.now), named) : none(turn, lessons, days, named)
}

const isEnrolled = (turn: Turn): boolean => takenOf(turn.state, turn.scene).length > 0

/** What is on, on the days asked about: the family's own lessons, or everybody's for who has none. */
export const scheduleLines = (turn: Turn): readonly Line[] =>
  isEnrolled(turn) ? linesFor(turn, daysAsked(turn)) : linesForAll(turn, daysAsked(turn))

/** 今天、明天、这周、7月8号、下周一到周三有什么课: child by child where there are several. */
export const openSchedule = (turn: Turn): Move =>
  resting(
    turn.state,
    scheduleLines(turn),
    isEnrolled(turn) ? ['week', 'mine', 'menu'] : ['enrol', 'courses', 'questions'],
  )
