import { beforeEach, describe, expect, it } from 'vitest'
import {
  choice,
  enrol,
  enrolmentsOf,
  familyOf,
  fillIn,
  saying,
  seatsIn,
  startWalk,
  toSummary,
  type Walk,
} from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startWalk()
})

describe('several children', () => {
  it('in one message: each is known by name, what is shared is asked once', async () => {
    const { li } = walk
    await li.say('我家两个娃，小明8岁，小红10岁，都在山前村，都想报画画')
    const missing = await li.say('同意')
    expect(words(missing)).toContain('小明')
    expect(words(missing)).toContain('小红')
    const summary = await fillIn(li, missing)
    expect(summary.expects).toBe('confirm')
    for (const part of ['小明', '小红']) expect(words(summary)).toContain(`孩子：${part}`)
    expect(words(summary).match(/选课：绘画/g)).toHaveLength(2)
    await li.say('1')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 10, waiting: 0 })
    const mine = words(await li.say('我的报名'))
    expect(mine).toContain('小明的报名')
    expect(mine).toContain('小红的报名')
  })

  it('each with own courses', async () => {
    const { li } = walk
    await li.say('我家两个娃，小明8岁想报画画，小红10岁想报电影，住山前村')
    let answer = await fillIn(li, await li.say('同意'))
    for (let turns = 0; turns < 6 && answer.expects !== 'confirm'; turns++)
      answer = await li.say(
        answer.expects === 'modules' ? choice(answer, words(answer).includes('小红') ? '电影' : '绘画') : '1',
      )
    expect(answer.expects).toBe('confirm')
    await li.say('1')
    const family = await familyOf(walk, 'demo-li')
    const sectionsOf = (name: string) => {
      const child = family?.children.find((one) => one.name === name)
      return family?.enrolments
        .filter(({ childId }) => childId === child?.id)
        .map(({ sectionId }) => sectionId)
    }
    expect(sectionsOf('小明')).toEqual(['mini-2027.draw-hall'])
    expect(sectionsOf('小红')).toEqual(['mini-2027.film-july'])
  })

  it('the second reuses the details of the family', async () => {
    const { li } = walk
    await enrol(li, '绘画')
    const asked: string[] = []
    let answer = await li.say('再报一个孩子')
    const second: Record<string, string> = {
      'child.name': '王小晴',
      'child.birth': '2017年9月',
      'child.days': '全程都来',
      health: '没有',
      pickup: '外婆',
    }
    for (let turns = 0; turns < 10 && answer.expects !== 'modules'; turns++) {
      asked.push(answer.expects ?? 'nothing')
      answer = await li.say(second[answer.expects ?? ''] ?? '?')
    }
    expect(
      asked.filter(
        (field) =>
          field.startsWith('guardian') || field === 'place' || field === 'consent' || field === 'who',
      ),
    ).toEqual([])
    await saying(li, choice(answer, '绘画'), '1')
    const family = await familyOf(walk, 'demo-li')
    expect(family?.children.map(({ name, place }) => [name, place])).toEqual([
      ['王小雨', 'hill'],
      ['王小晴', 'hill'],
    ])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 10, waiting: 0 })
    expect(words(await li.say('7月5号有什么课'))).toContain('王小晴')
  })

  it('one more course for a child that is enrolled', async () => {
    const { li } = walk
    await enrol(li, '绘画')
    let answer = await li.say('小雨再报一门电影')
    for (let turns = 0; turns < 6 && answer.expects !== 'confirm'; turns++)
      answer = await li.say(answer.choices.find(({ label }) => /电影|王小雨/.test(label))?.say ?? '1')
    expect(answer.expects).toBe('confirm')
    await li.say('1')
    expect(await enrolmentsOf(walk, 'demo-li')).toHaveLength(2)
    expect((await familyOf(walk, 'demo-li'))?.children).toHaveLength(1)
  })

  it('one more at the summary is enrolled beside the first', async () => {
    const { li } = walk
    await toSummary(li, '绘画', { 'child.name': '小明' })
    const days = await li.say('还有一个女儿小丽6岁也要报画画')
    expect(days.expects).toBe('child.days')
    const summary = await saying(li, '跟小明一样', '没有')
    expect(summary.expects).toBe('confirm')
    for (const name of ['小明', '小丽']) expect(words(summary)).toContain(`孩子：${name}`)
    await li.say('1')
    expect((await familyOf(walk, 'demo-li'))?.children.map(({ name }) => name)).toEqual(['小明', '小丽'])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 10, waiting: 0 })
  })

  it('a new name with a birth at the summary is asked about, not written over the first', async () => {
    const { li } = walk
    await toSummary(li, '绘画', { 'child.name': '小明' })
    const which = await li.say('小丽 2018年6月')
    expect(which.expects).toBe('choice')
    expect((await li.say(choice(which, '再报'))).expects).toBe('child.days')
    await saying(li, '跟小明一样', '没有', '绘画', '1')
    expect((await familyOf(walk, 'demo-li'))?.children.map(({ name }) => name)).toEqual(['小明', '小丽'])
  })

  it('a question about one of several is answered for that one', async () => {
    const { li } = walk
    await li.say('我家两个娃，小明8岁，小红10岁，都在山前村，都想报画画')
    await fillIn(li, await li.say('同意'))
    await li.say('1')
    const which = await li.say('取消报名')
    expect(which.expects).toBe('choice')
    await saying(li, choice(which, '小红'), '1')
    const mine = words(await li.say('我的报名'))
    expect(mine).toContain('小明的报名')
    expect(mine).not.toContain('小红的报名')
  })
})
