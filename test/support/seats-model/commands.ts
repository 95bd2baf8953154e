import fc from 'fast-check'
import { expect } from 'vitest'
import { reshape } from '../../../shared/seats.ts'
import { hourMs, secondMs } from '../../../shared/time.ts'
import { said } from '../store.ts'
import { claim, firm, release, together, type Wanted, type Who } from './acts.ts'
import { expectAlike } from './check.ts'
import { promote, sweep } from './promote.ts'
import { crowd, drawsOf, families, kidsOf, type Real, type Setting, type Trouble } from './real.ts'
import { emptySection, type ModelSection, type Seat, waitersOf } from './section.ts'

export interface Model {
  readonly setting: Setting
  readonly sections: readonly [ModelSection, ModelSection]
}

type Nth = 0 | 1
type Command = fc.AsyncCommand<Model, Real>

/** One of the children, of one of the families. */
interface Kid {
  readonly family: number
  readonly kid: 0 | 1
}
const nth = fc.constantFrom<Nth>(0, 0, 0, 1)

const whoIs = (real: Real, { family, kid: which }: Kid) => {
  const familyId = real.familyIds[family] ?? ''
  return { familyId, childId: kidsOf(familyId)[which] }
}

const familyOf = ({ familyId }: Who): number => Number(familyId.slice(familyId.lastIndexOf('-') + 1))

/** What a fault cut short is left to the sweep. */
const sweepBoth = async ({ sections }: Pick<Model, 'sections'>, real: Real): Promise<void> => {
  await real.again((store) => store.takeBackLapsed(real.now(), 50))
  for (const section of sections) sweep(section, real.rules, real.now())
}

/** Does it to both, and compares what they answer and what they then are. */
const both = async (
  { sections }: Model,
  real: Real,
  at: Nth,
  act: { readonly real: () => Promise<unknown>; readonly model: (section: ModelSection) => unknown },
): Promise<void> => {
  real.tick(secondMs)
  const answer = await act.real()
  const expected = act.model(sections[at])
  expect(answer).toEqual(expected)
  if (real.troubled) await sweepBoth({ sections }, real)
  await expectAlike(real, at, sections[at])
}

interface Wish extends Kid {
  readonly at: Nth
  readonly party: number
  readonly wait: boolean
  /** Hours of a hold, for a helper's family. */
  readonly hold: number | null
}

const wanted = (real: Real, wish: Wish): Wanted => ({
  ...whoIs(real, wish),
  party: wish.party,
  draws: drawsOf(wish.family),
  onFull: wish.wait ? 'wait' : 'refuse',
  until: wish.hold === null ? null : real.now() + wish.hold * hourMs,
})

const claimBoth = (model: Model, real: Real, at: Nth, want: Wanted): Promise<void> =>
  both(model, real, at, {
    real: async () => said(await real.perform({ kind: 'claim', sectionId: real.sections[at], ...want })),
    model: (section) => claim(section, want, real.rules, real.now()),
  })

const wish = fc.record({
  family: fc.nat({ max: families - 1 }),
  kid: fc.constantFrom<0 | 1>(0, 1),
  at: nth,
  party: fc.constantFrom(1, 1, 1, 2, 3),
  wait: fc.constantFrom(true, true, true, false),
})

const enrol = wish.map(
  (given): Command => ({
    check: () => true,
    run: (model, real) => claimBoth(model, real, given.at, wanted(real, { ...given, hold: null })),
    toString: () => `enrol ${JSON.stringify(given)}`,
  }),
)

const hold = fc.record({ given: wish, hours: fc.constantFrom(5, 24, 48) }).map(
  ({ given, hours }): Command => ({
    check: () => true,
    run: (model, real) => claimBoth(model, real, given.at, wanted(real, { ...given, hold: hours })),
    toString: () => `a helper's hold of ${hours} h ${JSON.stringify(given)}`,
  }),
)

/** Somebody of whom this is true, so that most commands mean something: which one is drawn, who it is follows from the model. */
const somebody = (
  model: Model,
  at: Nth,
  pick: number,
  is: { readonly seat?: (seat: Seat) => boolean; readonly waiting?: boolean },
): Who | null => {
  const { seats, line } = model.sections[at]
  const seated = [...seats].flatMap(([childId, seat]) =>
    !childId.endsWith('crowd') && is.seat?.(seat) ? [{ childId, familyId: seat.familyId }] : [],
  )
  const waiting = is.waiting ? line.map(({ childId, familyId }) => ({ childId, familyId })) : []
  const all = [...seated, ...waiting]
  return all[pick % Math.max(1, all.length)] ?? null
}

