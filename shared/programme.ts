import * as z from 'zod'
import { isDay, isTimeOfDay } from './time.ts'

/**
 * A programme file as a town writes it (YAML, shared/programmes/): one season of one organiser. This is the schema of one
 * file; rules across its parts (an unknown site, two sections of one id) are in programme-file/, and what the program works
 * on is the index that catalogue.ts makes of it. Messages are read by whoever wrote the file; those of zod itself are
 * put into Chinese in programme-file/words.ts.
 */

const local = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, '只用小写字母、数字和连字符，第一个是字母或数字，最长 48 位')
const day = z.string().refine(isDay, '日期要写成 2027-07-08 这样，并且真有这一天')
const time = z.string().refine(isTimeOfDay, '时间要写成 08:30 这样')
const words = z.string().trim().min(1, '不能是空的').max(60)
const sentence = z.string().trim().min(1, '不能是空的').max(300)
const names = z.array(words).default([])
/** A number that a report did not give and the author of the file chose is written `{ value: 40, assumed: true }`. */
export const count = z
  .union([z.int().min(0), z.strictObject({ value: z.int().min(0), assumed: z.literal(true) })])
  .transform((given) => (typeof given === 'number' ? given : given.value))
const hours = z.strictObject({ from: time, to: time })
/** Yuan; 0 is free. `member` is what a union member pays. */
const price = z.strictObject({
  yuan: z.number().min(0),
  member: z.number().min(0).optional(),
  per: words.default('期'),
})

const organisation = z.strictObject({
  id: local,
  kind: z.enum(['union', 'enterprise', 'village']),
  name: words,
  aliases: names,
  /** The organisation above it in the tree; the top has none. A union below another is a town or street. */
  parent: local.optional(),
  /** What a firm makes (阀门, 家具): menus of courses may be fitted to it. */
  trade: words.optional(),
})

const role = z.strictObject({
  /** A number, never a name: people get in by an invitation. */
  person: local,
  role: z.enum(['union_officer', 'enterprise_officer', 'teacher', 'volunteer', 'viewer']),
  organisation: local,
})

const site = z.strictObject({
  id: local,
  name: words,
  aliases: names,
  kind: z.enum([
    'culture_hall',
    'service_centre',
    'enterprise',
    'school',
    'community',
    'outdoor',
    'cinema',
    'other',
  ]),
  /** The organisation that it belongs to: a village, a firm, a town. */
  organisation: local,
  address: sentence,
  directions: sentence.optional(),
  /** Degrees north and east, both or neither, for 附近. */
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  /** Places in the room. */
  places: count,
})

/** Full years on the section's first day. Both ends belong to it. */
const ages = z.strictObject({ from: z.int().min(0).max(99), to: z.int().min(0).max(99) })
/** School grades that begin after the summer: -2 … 0 are 小班, 中班, 大班; 1 … 9. Both ends belong to it. */
const grades = z.strictObject({ from: z.int().min(-2).max(9), to: z.int().min(-2).max(9) })

const module = z.strictObject({
  id: local,
  name: words,
  aliases: names,
  category: local,
  kind: z.enum(['course', 'talk', 'film', 'performance', 'excursion', 'care', 'reading']),
  about: sentence,
  bring: names,
  /** For grown-ups (a carers' talk, a workers' lesson): no child takes part. */
  adults: z.boolean().default(false),
  /** How long one lesson takes, where it is ordered and has no dates of its own yet. */
  minutes: z.int().min(1).max(600).optional(),
  /** Trades of the firms that it is meant for; none named means any. */
  trades: names,
})

const dates = z.discriminatedUnion('kind', [
  /** Every week on these days (1 Monday … 7 Sunday) from one day to another, both included, without `except`. */
  z.strictObject({
    kind: z.literal('weekly'),
    weekdays: z.array(z.int().min(1).max(7)).min(1),
    from: day,
    to: day,
    except: z.array(day).default([]),
    time: hours,
  }),
  z.strictObject({
    kind: z.literal('daily'),
    from: day,
    to: day,
    except: z.array(day).default([]),
    time: hours,
  }),
  z.strictObject({
    kind: z.literal('dates'),
    on: z.array(z.strictObject({ day, from: time, to: time })).min(1),
  }),
  z.strictObject({ kind: z.literal('once'), day, time: hours }),
])

/** How seats are given: to who comes first, by ranked wishes and a draw (shared/allocation.ts), or by a firm's order. */
const method = z.enum(['first_come', 'wishes', 'by_order'])

/** For sections by wishes. Days of gathering are both included; the draw comes after them. */
const wishes = z.strictObject({
  from: day,
  to: day,
  drawn: day,
  at: time.default('10:00'),
  /** What the lottery numbers are made from; null until it is published. No spaces, so that it can be typed anywhere. */
  seed: z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/, '种子只用字母、数字和符号，不要空格，最长 64 位')
    .nullable()
    .default(null),
  /** Who comes before the others, the first group first: families of these organisations and of all below them. */
  groups: z.array(z.strictObject({ id: local, name: words, of: z.array(local).min(1) })).default([]),
})

/** `allocation: wishes` is short for `allocation: { method: wishes }`. */
const allocation = z.preprocess(
  (given, context) => {
    if (typeof given !== 'string') return given
    if (method.safeParse(given).success) return { method: given }
    context.addIssue({ code: 'custom', message: `只能是 ${method.options.join('、')} 之一` })
    return z.NEVER
  },
  z.strictObject({ method: method.default('first_come'), wishes: wishes.optional() }),
)

