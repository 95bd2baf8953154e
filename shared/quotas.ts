import type { OrganisationId } from './ids.ts'
import { isWithin } from './organisations.ts'
import type { Section } from './section.ts'
import { addDays, type Instant, instantOf } from './time.ts'

/** A quota from which a child may draw. `provisional`: its family says that it belongs, and that organisation has not answered yet. */
export interface Draw {
  readonly organisation: OrganisationId
  readonly provisional: boolean
}

/** Where a child belongs, as its family told: ids of organisations. */
export interface Belonging {
  readonly place?: string | null | undefined
  readonly employer?: string | null | undefined
  /** Organisations whose officer has answered 是. */
  readonly proven?: readonly OrganisationId[] | undefined
}

/** Seats are kept through the whole of the day `until`, in China: the first moment at which they are anybody's. */
export const quotaEndsAt = (until: string): Instant => instantOf(addDays(until, 1))

/**
 * The quotas from which a child draws before the open seats, in the order in which the programme names them. One is of an
 * organisation and of everything below it. None that is over.
 */
export const drawsOf = (
  child: Belonging,
  { programme, plan }: Pick<Section, 'programme' | 'plan'>,
  now: Instant,
): readonly Draw[] => {
  const proven = child.proven ?? []
  const told = [child.place, child.employer].filter((id) => id !== null && id !== undefined)
  const belongs = (ids: readonly string[], above: string) => ids.some((id) => isWithin(programme, id, above))
  return plan.quotas
    .filter(({ until }) => now < quotaEndsAt(until))
    .filter(({ organisation }) => belongs([...told, ...proven], organisation))
    .map(({ organisation }) => ({ organisation, provisional: !belongs(proven, organisation) }))
}
