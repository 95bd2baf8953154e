import type { ModuleId, OrganisationId, ProgrammeId, SectionId, SiteId } from './ids.ts'
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
  /** In order of time, none twice. */
  readonly sessions: readonly Session[]
  /** The least of room, adults × ratio, insured heads and own cap. */
  readonly capacity: number
}

/** What is on offer now: every published programme in the version of this moment. Immutable; a new version is a new one. */
export interface Catalogue {
  /** Changes when any programme's published version changes. */
  readonly version: string
  readonly programmes: ReadonlyMap<ProgrammeId, Programme>
  readonly sections: ReadonlyMap<SectionId, Section>
  readonly sectionsOf: (programme: ProgrammeId) => readonly Section[]
  readonly organisation: (programme: ProgrammeId, id: OrganisationId) => Organisation | undefined
  readonly site: (programme: ProgrammeId, id: SiteId) => Site | undefined
  readonly module: (programme: ProgrammeId, id: ModuleId) => Module | undefined
}
