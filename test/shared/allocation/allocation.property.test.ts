import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Applicant, allocate, type Draw, type Table } from '../../../shared/allocation.ts'
import { draws, seeds } from '../../support/allocation.ts'
import {
  bookAllocation,
  canSeat,
  choiceOf,
  gotOf,
  mayHave,
  pairsAgainst,
} from '../../support/allocation-check.ts'

const drawn = (kind: 'siblings' | 'alone', check: (draw: Draw, table: Table, seed: string) => void): void =>
  fc.assert(
    fc.property(draws(kind), seeds, (draw, seed) => check(draw, allocate(draw, seed), seed)),
    { numRuns: 60 },
  )

describe('any draw', () => {
  it('never gives more seats than there are, nor a kept one to somebody else', () => {
    drawn('siblings', (draw, table) => {
      for (const section of draw.sections) {
        const admitted = draw.applicants.filter(({ childId }) => gotOf(table, childId).includes(section.id))
        expect(canSeat(section, admitted)).toBe(true)
        for (const { organisation, seats } of section.quotas) {
          const drawing = table.rows.flatMap(({ childId, accepted }) =>
            accepted.some((one) => one.section === section.id && one.quota === organisation) ? [childId] : [],
          )
          expect(drawing.length).toBeLessThanOrEqual(seats)
          for (const id of drawing)
            expect(draw.applicants.find(({ childId }) => childId === id)?.organisations).toContain(
              organisation,
            )
        }
        const open = table.rows.filter(({ accepted }) =>
          accepted.some((one) => one.section === section.id && one.quota === null),
        )
        const kept = section.quotas.reduce((sum, { seats }) => sum + seats, 0)
        expect(open.length).toBeLessThanOrEqual(Math.max(0, (section.seats ?? 0) - kept))
      }
    })
  })

  it('breaks no limit and lets nothing overlap, what a child had before included', () => {
    drawn('siblings', (draw, table) => {
      for (const { childId, taken, wishes } of draw.applicants) {
        const got = gotOf(table, childId)
        expect(mayHave(draw, [...taken, ...got])).toBe(true)
        expect(wishes).toEqual(expect.arrayContaining([...got]))
      }
    })
  })

  it('says of every wish that it was accepted, or why not', () => {
    drawn('siblings', (draw, table) => {
      expect(table.rows.map(({ childId }) => childId).sort()).toEqual(
        draw.applicants.map(({ childId }) => childId).sort(),
      )
      for (const { childId, wishes } of draw.applicants) {
        const row = table.rows.find((each) => each.childId === childId)
        const told = [...(row?.accepted ?? []), ...(row?.refused ?? [])].map(({ section }) => section)
        expect(told.sort()).toEqual([...wishes].sort())
      }
    })
  })

  it('is the same in whatever order children and sections are given', () => {
    fc.assert(
      fc.property(
        draws('siblings').chain((draw) =>
          fc.tuple(
            fc.constant(draw),
            fc.shuffledSubarray([...draw.applicants], { minLength: draw.applicants.length }),
            fc.shuffledSubarray([...draw.sections], { minLength: draw.sections.length }),
          ),
        ),
        seeds,
        ([draw, applicants, sections], seed) => {
          expect(allocate({ ...draw, applicants, sections }, seed)).toEqual(allocate(draw, seed))
        },
      ),
    )
  })

  it('reports exactly the pairs that block it, and only of siblings who chose together', () => {
    drawn('siblings', (draw, table) => {
      const told = table.blocking.map(({ childId, sectionId }) => [childId, sectionId])
      expect(told.sort()).toEqual(
        pairsAgainst(draw, table)
          .map((pair) => [...pair])
          .sort(),
      )
      for (const { childId } of table.blocking)
        expect(draw.applicants.find((each) => each.childId === childId)?.together).not.toBe(null)
    })
  })

  it('admits siblings who asked to be together into each section that they share, or neither', () => {
    drawn('siblings', (draw, table) => {
      for (const a of draw.applicants)
        for (const b of draw.applicants) {
          if (a.together === null || a.together !== b.together || a.familyId !== b.familyId) continue
          for (const id of a.wishes.filter((wish) => b.wishes.includes(wish)))
            expect(gotOf(table, a.childId).includes(id)).toBe(gotOf(table, b.childId).includes(id))
        }
    })
  })

  it('gives a family one number', () => {
    drawn('siblings', (_, table) => {
      const numbers = new Map(table.rows.map(({ familyId, number }) => [familyId, number]))
      for (const { familyId, number } of table.rows) expect(number).toBe(numbers.get(familyId))
    })
  })

  it('takes priority groups in their order', () => {
    drawn('siblings', (draw, { rows }) => {
      const rank = (group: string | null) =>
        group === null ? draw.groups.length : draw.groups.indexOf(group)
      const ranks = rows.map(({ group }) => rank(group))
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    })
  })

  it('queues who found no seat in the order of the draw', () => {
    drawn('siblings', (_, table) => {
      const turns = new Map(table.rows.map(({ childId, turn }) => [childId, turn]))
      for (const { childIds, sectionId } of table.waiting) {
        const order = childIds.map((id) => turns.get(id) ?? 0)
        expect(order).toEqual([...order].sort((a, b) => a - b))
        for (const id of childIds) expect(gotOf(table, id)).not.toContain(sectionId)
      }
    })
  })
})

