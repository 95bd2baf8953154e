import { describe, expect, it } from 'vitest'
import { spokenMoment } from '../../../bot/wording/until.ts'
import { instantOf } from '../../../shared/time.ts'

const now = instantOf('2027-07-08', '10:00')

describe('a moment as it is said', () => {
  it.each([
    ['2027-07-08', '11:00', '今天上午11点'],
    ['2027-07-08', '12:00', '今天中午12点'],
    ['2027-07-08', '14:00', '今天下午2点'],
    ['2027-07-08', '21:00', '今晚9点'],
    ['2027-07-09', '07:30', '明天早上7点半'],
    ['2027-07-09', '15:00', '明天下午3点'],
    ['2027-07-09', '20:05', '明晚8点05分'],
    ['2027-07-10', '10:00', '7月10日周六上午10点'],
    ['2027-07-10', '19:00', '7月10日周六晚上7点'],
  ])('%s %s is %s', (day, time, words) => {
    expect(spokenMoment(instantOf(day, time), now)).toBe(words)
  })

  it('midnight ends the evening before it', () => {
    expect(spokenMoment(instantOf('2027-07-09', '00:00'), now)).toBe('今晚12点')
    expect(spokenMoment(instantOf('2027-07-10', '00:00'), now)).toBe('明晚12点')
  })
})
