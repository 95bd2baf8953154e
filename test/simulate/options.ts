import { parseArgs } from 'node:util'
import { no, ok, type Result } from '../../shared/result.ts'

export interface SimulateOptions {
  readonly families: number
  readonly seed: number
  /** Crashes at random moments. */
  readonly kill: boolean
  /** The opening morning instead of a season. */
  readonly morning: boolean
  /** Leaves the folder there, with all talks, though nothing was wrong. */
  readonly keep: boolean
}

export const usage = `npm run simulate -- [options]

Whole seasons by simulated parents and helpers, through the HTTP endpoint, on a server of their own.

  --families N   how many (100; with --morning 500)
  --seed N       another seed is another town; the same one plays the same scripts (7)
  --kill         kill -9 of the server and the engine at random moments, and start again
  --morning      the opening morning: prepared families claim at 8:00, and how long their replies take by a slow channel
  --keep         leave the folder with data, log and talks; it is always left when something was wrong
  --help         this text`

const mostFamilies = 20_000

/** Null where only the help was asked for. The error is a line for whoever typed it. */
export const readOptions = (argv: readonly string[]): Result<SimulateOptions | null, string> => {
  const given = parsed(argv)
  if (!given.ok) return given
  const { families, seed, kill, morning, keep, help } = given.value
  if (help) return ok(null)
  const count = Number(families ?? (morning ? 500 : 100))
  if (!Number.isInteger(count) || count < 1 || count > mostFamilies)
    return no(`--families is a number from 1 to ${mostFamilies}, not ${families}.`)
  if (!/^\d{1,9}$/.test(seed)) return no(`--seed is a whole number, not ${seed}.`)
  return ok({ families: count, seed: Number(seed), kill, morning, keep })
}

const parsed = (argv: readonly string[]) => {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        families: { type: 'string' },
        seed: { type: 'string', default: '7' },
        kill: { type: 'boolean', default: false },
        morning: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return ok(values)
  } catch (error) {
    return no(error instanceof Error ? error.message : String(error))
  }
}
