import { describe, expect, it } from 'vitest'
import { type Applicant, allocate, type Draw, lotteryNumber, type Table } from '../../../shared/allocation.ts'
import { aDraw, anApplicant, anOffered } from '../../support/allocation.ts'
import { choiceOf, gotOf } from '../../support/allocation-check.ts'

const seed = '2027061'
/** Children whose families draw in this order, so that an example can be followed by hand. */
const inOrder = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `k${n}`).sort(
    (a, b) => lotteryNumber(seed, `family-${a}`) - lotteryNumber(seed, `family-${b}`),
  )
const [one = '', two = '', three = '', four = ''] = inOrder(4)

const reasonOf = (table: Table, childId: string, section: string) =>
  table.rows.find((row) => row.childId === childId)?.refused.find((each) => each.section === section)?.reason
const drawOf = (applicants: readonly Applicant[], rest: Partial<Draw>) => aDraw({ applicants, ...rest })

describe('seats', () => {
  it('go to the smallest number first; who comes too late hears who was the last', () => {
    const wishes = ['a']
    const draw = drawOf(
      [three, two, one].map((id) => anApplicant(id, { wishes })),
      { sections: [anOffered('a', 2)] },
    )
    const table = allocate(draw, seed)
    expect(table.rows.map(({ childId, turn }) => [childId, turn])).toEqual([
      [one, 1],
      [two, 2],
      [three, 3],
    ])
    expect([one, two, three].map((id) => gotOf(table, id))).toEqual([['a'], ['a'], []])
    const last = { group: null, number: lotteryNumber(seed, `family-${two}`) }
    expect(reasonOf(table, three, 'a')).toEqual({ code: 'full', last })
    expect(table.waiting).toEqual([{ sectionId: 'a', childIds: [three] }])
  })

  it('go to a priority group before anybody else, whatever the numbers', () => {
    const draw = drawOf(
      [anApplicant(one, { wishes: ['a'] }), anApplicant(four, { wishes: ['a'], groups: ['hardship'] })],
      { groups: ['hardship'], sections: [anOffered('a', 1)] },
    )
    const table = allocate(draw, seed)
    expect(gotOf(table, four)).toEqual(['a'])
    expect(reasonOf(table, one, 'a')).toMatchObject({ last: { group: 'hardship' } })
  })

  it('that are kept go to their own first, so that the open ones are left for the others', () => {
    const sections = [anOffered('a', 2, { quotas: [{ organisation: 'firm', seats: 1 }] })]
    const firm = { wishes: ['a'], organisations: ['firm'] }
    const draw = drawOf([anApplicant(one, firm), anApplicant(two, { wishes: ['a'] })], { sections })
    const table = allocate(draw, seed)
    expect(table.rows.map(({ accepted }) => accepted)).toEqual([
      [{ section: 'a', quota: 'firm' }],
      [{ section: 'a', quota: null }],
    ])
  })

  it('that are kept stay empty rather than go to others', () => {
    const sections = [anOffered('a', 1, { quotas: [{ organisation: 'firm', seats: 1 }] })]
    const table = allocate(drawOf([anApplicant(one, { wishes: ['a'] })], { sections }), seed)
    expect(reasonOf(table, one, 'a')).toEqual({ code: 'full', last: null })
  })

  it('of two quotas are given so that a later child is not shut out by which one came first', () => {
    const quotas = ['firm', 'village'].map((organisation) => ({ organisation, seats: 1 }))
    const draw = drawOf(
      [
        anApplicant(one, { wishes: ['a'], organisations: ['firm', 'village'] }),
        anApplicant(two, { wishes: ['a'], organisations: ['firm'] }),
      ],
      { sections: [anOffered('a', 2, { quotas })] },
    )
    expect(allocate(draw, seed).rows.map(({ accepted }) => accepted[0]?.quota)).toEqual(['village', 'firm'])
  })
})

