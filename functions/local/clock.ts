import { type Instant, minuteMs } from '../../shared/time.ts'

/** What the data remember of the program's time. */
export interface ClockMemory {
  /** Milliseconds that the program is ahead of (or behind) the machine; 0 for real time. */
  readonly offsetMs: number
  /** Was it ever set? Real time that was never set follows the machine, whatever that does. */
  readonly touched: boolean
  /** The latest moment that anything in the data can know of. */
  readonly seen: Instant
}

export interface TickingClock {
  readonly now: () => Instant
  /** Moves on; a moment that has passed changes nothing. */
  readonly moveTo: (to: Instant) => void
  /** To be stored. `sure` where nothing more happens after it (a clean stop). */
  readonly memory: (sure: boolean) => ClockMemory
}

export interface ClockStart {
  readonly clock: TickingClock
  /** The later moment that was kept instead of the one asked for, or null. */
  readonly kept: Instant | null
}

/** How often the memory is written, and how far ahead it is written, so that a killed program never goes back in time. */
export const memoryEveryMs = minuteMs / 2
const aheadMs = minuteMs

const ticking = (realNow: () => Instant, offsetMs: number, touched: boolean): TickingClock => {
  let state = { offsetMs, touched, last: touched ? realNow() + offsetMs : 0 }
  const now = (): Instant => {
    if (!state.touched) return realNow()
    const last = Math.max(state.last, realNow() + state.offsetMs)
    state = { ...state, last }
    return last
  }
  return {
    now,
    moveTo: (to) => {
      if (to > now()) state = { offsetMs: to - realNow(), touched: true, last: to }
    },
    memory: (sure) => ({
      offsetMs: state.offsetMs,
      touched: state.touched,
      seen: now() + (state.touched && !sure ? aheadMs : 0),
    }),
  }
}

/**
 * A clock that ticks with the machine's from wherever it was set, and never runs backwards, over restarts too.
 *
 * @param remembered what the data hold, or null where they are new
 * @param wanted where to set it, or null to go on from what is remembered
 * @param realNow the machine's time
 *
 * @example
 * startClock({ offsetMs: 0, touched: false, seen: noon }, evening, realNow) // set: it is evening
 * startClock({ offsetMs: d, touched: true, seen: evening }, noon, realNow)  // kept: it stays evening
 */
export const startClock = (
  remembered: ClockMemory | null,
  wanted: Instant | null,
  realNow: () => Instant,
): ClockStart => {
  const seen = remembered?.seen ?? Number.NEGATIVE_INFINITY
  if (wanted !== null && wanted >= seen)
    return { clock: ticking(realNow, wanted - realNow(), true), kept: null }
  if (wanted !== null) return { clock: ticking(realNow, seen - realNow(), true), kept: seen }
  if (!remembered?.touched) return { clock: ticking(realNow, 0, false), kept: null }
  return { clock: ticking(realNow, Math.max(remembered.offsetMs, seen - realNow()), true), kept: null }
}
