import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoreEffect, WaitingLine } from '../../../functions/app/ports.ts'
import type { Draw } from '../../../shared/quotas.ts'
import { sourcesFor } from '../../../shared/seats.ts'
import { hourMs } from '../../../shared/time.ts'
import { aProgramme, aSectionInput, beforeSeason } from '../../support/programme.ts'
import {
  aClaim,
  aFamily,
  aStore,
  perform,
  programmeOf,
  type StoreRoom,
  sectionOf,
  settleIn,
} from '../../support/store.ts'

const families = 7
/** A family has two children; those of the first three belong to the village. */
interface Who {
  readonly n: number
  readonly child: 'a' | 'b'
}
const ids = ({ n, child }: Who) => ({ familyId: `fam-${n}`, childId: `kid-${n}${child}` })
const hill = { organisation: 'hill', provisional: true }
const drawsOf = ({ n }: Who): readonly Draw[] => (n <= 3 ? [hill] : [])

type Act =
  | {
      readonly kind: 'claim'
      readonly who: Who
      readonly party: number
      readonly hold: boolean
      readonly wait: boolean
    }
  | { readonly kind: 'release' | 'decline' | 'firm'; readonly who: Who }
  | { readonly kind: 'together'; readonly n: number; readonly on: boolean }
  | { readonly kind: 'belongs'; readonly who: Who; readonly belongs: boolean }
  | { readonly kind: 'grant'; readonly who: Who }
  | { readonly kind: 'sweep' }

const number = fc.integer({ min: 1, max: families })
const who = fc.record({ n: number, child: fc.constantFrom('a' as const, 'b' as const) })
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      who,
      party: fc.integer({ min: 1, max: 3 }),
      hold: fc.boolean(),
      wait: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('release' as const, 'decline' as const, 'firm' as const),
      who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('together' as const), n: number, on: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('belongs' as const), who, belongs: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('grant' as const), who }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'sweep' as const }) },
)
/** Waves of acts that happen at once; hours pass between them, so that holds and offers lapse, and the quota ends. */
const waves = fc.array(fc.array(act, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 5 })

type Done = Exclude<Act, { kind: 'sweep' | 'belongs' | 'grant' }>
const effectOf = (room: StoreRoom, sectionId: string, one: Done): StoreEffect => {
  if (one.kind === 'together') {
    const childIds = [`kid-${one.n}a`, `kid-${one.n}b`]
    return { kind: 'together', sectionId, familyId: `fam-${one.n}`, childIds, on: one.on }
  }
  if (one.kind === 'decline') return { kind: 'release', sectionId, ...ids(one.who), why: 'declined' }
  if (one.kind !== 'claim') return { kind: one.kind, sectionId, ...ids(one.who) }
  const until = one.hold ? room.clock.now() + 48 * hourMs : null
  const { party, wait } = one
  const onFull = wait ? 'wait' : 'refuse'
  return aClaim({ sectionId, ...ids(one.who), party, until, onFull, draws: drawsOf(one.who) })
}

const run = (room: StoreRoom, sectionId: string, one: Act, n: number): Promise<unknown> => {
  const store = n % 2 === 0 ? room.store : room.beside()
  if (one.kind === 'sweep') return store.takeBackLapsed(room.clock.now(), 10)
  if (one.kind === 'grant') return store.grant({ sectionId, ...ids(one.who), reason: 'reason-1' })
  if (one.kind !== 'belongs') return perform(store, effectOf(room, sectionId, one))
  const { belongs } = one
  return store.answerBelonging(sectionId, ids(one.who).childId, { organisation: 'hill', belongs })
}

/** Those who wait, as they are offered seats: one alone, or siblings together. */
const unitsIn = (line: readonly WaitingLine[]): readonly (readonly WaitingLine[])[] => {
  const units = new Map<string, WaitingLine[]>()
  for (const one of line) {
    const name = one.group.length > 0 ? `${one.familyId} ${one.group.join()}` : one.childId
    units.set(name, [...(units.get(name) ?? []), one])
  }
  return [...units.values()]
}

