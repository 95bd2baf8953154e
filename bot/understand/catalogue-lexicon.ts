import type { Catalogue } from '../../shared/catalogue.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Instant } from '../../shared/time.ts'
import type { LexiconSource, Named } from './meaning.ts'

const merged = (things: readonly Named[]): Named[] => {
  const byId = new Map<string, Set<string>>()
  for (const { id, names } of things) byId.set(id, new Set([...(byId.get(id) ?? []), ...names]))
  return [...byId].map(([id, names]) => ({ id, names: [...names] }))
}

const modulesOf = ({ modules }: Programme): Named[] =>
  modules.map(({ id, name, aliases }) => ({ id, names: [name, ...aliases] }))

/** Counties and above are no answer to where a family lives: only villages, and unions that have one above them. */
const isPlace = (organisation: Programme['organisations'][number]) =>
  organisation.kind === 'village' || (organisation.kind === 'union' && organisation.parent !== undefined)

const union = /(?:总?工会|联合会|联合工会)$/
const placeNames = (names: readonly string[]): string[] =>
  names
    .flatMap((name) => (union.test(name) ? [name, name.replace(union, '')] : [name]))
    .filter((name) => name.length >= 2)

const placesOf = ({ organisations, sites }: Programme): Named[] => {
  const places = organisations.filter(isPlace)
  const known = new Set(places.map(({ id }) => id))
  const atSites = sites
    .filter(({ organisation }) => known.has(organisation))
    .map(({ organisation, name, aliases }) => ({ id: organisation, names: [name, ...aliases] }))
  return [
    ...places.map(({ id, name, aliases }) => ({ id, names: placeNames([name, ...aliases]) })),
    ...atSites,
  ]
}

const employersOf = ({ organisations, sites }: Programme): Named[] => {
  const firms = organisations.filter(({ kind }) => kind === 'enterprise')
  const known = new Set(firms.map(({ id }) => id))
  const atSites = sites
    .filter(({ organisation }) => known.has(organisation))
    .map(({ organisation, name, aliases }) => ({ id: organisation, names: [name, ...aliases] }))
  return [...firms.map(({ id, name, aliases }) => ({ id, names: [name, ...aliases] })), ...atSites]
}

/**
 * The words that the catalogue gives to things: modules, villages and towns (their sites' names too), firms. Of one
 * programme, or of all where none was chosen. Nothing is kept from before: a new menu is understood at the next message.
 */
export const lexiconSourceOf = (
  catalogue: Catalogue,
  programmeId: string | null,
  now: Instant,
): LexiconSource => {
  const chosen = programmeId === null ? undefined : catalogue.programmes.get(programmeId)
  const programmes = chosen ? [chosen] : [...catalogue.programmes.values()]
  return {
    now: new Date(now).toISOString(),
    modules: merged(programmes.flatMap(modulesOf)),
    places: merged(programmes.flatMap(placesOf)),
    employers: merged(programmes.flatMap(employersOf)),
  }
}
