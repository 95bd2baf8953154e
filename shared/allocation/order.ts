import type { Applicant, Draw } from './draw.ts'
import { lotteryNumber } from './lottery.ts'

/** Where somebody stands: by group (null: in none), then by the family's number. */
export interface Place {
  readonly group: string | null
  readonly number: number
}

/** A child, or siblings who asked to be together: whoever chooses at once. */
export interface Turn extends Place {
  readonly members: readonly Applicant[]
}

const unitOf = ({ childId, familyId, together }: Applicant): string =>
  together === null ? `child\n${childId}` : `family\n${familyId}\n${together}`

const unitsOf = (applicants: readonly Applicant[]): readonly (readonly Applicant[])[] => {
  const units = new Map<string, Applicant[]>()
  for (const each of applicants) {
    const unit = units.get(unitOf(each))
    if (unit) unit.push(each)
    else units.set(unitOf(each), [each])
  }
  return [...units.values()]
}

const rankOf = (groups: readonly string[], child: Applicant): number => {
  const rank = groups.findIndex((group) => child.groups.includes(group))
  return rank < 0 ? groups.length : rank
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byId = (a: Applicant, b: Applicant): number => compare(a.childId, b.childId)

const refuseDoubles = (applicants: readonly Applicant[]): void => {
  const children = new Set(applicants.map(({ childId }) => childId))
  if (children.size < applicants.length) throw new RangeError('a child stands in the draw twice')
}

/**
 * The order of the draw: by priority group, then by the number that the family draws. Siblings who asked to be together
 * stand where the last of them would: asking for it never lifts anybody. Siblings who did not stand next to one another where
 * their groups are the same, in an order that follows from the seed. The order of the input makes no difference.
 *
 * @throws RangeError where a child stands in the draw twice
 */
export const turnsOf = ({ applicants, groups }: Pick<Draw, 'applicants' | 'groups'>, seed: string) => {
  refuseDoubles(applicants)
  const turns = unitsOf(applicants).map((unit) => {
    const members = [...unit].sort(byId)
    const { familyId = '', childId = '' } = members[0] ?? {}
    const rank = Math.max(...members.map((each) => rankOf(groups, each)))
    const number = lotteryNumber(seed, familyId)
    const tie = lotteryNumber(seed, childId)
    return { members, rank, group: groups[rank] ?? null, number, familyId, tie, childId }
  })
  turns.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.number - b.number ||
      compare(a.familyId, b.familyId) ||
      a.tie - b.tie ||
      compare(a.childId, b.childId),
  )
  return turns.map(({ members, group, number }): Turn => ({ members, group, number }))
}
