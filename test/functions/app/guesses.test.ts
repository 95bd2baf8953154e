import { describe, expect, it } from 'vitest'
import type { CodeFact, Query } from '../../../bot/dialogue/state.ts'
import { guardCodes } from '../../../functions/app/guesses.ts'
import { networksKept, wrongCodesAnHour } from '../../../functions/app/limits.ts'
import { hourMs } from '../../../shared/time.ts'
import { aFamily } from '../../support/family.ts'

const { fromOneNetwork, fromAll, fromOneNetworkUnderAttack } = wrongCodesAnHour
const good: CodeFact = { purpose: 'join', family: aFamily(), until: Number.MAX_SAFE_INTEGER, tries: 0 }
const code = (digits: string): Query => ({ kind: 'code', code: digits })

const aStore = () => ({
  look: async (queries: readonly Query[]) => ({
    seats: new Map(),
    positions: new Map(),
    entered: new Map(),
    requests: new Map(),
    looks: new Map(),
    same: new Map(),
    kin: new Map(),
    wishes: new Map(),
    codes: new Map(
      queries.flatMap((query) =>
        query.kind === 'code' ? [[query.code, query.code === '12345678' ? good : null] as const] : [],
      ),
    ),
  }),
})

const aGuard = () => {
  const clock = { at: 0, now: () => clock.at }
  const guarded = guardCodes(aStore(), clock)
  const type = async (network: string | null, digits: string) =>
    (await guarded(network).look([code(digits)])).codes.get(digits)
  return {
    clock,
    typeWrong: async (network: string | null, times: number) => {
      for (let n = 0; n < times; n++) await type(network, '00000000')
    },
    typeRight: (network: string | null) => type(network, '12345678'),
  }
}

/** As many networks as it takes, each with one wrong code fewer than it may. */
const attack = async ({ typeWrong }: ReturnType<typeof aGuard>) => {
  const each = fromOneNetwork - 1
  for (let n = 0; n * each < fromAll; n++) await typeWrong(`10.0.0.${n}`, each)
}

describe('wrong codes from one network', () => {
  it('end the looking up of codes for it, good ones too, until the first is an hour old', async () => {
    const { clock, typeWrong, typeRight } = aGuard()
    await typeWrong('203.0.113.1', fromOneNetwork)
    expect(await typeRight('203.0.113.1')).toBeNull()
    clock.at = hourMs
    expect(await typeRight('203.0.113.1')).toBe(good)
  })

  it('take nothing from any other', async () => {
    const { typeWrong, typeRight } = aGuard()
    await typeWrong('203.0.113.1', 10 * fromOneNetwork)
    expect(await typeRight('203.0.113.2')).toBe(good)
  })

  it('are counted also when they come all at once', async () => {
    const guarded = guardCodes(aStore(), { now: () => 0 })
    const asked: string[] = []
    const watched = guardCodes(
      {
        look: async (queries: readonly Query[]) => {
          asked.push(...queries.map(({ kind }) => kind))
          return guarded(null).look(queries)
        },
      },
      { now: () => 0 },
    )
    await Promise.all(
      Array.from({ length: 5 * fromOneNetwork }, () => watched('203.0.113.1').look([code('00000000')])),
    )
    expect(asked).toHaveLength(fromOneNetwork)
  })

  it('are not counted for codes that hold', async () => {
    const { typeRight } = aGuard()
    for (let tries = 0; tries <= fromOneNetwork; tries++) expect(await typeRight('203.0.113.1')).toBe(good)
  })

  it('are remembered for a bounded number of networks', async () => {
    const { typeWrong, typeRight } = aGuard()
    await typeWrong('203.0.113.1', fromOneNetworkUnderAttack)
    for (let n = 0; n < networksKept; n++) await typeWrong(`network-${n}`, 1)
    expect(await typeRight('203.0.113.1')).toBe(good)
  })
})

describe('wrong codes from many networks', () => {
  it('leave each of them few tries', async () => {
    const guard = aGuard()
    await attack(guard)
    await guard.typeWrong('203.0.113.1', fromOneNetworkUnderAttack)
    expect(await guard.typeRight('203.0.113.1')).toBeNull()
  })

  it('lock out nobody who types a code right, not even after a slip', async () => {
    const guard = aGuard()
    await attack(guard)
    expect(await guard.typeRight('203.0.113.1')).toBe(good)
    await guard.typeWrong('203.0.113.2', 1)
    expect(await guard.typeRight('203.0.113.2')).toBe(good)
  })

  it('do not concern whom a gateway vouches for', async () => {
    const guard = aGuard()
    await attack(guard)
    await guard.typeWrong(null, 2 * fromOneNetwork)
    expect(await guard.typeRight(null)).toBe(good)
  })
})

describe('whether a child is entered already', () => {
  const stranger = { familyId: 'family-1', childId: 'child-1', asks: 'guardians', hearers: [] } as const
  const ask = (key: string): Query => ({
    kind: 'same',
    programmeId: 'mini-2027',
    familyId: null,
    children: [{ key, known: { name: key, years: [], month: null } }],
  })
  const store = {
    look: async (queries: readonly Query[]) => ({
      ...(await aStore().look(queries)),
      same: new Map(
        queries.flatMap((query) =>
          query.kind === 'same'
            ? query.children.map(
                ({ key }) => [key, { marks: ['m'], others: key === 'known' ? [stranger] : [] }] as const,
              )
            : [],
        ),
      ),
    }),
  }
  const guarded = () => guardCodes(store, { now: () => 0 })
  const told = async (guard: ReturnType<typeof guarded>, network: string | null, key: string) =>
    (await guard(network).look([ask(key)])).same.get(key)

  it('is told from one network as often as wrong codes are, and then no more, to nobody’s harm', async () => {
    const guard = guarded()
    for (let n = 0; n < fromOneNetwork; n++)
      expect(await told(guard, '203.0.113.1', 'known')).toMatchObject({ others: [stranger] })
    expect(await told(guard, '203.0.113.1', 'known')).toEqual({ marks: ['m'], others: [], unasked: true })
    expect(await told(guard, '203.0.113.2', 'known')).toMatchObject({ others: [stranger] })
    expect(await told(guard, null, 'known')).toMatchObject({ others: [stranger] })
  })

  it('counts nobody who enters a child of the own', async () => {
    const guard = guarded()
    for (let n = 0; n < 3 * fromOneNetwork; n++) await told(guard, '203.0.113.1', 'own')
    expect(await told(guard, '203.0.113.1', 'known')).toMatchObject({ others: [stranger] })
  })
})