/** What must hold of a section at rest. */
const check = async (room: StoreRoom, sectionId: string): Promise<void> => {
  await room.store.takeBackLapsed(room.clock.now(), 10)
  const counted = await room.store.recountSection(sectionId)
  const table = await room.store.seatsByQuota(sectionId)
  const { waiting: line } = await room.store.waitingList(sectionId, null, 100)
  if (!counted || !table) throw new Error('the section is gone')
  const all = [counted.left, counted.waiting, counted.granted]
  const quotas = counted.quotas.flatMap(({ left, waiting }) => [left, waiting])
  for (const each of [...all, ...quotas]) {
    expect(each.stored).toBe(each.counted)
    expect(each.counted).toBeGreaterThanOrEqual(0)
  }
  expect([counted.broken, counted.notes]).toEqual([[], []])
  const seated = table.holders.map(({ childId }) => childId)
  expect(line.filter(({ childId }) => seated.includes(childId))).toEqual([])
  // No seat is lost: whoever waits does so because nothing that they may draw from is enough.
  const left = { left: table.left, quotas: new Map(table.quotas.map((one) => [one.organisation, one])) }
  for (const unit of unitsIn(line)) expect(sourcesFor(left, unit)).toBe(null)
}

const quotaUntil = '2027-06-03'
const sectionWith = (id: string, cap: number, kept: number) =>
  aSectionInput({
    id,
    site: 'cinema',
    capacity: { cap },
    party: { max: 5 },
    quotas: kept > 0 ? [{ organisation: 'hill', seats: kept, until: quotaUntil }] : [],
  })

const settled = async (): Promise<{
  room: StoreRoom
  fresh: (capacity: number, kept?: number) => Promise<string>
}> => {
  const room = await aStore()
  let sections = 0
  await room.store.publish(programmeOf({ any: 1 }))
  for (let n = 1; n <= families; n++)
    await settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] }))
  const fresh = async (capacity: number, kept = 0) => {
    const name = `s${++sections}`
    room.clock.move(Math.min(0, beforeSeason - room.clock.now()))
    await room.store.publish(aProgramme({ sections: [sectionWith(name, capacity, kept)] }))
    return sectionOf(name)
  }
  return { room, fresh }
}

describe('whatever is sent at once', () => {
  it('a small section is never over its capacity and loses no seat', { timeout: 60_000 }, async () => {
    const { room, fresh } = await settled()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.nat(3), waves, async (capacity, kept, plan) => {
        const section = await fresh(capacity, Math.min(capacity, kept))
        for (const wave of plan) {
          await Promise.all(wave.map((one, n) => run(room, section, one, n)))
          await check(room, section)
          room.clock.move(17 * hourMs)
        }
      }),
      { numRuns: 6 },
    )
  })

  it('nor is a large one', { timeout: 60_000 }, async () => {
    const { room, fresh } = await settled()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.nat(3), waves, async (free, kept, plan) => {
        const section = await fresh(101, Math.min(free, kept))
        const filled = aClaim({ sectionId: section, familyId: 'fam-1', childId: 'crowd', party: 101 - free })
        await perform(room.store, filled)
        for (const wave of plan) {
          await Promise.all(wave.map((one, n) => run(room, section, one, n)))
          await check(room, section)
          room.clock.move(17 * hourMs)
        }
      }),
      { numRuns: 4 },
    )
  })

  it('of sixty who want the last three seats, three get them and all others stand in line once', async () => {
    const { room, fresh } = await settled()
    const sectionId = await fresh(3)
    const claims = Array.from({ length: 60 }, (_, n) =>
      aClaim({ sectionId, familyId: 'fam-1', childId: `child-${n}` }),
    )
    const outcomes = await Promise.all(claims.map((claim) => perform(room.store, claim)))
    expect(outcomes.filter((outcome) => outcome.did === 'seat')).toHaveLength(3)
    const again = await Promise.all(claims.map((claim) => perform(room.beside(), claim)))
    expect(again.map((outcome) => outcome.did)).toEqual(outcomes.map((outcome) => outcome.did))
    const places = again.flatMap((outcome) => (outcome.did === 'waiting' ? [outcome.position] : []))
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 57 }, (_, n) => n + 1))
    await check(room, sectionId)
  })
})
