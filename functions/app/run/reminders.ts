import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Enrolment } from '../../../shared/family.ts'
import type { ProgrammeId } from '../../../shared/ids.ts'
import type { Programme } from '../../../shared/programme.ts'
import { keptFor } from '../../../shared/retention.ts'
import type { Section } from '../../../shared/section.ts'
import { addDays, type Day, dayMs, type Instant, instantOf } from '../../../shared/time.ts'
import type { Enrolled, Rosters } from '../ports.ts'
import { inOrder, isWriter, type Plan, type RunOf, rosterOf, toAll } from './plan.ts'

/** When a day's reminders go out. */
export const remindAt = '09:00'
/** Days before an enrolment closes, and before an outing whose consent is missing. */
export const daysAhead = 3
/** Sorts before every section's id, which begins with a letter or a digit. */
const unfinished = '-unfinished'

/** Families whose record ends between two moments. */
interface Window {
  readonly what: 'enrolment.closing' | 'enrolment.unfinished'
  readonly from: Instant
  readonly to: Instant
}

/**
 * Three days before the end all that agreed and chose nothing are told; on every other day those that stopped a day ago: the
 * record of such a family ends 30 days after it was last touched, so that the day's window holds each idle spell once.
 */
const windowOf = ({ enrolment }: Programme, day: Day): Window | null => {
  if (day < enrolment.opens || day > enrolment.closes) return null
  const nine = instantOf(day, remindAt)
  const kept = keptFor.draftDays * dayMs
  if (day === addDays(enrolment.closes, -daysAhead))
    return { what: 'enrolment.closing', from: nine, to: nine + kept + dayMs }
  return { what: 'enrolment.unfinished', from: nine + kept - 2 * dayMs, to: nine + kept - dayMs }
}

/** What a section's families are reminded of on a day. */
const reminderOf = (
  { plan, sessions }: Section,
  day: Day,
): 'excursion.consent_missing' | 'feedback' | null => {
  const [first, last] = [sessions[0]?.day, sessions.at(-1)?.day]
  if (plan.consent === 'excursion' && first === addDays(day, daysAhead)) return 'excursion.consent_missing'
  return last === addDays(day, -1) ? 'feedback' : null
}

type Reminder = NonNullable<ReturnType<typeof reminderOf>>

/** A consent is worth nothing after the outing; what a family thinks is still welcome days later. */
const endOf = (section: Section, what: Reminder, day: Day): Instant =>
  what === 'feedback' ? instantOf(addDays(day, 3)) : (section.sessions[0]?.startsAt ?? instantOf(day))

/** The day's reminders that follow from the plan: found by the rosters and by when records end, never by reading everybody. */
export const remindersPlan = async (
  { store }: { readonly store: Rosters },
  run: RunOf<'reminders'>,
  catalogue: Catalogue,
): Promise<Plan> => {
  const { programmeId, day } = run.id
  const programme = catalogue.programmes.get(programmeId)
  const window = programme ? windowOf(programme, day) : null
  const sections = new Map(catalogue.sectionsOf(programmeId).map((section) => [section.id, section]))
  const reminders = new Map(
    [...sections.values()].flatMap((section) => {
      const what = reminderOf(section, day)
      return what ? [[section.id, what] as const] : []
    }),
  )
  return {
    units: inOrder([...(window ? [unfinished] : []), ...reminders.keys()]),
    families: (unit) =>
      unit === unfinished && window
        ? store.unenrolled(programmeId, window.from, window.to)
        : rosterOf(store)(unit),
    notices: (unit, family) => {
      if (unit === unfinished) return window ? ofWindow(window, programmeId, run, family) : []
      const [section, what] = [sections.get(unit), reminders.get(unit)]
      return section && what ? ofSection(section, what, reminders, run, family) : []
    },
  }
}

const ofWindow = (
  { what }: Window,
  programmeId: ProgrammeId,
  run: RunOf<'reminders'>,
  family: Enrolled,
): readonly Notice[] => {
  const { familyId } = family
  const id = `${what}.${run.id.day}.${familyId}`
  const expiresAt = instantOf(addDays(run.id.day, 2))
  return toAll(family, { id, what, at: run.at, about: { programmeId, familyId }, expiresAt })
}

const ofSection = (
  section: Section,
  what: Reminder,
  reminders: ReadonlyMap<string, Reminder>,
  run: RunOf<'reminders'>,
  family: Enrolled,
): readonly Notice[] => {
  const concerned = ({ state, sectionId }: Enrolment): boolean =>
    state === 'seat' && reminders.get(sectionId) === what
  if (!isWriter(section.id, family, run.at, concerned)) return []
  const { familyId } = family
  const about = { familyId, sectionId: section.id }
  const id = `${what}.${run.id.day}.${familyId}`
  const expiresAt = endOf(section, what, run.id.day)
  return toAll(family, { id, what, at: run.at, about, expiresAt })
}
