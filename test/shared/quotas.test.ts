import { describe, expect, it } from 'vitest'
import { drawsOf, quotaEndsAt } from '../../shared/quotas.ts'
import { instantOf } from '../../shared/time.ts'
import { aSection, beforeSeason } from '../support/programme.ts'

const quotas = [
  { organisation: 'east', seats: 2, until: '2027-06-20' },
  { organisation: 'firm-1', seats: 3, until: '2027-06-10' },
]
const section = aSection({ quotas })

describe('quotas of a child', () => {
  it('are those of its village or firm and of everything above it, in the order of the programme', () => {
    expect(drawsOf({ place: 'hill', employer: null }, section, beforeSeason)).toEqual([
      { organisation: 'east', provisional: true },
    ])
    expect(drawsOf({ place: 'lake', employer: 'firm-1' }, section, beforeSeason)).toEqual([
      { organisation: 'east', provisional: true },
      { organisation: 'firm-1', provisional: true },
    ])
    expect(drawsOf({ place: 'lake' }, section, beforeSeason)).toEqual([])
    expect(drawsOf({ place: '我不知道的村' }, section, beforeSeason)).toEqual([])
  })

  it('are no longer provisional once the organisation has said yes', () => {
    expect(drawsOf({ employer: 'firm-1', proven: ['firm-1'] }, section, beforeSeason)).toEqual([
      { organisation: 'east', provisional: false },
      { organisation: 'firm-1', provisional: false },
    ])
  })

  it('end at midnight in China, after their last day', () => {
    expect(quotaEndsAt('2027-06-10')).toBe(instantOf('2027-06-11'))
    const home = { employer: 'firm-1' }
    expect(drawsOf(home, section, instantOf('2027-06-11') - 1)).toHaveLength(2)
    expect(drawsOf(home, section, instantOf('2027-06-11'))).toHaveLength(1)
  })
})