describe('the wishes of a child', () => {
  it('are gone through in its order, up to the limit', () => {
    const sections = ['a', 'b', 'c'].map((id) => anOffered(id, 1))
    const table = allocate(drawOf([anApplicant(one, { wishes: ['c', 'a', 'b'] })], { sections }), seed)
    expect(gotOf(table, one)).toEqual(['c', 'a'])
    expect(reasonOf(table, one, 'b')).toEqual({ code: 'limit', courses: 2 })
    expect(table.waiting).toEqual([])
  })

  it('count what the child has already', () => {
    const sections = [anOffered('had', 0, { seats: null }), anOffered('a', 1)]
    const child = anApplicant(one, { wishes: ['a'], taken: ['had'] })
    const table = allocate(drawOf([child], { courses: 1, sections }), seed)
    expect(reasonOf(table, one, 'a')).toEqual({ code: 'limit', courses: 1 })
  })

  it('give way to a higher one at the same hours, and stand where that one was full', () => {
    const sections = [anOffered('a', 1, { apart: [{ section: 'b', because: 'overlap' }] }), anOffered('b', 2)]
    const wishes = ['a', 'b']
    const table = allocate(
      drawOf([anApplicant(one, { wishes }), anApplicant(two, { wishes })], { sections }),
      seed,
    )
    expect(gotOf(table, one)).toEqual(['a'])
    expect(reasonOf(table, one, 'b')).toEqual({ code: 'overlap', with: 'a' })
    expect(gotOf(table, two)).toEqual(['b'])
  })

  it('for what this draw does not give are told so', () => {
    const table = allocate(
      drawOf([anApplicant(one, { wishes: ['gone', 'other'] })], {
        sections: [anOffered('other', 0, { seats: null })],
      }),
      seed,
    )
    expect(table.rows[0]?.refused.map(({ reason }) => reason.code)).toEqual(['not_offered', 'not_offered'])
  })
})

describe('siblings who asked to be together', () => {
  const pair = (wishes: readonly (readonly string[])[], familyId = `family-${one}`) =>
    wishes.map((each, n) => anApplicant(`sib-${n}`, { familyId, together: 'us', wishes: each }))

  it('pass over a single seat, keep their place in the queue, and are reported', () => {
    const draw = drawOf([...pair([['a'], ['a']]), anApplicant(two, { wishes: ['a'] })], {
      sections: [anOffered('a', 1)],
    })
    const table = allocate(draw, seed)
    expect(gotOf(table, two)).toEqual(['a'])
    expect(reasonOf(table, 'sib-0', 'a')).toEqual({ code: 'together', with: ['sib-1'], because: 'seats' })
    expect(table.waiting).toEqual([{ sectionId: 'a', childIds: ['sib-0', 'sib-1'] }])
    expect(table.blocking).toEqual([
      { childId: 'sib-0', sectionId: 'a' },
      { childId: 'sib-1', sectionId: 'a' },
    ])
  })

  it('get a section that only one of them wants as any child does', () => {
    const sections = [anOffered('a', 2), anOffered('b', 1)]
    const table = allocate(drawOf(pair([['a', 'b'], ['a']]), { sections }), seed)
    expect(gotOf(table, 'sib-0')).toEqual(['a', 'b'])
    expect(gotOf(table, 'sib-1')).toEqual(['a'])
  })

  it('are kept away by what keeps one of them away, and do not wait for it', () => {
    const sections = [
      anOffered('had', 0, { seats: null, apart: [{ section: 'a', because: 'overlap' }] }),
      anOffered('a', 2),
    ]
    const [first, second] = pair([['a'], ['a']])
    if (!first || !second) throw new Error('a pair is two')
    const table = allocate(drawOf([first, { ...second, taken: ['had'] }], { sections }), seed)
    expect(reasonOf(table, 'sib-0', 'a')).toEqual({ code: 'together', with: ['sib-1'], because: 'overlap' })
    expect(reasonOf(table, 'sib-1', 'a')).toEqual({ code: 'overlap', with: 'had' })
    expect(table.waiting).toEqual([])
  })

  it('stand where the later of them would: being together lifts nobody', () => {
    const [first, second] = pair([['a'], ['a']], `family-${four}`)
    if (!first || !second) throw new Error('a pair is two')
    const draw = drawOf([{ ...first, groups: ['hardship'] }, second, anApplicant(one, { wishes: ['a'] })], {
      groups: ['hardship'],
      sections: [anOffered('a', 2)],
    })
    expect(gotOf(allocate(draw, seed), one)).toEqual(['a'])
  })

  it('who did not ask for it are two children with one number', () => {
    const draw = drawOf(
      pair([['a'], ['a']]).map((each) => ({ ...each, together: null })),
      { sections: [anOffered('a', 1)] },
    )
    const table = allocate(draw, seed)
    expect(table.rows.map(({ accepted }) => accepted.length)).toEqual([1, 0])
    expect(new Set(table.rows.map(({ number }) => number)).size).toBe(1)
    expect(table.blocking).toEqual([])
  })

  it('of two families are strangers, whatever their word', () => {
    const [first, second] = pair([['a'], ['a']])
    if (!first || !second) throw new Error('a pair is two')
    const draw = drawOf([first, { ...second, familyId: `family-${two}` }], { sections: [anOffered('a', 1)] })
    expect(gotOf(allocate(draw, seed), 'sib-0')).toEqual(['a'])
  })
})

