import type { SectionId } from './ids.ts'
import type { Module, Organisation, Programme, SectionPlan, Site } from './programme.ts'
import type { Day, Instant, TimeOfDay } from './time.ts'

/** One dated meeting of a section. `id` is `<section>@<day>T<from>`. */
export interface Session {
  readonly id: string
  readonly day: Day
  readonly from: TimeOfDay
  readonly to: TimeOfDay
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** A section with everything that belongs to it in hand. */
export interface Section {
  readonly id: SectionId
  readonly programme: Programme
  readonly plan: SectionPlan
  readonly module: Module
  readonly site: Site
  /** The town above the site's organisation, or that organisation itself. */
  readonly town: Organisation
  /** Those that take place, in order of time, none twice. None is left where all its days are closed. */
  readonly sessions: readonly Session[]
  /** The least of room, adults × ratio, insured heads and own cap. */
  readonly capacity: number
}
