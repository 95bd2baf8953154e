import { isWithin, townOf } from './organisations.ts'
import type { Site } from './programme.ts'
import type { Section } from './section.ts'

/** Where a family lives and works: ids of organisations, null or absent where it was not told. */
export interface Home {
  readonly place?: string | null | undefined
  readonly employer?: string | null | undefined
}

/** 0 at the family's own village or firm (or in the very town it named, where it named no village), 1 in its town, 2 elsewhere. */
export type Nearness = 0 | 1 | 2

export const nearness = (section: Pick<Section, 'programme' | 'site' | 'town'>, home: Home): Nearness => {
  const { programme, site, town } = section
  const homes = [home.place, home.employer].filter((id) => id !== null && id !== undefined)
  if (homes.some((id) => isWithin(programme, site.organisation, id))) return 0
  return homes.some((id) => townOf(programme, id)?.id === town.id) ? 1 : 2
}

/** Degrees north and east. */
export interface Point {
  readonly lat: number
  readonly lon: number
}

const earthKm = 6371
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Kilometres as the crow flies. */
export const kilometres = (a: Point, b: Point): number => {
  const dLat = radians(b.lat - a.lat)
  const dLon = radians(b.lon - a.lon)
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(h)))
}

const pointOf = (site: Site): Point | null =>
  site.lat === undefined || site.lon === undefined ? null : { lat: site.lat, lon: site.lon }

/** Sites whose position is known, the nearest first, with how far they are. */
export const nearestSites = (sites: readonly Site[], at: Point): readonly { site: Site; km: number }[] =>
  sites
    .flatMap((site) => {
      const point = pointOf(site)
      return point ? [{ site, km: kilometres(at, point) }] : []
    })
    .sort((a, b) => a.km - b.km)

/** Sections whose site's position is known, the nearest first; those of one site stay in their order. */
export const nearestSections = <S extends Pick<Section, 'site'>>(
  sections: readonly S[],
  at: Point,
): readonly S[] =>
  sections
    .flatMap((section) => {
      const point = pointOf(section.site)
      return point ? [{ section, km: kilometres(at, point) }] : []
    })
    .sort((a, b) => a.km - b.km)
    .map(({ section }) => section)
