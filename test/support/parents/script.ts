import { type Household, householdOf } from './people.ts'
import { fortune } from './seeded.ts'

/** Something that a parent comes back for. */
export type Errand = 'enrol' | 'sibling' | 'another' | 'cancel' | 'change' | 'mine' | 'place' | 'question'

/** How a form is filled in: a sentence and then the rest, all in one message, or one answer after another. */
export type Way = 'breath' | 'form' | 'one_by_one'

/** What becomes of an offer: taken or declined when it is read, answered only when its time is over, or never read. */
export type Temper = 'takes' | 'declines' | 'late' | 'never'

/** Everything about one contact that is decided before the first word. */
export interface Script {
  readonly contact: string
  readonly household: Household
  readonly way: Way
  readonly temper: Temper
  /** Fills everything in, thinks better of it, and comes back another day. */
  readonly quits: boolean
  /** In order; `day` counts from the opening, and several of one day are run after one another. */
  readonly errands: readonly { readonly day: number; readonly what: Errand }[]
  /** A helper enters it on this day, and the guardian confirms by code the same day, or never; null where none does. */
  readonly entered: { readonly by: string; readonly day: number; readonly confirms: boolean } | null
}

/** Somebody who enters families for others. */
export interface HelperScript {
  readonly contact: string
  readonly day: number
  /** Positions of the families among the scripts. */
  readonly families: readonly number[]
}

export interface Scripts {
  readonly parents: readonly Script[]
  readonly helpers: readonly HelperScript[]
}

/** Days from the opening on which somebody comes, the season's first lessons included: most at once. */
export const days = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 21, 25, 29, 33, 35, 37] as const
const firstComing = [0, 0, 0, 0, 0, 0, 1, 1, 2, 4] as const
/** Nobody is entered for others later: the hold of 48 hours is to end well before the season. */
const helping = [0, 1, 2] as const
const later = days.slice(2) as unknown as readonly [number, ...number[]]
const helperEvery = 12
const familiesAHelper = 3

/** A cancellation frees a seat that somebody waits for; the others make the talk longer. */
const errandsOf = (
  seed: number,
  family: number,
  { household, first, quits }: { household: Household; first: number; quits: boolean },
): Script['errands'] => {
  const chances = fortune(seed, 'errands', family)
  const dayAfter = (about: string) => Math.max(first, chances.among(later, about))
  const some = (probability: number, what: Errand) =>
    chances.has(probability, what) ? [{ day: dayAfter(`${what} day`), what }] : []
  // Who quits at first has nothing to add a sibling to before.
  const enrols = quits ? dayAfter('again') : first
  const all = [
    { day: first, what: 'enrol' as const },
    ...(quits ? [{ day: enrols, what: 'enrol' as const }] : []),
    ...(household.children.length > 1 ? [{ day: enrols, what: 'sibling' as const }] : []),
    ...some(0.2, 'question'),
    ...some(0.3, 'mine'),
    ...some(0.15, 'place'),
    ...some(0.1, 'another'),
    ...some(0.1, 'change'),
    ...some(0.35, 'cancel'),
  ]
  return all.sort((a, b) => a.day - b.day)
}

const scriptOf = (
  seed: number,
  family: number,
  homes: readonly [string, ...string[]],
  helper: HelperScript | null,
): Script => {
  const chances = fortune(seed, 'script', family)
  const household = householdOf(seed, family, homes)
  const first = helper?.day ?? chances.among(firstComing, 'day')
  const entered = helper
    ? { by: helper.contact, day: helper.day, confirms: chances.has(0.75, 'confirms') }
    : null
  const quits = helper === null && chances.has(0.06, 'quits')
  const errands = errandsOf(seed, family, { household, first, quits })
  return {
    contact: `demo-s${family}`,
    household,
    way: chances.among(['breath', 'form', 'form', 'one_by_one'], 'way'),
    temper: chances.among(['takes', 'takes', 'takes', 'declines', 'late', 'never'], 'temper'),
    quits,
    // Entered by a helper, it has what a helper enters: the first child. Who never confirms has nothing to come back for.
    errands: entered ? errands.filter(({ what }) => what !== 'enrol' && entered.confirms) : errands,
    entered,
  }
}

const helperOf = (seed: number, number: number, families: readonly number[]): HelperScript => ({
  contact: `demo-h${number}`,
  day: fortune(seed, 'helper', number).among(helping, 'day'),
  families,
})

/** Three families of each dozen but the first are entered by one helper. */
const helpersFor = (seed: number, count: number): readonly HelperScript[] => {
  const helped = Array.from({ length: count }, (_, family) => family).filter(
    (family) => family % helperEvery < familiesAHelper && family >= helperEvery,
  )
  return Array.from({ length: Math.ceil(helped.length / familiesAHelper) }, (_, number) =>
    helperOf(seed, number, helped.slice(number * familiesAHelper, (number + 1) * familiesAHelper)),
  )
}

/**
 * What everybody will do, decided before anything runs: the same for the same seed, count and homes. What differs between two
 * runs is only who wins a race, and what follows from the answer that a parent got.
 */
export const writeScripts = (seed: number, count: number, homes: readonly [string, ...string[]]): Scripts => {
  const helpers = helpersFor(seed, count)
  const helperOfFamily = new Map(
    helpers.flatMap((helper) => helper.families.map((family) => [family, helper] as const)),
  )
  const parents = Array.from({ length: count }, (_, family) =>
    scriptOf(seed, family, homes, helperOfFamily.get(family) ?? null),
  )
  return { parents, helpers }
}
