import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Enrolment } from '../../../shared/family.ts'
import { sessionsOn } from '../../../shared/schedule.ts'
import { addDays, type Day, type Instant, instantOf } from '../../../shared/time.ts'
import type { Enrolled, Rosters, Run, Runs } from '../ports.ts'
import { inOrder, isWriter, nothing, type Plan, type RunOf, rosterOf, scheduleId, toAll } from './plan.ts'

/** When the lessons of a day begin among these places: told after the last, its way is over. */
const startsOf = (enrolments: readonly Enrolment[], catalogue: Catalogue, day: Day): readonly Instant[] =>
  enrolments.flatMap(({ sectionId }) => {
    const section = catalogue.sections.get(sectionId)
    return section ? sessionsOn(section, day).map(({ startsAt }) => startsAt) : []
  })

/** Written as by one run, of this moment: whoever was written to under it is known, and not written to again. */
interface Evening {
  readonly store: Rosters
  readonly run: Run & { readonly id: { readonly programmeId: string; readonly day: Day } }
  readonly writtenAt: Instant
  readonly notBefore: Instant
  /** A place of before this is of no interest. */
  readonly since: Instant
}

const planOf = ({ store, run, writtenAt, notBefore, since }: Evening, catalogue: Catalogue): Plan => {
  const { programmeId, day } = run.id
  const meeting = catalogue.sectionsOf(programmeId).filter((section) => sessionsOn(section, day).length > 0)
  const units = inOrder(meeting.map(({ id }) => id))
  const known = new Set(units)
  const meets = ({ state, sectionId }: Enrolment): boolean => state === 'seat' && known.has(sectionId)
  const notices = (unit: string, family: Enrolled) => {
    const places = family.enrolments.filter(meets)
    if (places.some((place) => place.since < since) || !isWriter(unit, family, run.at, meets)) return []
    const starts = startsOf(places, catalogue, day)
    if (starts.length === 0) return []
    const expiresAt = Math.max(...starts)
    const { familyId } = family
    const about = { familyId, day, first: String(Math.min(...starts)) }
    const id = scheduleId(day, familyId)
    return toAll(family, { id, what: 'schedule.tomorrow', at: writtenAt, about, notBefore, expiresAt })
  }
  return { units, families: rosterOf(store), notices }
}

/**
 * The evening's schedules: one a family, for all its children. Firm seats only, so that a helper, who holds seats for a
 * family that has not confirmed, gets none.
 */
export const schedulePlan = async (
  { store }: { readonly store: Rosters },
  run: RunOf<'schedule'>,
  catalogue: Catalogue,
): Promise<Plan> => {
  const { programmeId, day } = run.id
  const at = catalogue.programmes.get(programmeId)?.scheduleAt
  const notBefore = Math.max(run.at, instantOf(addDays(day, -1), at))
  return planOf({ store, run, writtenAt: run.at, notBefore, since: Number.NEGATIVE_INFINITY }, catalogue)
}

/** When late schedules go out: before the usual quiet hours, and after them. */
export const passes = { evening: '21:00', morning: '07:00' } as const

const passAt = ({ day, pass }: RunOf<'latecomers'>['id']): Instant =>
  instantOf(pass === 'evening' ? addDays(day, -1) : day, passes[pass])

/**
 * Those whose seat came after the evening's schedules had begun (enrolled late, moved up, confirmed by a guardian): they get
 * the same message under the same name, so that nobody gets it twice whatever number of passes there are.
 */
export const latecomersPlan = async (
  { store }: { readonly store: Rosters & Pick<Runs, 'read'> },
  run: RunOf<'latecomers'>,
  catalogue: Catalogue,
): Promise<Plan> => {
  const { programmeId, day } = run.id
  const evening = await store.read({ kind: 'schedule', programmeId, day })
  // Begun later than this pass was due, or not at all yet: it finds them all by itself.
  if (!evening || evening.at >= passAt(run.id)) return nothing
  return planOf({ store, run, writtenAt: evening.at, notBefore: run.at, since: evening.at }, catalogue)
}
