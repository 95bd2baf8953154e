import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoreEffect } from '../../../functions/app/ports.ts'
import { hourMs } from '../../../shared/time.ts'
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
const ids = (n: number) => ({ familyId: `fam-${n}`, childId: `kid-${n}` })

type Act =
  | {
      readonly kind: 'claim'
      readonly n: number
      readonly party: number
      readonly hold: boolean
      readonly wait: boolean
    }
  | { readonly kind: 'release' | 'firm'; readonly n: number }
  | { readonly kind: 'sweep' }

const who = fc.integer({ min: 1, max: families })
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      n: who,
      party: fc.integer({ min: 1, max: 3 }),
      hold: fc.boolean(),
      wait: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('release' as const, 'firm' as const), n: who }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'sweep' as const }) },
)
/** Waves of acts that happen at once; hours pass between them, so that holds lapse. */
const waves = fc.array(fc.array(act, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 5 })

const effectOf = (room: StoreRoom, sectionId: string, one: Exclude<Act, { kind: 'sweep' }>): StoreEffect => {
  if (one.kind !== 'claim') return { kind: one.kind, sectionId, ...ids(one.n) }
  const until = one.hold ? room.clock.now() + 48 * hourMs : null
  return aClaim({ sectionId, ...ids(one.n), party: one.party, until, onFull: one.wait ? 'wait' : 'refuse' })
}

const run = (room: StoreRoom, sectionId: string, one: Act, n: number): Promise<unknown> => {
  const store = n % 2 === 0 ? room.store : room.beside()
  return one.kind === 'sweep'
    ? store.takeBackLapsed(room.clock.now(), 10)
    : perform(store, effectOf(room, sectionId, one))
}

/** What must hold of a section at rest. */
const check = async (room: StoreRoom, sectionId: string): Promise<void> => {
  await room.store.takeBackLapsed(room.clock.now(), 10)
  const counted = await room.store.recountSection(sectionId)
  expect(counted?.left.counted).toBeGreaterThanOrEqual(0)
  expect(counted?.left.stored).toBe(counted?.left.counted)
  expect(counted?.waiting.stored).toBe(counted?.waiting.counted)
  // No seat is lost: whoever is first in line waits only because the party does not fit.
  for await (const item of room.db.query({
    pk: `SECTION#${sectionId}`,
    from: 'WAIT#',
    to: 'WAIT#~',
    limit: 1,
  })) {
    expect(Number(item.n)).toBeGreaterThan(counted?.left.stored ?? 0)
  }
}

const settled = async (): Promise<{ room: StoreRoom; fresh: (capacity: number) => Promise<string> }> => {
  const room = await aStore()
  let sections = 0
  await room.store.publish(programmeOf({ any: 1 }))
  for (let n = 1; n <= families; n++)
    await settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] }))
  const fresh = async (capacity: number) => {
    const name = `s${++sections}`
    await room.store.publish(programmeOf({ any: 1, [name]: capacity }))
    return sectionOf(name)
  }
  return { room, fresh }
}

describe('whatever is sent at once', () => {
  it('a small section is never over its capacity and loses no seat', { timeout: 60_000 }, async () => {
    const { room, fresh } = await settled()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), waves, async (capacity, plan) => {
        const section = await fresh(capacity)
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
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), waves, async (free, plan) => {
        const section = await fresh(101)
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