const pick = fc.nat({ max: 99 })
const anySeat = (): boolean => true

const accept = fc
  .record({ at: nth, n: pick, unanswered: fc.constantFrom(true, true, false) })
  .map(({ at, n, unanswered }): Command => {
    const who = (model: Model) =>
      somebody(
        model,
        at,
        n,
        unanswered ? { seat: ({ standing }) => standing !== 'firm' } : { seat: anySeat, waiting: true },
      )
    return {
      check: (model) => who(model) !== null,
      run: async (model, real) => {
        const one = who(model)
        if (!one) return
        await both(model, real, at, {
          real: async () => said(await real.perform({ kind: 'firm', sectionId: real.sections[at], ...one })),
          model: (section) => firm(section, one, real.rules, real.now()),
        })
      },
      toString: () => `accept or confirm ${at} ${n} ${unanswered}`,
    }
  })

type Why = 'cancelled' | 'declined' | 'changed'

const giveUp = (model: Model, real: Real, at: Nth, who: Who, why: Why) =>
  both(model, real, at, {
    real: async () =>
      said(await real.perform({ kind: 'release', sectionId: real.sections[at], ...who, why })),
    model: (section) => release(section, who, why, { rules: real.rules, now: real.now() }),
  })

const givingUp = (why: Why, unanswered: boolean) =>
  fc.record({ at: nth, n: pick }).map(({ at, n }): Command => {
    const who = (model: Model) =>
      somebody(
        model,
        at,
        n,
        unanswered ? { seat: ({ standing }) => standing === 'offered' } : { seat: anySeat, waiting: true },
      )
    return {
      check: (model) => who(model) !== null,
      run: async (model, real) => {
        const one = who(model)
        if (one) await giveUp(model, real, at, one, why)
      },
      toString: () => `${why} ${at} ${n}`,
    }
  })
const cancel = givingUp('cancelled', false)
const decline = givingUp('declined', true)
/** Not only of an offer: a seat that was accepted meanwhile stays. */
const declineAny = givingUp('declined', false)

/** The old seat goes when the new one is certain, not before. */
const changeSection = fc.record({ to: nth, n: pick }).map(({ to, n }): Command => {
  const from = to === 0 ? 1 : 0
  const who = (model: Model) => somebody(model, from, n, { seat: ({ standing }) => standing === 'firm' })
  return {
    check: (model) => who(model) !== null,
    run: async (model, real) => {
      const one = who(model)
      if (!one) return
      const want: Wanted = { ...one, party: 1, draws: drawsOf(familyOf(one)), onFull: 'refuse', until: null }
      await claimBoth(model, real, to, want)
      const has = model.sections[to].seats.get(one.childId)
      if (has?.standing === 'firm') await giveUp(model, real, from, one, 'changed')
    },
    toString: () => `change to ${to} ${n}`,
  }
})

const resize = fc.record({ at: nth, capacity: fc.integer({ min: 1, max: 7 }) }).map(
  ({ at, capacity }): Command => ({
    check: () => true,
    run: async (model, real) => {
      const wide = model.setting.large ? crowd : 0
      const others = model.sections.map((section) => section.capacity - wide)
      const capacities: [number, number] = [others[0] ?? 1, others[1] ?? 1]
      capacities[at] = capacity
      await both(model, real, at, {
        real: async () => await real.resize(capacities),
        model: (section) => reshaped(section, model.setting, at, capacity + wide, real),
      })
      await expectAlike(real, at === 0 ? 1 : 0, model.sections[at === 0 ? 1 : 0])
    },
    toString: () => `resize ${at} to ${capacity}`,
  }),
)

