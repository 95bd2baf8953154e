import { capacityOf } from './capacity.ts'
import { closureOf } from './closures.ts'
import type { ModuleId, OrganisationId, ProgrammeId, SectionId, SiteId } from './ids.ts'
import { sectionId } from './ids.ts'
import { townOf } from './organisations.ts'
import type { Module, Organisation, Programme, SectionPlan, Site } from './programme.ts'
import { sessionsOf } from './schedule.ts'
import type { Section } from './section.ts'

export type { Section, Session } from './section.ts'

/** What is on offer now: every published programme in the version of this moment. Immutable; a new version is a new one. */
export interface Catalogue {
  /** Changes when any programme's published version changes. */
  readonly version: string
  readonly programmes: ReadonlyMap<ProgrammeId, Programme>
  /** How often each programme's content was published anew. */
  readonly versions: ReadonlyMap<ProgrammeId, number>
  readonly sections: ReadonlyMap<SectionId, Section>
  readonly sectionsOf: (programme: ProgrammeId) => readonly Section[]
  readonly organisation: (programme: ProgrammeId, id: OrganisationId) => Organisation | undefined
  readonly site: (programme: ProgrammeId, id: SiteId) => Site | undefined
  readonly module: (programme: ProgrammeId, id: ModuleId) => Module | undefined
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]))

interface Parts {
  readonly programme: Programme
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly sites: ReadonlyMap<string, Site>
  readonly modules: ReadonlyMap<string, Module>
}

const partsOf = (programme: Programme): Parts => ({
  programme,
  organisations: byId(programme.organisations),
  sites: byId(programme.sites),
  modules: byId(programme.modules),
})

/** What the rules of a programme file make sure of; a programme that came another way fails here. */
const known = <T>(map: ReadonlyMap<string, T>, id: string, of: string): T => {
  const found = map.get(id)
  if (found === undefined) throw new Error(`${of} names ${id}, which its programme does not have`)
  return found
}

const sectionOf = ({ programme, organisations, sites, modules }: Parts, plan: SectionPlan): Section => {
  const id = sectionId(programme.id, plan.id)
  const site = known(sites, plan.site, id)
  const own = known(organisations, site.organisation, site.id)
  const { adults, insured, cap, ratio = programme.capacity.ratio } = plan.capacity
  return {
    id,
    programme,
    plan,
    module: known(modules, plan.module, id),
    site,
    town: townOf(programme, own.id) ?? own,
    sessions: sessionsOf(id, plan).filter(
      ({ day }) => closureOf(programme, site.organisation, day)?.goesOn ?? true,
    ),
    capacity: capacityOf({ places: site.places, adults, ratio, insured, cap }).capacity,
  }
}

/** Builds the index of what is published, once a version. `version` counts how often a programme's content changed. */
export const indexCatalogue = (
  entries: readonly { readonly programme: Programme; readonly version: number }[],
): Catalogue => {
  const parts = new Map(entries.map(({ programme }) => [programme.id, partsOf(programme)]))
  const listed = new Map(
    [...parts].map(([id, each]) => [id, each.programme.sections.map((plan) => sectionOf(each, plan))]),
  )
  return {
    version: entries
      .map(({ programme, version }) => `${programme.id}@${version}`)
      .sort()
      .join(' '),
    programmes: byId(entries.map(({ programme }) => programme)),
    versions: new Map(entries.map(({ programme, version }) => [programme.id, version])),
    sections: byId([...listed.values()].flat()),
    sectionsOf: (programme) => listed.get(programme) ?? [],
    organisation: (programme, id) => parts.get(programme)?.organisations.get(id),
    site: (programme, id) => parts.get(programme)?.sites.get(id),
    module: (programme, id) => parts.get(programme)?.modules.get(id),
  }
}
