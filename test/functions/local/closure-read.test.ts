import { describe, expect, it } from 'vitest'
import { readDay, readTown } from '../../../functions/local/closure-read.ts'
import type { Organisation } from '../../../shared/programme.ts'

const organisations: Organisation[] = [
  { id: 'union', name: '示例市总工会', kind: 'union', aliases: [] },
  { id: 'east', name: '东镇', kind: 'union', parent: 'union', aliases: ['东城'] },
  { id: 'hill', name: '山前村', kind: 'village', parent: 'east', aliases: [] },
]

describe('the town of a closure', () => {
  it.each(['east', '东镇', '东城', '东'])('is read from %s', (said) => {
    expect(readTown({ organisations }, said)).toMatchObject({ ok: true, value: { id: 'east' } })
  })

  it('that is unknown is answered with those there are', () => {
    const read = readTown({ organisations }, '西镇')
    expect(read).toMatchObject({ ok: false })
    expect(read.ok ? '' : read.error).toMatch(/西镇.*东镇（east）/)
  })
})

describe('the day of a closure', () => {
  it.each(['7月8日', '7月8号', '7-8', '07-08', '2027-07-08', '2027年7月8日', '７月８日'])('%s', (said) => {
    expect(readDay(said, 2027)).toBe('2027-07-08')
  })

  it.each(['明天', '2月30日', '7月', ''])('%s is none', (said) => {
    expect(readDay(said, 2027)).toBe(null)
  })
})