describe('a draw without siblings', () => {
  it('is stable', () => {
    drawn('alone', (draw, table) => {
      expect(pairsAgainst(draw, table)).toEqual([])
      expect(table.blocking).toEqual([])
    })
  })

  it('is what deferred acceptance comes to, whoever proposes first, where a child may have one section', () => {
    drawn('alone', (draw) => {
      const one = { ...draw, courses: 1, sections: draw.sections.map((each) => ({ ...each, counts: true })) }
      const free = { ...one, applicants: one.applicants.map((each) => ({ ...each, taken: [] })) }
      const table = allocate(free, 'seed')
      const order = table.rows.map(({ childId }) => childId)
      const expected = bookAllocation({ ...free, applicants: [...free.applicants].reverse() }, order)
      for (const id of order) expect(gotOf(table, id)).toEqual([expected.get(id)].filter(Boolean))
    })
  })

  it('gives each child the best set of what those before it left', () => {
    drawn('alone', (draw, table) => {
      const before: Applicant[] = []
      for (const { childId } of table.rows) {
        const child = draw.applicants.find((each) => each.childId === childId)
        if (!child) throw new Error('a row without a child')
        const left = draw.sections.filter((section) => {
          const seated = before.filter((each) => gotOf(table, each.childId).includes(section.id))
          return section.seats !== null && canSeat(section, [...seated, child])
        })
        const best = choiceOf(
          draw,
          child,
          left.map(({ id }) => id),
        )
        expect(gotOf(table, childId)).toEqual(best)
        before.push(child)
      }
    })
  })

  const withOther = (draw: Draw, childId: string, wishes: readonly string[]): Draw => ({
    ...draw,
    applicants: draw.applicants.map((each) => (each.childId === childId ? { ...each, wishes } : each)),
  })

  const reordering = draws('alone').chain((draw) =>
    fc.tuple(
      fc.constant(draw),
      fc.nat(Math.max(0, draw.applicants.length - 1)),
      fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e']),
    ),
  )

  it('serves nobody better who hides the true order of its wishes', () => {
    fc.assert(
      fc.property(reordering, seeds, ([draw, at, lie], seed) => {
        const child = draw.applicants[at]
        if (!child) return
        const honest = gotOf(allocate(draw, seed), child.childId)
        const lied = gotOf(allocate(withOther(draw, child.childId, lie), seed), child.childId)
        // The first wish on which the two differ is one that the truth got.
        const first = child.wishes.find((wish) => honest.includes(wish) !== lied.includes(wish))
        if (first !== undefined) expect(honest).toContain(first)
      }),
      { numRuns: 100 },
    )
  })

  it('changes nothing for anybody who comes before a child that names other wishes', () => {
    fc.assert(
      fc.property(reordering, seeds, ([draw, at, wishes], seed) => {
        const child = draw.applicants[at]
        if (!child) return
        const before = allocate(draw, seed)
        const after = allocate(withOther(draw, child.childId, wishes), seed)
        const turn = before.rows.findIndex(({ childId }) => childId === child.childId)
        expect(after.rows.slice(0, turn).map((row) => row.accepted.map(({ section }) => section))).toEqual(
          before.rows.slice(0, turn).map((row) => row.accepted.map(({ section }) => section)),
        )
        expect(after.rows.slice(0, turn).map((row) => row.refused)).toEqual(
          before.rows.slice(0, turn).map((row) => row.refused),
        )
      }),
      { numRuns: 100 },
    )
  })

  it('is served no worse in a higher group', () => {
    fc.assert(
      fc.property(reordering, seeds, ([draw, at], seed) => {
        const child = draw.applicants[at]
        const [top] = draw.groups
        if (!child || top === undefined) return
        const lifted = {
          ...draw,
          applicants: draw.applicants.map((each) => (each === child ? { ...each, groups: [top] } : each)),
        }
        const low = gotOf(allocate({ ...draw, applicants: draw.applicants }, seed), child.childId)
        const high = gotOf(allocate(lifted, seed), child.childId)
        const first = child.wishes.find((wish) => low.includes(wish) !== high.includes(wish))
        if (first !== undefined) expect(high).toContain(first)
      }),
    )
  })
})

it('the same draw twice is the same table, reasons and all', () => {
  drawn('siblings', (draw, table, seed) => {
    expect(allocate(structuredClone(draw), seed)).toEqual(table)
  })
})