describe('happiness', () => {
  it('weighs a first wish of three with 3, the last with 1', () => {
    const sections = [anOffered('a', 0), anOffered('b', 1), anOffered('c', 1)]
    const table = allocate(drawOf([anApplicant(one, { wishes: ['a', 'b', 'c'] })], { sections }), seed)
    expect(table.happiness).toBe((2 + 1) / (3 + 2 + 1))
  })

  it('of nobody is none', () => {
    expect(allocate(aDraw(), seed).happiness).toBe(null)
  })
})

it('a child that stands in the draw twice is a mistake of whoever made the draw', () => {
  expect(() => allocate(drawOf([anApplicant(one), anApplicant(one)], {}), seed)).toThrow(/twice/)
})

/**
 * Why all sections rank children alike: with an order of its own for each there may be no stable table at all once hours
 * overlap. x wants a, then b, then c, where b overlaps both others; y wants c, then a, and has time for one of them. The
 * single seat of a would rather go to y, that of c rather to x.
 */
it('an order of its own for each section may leave no stable table', () => {
  const apart = ['a', 'c'].map((section) => ({ section, because: 'overlap' as const }))
  const sections = [anOffered('a', 1), anOffered('b', 1, { apart }), anOffered('c', 1), anOffered('had', 0)]
  const x = anApplicant('x', { wishes: ['a', 'b', 'c'] })
  const y = anApplicant('y', { wishes: ['c', 'a'], taken: ['had'] })
  const draw = drawOf([x, y], { sections })
  const rather: Record<string, readonly string[]> = { a: ['y', 'x'], b: ['x'], c: ['x', 'y'] }
  const isStable = (holder: Record<string, string | null>): boolean =>
    [x, y].every((child) => {
      const got = ['a', 'b', 'c'].filter((id) => holder[id] === child.childId)
      const takes = (from: readonly string[], id: string) => choiceOf(draw, child, from).includes(id)
      const before = (id: string) => {
        const rank = (who: string | null | undefined) => rather[id]?.indexOf(who ?? '') ?? -1
        return rank(child.childId) >= 0 && (holder[id] === null || rank(child.childId) < rank(holder[id]))
      }
      const keepsAll = got.every((id) => takes(got, id))
      return keepsAll && !['a', 'b', 'c'].some((id) => before(id) && takes([...got, id], id))
    })
  const who = [null, 'x', 'y']
  const all = who.flatMap((a) => who.flatMap((b) => who.map((c) => ({ a, b, c }))))
  expect(all.filter(isStable)).toEqual([])
  // The checker knows a stable table: with one order for all, there is exactly the one that the draw gives.
  for (const id of ['a', 'b', 'c']) rather[id] = ['x', 'y']
  expect(all.filter(isStable)).toEqual([{ a: 'x', b: null, c: 'x' }])
})
