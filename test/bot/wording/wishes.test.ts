import { describe, expect, it } from 'vitest'
import { drawnEnd, drawnLines, nth, type WishOutcome } from '../../../bot/wording/wishes.ts'
import type { Reason } from '../../../shared/allocation.ts'
import { instantOf } from '../../../shared/time.ts'
import { aCatalogue, aProgramme } from '../../support/programme.ts'

const { sections } = aCatalogue(aProgramme())
const line = (reason: Reason | null, more: Partial<WishOutcome> = {}): string | undefined =>
  drawnLines(
    '王小雨',
    [{ section: '绘画', got: false, place: null, waits: false, reason, ...more }],
    sections,
  )[1]

describe('what came of a wish', () => {
  it.each<[Reason | null, Partial<WishOutcome>, string]>([
    [null, { got: true }, '绘画：抽中了！'],
    [{ code: 'full', last: { group: null, number: 7 } }, {}, '绘画：位子不够，没抽中。'],
    [{ code: 'full', last: null }, {}, '绘画：位子不够，没抽中。'],
    [{ code: 'full', last: null }, { waits: true, place: 4 }, '绘画：位子不够，排在候补，前面还有3个。'],
    [{ code: 'limit', courses: 2 }, {}, '绘画：没有再给：每个孩子最多2门课，排在前面的已经够了。'],
    [{ code: 'overlap', with: 'mini-2027.ball-tiny' }, {}, '绘画：和篮球撞了时间，只能上一个。'],
    [{ code: 'one_period', with: 'gone' }, {}, '绘画：和已经报上的课不是同一期，每个孩子只能上一期。'],
    [
      { code: 'together', with: ['kid-2'], because: 'seats' },
      {},
      '绘画：位子不够几个孩子一起进，这次都没有进。',
    ],
    [
      { code: 'together', with: ['kid-2'], because: 'limit' },
      {},
      '绘画：另一个孩子上不了，您说过要一起，就没有给。',
    ],
    [{ code: 'not_offered' }, {}, '绘画：这次没有开班。'],
  ])('%j', (reason, more, words) => {
    expect(line(reason, more)).toBe(words)
  })

  it('tells no number, group or quota by which it was decided', () => {
    expect(line({ code: 'full', last: { group: 'hill-first', number: 123456 } })).not.toMatch(/hill|\d/)
  })

  it('says when what is left can be had, until then and after it', () => {
    const leftAt = instantOf('2027-06-06', '08:00')
    expect(drawnEnd(false, leftAt, leftAt - 1)).toContain('6月6日8:00起')
    expect(drawnEnd(false, leftAt, leftAt)).not.toContain('6月6日')
    expect(drawnEnd(true, leftAt, leftAt)).toContain('提醒')
  })

  it('counts wishes as they are spoken', () => {
    expect([0, 8, 9].map(nth)).toEqual(['第一志愿', '第九志愿', '第10志愿'])
  })
})
