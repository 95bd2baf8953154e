import { Cron } from 'croner'

export interface Sweeper {
  /** Sweeps now; while one is under way, that one and then another: what was asked for after its start is not missed. */
  readonly now: () => Promise<void>
  /** Ends after the one under way. */
  readonly stop: () => Promise<void>
}

/** Three times a minute: a change is heard within one, and an evening's hour is not missed by much. */
const often = '*/20 * * * * *'

/**
 * Does the program's due work when asked (at start-up) and by the clock on the wall, never two at once.
 *
 * @param sweep one pass
 * @param failed is told of a pass that threw; the next one comes all the same
 */
export const createSweeper = (
  sweep: () => Promise<unknown>,
  failed: (error: unknown) => void,
  when = often,
): Sweeper => {
  let running: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  let stopped = false

  const pass = async (): Promise<void> => {
    waiting = null
    if (!stopped) await sweep().catch(failed)
  }
  const now = (): Promise<void> => {
    if (waiting) return waiting
    running = running.then(pass)
    waiting = running
    return running
  }
  const clockwork = new Cron(when, { unref: true }, () => void now())
  return {
    now,
    stop: async () => {
      stopped = true
      clockwork.stop()
      await running
    },
  }
}
