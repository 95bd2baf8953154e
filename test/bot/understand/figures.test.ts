import { describe, expect, it } from 'vitest'
import { answered, rowsOf, score } from './figures.ts'

const irreversible = new Set(['cancel', 'delete_data'])
const files = [
  ...['tuned', 'held-out', 'blind', 'final', 'weary', 'grandparents', 'townships', 'doorstep'],
  ...['workshop', 'breaktime', 'ferry'],
].map((name) => `rows-${name}`)

describe('figures on labelled messages', () => {
  it('keeps the sample rows at 97 % intent and 95 slot F1', () => {
    const { intent, slotF1, wrong } = score(rowsOf('dev.jsonl'))
    expect(intent, wrong.join('\n')).toBeGreaterThanOrEqual(97)
    expect(slotF1, wrong.join('\n')).toBeGreaterThanOrEqual(95)
  })

  it.each(files)('does not fall back on %s', (name) => {
    const { intent, slotF1, wrong } = score(rowsOf(`../../understanding/${name}.jsonl`))
    expect(intent, wrong.join('\n')).toBeGreaterThanOrEqual(95)
    expect(slotF1, wrong.join('\n')).toBeGreaterThanOrEqual(92)
  })

  it('never takes another wish for a cancellation or a deletion without doubt', () => {
    const rows = ['dev', ...files.map((name) => `../../understanding/${name}`)].flatMap((name) =>
      rowsOf(`${name}.jsonl`),
    )
    const wrong = rows.filter((row) => {
      const { meaning } = answered(row.text, row.ctx)
      return (
        irreversible.has(meaning.intent) &&
        meaning.confidence === 'high' &&
        ![row.intent, ...(row.alt ?? [])].includes(meaning.intent)
      )
    })
    expect(wrong.map(({ text }) => text)).toEqual([])
  })
})
