import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manners, pace, waitBefore } from '../../../../bot/channels/wechaty/pace.ts'

const second = 1_000

describe('waitBefore', () => {
  it('lets the first message go at once', () => {
    expect(waitBefore([], 'a', 0, 0.5)).toBe(0)
  })

  it('leaves a second between two to the same chat', () => {
    expect(waitBefore([{ to: 'a', at: 0 }], 'a', 300, 0.5)).toBe(700)
    expect(waitBefore([{ to: 'a', at: 0 }], 'a', 2 * second, 0.5)).toBe(0)
  })

  it('leaves three to five when the recipient changes', () => {
    expect(waitBefore([{ to: 'a', at: 0 }], 'b', 0, 0)).toBe(3 * second)
    expect(waitBefore([{ to: 'a', at: 0 }], 'b', 0, 0.5)).toBe(4 * second)
  })

  it('sends the forty-first a minute after the first', () => {
    const sent = Array.from({ length: manners.perMinute }, (_, index) => ({ to: 'a', at: index * second }))
    expect(waitBefore(sent, 'a', 41 * second, 0)).toBe(19 * second)
  })
})

/** A clock that moves only when somebody waits. */
const stoppedClock = (random: () => number) => {
  let at = 0
  return {
    now: () => at,
    random,
    delay: async (ms: number) => {
      at += ms
    },
  }
}

describe('pace', () => {
  it('finishes one answer before the next chat gets its own', async () => {
    const spoken: string[] = []
    const { speak } = pace(stoppedClock(() => 0))
    const say = (words: string) => async () => void spoken.push(words)
    await Promise.all([
      speak('a', [say('a1'), say('a2')]),
      speak('b', [say('b1'), say('b2')]),
      speak('a', [say('a3')]),
    ])
    expect(spoken).toEqual(['a1', 'a2', 'b1', 'b2', 'a3'])
  })

  it('goes on with the others after one chat that cannot be reached', async () => {
    const { speak } = pace(stoppedClock(() => 0))
    await expect(speak('a', [() => Promise.reject(new Error('blocked'))])).rejects.toThrow('blocked')
    await expect(speak('b', [async () => undefined])).resolves.toBeUndefined()
  })

  it('never says more than 40 in a minute nor two in a second, whoever is spoken to', async () => {
    const chats = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 120 })
    await fc.assert(
      fc.asyncProperty(chats, fc.double({ min: 0, max: 0.999, noNaN: true }), async (order, random) => {
        const clock = stoppedClock(() => random)
        const times: number[] = []
        const { speak } = pace(clock)
        await Promise.all(order.map((to) => speak(to, [async () => void times.push(clock.now())])))
        const tooSoon = times.some(
          (at, index) => at - (times[index - 1] ?? Number.NEGATIVE_INFINITY) < 999.999,
        )
        const tooMany = times.some(
          (at, index) => at - (times[index - 40] ?? Number.NEGATIVE_INFINITY) < 59_999.999,
        )
        expect({ tooSoon, tooMany }).toEqual({ tooSoon: false, tooMany: false })
      }),
      { numRuns: 50 },
    )
  })
})
