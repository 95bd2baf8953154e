import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tries } from '../../../../functions/store/retry.ts'
import { allFaults, isFullJitter } from '../../../support/faults.ts'
import { anySetting, anyTrouble } from '../../../support/seats-model/commands.ts'
import { type Ground, seatsGround } from '../../../support/seats-model/real.ts'
import { runBoth, soManyCommands } from '../../../support/seats-model/run.ts'

const timeout = 3_600_000
const commands = soManyCommands(60)
/** The same runs for everybody; `HOUNIAO_SEED=random` or a number tries others, and a failure names its own. */
const given = process.env.HOUNIAO_SEED ?? '20270705'
/** What a machine that checks every change has time for may be less: .ci/run says so. */
const runs = Number(process.env.HOUNIAO_MODEL_RUNS ?? 500)
const seed = given === 'random' ? {} : { seed: Number(given) }

/** A test in which nothing happens proves nothing. */
const expectSeen = ({ seen }: Ground, least: number): void => {
  const kinds = [
    'waiting',
    'offered',
    'offered beside another',
    'accepted',
    'declined',
    'lapsed',
    'passed',
    'cancelled',
    'changed',
    'dropped',
    'quota_released',
  ]
  for (const kind of kinds) expect(seen.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(least)
}

describe('whatever parents and staff do, seats are what a simple model says', () => {
  it(`in ${runs} runs of 60 commands`, { timeout }, async () => {
    const ground = await seatsGround()
    const property = fc.asyncProperty(anySetting, commands, (setting, plan) =>
      runBoth(ground, setting, null, plan),
    )
    await fc.assert(property, { numRuns: runs, ...seed })
    expectSeen(ground, Math.ceil(runs / 25))
  })

  it(`in ${Math.ceil(runs * 0.3)} runs with one request in five meeting a fault, and the program stopping dead now and then`, {
    timeout,
  }, async () => {
    const ground = await seatsGround()
    const property = fc.asyncProperty(anySetting, anyTrouble, commands, (setting, trouble, plan) =>
      runBoth(ground, setting, trouble, plan),
    )
    await fc.assert(property, { numRuns: Math.ceil(runs * 0.3), ...seed })
    expectSeen(ground, Math.ceil(runs / 100))
    const met = ground.faults.met()
    for (const fault of allFaults) expect(met[fault], fault).toBeGreaterThan(runs / 5)
    const pauses = ground.pauses()
    expect(isFullJitter(pauses, 15)).toBe(true)
    expect(pauses.length).toBeLessThan(ground.faults.requests() * tries)
  })
})
