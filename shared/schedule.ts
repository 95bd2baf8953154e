import type { SectionId } from './ids.ts'
import type { SectionPlan } from './programme.ts'
import type { Section, Session } from './section.ts'
import {
  addDays,
  type Day,
  daysBetween,
  type Instant,
  instantOf,
  minuteMs,
  type TimeOfDay,
  weekdayOf,
} from './time.ts'

type Dates = SectionPlan['dates']

interface Meeting {
  readonly day: Day
  readonly from: TimeOfDay
  readonly to: TimeOfDay
}

/** Every day from one to another, both included; none when `to` is earlier. */
export const daysFrom = (from: Day, to: Day): readonly Day[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index))

const meetingsOf = (dates: Dates): readonly Meeting[] => {
  if (dates.kind === 'dates') return dates.on
  if (dates.kind === 'once') return [{ day: dates.day, ...dates.time }]
  const days = daysFrom(dates.from, dates.to).filter((day) => !dates.except.includes(day))
  const meeting =
    dates.kind === 'daily' ? days : days.filter((day) => dates.weekdays.includes(weekdayOf(day)))
  return meeting.map((day) => ({ day, ...dates.time }))
}

/** Every meeting that a section's dates plan, closed days among them, as sessions: in order of time, none twice. */
export const sessionsOf = (sectionId: SectionId, plan: Pick<SectionPlan, 'dates'>): readonly Session[] => {
  const sessions = meetingsOf(plan.dates).map(({ day, from, to }) => ({
    id: `${sectionId}@${day}T${from}`,
    day,
    from,
    to,
    startsAt: instantOf(day, from),
    endsAt: instantOf(day, to),
  }))
  const byId = new Map(sessions.map((session) => [session.id, session]))
  return [...byId.values()].sort((a, b) => a.startsAt - b.startsAt)
}

export const sessionsOn = (section: Pick<Section, 'sessions'>, day: Day): readonly Session[] =>
  section.sessions.filter((session) => session.day === day)

/** Sessions that have not ended at `now`. */
export const sessionsLeft = (section: Pick<Section, 'sessions'>, now: Instant): readonly Session[] =>
  section.sessions.filter((session) => session.endsAt > now)

/** First and last day; undefined for a section without a session: its days are closed. */
export const daysOf = (section: Pick<Section, 'sessions'>): { first: Day; last: Day } | undefined => {
  const first = section.sessions[0]
  const last = section.sessions.at(-1)
  return first && last ? { first: first.day, last: last.day } : undefined
}

const sameSite = (a: Section, b: Section) => a.site.id === b.site.id && a.programme.id === b.programme.id

/** Is one session still going on, or its way still being walked, when the other begins? */
const clash = (a: Session, b: Session, wayMs: number) =>
  a.startsAt < b.endsAt + wayMs && b.startsAt < a.endsAt + wayMs

/**
 * The first two sessions that one child cannot both attend, or null. Adjacent sessions do not overlap: 10:00 is a good start
 * after 10:00. Between different sites `travelMinutes` must fit in besides.
 */
export const overlap = (a: Section, b: Section, travelMinutes: number): { a: Session; b: Session } | null => {
  const wayMs = sameSite(a, b) ? 0 : travelMinutes * minuteMs
  let i = 0
  let j = 0
  for (;;) {
    const mine = a.sessions[i]
    const theirs = b.sessions[j]
    if (!mine || !theirs) return null
    if (clash(mine, theirs, wayMs)) return { a: mine, b: theirs }
    if (mine.endsAt <= theirs.endsAt) i += 1
    else j += 1
  }
}