const section = z.strictObject({
  id: local,
  module: local,
  site: local,
  /** Told apart from others of one module at one site, e.g. 上午班. */
  name: words.optional(),
  ages: ages.optional(),
  grades: grades.optional(),
  who: z
    .strictObject({ may: z.enum(['all', 'staff', 'villagers']), of: z.array(local).default([]) })
    .default({ may: 'all', of: [] }),
  capacity: z
    .strictObject({
      /** What the organiser allows; the room, adults × ratio and insured heads bind besides. */
      cap: count.optional(),
      adults: count.optional(),
      ratio: count.optional(),
      insured: count.optional(),
    })
    .default({}),
  quotas: z.array(z.strictObject({ organisation: local, seats: count, until: day })).default([]),
  dates,
  /** What a day holds, for long days. */
  timetable: z.array(z.strictObject({ from: time, to: time, what: words })).default([]),
  /** From when a child may be brought and until when it must be collected, where that differs from the lesson. */
  hours: hours.optional(),
  noonCare: z.boolean().default(false),
  lunch: z.strictObject({ price: price.optional(), diet: sentence.optional() }).optional(),
  bus: sentence.optional(),
  /** Care that may be used without a place of one's own (成长驿站): come when you need it. */
  dropIn: z.boolean().default(false),
  fee: price.default({ yuan: 0, per: '期' }),
  bring: names,
  /** How many people one booking may have; 1 unless tickets are for families. */
  party: z.strictObject({ max: z.int().min(1).max(20) }).default({ max: 1 }),
  /** A consent of its own is asked before the first day. */
  consent: z.enum(['excursion']).optional(),
  teacher: local.optional(),
  /** In place of the programme's. */
  allocation: method.optional(),
  /** Where classes open in turn: a window of their own in place of the programme's. */
  enrolment: z.strictObject({ opens: day, closes: day }).optional(),
  /** Which of the programme's periods it belongs to, where a child takes one of them (`limits.onePeriod`). */
  period: local.optional(),
})

export const closureSchema = z.strictObject({
  day,
  town: local,
  /** True says 照常: the lessons take place, and families hear so. */
  goesOn: z.boolean(),
  reason: words,
  /** Where there is emergency care: the id of a site, or words. */
  care: sentence.optional(),
})

export const programmeSchema = z.strictObject({
  id: local,
  name: words,
  season: z.int().min(2000).max(2100),
  /** Words that parents call the whole by. */
  aliases: names,
  organisers: z.array(local).min(1),
  /** For the notice before consent (PIPL 17, 30; 儿童规定 8, 10): posts, never persons. */
  holder: z.strictObject({
    organisation: local,
    post: words,
    phone: words,
    address: sentence,
    complaints: sentence,
    storedIn: words,
  }),
  enrolment: z.strictObject({ opens: day, closes: day, at: time.default('08:00') }),
  first: day,
  last: day,
  free: z.boolean(),
  allocation: allocation.default({ method: 'first_come' }),
  limits: z
    .strictObject({
      /** Courses that one child may take at once; talks, films and excursions do not count. */
      courses: count.default(2),
      /** Where two seasons' periods run one after another, a child takes one. */
      onePeriod: z.boolean().default(false),
      /** Minutes that a child needs from one site to another. */
      travelMinutes: count.default(0),
    })
    .default({ courses: 2, onePeriod: false, travelMinutes: 0 }),
  capacity: z.strictObject({ ratio: count.default(10) }).default({ ratio: 10 }),
  waitlist: z.strictObject({ offerHours: count.default(24) }).default({ offerHours: 24 }),
  /** Where a person decides (a subsidy, a certificate): within how many working days the applicant hears. */
  review: z.strictObject({ workingDays: count }).optional(),
  scheduleAt: time.default('18:00'),
  /** Minutes after which a family that has not said 收到 is called. */
  callAfterMinutes: count.default(15),
  /** Typhoon, heat: one line for a day and an organisation, which is meant with everything below it. */
  closures: z.array(closureSchema).default([]),
  /** Parts of the season that follow one another, of which a child takes one where `limits.onePeriod` says so. */
  periods: z.array(z.strictObject({ id: local, name: words, from: day, to: day })).default([]),
  categories: z.array(z.strictObject({ id: local, name: words })).min(1),
  organisations: z.array(organisation).min(1),
  roles: z.array(role).default([]),
  teachers: z
    .array(
      z.strictObject({
        id: local,
        /** What children call the teacher, e.g. 林老师: a surname at most. */
        called: words,
        skills: z.array(local).default([]),
        kind: z.enum(['teacher', 'trainer', 'volunteer']),
      }),
    )
    .default([]),
  sites: z.array(site).min(1),
  modules: z.array(module).min(1),
  sections: z.array(section).min(1),
})

export type Programme = z.output<typeof programmeSchema>
export type Organisation = Programme['organisations'][number]
export type Site = Programme['sites'][number]
export type Module = Programme['modules'][number]
export type Closure = Programme['closures'][number]
export type SectionPlan = Programme['sections'][number]
export type AllocationMethod = z.output<typeof method>

export const methodOf = (programme: Pick<Programme, 'allocation'>, plan: SectionPlan): AllocationMethod =>
  plan.allocation ?? programme.allocation.method
