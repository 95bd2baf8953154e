import { minuteMs } from '../../shared/time.ts'

export interface Sweeper {
  /** Sweeps now; while one is under way, that one and then another: what was asked for after its start is not missed. */
  readonly now: () => Promise<void>
  /** Ends after the one under way. */
  readonly stop: () => Promise<void>
}

/**
 * Does the program's due work at start-up, every minute and when asked, never two at once.
 *
 * @param sweep one pass
 * @param failed is told of a pass that threw; the next one comes all the same
 */
export const createSweeper = (
  sweep: () => Promise<unknown>,
  failed: (error: unknown) => void,
  everyMs = minuteMs,
): Sweeper => {
  let running: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  const pass = async (): Promise<void> => {
    waiting = null
    if (stopped) return
    if (timer) clearTimeout(timer)
    await sweep().catch(failed)
    if (stopped) return
    timer = setTimeout(now, everyMs)
    timer.unref()
  }
  const now = (): Promise<void> => {
    if (waiting) return waiting
    running = running.then(pass)
    waiting = running
    return running
  }
  return {
    now,
    stop: async () => {
      stopped = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
