import { beforeEach, describe, expect, it } from 'vitest'
import { instantOf } from '../../shared/time.ts'
import {
  choice,
  enrol,
  enrolmentsOf,
  fillIn,
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

/** The course by its name, said where courses are chosen. */
const wanting = async (course: string, given = {}) => {
  await toCourses(li, given)
  return li.say(course)
}

describe('what cannot be had is told with its reason, and what is possible is offered', () => {
  it('too young for the age band', async () => {
    const refused = await wanting('篮球', { 'child.birth': '2023年1月' })
    expect(words(refused)).toContain('6到14岁')
    expect(refused.expects).toBe('modules')
    expect(refused.choices.map(({ label }) => label).join()).toContain('绘画')
  })

  it('already in the first message', async () => {
    await saying(li, '我家娃小明4岁，在山前村，想报篮球')
    const list = await fillIn(li, await li.say('同意'))
    expect(list.expects).toBe('modules')
    expect(list.choices.map(({ label }) => label).join()).not.toContain('篮球')
  })

  it('too old', async () => {
    const refused = await wanting('篮球', { 'child.birth': '2011年1月' })
    expect(words(refused)).toContain('6到14岁')
    expect(refused.choices.map(({ label }) => label).join()).toContain('电影')
  })

  it('a grown-up’s birth date is questioned', async () => {
    await fillIn(li, await li.say('报名'), { 'child.birth': '' })
    const told = await li.say('1990年5月')
    expect(told.expects).toBe('child.birth')
    expect(words(told)).toContain('成年')
  })

  it('over the limit of two courses: the film does not count', async () => {
    const list = await toCourses(li)
    const films = list.choices.filter(({ label }) => label.includes('电影'))
    expect(films).toHaveLength(1)
    await li.say('1和2')
    const more = await li.say('再加一门课')
    expect(more.expects).toBe('modules')
    expect(more.choices.map(({ label }) => label).join()).not.toContain('篮球')
    const third = await li.say('示例企业1的篮球')
    expect(words(third)).toMatch(/最多2门|撞了|赶不过去/)
    expect(third.expects).not.toBe(null)
  })

  it('in two places at once: which day, which course', async () => {
    const list = await toCourses(li)
    await li.say(choice(list, '绘画'))
    await li.say('再加一门课')
    const clash = await li.say('示例企业1的篮球')
    expect(words(clash)).toMatch(/撞了时间|赶不过去/)
    expect(['modules', 'confirm']).toContain(clash.expects)
    expect(words(clash)).toContain('绘画')
  })

  it('two overlapping ones picked at once', async () => {
    const list = await toCourses(li)
    const both = `${choice(list, '绘画')}和${choice(list, '示例企业1')}`
    const clash = await li.say(both)
    expect(words(clash)).toMatch(/撞了时间|赶不过去/)
  })

  it('only for staff', async () => {
    const refused = await wanting('示例企业1的绘画')
    expect(words(refused)).toContain('职工')
    expect(refused.expects).toBe('modules')
  })

  it('staff are let in', async () => {
    const list = await fillIn(li, await li.say('报名'), { place: '示例企业1' })
    expect(list.choices.map(({ label }) => label).join()).toContain('绘画 示例企业1职工之家')
    await saying(li, choice(list, '绘画 示例企业1职工之家'), '1')
    expect(await enrolmentsOf(walk, 'demo-li')).toMatchObject([{ sectionId: 'mini-2027.draw-staff' }])
  })

  it('before the window opens, and after it has closed', async () => {
    walk.clock.now = instantOf('2026-10-01', '09:00')
    const early = await li.say('报名')
    expect(words(early)).toContain('11月1日')
    expect(early.expects).toBe('menu')
    walk.clock.now = instantOf('2026-11-01', '09:00')
    expect((await li.say('报名')).expects).toBe('consent')
    walk.clock.now = instantOf('2027-08-03', '09:00')
    const wang = walk.parent('demo-wang')
    const late = await wang.say('我家娃小明8岁想报画画')
    expect(words(late)).toContain('截止')
    expect(late.expects).toBe('menu')
  })

  it('the window that closes while a form is filled in', async () => {
    walk.clock.now = instantOf('2027-08-01', '23:30')
    const list = await toCourses(li)
    await li.say(choice(list, '绘画'))
    walk.clock.now = instantOf('2027-08-02', '00:30')
    const late = await li.say('1')
    expect(words(late)).toMatch(/截止|报不了|上完/)
    expect(await enrolmentsOf(walk, 'demo-li')).toEqual([])
    expect(late.expects).not.toBe(null)
  })

  it('a full section: the place on the waiting list is told', async () => {
    const cards: string[] = []
    for (const name of ['a', 'b', 'c', 'd'])
      cards.push(words(await enrol(walk.parent(`demo-${name}`), '篮球 山前村')))
    expect(cards[1]).toContain('报上了')
    expect(cards[2]).toContain('候补第1位')
    expect(cards[3]).toContain('候补第2位')
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 0, waiting: 2 })
    expect(words(await walk.parent('demo-d').say('我的报名'))).toContain('候补第2位')
    expect(words(await walk.parent('demo-d').say('候补排到第几了'))).toContain('第2位')
    expect(words(await li.say('篮球还有名额吗'))).toContain('满了')
  })

  it('days on which the child is not there', async () => {
    const refused = await wanting('绘画', { 'child.days': '7月10号到7月20号', 'child.birth': '2022年6月' })
    expect(refused.expects).not.toBe(null)
    const list = await fillIn(walk.parent('demo-w'), await walk.parent('demo-w').say('报名'), {
      'child.days': '7月14号到7月20号',
    })
    expect(list.choices.map(({ label }) => label).join()).toContain('电影')
    const none = await fillIn(walk.parent('demo-x'), await walk.parent('demo-x').say('报名'), {
      'child.days': '8月10号到8月20号',
    })
    expect(words(none)).toContain('那些天不')
  })
})

describe('where nothing at all is possible', () => {
  it('it is told and a way out is left', async () => {
    const answer = await fillIn(li, await li.say('报名'), { 'child.days': '8月18号到8月20号' })
    expect(answer.expects).not.toBe(null)
    expect(words(answer)).toMatch(/没有|人工/)
    const human = await li.say('人工')
    expect(human.expects).not.toBe(null)
  })
})
