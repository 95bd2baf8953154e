import { describe, expect, it } from 'vitest'
import { allocateProgramme } from '../../../functions/app/allocate.ts'
import { allocate, type WishesNow } from '../../../shared/allocation.ts'
import type { Programme } from '../../../shared/programme.ts'
import { aCatalogue, aProgramme, type ProgrammeInput } from '../../support/programme.ts'

const days = { from: '2027-06-01', to: '2027-06-03', drawn: '2027-06-05' }
const wishing = (seed: string | null, overrides: Partial<ProgrammeInput> = {}): Programme =>
  aProgramme({ allocation: { method: 'wishes', wishes: { ...days, seed } }, ...overrides })
const child = (n: number): WishesNow => ({
  childId: `child-${n}`,
  familyId: `family-${n}`,
  organisations: ['hill'],
  together: null,
  ranked: ['mini-2027.ball-tiny'],
  taken: [],
})

/** A port that gives these pages. */
const deps = (programme: Programme, ...pages: readonly (readonly WishesNow[])[]) => ({
  store: {
    open: async () => ({ conversation: null, family: null, catalogue: aCatalogue(programme) }),
    wishesOf: async function* () {
      yield* pages
    },
  },
})

describe('drawing a programme', () => {
  it('takes all pages, in whatever order they come', async () => {
    const programme = wishing(null)
    const one = await allocateProgramme(deps(programme, [child(1), child(2)], [child(3)]))('mini-2027', 's')
    const other = await allocateProgramme(deps(programme, [child(3)], [child(2), child(1)]))('mini-2027', 's')
    expect(one.ok && one.value.table.rows).toHaveLength(3)
    expect(other).toEqual(one)
  })

  it('uses the published seed where none is given, and says which one is published', async () => {
    const drawn = await allocateProgramme(deps(wishing('2027061'), [child(1)]))('mini-2027', null)
    expect(drawn).toMatchObject({ ok: true, value: { published: '2027061', table: { seed: '2027061' } } })
    const tried = await allocateProgramme(deps(wishing('2027061'), [child(1)]))('mini-2027', 'x')
    expect(tried).toMatchObject({ ok: true, value: { published: '2027061', table: { seed: 'x' } } })
  })

  it('gives with the table all that it follows from', async () => {
    const drawn = await allocateProgramme(deps(wishing(null), [child(1), child(2), child(3)]))(
      'mini-2027',
      's',
    )
    if (!drawn.ok) throw new Error(drawn.error)
    expect(allocate(drawn.value.draw, 's')).toEqual(drawn.value.table)
  })

  it.each([
    ['an unknown programme', 'programme', wishing(null), 'other-2027', 's'],
    ['a programme without wishes', 'wishes', aProgramme(), 'mini-2027', 's'],
    ['a seed that nobody published', 'seed', wishing(null), 'mini-2027', null],
  ] as const)('refuses %s', async (_, error, programme, id, seed) => {
    expect(await allocateProgramme(deps(programme))(id, seed)).toEqual({ ok: false, error })
  })
})
