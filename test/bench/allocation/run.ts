import { allocate, type Draw, lotteryNumber } from '../../../shared/allocation.ts'
import { median } from '../print.ts'
import { town } from './town.ts'

const rounds = 5

/** What nobody can do without: a number for each family, one sort, and a counter for each section. No rule is kept. */
const floor = ({ applicants, sections }: Draw, seed: string): number => {
  const left = new Map(sections.map(({ id, seats }) => [id, seats ?? 0]))
  const order = applicants
    .map((child) => ({ child, number: lotteryNumber(seed, child.familyId) }))
    .sort((a, b) => a.number - b.number)
  let given = 0
  for (const { child } of order)
    for (const wish of child.wishes) {
      const free = left.get(wish) ?? 0
      if (free === 0) continue
      left.set(wish, free - 1)
      given++
    }
  return given
}

const secondsOf = (work: (round: number) => unknown): number => {
  const times = Array.from({ length: rounds }, (_, round) => {
    const from = performance.now()
    work(round)
    return (performance.now() - from) / 1000
  })
  return median(times)
}

const draw = town()
const floorSeconds = secondsOf((round) => floor(draw, `seed ${round}`))
const seconds = secondsOf((round) => allocate(draw, `seed ${round}`))
const { rows, happiness, blocking } = allocate(draw, 'seed 0')
console.log(
  JSON.stringify({
    seconds,
    floorSeconds,
    accepted: rows.reduce((sum, { accepted }) => sum + accepted.length, 0),
    happiness,
    blocking: blocking.length,
    // The most that this process ever had: program, input, and all the rounds.
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
)
