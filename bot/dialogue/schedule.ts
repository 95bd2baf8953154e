import { inOrder, type Lesson, lessonsOf, lessonsOn } from '../../shared/lessons.ts'
import { type Day, dayOf } from '../../shared/time.ts'
import {
  dayBlock,
  lessonLine,
  lessonsForAll,
  moreLessons,
  nextLesson,
  noLessons,
  noLessonsForAll,
  noMoreLessons,
  onlyWaiting,
} from '../wording/schedule.ts'
import { closedLines } from './closed.ts'
import { daysAsked } from './days-asked.ts'
import { takenMeant, takenOf } from './enrolled.ts'
import { offerLines } from './offers.ts'
import { resting } from './rest.ts'
import { sectionsNamed } from './spoken-of.ts'
import type { Line, Move } from './state.ts'
import { slotsOf, type Turn, text } from './turn.ts'

/** More lessons than fit on a phone's screen are not listed. */
const longest = 10

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
const none = (
  turn: Turn,
  lessons: readonly Lesson[],
  asked: { readonly days: readonly Day[]; readonly closed: readonly Line[]; readonly named: boolean },
): Line[] => {
  const { days, closed, named } = asked
  const today = dayOf(turn.scene.now)
  const [first = today] = days
  const coming = lessons.filter(({ session }) => session.startsAt > turn.scene.now)
  const next = coming.find(({ session }) => session.day >= first) ?? coming[0]
  const why = closed.length > 0 ? closed : [text(noLessons(days, today))]
  return [...why, text(next ? nextLesson(next, today, named) : noMoreLessons)]
}

/** For who has enrolled in nothing: what is on at all on those days. */
const linesForAll = (turn: Turn, days: readonly Day[]): readonly Line[] => {
  const today = dayOf(turn.scene.now)
  const sections = sectionsNamed(turn)
  const lessons = sections
    .flatMap((section) => section.sessions.map((session) => ({ childId: '', child: '', section, session })))
    .filter(({ session }) => days.includes(session.day))
  const closed = closedLines(
    turn,
    sections.map((section) => ({ section, days: null })),
    days,
  )
  if (lessons.length > 0) return [text(lessonsForAll), ...listed(inOrder(lessons), today, false), ...closed]
  return closed.length > 0 ? closed : [text(noLessonsForAll(days, today))]
}

const linesFor = (turn: Turn, days: readonly Day[]): readonly Line[] => {
  const meant = takenMeant(turn, slotsOf(turn.meaning, 'mod'), slotsOf(turn.meaning, 'time'))
  const firm = meant.filter(({ enrolment: { state } }) => state === 'seat' || state === 'held')
  if (firm.length === 0) {
    const offered = offerLines(turn)
    return offered.length > 0 ? offered : [text(onlyWaiting)]
  }
  const named = (turn.state.family?.children.length ?? 0) > 1
  const lessons = inOrder(firm.flatMap(({ child, section }) => (section ? lessonsOf(child, section) : [])))
  const asked = lessonsOn(lessons, days)
  const closed = closedLines(
    turn,
    firm.flatMap(({ child, section }) => (section ? [{ section, days: child.days }] : [])),
    days,
  )
  if (asked.length === 0) return none(turn, lessons, { days, closed, named })
  return [...listed(asked, dayOf(turn.scene.now), named), ...closed]
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
