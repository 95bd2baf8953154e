import type { Catalogue } from '../../shared/catalogue.ts'
import type { RunId } from '../../shared/contract/outbox.ts'
import type { Programme } from '../../shared/programme.ts'
import { sessionsOn } from '../../shared/schedule.ts'
import {
  addDays,
  type Day,
  dayMs,
  dayOf,
  type Instant,
  instantOf,
  secondMs,
  timeOf,
} from '../../shared/time.ts'
import { gathersWishes } from './allocate.ts'
import type { Runs } from './ports.ts'
import { mostMissed, remindAt } from './run/reminders.ts'
import { passes } from './run/schedule.ts'
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

/** Who got a seat since; where the evening's schedules begin later than the pass, they are all there is. */
const latecomers = (catalogue: Plans, programme: Programme, now: Instant): readonly RunId[] => {
  const [time, today] = [timeOf(now), dayOf(now)]
  const evening = time >= passes.evening && passes.evening > programme.scheduleAt
  return [
    ...(time >= passes.morning ? [{ day: today, pass: 'morning' as const }] : []),
    ...(evening ? [{ day: addDays(today, 1), pass: 'evening' as const }] : []),
  ]
    .filter(({ day }) => isAhead(catalogue, programme, day, now))
    .map(({ day, pass }) => ({ kind: 'latecomers', programmeId: programme.id, day, pass }))
}

/** The last are those of the day after the season, which may be made up for some days more. */
const reminders = (programme: Programme, now: Instant): readonly RunId[] => {
  const day = dayOf(now)
  const inSeason = day >= programme.enrolment.opens && day <= addDays(programme.last, 1 + mostMissed)
  return inSeason && timeOf(now) >= remindAt ? [{ kind: 'reminders', programmeId: programme.id, day }] : []
}

/** A draw that nobody made for so long is made by hand (npm run allocate): what a run remembers of itself ends. */
const drawnWithin = 14 * dayMs

/** From the hour of the draw on, once its seed is published. */
const draws = (programme: Programme, now: Instant): readonly RunId[] => {
  const { wishes } = programme.allocation
  if (!wishes?.seed || !gathersWishes(programme)) return []
  const at = instantOf(wishes.drawn, wishes.at)
  return now >= at && now < at + drawnWithin
    ? [{ kind: 'draw', programmeId: programme.id, day: wishes.drawn }]
    : []
}

/**
 * The runs that the hour asks for, whether they are done or not. Whatever number of evenings the clock jumped over, only
 * what can still be of use.
 */
export const dueRuns = (catalogue: Plans, now: Instant): readonly RunId[] =>
  [...catalogue.programmes.values()].flatMap((programme) => [
    ...schedules(catalogue, programme, now),
    ...latecomers(catalogue, programme, now),
    ...reminders(programme, now),
    ...draws(programme, now),
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

/** So long one run is worked on before it is looked whether something more pressing came up. Real time. */
const sliceMs = 20 * secondMs

/** A change, a draw and words of staff are waited for within a minute, the day's work is not. */
const waitedFor: ReadonlySet<RunId['kind']> = new Set(['change', 'draw', 'announcement'])
const pressing = ({ kind }: RunId): number => (waitedFor.has(kind) ? 0 : 1)
const pressingFirst = (runs: readonly RunId[]): readonly RunId[] =>
  [...runs].sort((a, b) => pressing(a) - pressing(b))

/** Works on all that is due, one run after another, until it is done or `until` (real time) has passed. Which were finished. */
export const workOff = async (
  deps: WorkDeps,
  until: Instant = Number.POSITIVE_INFINITY,
): Promise<readonly RunId[]> => {
  const done: RunId[] = []
  for (;;) {
    let more = false
    for (const id of pressingFirst(await agenda(deps))) {
      try {
        const went = await goOn(deps, id, Math.min(until, deps.realNow() + sliceMs))
        if (went === 'done') done.push(id)
        more ||= went === 'more'
      } catch (error) {
        deps.failed(id, error)
      }
      if (more) break
    }
    if (!more || deps.realNow() >= until) return done
  }
}
