import { describe, expect, it } from 'vitest'
import { enrolmentCard } from '../../../bot/wording/card.ts'
import * as changing from '../../../bot/wording/change.ts'
import { mineTitle, nothingOfChild, nothingYet, stateWords } from '../../../bot/wording/mine.ts'
import * as offering from '../../../bot/wording/offers.ts'
import { refusalWords } from '../../../bot/wording/refusals.ts'
import { notTaken, results } from '../../../bot/wording/summary.ts'
import type { Reply } from '../../../shared/contract/reply.ts'
import { catalogueOf, townFor } from '../../simulate/town.ts'
import { earsFor, type Standing, type Told } from './hears.ts'

const catalogue = catalogueOf(townFor(30))
const ears = earsFor(catalogue)
const [drawing, crafts] = ['art-baiyan', 'craft-baiyan'].map((id) => {
  const section = catalogue.sections.get(`yuhuan-2027.${id}`)
  if (!section) throw new Error(`no ${id} in the sample`)
  return section
})
if (!drawing || !crafts) throw new Error('the sample lacks classes')
const draw = '绘画（2号班）'
const craft = '手工（3号班）'
const until = Date.UTC(2027, 5, 3, 4)

const say = (text: string): readonly Told[] => ears.hear({ id: '1.0', kind: 'text', text })
const card = (title: string, lines: readonly string[]): readonly Told[] =>
  ears.hear({ id: '1.0', kind: 'card', title, lines, text: '' } satisfies Reply)
const stands = (child: string, section: string, is: Standing): Told => ({
  what: 'stands',
  child,
  section,
  is,
})

describe('a parent hears', () => {
  it('what came of an enrolment, a line each', () => {
    const rows = [
      { child: '王小雨', name: draw, state: 'seat', position: 0 },
      { child: '王小雨', name: craft, state: 'waiting', position: 12 },
    ] as const
    expect(say(results(rows, false))).toEqual([
      stands('王小雨', draw, 'seat'),
      stands('王小雨', craft, 'waiting'),
    ])
    expect(say(results([{ ...rows[1], state: 'held' }], true))).toEqual([stands('王小雨', craft, 'held')])
  })

  it('what is on a card to keep, with the people of a booking', () => {
    const { title, lines } = enrolmentCard('王小雨', [
      { section: drawing, party: 3, got: { state: 'seat' } },
      { section: crafts, party: 1, got: { state: 'waiting', position: 2 } },
    ])
    expect(card(title, lines)).toEqual([
      { ...stands('王小雨', draw, 'seat'), party: 3 },
      { ...stands('王小雨', craft, 'waiting'), party: 1 },
    ])
  })

  it('everything that a child has, by 我的报名', () => {
    const states = ['seat', 'offered', 'waiting', 'held'] as const
    for (const state of states)
      expect(
        card(mineTitle('王小雨'), [
          `${draw}：${stateWords(state, 3, until, until - 3_600_000)}`,
          '每周二四',
          '白岩村',
        ]),
      ).toEqual([{ what: 'all', child: '王小雨', has: new Map([[draw, state]]) }])
    expect(say(nothingOfChild('王小雨'))).toEqual([{ what: 'all', child: '王小雨', has: new Map() }])
    expect(say(nothingYet)).toEqual([{ what: 'nothing' }])
  })

  it('what was cancelled, or left', () => {
    const names = [changing.takenName('王小雨', drawing), changing.takenName('王小明', crafts)]
    const gone = [stands('王小雨', draw, 'none'), stands('王小明', craft, 'none')]
    expect(say(changing.cancelled(names))).toEqual(gone)
    expect(say(changing.leftList(names))).toEqual(gone)
  })

  it('what was changed, from the question to the answer', () => {
    const old = changing.takenName('王小雨', drawing)
    expect(say(changing.sureToChange(old, crafts))[0]).toEqual({
      what: 'changing',
      child: '王小雨',
      section: draw,
    })
    expect(say(changing.changed('王小雨', crafts))).toEqual([
      stands('王小雨', craft, 'seat'),
      { what: 'changed' },
    ])
    expect(say(changing.waitsNow('王小雨', crafts, 4, old))).toEqual([stands('王小雨', craft, 'waiting')])
  })

  it('what is offered, to siblings as well, and what became of it', () => {
    const offer = {
      children: ['王小雨', '王小明'],
      section: drawing,
      next: null,
      until,
      now: until - 3_600_000,
    }
    const both = (is: Standing) => [stands('王小雨', draw, is), stands('王小明', draw, is)]
    expect(say(offering.offerMade(offer))).toEqual(both('offered'))
    expect(say(offering.offerMade({ ...offer, children: ['王小雨'] }))).toEqual([
      stands('王小雨', draw, 'offered'),
    ])
    expect(say(offering.accepted(offer))).toEqual(both('seat'))
    const name = offering.offerName(offer)
    expect(say(offering.declined([name]))).toEqual(both('none'))
    expect(say(offering.tooLate([name]))).toEqual(both('none'))
    expect(say(offering.gaveUp([`王小雨的${draw}`]))).toEqual([stands('王小雨', draw, 'none')])
    expect(say(offering.backInLine(`王小雨的${draw}`, 3))).toEqual([stands('王小雨', draw, 'waiting')])
    expect(say(offering.offerLapsed('王小雨', draw))).toEqual([stands('王小雨', draw, 'none')])
  })

  it('why not', () => {
    const of = { child: '王小雨', section: drawing, sections: catalogue.sections }
    const why = (refusal: Parameters<typeof refusalWords>[0]) => say(refusalWords(refusal, of))
    const band = { from: 6, to: 12 }
    expect(why({ code: 'too_young', band, on: '2027-07-05' })).toEqual([
      { what: 'refused', why: 'too_young' },
    ])
    expect(why({ code: 'limit', courses: 2, taken: [] })).toEqual([{ what: 'refused', why: 'limit' }])
    expect(why({ code: 'staff_only', of: [] })).toEqual([{ what: 'refused', why: 'staff_only' }])
    expect(why({ code: 'closed', closedAt: 0 })).toEqual([{ what: 'refused', why: 'closed' }])
    expect(say(notTaken(draw, 'full'))).toEqual([{ what: 'refused', why: 'full' }])
  })

  it('nothing in what is asked, answered or offered to do', () => {
    expect(say('您好！我是“玉环小候鸟暑期课程”的报名助手，帮您给孩子报名、查课。')).toEqual([])
    expect(say('要取消王小雨的绘画（2号班）（白岩村文化礼堂），确定吗？取消了名额就让给别的孩子。')).toEqual(
      [],
    )
    expect(say('好的，没有取消，名额还在。')).toEqual([])
  })
})
