import * as z from 'zod'
import { count } from '../programme.ts'
import { isDay, isTimeOfDay } from '../time.ts'

/**
 * What the rules across parts read of a file, each field on its own: what is missing or wrong in itself is simply not
 * there, so that one mistake never hides another.
 */
const maybe = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined)
const thing = <S extends z.ZodRawShape>(shape: S) => maybe(z.object(shape))

const text = maybe(z.string())
const texts = maybe(z.array(text))
const number = maybe(z.number())
const places = maybe(count)
const day = maybe(z.string().refine(isDay))
const time = maybe(z.string().refine(isTimeOfDay))
const hours = thing({ from: time, to: time })
const band = thing({ from: number, to: number })
const price = thing({ yuan: number, member: number })
const window = thing({ opens: day, closes: day })
const named = { id: text, name: text, aliases: texts }

const dates = thing({
  kind: text,
  weekdays: maybe(z.array(z.number())),
  from: day,
  to: day,
  except: maybe(z.array(day)),
  time: hours,
  day,
  on: maybe(z.array(thing({ day, from: time, to: time }))),
})

const section = thing({
  id: text,
  module: text,
  site: text,
  ages: band,
  grades: band,
  who: thing({ may: text, of: texts }),
  capacity: thing({ cap: places, adults: places, ratio: places, insured: places }),
  quotas: maybe(z.array(thing({ organisation: text, seats: places, until: day }))),
  dates,
  timetable: maybe(z.array(hours)),
  hours,
  lunch: thing({ price }),
  fee: price,
  party: thing({ max: number }),
  consent: text,
  teacher: text,
  enrolment: window,
  period: text,
  allocation: text,
})

/** A method alone stands for itself. */
const allocation = z.preprocess(
  (given) => (typeof given === 'string' ? { method: given } : given),
  thing({
    method: text,
    wishes: thing({
      from: day,
      to: day,
      drawn: day,
      groups: maybe(z.array(thing({ id: text, name: text, of: texts }))),
    }),
  }),
)

export const outlineSchema = z.object({
  season: number,
  organisers: texts,
  holder: thing({ organisation: text }),
  enrolment: window,
  first: day,
  last: day,
  free: maybe(z.boolean()),
  allocation,
  capacity: thing({ ratio: places }),
  periods: maybe(z.array(thing({ id: text, from: day, to: day }))),
  categories: maybe(z.array(thing({ id: text }))),
  organisations: maybe(z.array(thing({ ...named, kind: text, parent: text }))),
  roles: maybe(z.array(thing({ person: text, role: text, organisation: text }))),
  teachers: maybe(z.array(thing({ id: text, skills: texts }))),
  sites: maybe(z.array(thing({ ...named, organisation: text, lat: number, lon: number, places }))),
  modules: maybe(z.array(thing({ ...named, category: text, kind: text }))),
  sections: maybe(z.array(section)),
  closures: maybe(z.array(thing({ day, town: text }))),
})

export type Outline = z.output<typeof outlineSchema>
export type SectionOutline = NonNullable<NonNullable<Outline['sections']>[number]>
