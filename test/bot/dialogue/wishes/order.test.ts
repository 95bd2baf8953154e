import { describe, expect, it } from 'vitest'
import { listSaid, orderSaid, ranksSaid } from '../../../../bot/dialogue/wishes/order.ts'
import { aCatalogue, aProgramme } from '../../../support/programme.ts'
import { aTurn, slots } from '../../../support/turn.ts'

const all = aCatalogue(aProgramme()).sectionsOf('mini-2027')
const sections = ['draw-hall', 'ball-tiny', 'film-cinema'].flatMap(
  (id) => all.find(({ plan }) => plan.id === id) ?? [],
)
const [draw = '', ball = ''] = sections.map(({ id }) => id)
const said = (text: string, current: readonly string[] = []) => orderSaid(aTurn({ text }), current, sections)

describe('wishes in the order in which they are said', () => {
  it.each([
    ['篮球第一，绘画第二', [ball, draw]],
    ['绘画第二，篮球第一', [ball, draw]],
    ['第一志愿篮球，第二志愿画画', [ball, draw]],
    ['第一是绘画，第二是篮球', [draw, ball]],
    ['篮球、绘画', [ball, draw]],
    ['1绘画 2篮球', [draw, ball]],
    ['1.打篮球，2.美术', [ball, draw]],
    ['最想打篮球，其次绘画', [ball, draw]],
    ['篮球', [ball]],
  ])('%s', (text, order) => {
    expect(said(text)).toEqual(order)
  })

  it('moves one that has a rank, and adds one that is new', () => {
    expect(said('绘画第一', [ball, draw])).toEqual([draw, ball])
    expect(said('再加绘画', [ball])).toEqual([ball, draw])
    expect(said('只要绘画', [ball, draw])).toEqual([draw])
  })

  it('takes several numbers of what was said back, and never a single one: that is an answer', () => {
    expect(said('2、1', [ball, draw])).toEqual([draw, ball])
    expect(said('1', [ball, draw])).toBeNull()
  })

  it('lets go what is no longer wanted', () => {
    const turn = aTurn({ text: '不要绘画了', meaning: { slots: slots('mod-', 'draw') } })
    expect(orderSaid(turn, [ball, draw], sections)).toEqual([ball])
  })

  it('of a list takes numbers and names', () => {
    expect(listSaid(aTurn({ text: '2、1' }), sections)).toEqual([ball, draw])
    expect(listSaid(aTurn({ text: '随便' }), sections)).toBeNull()
  })

  it('hears ranks only where a course is named', () => {
    expect(ranksSaid('绘画第一', sections)).toBe(true)
    expect(ranksSaid('第一个', sections)).toBe(false)
    expect(ranksSaid('画画', sections)).toBe(false)
  })
})
