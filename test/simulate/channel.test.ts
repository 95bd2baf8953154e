import { describe, expect, it } from 'vitest'
import { asTheyCome, channelTimes, resultsFirst } from './channel.ts'

const families = Array.from({ length: 100 }, (_, index) => ({ to: `f${index}`, parts: 3 }))

describe('a slow channel', () => {
  it('says at most so many messages a minute', () => {
    const quick = { sameChatMs: 0, otherChatMs: { least: 0, most: 0 }, perMinute: 40 }
    expect(channelTimes(asTheyCome(families), 7, quick).everything).toBe(7)
  })

  it('tells results sooner where they go before the cards, and everything later', () => {
    const whole = channelTimes(asTheyCome(families), 7)
    const first = channelTimes(resultsFirst(families), 7)
    expect(first.last).toBeLessThan(whole.last)
    expect(first.everything).toBeGreaterThan(whole.everything)
    expect(first.half).toBeLessThan(first.most)
  })

  it('takes as long for the same seed', () => {
    expect(channelTimes(asTheyCome(families), 7)).toEqual(channelTimes(asTheyCome(families), 7))
  })
})
