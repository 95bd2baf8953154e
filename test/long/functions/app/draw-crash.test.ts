import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aDrawRoom, ball, draw, drawnAfterStop, type Named, pointsOf } from '../../../support/draw-room.ts'

const family: fc.Arbitrary<Named> = fc.record({
  ranked: fc.constantFrom([ball], [draw], [ball, draw], [draw, ball]),
  waits: fc.boolean(),
  pair: fc.boolean(),
})

describe('the run of a draw', () => {
  it('killed at every point and begun again comes to the seats of the table', async () => {
    const points = await pointsOf(await aDrawRoom())
    for (let stop = 1; stop <= points; stop++) {
      const { table, seated } = await drawnAfterStop(await aDrawRoom(), stop)
      expect(seated, `stopped at ${stop}`).toEqual(table)
    }
  }, 300_000)

  it('whoever wished for whatever, killed anywhere: the seats of the table, and nobody waits who did not ask', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(family, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 60 }),
        async (families, seats, stop) => {
          const { table, seated } = await drawnAfterStop(await aDrawRoom(families, { seats }), stop)
          for (const section of [ball, draw] as const) {
            expect(seated[section]).toEqual(table[section])
            // Siblings stay off a list where a single seat is left that one of them would take.
            const waiting = seated[`${section} waiting`] ?? []
            const listed = table[`${section} waiting`]
            expect(waiting).toEqual(listed.filter((id) => waiting.includes(id)))
          }
        },
      ),
      { numRuns: 40 },
    )
  }, 300_000)
})