/** What a published shape makes of the room is tested by itself (shared/seats.ts); here it is taken as it is. */
export const reshaped = (
  section: ModelSection,
  setting: Setting,
  at: Nth,
  capacity: number,
  real: Pick<Real, 'now' | 'rules'>,
): void => {
  if (capacity === section.capacity && section.quotas.size === 0) return
  const quotas = [...section.quotas].map(
    ([id, quota]) => [id, { ...quota, waiting: waitersOf(section, id) }] as const,
  )
  const plan = { capacity, quotas: at === 0 ? keptBy(setting) : [] }
  const room = reshape(
    { capacity: section.capacity, left: section.left, quotas: new Map(quotas) },
    plan,
    real.now(),
  )
  section.capacity = room.capacity
  section.left = room.left
  section.quotas = new Map(
    [...room.quotas].map(([id, { left, kept, asked, until }]) => [id, { left, kept, asked, until }]),
  )
  promote(section, real.rules, real.now())
}

export const keptBy = ({ kept }: Setting) =>
  kept.map(({ organisation, seats, days }) => ({ organisation, seats, until: `2027-06-0${days + 1}` }))

const pass = fc.constantFrom(1, 3, 8, 20, 30).map(
  (hours): Command => ({
    check: () => true,
    run: async (model, real) => {
      real.tick(hours * hourMs)
      await sweepBoth(model, real)
      for (const at of [0, 1] as const) await expectAlike(real, at, model.sections[at])
    },
    toString: () => `${hours} h pass`,
  }),
)

/** Nobody swept when the claim came: it does what is due itself. */
const late = fc.record({ hours: fc.constantFrom(5, 26, 50), given: wish }).map(
  ({ hours, given }): Command => ({
    // Whether a claim sees what lapsed in a large section is chance: the sweep comes for it.
    check: ({ setting }) => !setting.large,
    run: async (model, real) => {
      real.tick(hours * hourMs)
      await claimBoth(model, real, given.at, wanted(real, { ...given, hold: null }))
      await sweepBoth(model, real)
      for (const at of [0, 1] as const) await expectAlike(real, at, model.sections[at])
    },
    toString: () => `after ${hours} h without a sweep: enrol ${JSON.stringify(given)}`,
  }),
)

const siblings = fc
  .record({ at: nth, n: pick, on: fc.constantFrom(true, true, true, false) })
  .map(({ at, n, on }): Command => {
    const family = (model: Model): string | null => {
      const { line } = model.sections[at]
      const two = line.filter(({ familyId }, nth) =>
        line.some((other, before) => before < nth && other.familyId === familyId),
      )
      return two[n % Math.max(1, two.length)]?.familyId ?? null
    }
    return {
      check: (model) => family(model) !== null,
      run: async (model, real) => {
        const familyId = family(model) ?? ''
        const them = { childIds: kidsOf(familyId), familyId }
        await both(model, real, at, {
          real: async () =>
            said(await real.perform({ kind: 'together', sectionId: real.sections[at], ...them, on })),
          model: (section) => together(section, them, { on, rules: real.rules, now: real.now() }),
        })
      },
      toString: () => `${on ? 'together' : 'apart'} ${at} ${n}`,
    }
  })

/** Everything that may happen to seats, as often as it should in a test. */
export const anyCommand = (): readonly fc.Arbitrary<Command>[] => [
  ...Array.from({ length: 9 }, () => enrol),
  hold,
  accept,
  accept,
  cancel,
  cancel,
  cancel,
  decline,
  declineAny,
  changeSection,
  resize,
  pass,
  late,
  siblings,
  siblings,
]

export const anySetting: fc.Arbitrary<Setting> = fc.record({
  capacities: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })),
  kept: fc.oneof(
    fc.constant([]),
    fc
      .tuple(fc.integer({ min: 1, max: 2 }), fc.nat({ max: 3 }))
      .map(([seats, days]) => [{ organisation: 'hill' as const, seats, days }]),
    fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })).map(([first, second]) => [
      { organisation: 'hill' as const, seats: 1, days: first },
      { organisation: 'firm-1' as const, seats: 1, days: second },
    ]),
  ),
  large: fc.constantFrom(false, false, true),
})

export const modelOf = (setting: Setting, real: Real): Model => {
  const wide = setting.large ? crowd : 0
  const [first, second] = setting.capacities
  const sections = [emptySection(setting.large), emptySection(setting.large)] as const
  reshaped(sections[0], setting, 0, first + wide, real)
  reshaped(sections[1], setting, 1, second + wide, real)
  return { setting, sections }
}

export const anyTrouble: fc.Arbitrary<Trouble> = fc.record({
  seed: fc.integer(),
  stops: fc.constantFrom(0, 3, 7),
})
