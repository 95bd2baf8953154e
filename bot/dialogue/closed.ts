import { careOf, closureOf } from '../../shared/closures.ts'
import { sessionsOf } from '../../shared/schedule.ts'
import type { Section } from '../../shared/section.ts'
import { type Day, dayOf } from '../../shared/time.ts'
import { closedDay } from '../wording/schedule.ts'
import { firstOfEach } from './spoken-of.ts'
import type { Line } from './state.ts'
import { type Turn, text } from './turn.ts'

/** A section with the days on which somebody comes to it. */
export interface Attended {
  readonly section: Section
  readonly days: { readonly from: Day; readonly to: Day } | null
}

/** Days of these on which the section would meet, were its town not closed. */
const lostDays = ({ section, days: own }: Attended, days: readonly Day[]): readonly Day[] => {
  const held = new Set(section.sessions.map(({ day }) => day))
  return sessionsOf(section.id, section.plan)
    .map(({ day }) => day)
    .filter((day) => days.includes(day) && !held.has(day))
    .filter((day) => own === null || (day >= own.from && day <= own.to))
}

const wordsOf = ({ programme, site }: Section, day: Day, today: Day): string => {
  const closure = closureOf(programme, site.organisation, day)
  const care = closure ? careOf(programme, closure) : null
  const place = typeof care === 'string' || care === null ? care : care.name
  return closedDay(day, today, closure?.reason ?? null, place)
}

/** Why there is no lesson on a day on which one was planned: one line for each day and reason, in order. */
export const closedLines = (
  turn: Turn,
  attended: readonly Attended[],
  days: readonly Day[],
): readonly Line[] => {
  const today = dayOf(turn.scene.now)
  const lost = attended.flatMap((one) => lostDays(one, days).map((day) => ({ day, section: one.section })))
  const inOrder = [...lost].sort((a, b) => (a.day < b.day ? -1 : 1))
  return firstOfEach(
    inOrder.map(({ section, day }) => wordsOf(section, day, today)),
    (words) => words,
  ).map(text)
}
