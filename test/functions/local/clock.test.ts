import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ClockMemory, memoryEveryMs, startClock } from '../../../functions/local/clock.ts'
import { dayMs, hourMs, type Instant, instantOf, minuteMs } from '../../../shared/time.ts'

const today = instantOf('2026-11-22', '12:00')
const evening = instantOf('2027-07-05', '17:59')

/** A machine's clock that the test moves. */
const aMachine = (now: Instant = today) => {
  const machine = { now }
  return { machine, realNow: () => machine.now }
}

const start = (memory: ClockMemory | null, wanted: Instant | null, realNow: () => Instant) =>
  startClock(memory, wanted, realNow)

describe('the demo clock', () => {
  it('is the machine’s where it was never set, and ticks from where it was set', () => {
    const { machine, realNow } = aMachine()
    const real = start(null, null, realNow).clock
    const set = start(null, evening, realNow).clock
    machine.now += hourMs
    expect(real.now()).toBe(today + hourMs)
    expect(set.now()).toBe(evening + hourMs)
  })

  it('goes on from what is remembered, the time it was off included', () => {
    const { machine, realNow } = aMachine()
    const memory = start(null, evening, realNow).clock.memory(true)
    machine.now += 3 * hourMs
    expect(start(memory, null, realNow).clock.now()).toBe(evening + 3 * hourMs)
  })

  it('keeps the later time when asked for an earlier one, and says so', () => {
    const { realNow } = aMachine()
    const memory = start(null, evening, realNow).clock.memory(true)
    const again = start(memory, evening - 1, realNow)
    expect(again.kept).toBe(evening)
    expect(again.clock.now()).toBe(evening)
    expect(start(memory, evening, realNow).kept).toBeNull()
  })

  it('is not set before what was written in real time', () => {
    const { realNow } = aMachine()
    const memory = start(null, null, realNow).clock.memory(true)
    expect(memory.touched).toBe(false)
    expect(start(memory, today - dayMs, realNow).clock.now()).toBe(today)
  })

  it('stands still while the machine’s clock is set back', () => {
    const { machine, realNow } = aMachine()
    const { clock } = start(null, evening, realNow)
    machine.now -= dayMs
    expect(clock.now()).toBe(evening)
    const again = start(clock.memory(true), null, realNow)
    expect(again.clock.now()).toBe(evening)
  })

  it('does not go back to before a program was killed, though its last memory is half a minute old', () => {
    const { machine, realNow } = aMachine()
    const { clock } = start(null, evening, realNow)
    const memory = clock.memory(false)
    machine.now += memoryEveryMs
    const last = clock.now()
    expect(start(memory, evening + memoryEveryMs / 2, realNow).clock.now()).toBeGreaterThanOrEqual(last)
  })

  it('moves on, never back', () => {
    const { realNow } = aMachine()
    const { clock } = start(null, evening, realNow)
    clock.moveTo(evening - 1)
    expect(clock.now()).toBe(evening)
    clock.moveTo(evening + hourMs)
    expect(clock.now()).toBe(evening + hourMs)
  })

  it('never runs backwards, whatever happens in whatever order', () => {
    const happening = fc.oneof(
      fc.record({ kind: fc.constant('tick' as const), ms: fc.integer({ min: -dayMs, max: dayMs }) }),
      fc.record({ kind: fc.constant('move' as const), ms: fc.integer({ min: -dayMs, max: dayMs }) }),
      fc.record({ kind: fc.constant('save' as const), ms: fc.constant(0) }),
      fc.record({ kind: fc.constant('restart' as const), ms: fc.integer({ min: -dayMs, max: dayMs }) }),
    )
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), fc.boolean(), (events, clean) => {
        const { machine, realNow } = aMachine()
        let { clock } = start(null, evening, realNow)
        let memory = clock.memory(false)
        let last = clock.now()
        for (const { kind, ms } of events) {
          if (kind === 'tick') machine.now += clean ? ms : Math.min(Math.abs(ms), minuteMs / 4)
          if (kind === 'move') clock.moveTo(clock.now() + ms)
          // The program saves at every move and at least each half minute; a killed one has only that.
          if (kind === 'restart')
            clock = start(clean ? clock.memory(true) : memory, ms === 0 ? null : last + ms, realNow).clock
          if (!clean || kind !== 'tick') memory = clock.memory(false)
          expect(clock.now()).toBeGreaterThanOrEqual(last)
          last = clock.now()
        }
      }),
    )
  })
})
