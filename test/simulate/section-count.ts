import type { Counted, Recount } from '../../functions/app/ports.ts'
import type { SectionCount } from './says.ts'

const differs = (what: string, { stored, counted }: Counted<unknown>): readonly string[] =>
  stored === counted ? [] : [`${what} is ${stored}, counted ${counted}`]

const any = (what: string, ids: readonly string[]): readonly string[] =>
  ids.length > 0 ? [`${what}: ${ids.join(' ')}`] : []

/** Everything that is stored and is not what it follows from, a line each. */
const wrongIn = ({ left, waiting, granted, quotas, views, ...lists }: Recount): readonly string[] => [
  ...differs('left', left),
  ...differs('waiting', waiting),
  ...differs('granted', granted),
  ...quotas.flatMap((quota) => [
    ...differs(`left of ${quota.organisation}`, quota.left),
    ...differs(`waiting of ${quota.organisation}`, quota.waiting),
  ]),
  ...views.flatMap(({ familyId, childId, state }) => differs(`${childId} to family ${familyId}`, state)),
  ...any('held by families that are gone', lists.orphans),
  ...any('claims cut short', lists.notes),
  ...any('places in line that are broken', lists.broken),
]

/**
 * A section from its holders and its waiting list.
 *
 * @param capacity places by the programme
 */
export const sectionCount = (section: string, capacity: number, found: Recount | null): SectionCount => {
  if (!found) return { section, taken: 0, waiting: 0, wrong: ['the section is not there'] }
  const kept = found.quotas.reduce((sum, { left }) => sum + left.counted, 0)
  return {
    section,
    taken: capacity - found.left.counted - kept + found.granted.counted,
    waiting: found.waiting.counted,
    wrong: wrongIn(found),
  }
}
