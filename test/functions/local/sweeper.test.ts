import { describe, expect, it, vi } from 'vitest'
import { createSweeper } from '../../../functions/local/sweeper.ts'

/** A pass that ends when the test says so. */
const aSlowPass = () => {
  const ends: (() => void)[] = []
  let running = 0
  let most = 0
  const pass = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => ends.push(resolve))
    running -= 1
  }
  const endOne = async () => {
    await vi.waitFor(() => expect(ends.length).toBeGreaterThan(0))
    ends.shift()?.()
  }
  return { pass, endOne, most: () => most, begun: () => ends.length + running }
}

describe('the sweeper', () => {
  it('never sweeps twice at once, and sweeps again for whoever asked meanwhile', async () => {
    const { pass, endOne, most } = aSlowPass()
    const sweeper = createSweeper(pass, () => undefined)
    const first = sweeper.now()
    await vi.waitFor(() => expect(most()).toBe(1))
    const second = sweeper.now()
    const third = sweeper.now()
    await endOne()
    await first
    await endOne()
    await Promise.all([second, third])
    expect(most()).toBe(1)
    await sweeper.stop()
  })

  it('goes on after a pass that threw', async () => {
    const errors: unknown[] = []
    let passes = 0
    const sweeper = createSweeper(
      async () => {
        passes += 1
        throw new Error('once')
      },
      (error) => errors.push(error),
    )
    await sweeper.now()
    await sweeper.now()
    await sweeper.stop()
    expect([passes, errors.length]).toEqual([2, 2])
  })

  it('comes again by itself, and not after its end', async () => {
    vi.useFakeTimers()
    let passes = 0
    const sweeper = createSweeper(
      async () => {
        passes += 1
      },
      () => undefined,
      '* * * * *',
    )
    await sweeper.now()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(passes).toBe(3)
    await sweeper.stop()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(passes).toBe(3)
    vi.useRealTimers()
  })
})
