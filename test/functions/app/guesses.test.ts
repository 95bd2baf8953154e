import { describe, expect, it } from 'vitest'
import type { CodeFact, Query } from '../../../bot/dialogue/state.ts'
import { guardCodes } from '../../../functions/app/guesses.ts'
import { wrongCodesAnHourForAll } from '../../../functions/app/limits.ts'
import { hourMs } from '../../../shared/time.ts'
import { aFamily } from '../../support/family.ts'

const good: CodeFact = { purpose: 'join', family: aFamily(), until: Number.MAX_SAFE_INTEGER }
const code = (digits: string): Query => ({ kind: 'code', code: digits })

const aStore = () => ({
  look: async (queries: readonly Query[]) => ({
    seats: new Map(),
    positions: new Map(),
    codes: new Map(
      queries.flatMap((query) =>
        query.kind === 'code' ? [[query.code, query.code === '12345678' ? good : null] as const] : [],
      ),
    ),
  }),
})

describe('wrong codes of everybody together', () => {
  it('end the looking up of codes for an hour, good ones too, and of nothing else', async () => {
    const clock = { at: 0, now: () => clock.at }
    const { look } = guardCodes(aStore(), clock)
    for (let tries = 0; tries < wrongCodesAnHourForAll; tries++) await look([code('00000000')])
    expect((await look([code('12345678')])).codes.get('12345678')).toBeNull()
    clock.at = hourMs
    expect((await look([code('12345678')])).codes.get('12345678')).toBe(good)
  })

  it('are not counted for codes that hold', async () => {
    const { look } = guardCodes(aStore(), { now: () => 0 })
    for (let tries = 0; tries <= wrongCodesAnHourForAll; tries++) {
      expect((await look([code('12345678')])).codes.get('12345678')).toBe(good)
    }
  })
})
