import { withClosure } from '../../shared/closures.ts'
import type { OrganisationId, ProgrammeId } from '../../shared/ids.ts'
import { type Closure, closureSchema, type Programme } from '../../shared/programme.ts'
import type { Result } from '../../shared/result.ts'
import { type Day, dayOf } from '../../shared/time.ts'
import type { Clock, Menus, Published } from './ports.ts'

export interface CloseTownDeps {
  readonly store: Pick<Menus, 'revise'>
  readonly clock: Clock
}

/** Typhoon, heat, what else comes: one act for a town and a day. */
export interface TownClosure {
  readonly programmeId: ProgrammeId
  readonly day: Day
  /** A town, or any other organisation of the programme: it is meant with all below it. */
  readonly town: OrganisationId
  /** 照常: the lessons take place, and families hear so. */
  readonly goesOn: boolean
  readonly reason: string
  /** Where there is emergency care: the id of a site, or words. */
  readonly care?: string | undefined
}

/** `words`: the reason or the care is empty or too long. */
export type ClosureRefusal = 'programme' | 'town' | 'day' | 'words'

const refusalOf = (programme: Programme, closure: Closure, today: Day): ClosureRefusal | null => {
  if (!programme.organisations.some(({ id }) => id === closure.town)) return 'town'
  const { day } = closure
  return day < today || day < programme.first || day > programme.last ? 'day' : null
}

/**
 * Orders it: the programme is published with it, and in the same step the run that tells the families. The same order again
 * changes nothing; another one for that town and day takes its place.
 */
export const closeTown =
  ({ store, clock }: CloseTownDeps) =>
  async ({ programmeId, ...told }: TownClosure): Promise<Result<Published, ClosureRefusal>> => {
    const closure = closureSchema.safeParse(told)
    if (!closure.success)
      return {
        ok: false,
        error: closure.error.issues.some(({ path }) => path[0] === 'day') ? 'day' : 'words',
      }
    let refused: ClosureRefusal | null = null
    const published = await store.revise(programmeId, (current) => {
      refused = refusalOf(current, closure.data, dayOf(clock.now()))
      return refused ? current : withClosure(current, closure.data)
    })
    if (!published) return { ok: false, error: 'programme' }
    return refused ? { ok: false, error: refused } : { ok: true, value: published }
  }
