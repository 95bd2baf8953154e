import { describe, expect, it } from 'vitest'
import { openSchedule } from '../../../bot/dialogue/schedule.ts'
import { openSeats } from '../../../bot/dialogue/seats.ts'
import { aChild, aFamily, anEnrolment, sectionIds, twoChildren } from '../../support/family.ts'
import { aTurn, slots, wordsOf } from '../../support/turn.ts'

const on = (...days: readonly string[]) => ({
  slots: slots('date', days[0] ?? '', ...(days[1] ? ['date_end', days[1]] : [])),
})

describe('the lessons of a day', () => {
  it('are those of today and tomorrow unless a day is named', () => {
    const said = wordsOf(openSchedule(aTurn({ family: aFamily() })))

    expect(said).toContain('明天（7月7日 周三）\n8:30–10:00 绘画，山前村文化礼堂')
    expect(said).not.toContain('7月9日')
  })

  it('name the child where the family has several', () => {
    const said = wordsOf(openSchedule(aTurn({ family: twoChildren(), meaning: on('2027-07-07') })))

    expect(said).toContain('小明 8:30–10:00 绘画')
    expect(said).toContain('小雨 9:30–11:00 篮球')
  })

  it('span the days that were named', () => {
    const said = wordsOf(openSchedule(aTurn({ family: aFamily(), meaning: on('2027-07-12', '2027-07-14') })))

    expect(said).toContain('7月12日 周一')
    expect(said).toContain('7月14日 周三')
    expect(said).not.toContain('7月16日')
  })

  it('cover the rest of this week', () => {
    const said = wordsOf(openSchedule(aTurn({ family: aFamily(), text: '这周有什么课' })))

    expect(said).toContain('7月9日 周五')
    expect(said).not.toContain('7月12日')
  })

  it('when there are none, say the next one after that day', () => {
    const said = wordsOf(openSchedule(aTurn({ family: aFamily(), meaning: on('2027-07-08') })))

    expect(said).toContain('后天（7月8日 周四）没有课')
    expect(said).toContain('下一次是7月9日 周五 8:30–10:00 绘画')
  })

  it('leave out the days on which the child is not there', () => {
    const late = aFamily({ children: [aChild({ days: { from: '2027-07-19', to: '2027-08-06' } })] })

    const said = wordsOf(openSchedule(aTurn({ family: late, meaning: on('2027-07-07') })))

    expect(said).toContain('没有课')
    expect(said).toContain('7月19日')
  })

  it('are not promised to who only waits', () => {
    const waits = aFamily({ enrolments: [anEnrolment({ state: 'waiting' })] })

    expect(wordsOf(openSchedule(aTurn({ family: waits })))).toContain('还在候补')
  })

  it('are those of everybody for who has enrolled in nothing', () => {
    const said = wordsOf(openSchedule(aTurn({ meaning: on('2027-07-16') })))

    expect(said).toContain('您还没报课')
    expect(said).toContain('露天电影，湖边影院')
  })

  it('end: after the last one it is said that all is over', () => {
    const said = wordsOf(openSchedule(aTurn({ family: aFamily(), now: Date.UTC(2027, 8, 1) })))

    expect(said).toContain('都已经上完了')
  })
})

describe('seats left', () => {
  const seats = new Map([
    [sectionIds.ball, { capacity: 12, left: 4, waiting: 0 }],
    [sectionIds.tiny, { capacity: 2, left: 0, waiting: 3 }],
  ])
  const ball = { slots: slots('mod', 'ball') }

  it('are looked up for what was named, then said', () => {
    expect(openSeats(aTurn({ meaning: ball }))).toEqual({
      need: [{ kind: 'seats', sections: [sectionIds.tiny, sectionIds.ball] }],
    })
    const said = wordsOf(openSeats(aTurn({ meaning: ball, facts: { seats } })))
    expect(said).toContain('还有4个名额')
    expect(said).toContain('满了，3人候补')
  })

  it('of a place without sections are none', () => {
    expect(
      wordsOf(openSeats(aTurn({ meaning: { slots: slots('mod', 'draw', 'place', 'lake') } }))),
    ).toContain('没有这样的课')
  })
})
