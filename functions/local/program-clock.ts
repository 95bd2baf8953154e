import type { Instant } from '../../shared/time.ts'
import type { ClockMemory, TickingClock } from './clock.ts'
import { memoryEveryMs } from './clock.ts'

export interface KeptClock {
  readonly now: () => Instant
  /** Moves on, and is back when the data know it. */
  readonly advance: (to: Instant) => Promise<void>
  /** Writes the exact time for the last time. */
  readonly stop: () => Promise<void>
}

/**
 * A clock whose time the data remember: written at once, every half minute and at the end, one write at a time.
 *
 * @param write stores the memory
 * @param failed is told of a write that threw; the next one comes all the same
 */
export const keepClock = async (
  clock: TickingClock,
  write: (memory: ClockMemory) => Promise<void>,
  failed: (error: unknown) => void,
): Promise<KeptClock> => {
  let writing = write(clock.memory(false))
  await writing
  const save = (sure: boolean): Promise<void> => {
    writing = writing.catch(() => undefined).then(() => write(clock.memory(sure)))
    return writing
  }
  const timer = setInterval(() => void save(false).catch(failed), memoryEveryMs)
  timer.unref()
  return {
    now: clock.now,
    advance: (to) => {
      clock.moveTo(to)
      return save(false)
    },
    stop: () => {
      clearInterval(timer)
      return save(true).catch(failed)
    },
  }
}
