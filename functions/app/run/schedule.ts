import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Enrolment } from '../../../shared/family.ts'
import { sessionsOn } from '../../../shared/schedule.ts'
import { addDays, type Day, type Instant, instantOf } from '../../../shared/time.ts'
import type { Enrolled, Rosters } from '../ports.ts'
import { inOrder, isWriter, type Plan, type RunOf, rosterOf, scheduleId, toAll } from './plan.ts'

/** When the last lesson of a day begins among these places: told later, its way is over. Null where there is none. */
const lastStart = (enrolments: readonly Enrolment[], catalogue: Catalogue, day: Day): Instant | null => {
  const starts = enrolments.flatMap(({ sectionId }) => {
    const section = catalogue.sections.get(sectionId)
    return section ? sessionsOn(section, day).map(({ startsAt }) => startsAt) : []
  })
  return starts.length > 0 ? Math.max(...starts) : null
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
  const meeting = catalogue.sectionsOf(programmeId).filter((section) => sessionsOn(section, day).length > 0)
  const units = inOrder(meeting.map(({ id }) => id))
  const known = new Set(units)
  const at = catalogue.programmes.get(programmeId)?.scheduleAt
  const notBefore = Math.max(run.at, instantOf(addDays(day, -1), at))
  const meets = ({ state, sectionId }: Enrolment): boolean => state === 'seat' && known.has(sectionId)
  const notices = (unit: string, family: Enrolled) => {
    if (!isWriter(unit, family, run.at, meets)) return []
    const expiresAt = lastStart(family.enrolments.filter(meets), catalogue, day)
    if (expiresAt === null) return []
    const { familyId } = family
    const about = { familyId, day }
    const id = scheduleId(day, familyId)
    return toAll(family, { id, what: 'schedule.tomorrow', at: run.at, about, notBefore, expiresAt })
  }
  return { units, families: rosterOf(store), notices }
}
