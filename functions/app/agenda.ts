import type { Catalogue } from '../../shared/catalogue.ts'
import type { RunId } from '../../shared/contract/outbox.ts'
import type { Programme } from '../../shared/programme.ts'
import { sessionsOn } from '../../shared/schedule.ts'
import { addDays, type Day, dayOf, type Instant, timeOf } from '../../shared/time.ts'
import type { Runs } from './ports.ts'
import { remindAt } from './run/reminders.ts'
import { goOn, type RunDeps } from './run.ts'

type Plans = Pick<Catalogue, 'programmes' | 'sectionsOf'>

/** Is there a lesson on that day that has not begun? */
const isAhead = (catalogue: Plans, { id }: Programme, day: Day, now: Instant): boolean =>
  catalogue.sectionsOf(id).some((section) => sessionsOn(section, day).some(({ startsAt }) => startsAt > now))

/** Tomorrow's from the evening's hour on; today's too, since nobody may have been there in the evening. */
const schedules = (catalogue: Plans, programme: Programme, now: Instant): readonly RunId[] => {
  const today = dayOf(now)
  const days = timeOf(now) >= programme.scheduleAt ? [today, addDays(today, 1)] : [today]
  return days
    .filter((day) => isAhead(catalogue, programme, day, now))
    .map((day) => ({ kind: 'schedule', programmeId: programme.id, day }))
}

/** The last are those of the day after the season. */
const reminders = (programme: Programme, now: Instant): readonly RunId[] => {
  const day = dayOf(now)
  const inSeason = day >= programme.enrolment.opens && day <= addDays(programme.last, 1)
  return inSeason && timeOf(now) >= remindAt ? [{ kind: 'reminders', programmeId: programme.id, day }] : []
}

/**
 * The runs that the hour asks for, whether they are done or not. Whatever number of evenings the clock jumped over, only
 * what can still be of use.
 */
export const dueRuns = (catalogue: Plans, now: Instant): readonly RunId[] =>
  [...catalogue.programmes.values()].flatMap((programme) => [
    ...schedules(catalogue, programme, now),
    ...reminders(programme, now),
  ])

export interface AgendaDeps {
  readonly store: RunDeps['store'] & Pick<Runs, 'read' | 'unfinished'>
  readonly clock: RunDeps['clock']
}

/** Runs looked at in one go; what is left is there a minute later. */
const most = 100

const nameOf = (id: RunId): string => JSON.stringify(id)

/** What is to be worked on now: changes that were published and runs cut short first, then what the hour asks for. */
export const agenda = async ({ store, clock }: AgendaDeps): Promise<readonly RunId[]> => {
  const runs = new Map<string, RunId>()
  for await (const id of store.unfinished(most)) runs.set(nameOf(id), id)
  const { catalogue } = await store.open('nobody')
  for (const id of dueRuns(catalogue, clock.now())) {
    const begun = runs.has(nameOf(id)) || (await store.read(id)) !== null
    if (!begun) runs.set(nameOf(id), id)
  }
  return [...runs.values()]
}

export interface WorkDeps extends RunDeps, AgendaDeps {
  readonly store: AgendaDeps['store']
  readonly clock: RunDeps['clock']
  /** Told of a run that threw; the others are gone on with, and it is due again. */
  readonly failed: (id: RunId, error: unknown) => void
}

/** Works on all that is due, one run after another, until it is done or `until` (real time) has passed. Which were finished. */
export const workOff = async (
  deps: WorkDeps,
  until: Instant = Number.POSITIVE_INFINITY,
): Promise<readonly RunId[]> => {
  const done: RunId[] = []
  for (const id of await agenda(deps)) {
    try {
      if ((await goOn(deps, id, until)) === 'done') done.push(id)
    } catch (error) {
      deps.failed(id, error)
    }
  }
  return done
}
