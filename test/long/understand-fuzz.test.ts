import { expect, it } from 'vitest'
import { understand } from '../../bot/understand/understand.ts'
import { expectsList } from '../../shared/contract/expects.ts'
import { lexicon, now } from '../bot/understand/figures.ts'

/** A fixed pseudo-random sequence, so that a failure can be run again. */
const sequence = (seed: number) => () => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed >>> 9
}
const next = sequence(7)
const spoken = [
  ...'不没要我报篮球换到是的了吗十一二三岁年月号和叫错退课明天请假接奶就这样那个嗯太对好 ，。1290',
]
const unit = (kind: number) =>
  kind === 0
    ? String.fromCodePoint((next() * 64 + (next() % 64)) % 0x110000)
    : kind === 1
      ? (spoken[next() % spoken.length] ?? '')
      : String.fromCharCode(0x4e00 + (next() % 0x5000))
const message = (length: number) => {
  const kind = next() % 3
  return Array.from({ length }, () => unit(kind)).join('')
}

/** How many strings of each length: 100,000 in all. */
const counts: readonly (readonly [number, number])[] = [
  [1, 30_000],
  [5, 30_000],
  [20, 25_000],
  [60, 10_000],
  [200, 4_000],
  [500, 1_000],
]

it('understands 100,000 random strings without a throw, none taking more than 20 times the median of its length', () => {
  const slow: string[] = []
  for (const [length, count] of counts) {
    const times: { text: string; ms: number }[] = []
    for (let n = 0; n < count; n++) {
      const text = message(length)
      const asked = {
        expects: expectsList[n % expectsList.length] ?? null,
        missing: n % 3 === 0 ? (['guardian.name', 'health'] as const) : [],
      }
      const started = performance.now()
      understand(text, asked, lexicon, now)
      times.push({ text, ms: performance.now() - started })
    }
    const median = [...times].sort((a, b) => a.ms - b.ms)[times.length >> 1]?.ms ?? 0
    for (const { text, ms } of times.filter((time) => time.ms > Math.max(20 * median, 5))) {
      const again = [1, 2, 3].map(() => {
        const from = performance.now()
        understand(text, { expects: null, missing: [] }, lexicon, now)
        return performance.now() - from
      })
      const once = Math.min(...again)
      if (Math.min(ms, once) > 20 * median)
        slow.push(`${length}: ${once.toFixed(1)} ms, median ${median.toFixed(2)}: ${text.slice(0, 40)}`)
    }
  }
  expect(slow).toEqual([])
})
