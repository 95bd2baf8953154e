import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFullJitter } from '../../support/faults.ts'
import { anySetting, anyTrouble } from '../../support/seats-model/commands.ts'
import { seatsGround } from '../../support/seats-model/real.ts'
import { runBoth, someCommands } from '../../support/seats-model/run.ts'

/** Many more, and longer ones: test/long/functions/store/seats-model.test.ts. */
const commands = someCommands(30)
/** The same runs each time here; others by the long test's setting. */
const seed = 20270705

describe('whatever parents and staff do, seats are what a simple model says', () => {
  it('command by command', { timeout: 60_000 }, async () => {
    const ground = await seatsGround()
    const property = fc.asyncProperty(anySetting, commands, (setting, plan) =>
      runBoth(ground, setting, null, plan),
    )
    await fc.assert(property, { numRuns: 6, seed })
  })

  it('with one request in five meeting a fault, and the program stopping dead now and then', {
    timeout: 60_000,
  }, async () => {
    const ground = await seatsGround()
    const property = fc.asyncProperty(anySetting, anyTrouble, commands, (setting, trouble, plan) =>
      runBoth(ground, setting, trouble, plan),
    )
    await fc.assert(property, { numRuns: 4, seed })
    expect(isFullJitter(ground.pauses(), 15)).toBe(true)
  })
})
