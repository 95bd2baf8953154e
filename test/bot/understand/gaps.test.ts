import { describe, expect, it } from 'vitest'
import { understand } from '../../../bot/understand/understand.ts'
import { lexicon, now } from './figures.ts'

const meaningOf = (text: string) => understand(text, { expects: null, missing: [] }, lexicon, now)
const filled = (text: string) => meaningOf(text).because.filter((step) => step.startsWith('漏字'))

describe('a character left out', () => {
  it('is put back where the message says nothing without it, and told', () => {
    expect(meaningOf('7月20到22号请').intent).toBe('leave')
    expect(filled('7月20到22号请')).toEqual(['漏字 7月20到22号请→7月20到22号请假'])
    expect(meaningOf('机器人说不清楚帮我转老').intent).toBe('human')
  })

  it.each(['今天天气真热', '😭😭', '明天请假', '不报了', '别发了', '小明8岁'])(
    'puts nothing into %s',
    (text) => expect(filled(text)).toEqual([]),
  )
})
