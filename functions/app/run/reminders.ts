import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Enrolment } from '../../../shared/family.ts'
import type { ProgrammeId } from '../../../shared/ids.ts'
import type { Programme } from '../../../shared/programme.ts'
import { keptFor } from '../../../shared/retention.ts'
import type { Section } from '../../../shared/section.ts'
import { addDays, type Day, dayMs, type Instant, instantOf } from '../../../shared/time.ts'
import type { Enrolled, Rosters, Runs } from '../ports.ts'
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
 * Days on which nobody was there to remind are made up for, so many at most: an older reminder is worth nothing any more.
 */
export const mostMissed = 3

/** The day, and those right before it of which there was no run: first to last. */
const daysOf = async (store: Pick<Runs, 'read'>, { programmeId, day }: RunOf<'reminders'>['id']) => {
  const days = [day]
  for (let back = 1; back <= mostMissed; back++) {
    const missed = addDays(day, -back)
    if (await store.read({ kind: 'reminders', programmeId, day: missed })) break
    days.unshift(missed)
  }
  return days
}

/**
 * Three days before the end all that agreed and chose nothing are told; on every other day those that stopped a day ago: the
 * record of such a family ends 30 days after it was last touched, so that the days' window holds each idle spell once.
 */
const windowOf = ({ enrolment }: Programme, days: readonly Day[]): Window | null => {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  if (last < enrolment.opens || last > enrolment.closes) return null
  const nine = instantOf(last, remindAt)
  const kept = keptFor.draftDays * dayMs
  if (days.includes(addDays(enrolment.closes, -daysAhead)))
    return { what: 'enrolment.closing', from: nine, to: nine + kept + dayMs }
  const from = instantOf(first, remindAt) + kept - 2 * dayMs
  return { what: 'enrolment.unfinished', from, to: nine + kept - dayMs }
}

/** What a section's families are reminded of on one of these days. */
const reminderOf = (
  { plan, sessions }: Section,
  days: readonly Day[],
): 'excursion.consent_missing' | 'feedback' | null => {
  const [first, last] = [sessions[0]?.day, sessions.at(-1)?.day]
  if (first === undefined || last === undefined) return null
  if (plan.consent === 'excursion' && days.includes(addDays(first, -daysAhead)))
    return 'excursion.consent_missing'
  return days.includes(addDays(last, 1)) ? 'feedback' : null
}

type Reminder = NonNullable<ReturnType<typeof reminderOf>>

/** A consent is worth nothing after the outing; what a family thinks is still welcome days later. */
const endOf = (section: Section, what: Reminder, day: Day): Instant =>
  what === 'feedback' ? instantOf(addDays(day, 3)) : (section.sessions[0]?.startsAt ?? instantOf(day))

/** The day's reminders that follow from the plan: found by the rosters and by when records end, never by reading everybody. */
export const remindersPlan = async (
  { store }: { readonly store: Rosters & Pick<Runs, 'read'> },
  run: RunOf<'reminders'>,
  catalogue: Catalogue,
): Promise<Plan> => {
  const { programmeId } = run.id
  const days = await daysOf(store, run.id)
  const programme = catalogue.programmes.get(programmeId)
  const window = programme ? windowOf(programme, days) : null
  const sections = new Map(catalogue.sectionsOf(programmeId).map((section) => [section.id, section]))
  const reminders = new Map(
    [...sections.values()].flatMap((section) => {
      const what = reminderOf(section, days)
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
  if (expiresAt <= run.at) return []
  return toAll(family, { id, what, at: run.at, about, expiresAt })
}
