import type { OrganisationId } from './ids.ts'
import { lineOf } from './organisations.ts'
import type { Closure, Programme, Site } from './programme.ts'
import type { Day } from './time.ts'

type Closing = Pick<Programme, 'closures' | 'organisations'>

/**
 * What was ordered for an organisation's day: the line of its own, else that of the nearest one above it. Undefined on an
 * ordinary day.
 */
export const closureOf = (programme: Closing, of: OrganisationId, day: Day): Closure | undefined => {
  const onDay = programme.closures.filter((closure) => closure.day === day)
  if (onDay.length === 0) return undefined
  return lineOf(programme, of)
    .map(({ id }) => onDay.find((closure) => closure.town === id))
    .find((closure) => closure !== undefined)
}

const isOf = (a: Closure, b: Closure): boolean => a.day === b.day && a.town === b.town

/** A closure added, or put in the place of the one for the same town and day. */
export const withClosure = <P extends Pick<Programme, 'closures'>>(programme: P, closure: Closure): P => ({
  ...programme,
  closures: [...programme.closures.filter((one) => !isOf(one, closure)), closure],
})

/**
 * A file that is published again takes back no closure that was ordered since it was written: what it says itself of a
 * town and day holds, all else that stands stays. Whoever wants lessons after all says so (照常).
 */
export const keepingClosures = <P extends Pick<Programme, 'closures' | 'organisations'>>(
  file: P,
  published: Pick<Programme, 'closures'>,
): P => ({
  ...file,
  closures: [
    ...published.closures.filter(
      (one) =>
        !file.closures.some((own) => isOf(own, one)) && file.organisations.some(({ id }) => id === one.town),
    ),
    ...file.closures,
  ],
})

/** Where there is emergency care: a site of the programme, or words; null where none was named. */
export const careOf = (
  programme: Pick<Programme, 'sites'>,
  { care }: Pick<Closure, 'care'>,
): Site | string | null => programme.sites.find(({ id }) => id === care) ?? care ?? null
