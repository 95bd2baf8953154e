import { fortune } from '../support/parents/seeded.ts'
import type { House, Victim } from './house.ts'

export interface Crashes {
  /** One more message was answered. */
  readonly count: () => void
  /** Resolves once whatever is being started again runs. */
  readonly settled: () => Promise<void>
  readonly killed: () => number
}

/** Messages between two crashes, on average: as many as there are families (some twenty crashes a season), at least these. */
const leastBetween = 100
const victims = ['server', 'engine', 'both'] as const

/** Kills at random moments: after as many messages as the seed says; server, engine and both in turn. */
export const createCrashes = (house: House, seed: number, families: number): Crashes => {
  const chances = fortune(seed, 'crashes')
  const between = Math.max(leastBetween, families)
  const next = (nth: number) => chances.whole(Math.ceil(between / 2), Math.ceil(between * 1.5), nth)
  let killed = 0
  let left = next(0)
  let busy: Promise<void> | null = null

  const crash = async (victim: Victim): Promise<void> => {
    await house.kill(victim)
    killed += 1
    left = next(killed)
    busy = null
  }
  return {
    count: () => {
      left -= 1
      if (left <= 0 && busy === null) busy = crash(victims[killed % victims.length] ?? 'server')
    },
    settled: async () => {
      await busy
    },
    killed: () => killed,
  }
}

export const noCrashes: Crashes = { count: () => undefined, settled: async () => undefined, killed: () => 0 }
