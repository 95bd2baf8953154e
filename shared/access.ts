import type { OrganisationId } from './ids.ts'
import { isWithin } from './organisations.ts'
import type { Programme } from './programme.ts'

type Role = Programme['roles'][number]
export type RoleName = Role['role']

/**
 * What can be looked at, from the most harmless to the most personal. `roster` is names and whether they come; `contact` a
 * guardian's phone and who may collect; `health` allergies and the like; `cases` requests to staff; `log` who looked.
 */
export type Sight = 'counts' | 'roster' | 'contact' | 'health' | 'cases' | 'log'

/** Whose eyes: a role's, or those of whoever runs the program's commands on its machine. */
export type Post = RoleName | 'operator'

/** What a look was at. `paper`: a family opened to record a consent on paper. */
export type Looked = Sight | 'paper'

/** The least that each needs for the work (条例 36). An enterprise counts its own and sees no family's phone. */
const sights: Readonly<Record<RoleName, readonly Sight[]>> = {
  union_officer: ['counts', 'roster', 'contact', 'health', 'cases', 'log'],
  enterprise_officer: ['counts', 'roster'],
  teacher: ['roster', 'contact', 'health'],
  volunteer: ['roster'],
  viewer: ['counts'],
}

export const sightsOf = (role: RoleName): readonly Sight[] => sights[role]

/** May someone with these roles look at this of an organisation? Only within the role's own subtree. */
export const maySee = (
  programme: Pick<Programme, 'organisations'>,
  roles: readonly Pick<Role, 'role' | 'organisation'>[],
  what: Sight,
  of: OrganisationId,
): boolean =>
  roles.some(({ role, organisation }) => sights[role].includes(what) && isWithin(programme, of, organisation))
