import { beforeEach, describe, expect, it } from 'vitest'
import { instantOf } from '../../shared/time.ts'
import {
  choice,
  enrol,
  enrolmentsOf,
  saying,
  seatsIn,
  startWalk,
  toCourses,
  type Walk,
} from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let li: Parent

beforeEach(async () => {
  walk = await startWalk()
  li = walk.li
})

describe('我的报名 and the timetable', () => {
  it('我的报名 shows what, when, where and in which state', async () => {
    await enrol(li, '绘画')
    const mine = words(await li.say('我的报名'))
    for (const part of ['王小雨', '绘画', '已报上', '8:30', '山前村文化礼堂']) expect(mine).toContain(part)
  })

  it('tells a stranger that there is none, and how to enrol', async () => {
    const none = await li.say('我的报名')
    expect(none.choices.map(({ label }) => label).join()).toContain('报名')
  })

  it('今天, 明天 and 7月8号有什么课', async () => {
    const list = await toCourses(li)
    await saying(li, `${choice(list, '绘画')}和${choice(list, '篮球 山前村')}`, '1')
    walk.clock.now = instantOf('2027-07-07', '07:00')
    const today = words(await li.say('今天有什么课'))
    expect(today).toContain('绘画')
    expect(today).not.toContain('篮球')
    const tomorrow = words(await li.say('明天有什么课'))
    expect(tomorrow).toContain('篮球')
    expect(tomorrow).toContain('14:00')
    expect(words(await li.say('7月8号有什么课'))).toContain('篮球')
    expect(words(await li.say('7月9号'))).toContain('绘画')
    expect(words(await li.say('这周有什么课'))).toContain('周五')
  })

  it('a day without a lesson says so and names the next', async () => {
    await enrol(li, '绘画')
    const none = words(await li.say('7月8号有什么课'))
    expect(none).toContain('没有课')
    expect(none).toContain('7月9日')
  })

  it('who has no enrolment is told what is on', async () => {
    expect(words(await li.say('7月7号有什么课'))).toContain('绘画')
  })

  it('还有名额吗 counts what is left', async () => {
    expect(words(await li.say('篮球还有名额吗'))).toContain('2个')
    await enrol(walk.parent('demo-wang'), '篮球 山前村')
    expect(words(await li.say('山前村的篮球还有名额吗'))).toContain('1个')
  })
})

describe('取消报名', () => {
  it('asks once; a no keeps the seat', async () => {
    await enrol(li, '绘画')
    expect((await li.say('取消报名')).expects).toBe('yes_no')
    await li.say('不取消')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('a yes gives the seat back, and the family can enrol again without typing all of it', async () => {
    await enrol(li, '绘画')
    const done = await saying(li, '取消报名', '1')
    expect(words(done)).toContain('取消')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    expect(await enrolmentsOf(walk, 'demo-li')).toEqual([])
    let answer = await li.say('报名')
    const asked: string[] = []
    for (let turns = 0; turns < 6 && answer.expects !== 'modules'; turns++) {
      asked.push(answer.expects ?? 'nothing')
      answer = await li.say('1')
    }
    expect(asked.length).toBeLessThanOrEqual(1)
    await saying(li, choice(answer, '绘画'), '1')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('of several asks which, by number or name', async () => {
    const list = await toCourses(li)
    await saying(li, `${choice(list, '绘画')}和${choice(list, '篮球 山前村')}`, '1')
    const which = await li.say('取消报名')
    expect(which.expects).toBe('choice')
    const sure = await li.say('篮球')
    expect(sure.expects).toBe('yes_no')
    expect(words(sure)).toContain('篮球')
    await li.say('1')
    expect((await enrolmentsOf(walk, 'demo-li')).map(({ sectionId }) => sectionId)).toEqual([
      'mini-2027.draw-hall',
    ])
    expect((await li.say('不上画画了')).expects).toBe('yes_no')
    await li.say('确定')
    expect(await enrolmentsOf(walk, 'demo-li')).toEqual([])
  })

  it('leaves the waiting list too', async () => {
    for (const name of ['a', 'b', 'c']) await enrol(walk.parent(`demo-${name}`), '篮球 山前村')
    await saying(walk.parent('demo-c'), '取消报名', '1')
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 0, waiting: 0 })
  })

  it('with nothing to cancel says so', async () => {
    expect((await li.say('取消报名')).expects).toBe('menu')
  })
})

describe('换课', () => {
  it('takes the new seat before the old one goes', async () => {
    await enrol(li, '绘画')
    const to = await li.say('换课')
    expect(to.expects).toBe('choice')
    const sure = await li.say(choice(to, '篮球，山前村'))
    expect(sure.expects).toBe('yes_no')
    const done = await li.say('1')
    expect(words(done)).toContain('篮球')
    expect((await enrolmentsOf(walk, 'demo-li')).map(({ sectionId }) => sectionId)).toEqual([
      'mini-2027.ball-tiny',
    ])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 1, waiting: 0 })
  })

  it('a no changes nothing', async () => {
    await enrol(li, '绘画')
    const to = await li.say('换课')
    await saying(li, choice(to, '篮球，山前村'), '不换')
    expect(await enrolmentsOf(walk, 'demo-li')).toMatchObject([{ sectionId: 'mini-2027.draw-hall' }])
  })

  it('to a full one keeps the old seat and offers the waiting list', async () => {
    for (const name of ['a', 'b']) await enrol(walk.parent(`demo-${name}`), '篮球 山前村')
    await enrol(li, '绘画')
    const to = await li.say('换成山前村的篮球')
    const told = to.expects === 'yes_no' ? await li.say('1') : to
    expect(words(told)).toMatch(/满|候补/)
    expect(
      (await enrolmentsOf(walk, 'demo-li')).some(({ sectionId }) => sectionId === 'mini-2027.draw-hall'),
    ).toBe(true)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('without an enrolment offers to enrol', async () => {
    expect((await li.say('换课')).choices.map(({ label }) => label).join()).toContain('报名')
  })
})
