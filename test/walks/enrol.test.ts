import { beforeEach, describe, expect, it } from 'vitest'
import {
  answers,
  choice,
  enrolmentsOf,
  familyOf,
  fillIn,
  hasCard,
  saying,
  seatsIn,
  startWalk,
  type Walk,
} from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startWalk()
})

describe('a parent enrols a child', () => {
  it('in four messages: the request, consent, what is missing, 1', async () => {
    const { li } = walk
    const notice = await li.say('我家娃小明今年8岁在山前村想报画画')
    expect(notice.expects).toBe('consent')
    const missing = await li.say('同意')
    expect(missing.expects).not.toBe(null)
    expect(words(missing)).toContain('还差')
    const summary = await li.say('2019年5月 全程都来 李大山 13800001234 没有第二个电话 爸爸 没过敏 奶奶接')
    expect(summary.expects).toBe('confirm')
    for (const part of [
      '小明',
      '2019年5月',
      '李大山',
      '13800001234',
      '爸爸',
      '山前村',
      '奶奶',
      '绘画',
      '8:30',
    ])
      expect(words(summary)).toContain(part)
    const result = await li.say('1')
    expect(hasCard(result)).toBe(true)
    expect(words(await li.say('我的报名'))).toContain('绘画')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    const [child] = (await familyOf(walk, 'demo-li'))?.children ?? []
    expect(child).toMatchObject({ name: '小明', birth: '2019-05', place: 'hill', health: '' })
    expect(child?.pickup).toEqual([{ who: '奶奶', name: null }])
  })

  it('one answer at a time, each asked once', async () => {
    const { li } = walk
    expect((await li.say('你好')).expects).toBe('menu')
    let answer = await li.say('1')
    expect(answer.expects).toBe('consent')
    const asked: string[] = []
    for (let turns = 0; turns < 20 && answer.expects !== 'modules'; turns++) {
      asked.push(answer.expects ?? 'nothing')
      answer = await li.say((answer.expects && answers[answer.expects]) ?? '?')
    }
    const fields = [
      'child.name',
      'child.birth',
      'child.days',
      'guardian.name',
      'guardian.phone',
      'guardian.phone2',
    ]
    expect(asked).toEqual(
      expect.arrayContaining(['consent', 'who', ...fields, 'guardian.relation', 'place', 'health', 'pickup']),
    )
    expect(new Set(asked).size).toBe(asked.length)
    const summary = await li.say(choice(answer, '绘画'))
    expect(summary.expects).toBe('confirm')
    expect(words(await li.say('1'))).toContain('王小雨')
  })

  it('a numbered list tells dates, times, places and seats left', async () => {
    const { li } = walk
    const list = await fillIn(li, await li.say('报名'))
    expect(list.expects).toBe('modules')
    for (const part of ['绘画', '山前村文化礼堂', '7月5日', '8:30', '12']) expect(words(list)).toContain(part)
    expect(list.choices.length).toBeGreaterThan(2)
    const summary = await li.say('1和2')
    expect(words(summary).match(/选课/g)).toHaveLength(2)
    expect(words(await li.say('1'))).toContain('报上')
    expect(await enrolmentsOf(walk, 'demo-li')).toHaveLength(2)
  })

  it('takes a family booking of an evening film', async () => {
    const { li } = walk
    const list = await fillIn(li, await li.say('报名'))
    const people = await li.say(choice(list, '电影'))
    expect(words(people)).toContain('几个人')
    expect((await li.say('3个人')).expects).toBe('confirm')
    await li.say('1')
    expect(await seatsIn(walk, 'film-july')).toEqual({ left: 147, waiting: 0 })
  })

  it('a grade or an age does instead of a birth date', async () => {
    const { li } = walk
    const list = await fillIn(li, await li.say('报名'), { 'child.birth': '二年级' })
    expect(list.expects).toBe('modules')
    const wang = walk.parent('demo-wang')
    expect((await fillIn(wang, await wang.say('报名'), { 'child.birth': '8岁' })).expects).toBe('modules')
  })

  it('a part of the season is kept', async () => {
    const { li } = walk
    const list = await fillIn(li, await li.say('报名'), { 'child.days': '7月5号到7月20号' })
    await saying(li, choice(list, '绘画'), '1')
    const [child] = (await familyOf(walk, 'demo-li'))?.children ?? []
    expect(child?.days).toEqual({ from: '2027-07-05', to: '2027-07-20' })
  })

  it('a phone number that is none is told kindly and asked again', async () => {
    const { li } = walk
    const phone = await fillIn(li, await li.say('报名'), { 'guardian.phone': '' })
    expect(phone.expects).toBe('guardian.phone')
    const again = await li.say('1380000')
    expect(again.expects).toBe('guardian.phone')
    expect(words(again)).toContain('11位')
    expect((await li.say('13800001111')).expects).toBe('modules')
  })

  it('the summary can be corrected before it counts', async () => {
    const { li } = walk
    const list = await fillIn(li, await li.say('报名'))
    await li.say(choice(list, '绘画'))
    const fields = await li.say('2')
    expect(fields.expects).toBe('field')
    const value = await li.say(choice(fields, '手机号'))
    expect(value.expects).toBe('guardian.phone')
    const summary = await li.say('13900002222')
    expect(summary.expects).toBe('confirm')
    expect(words(summary)).toContain('13900002222')
    const name = await li.say('修改孩子姓名')
    expect(name.expects).toBe('child.name')
    expect(words(await li.say('王大雨'))).toContain('王大雨')
  })
})

describe('several facts in one message, as people write them', () => {
  it('a whole form without labels, the course among them', async () => {
    const { li } = walk
    await saying(li, '报名', '同意', '我是孩子家长')
    const which = await li.say(
      '小明 2019年5月 男孩 全程都来 李大山 13800001234 没有第二个电话 爸爸 山前村 没过敏 奶奶接 篮球',
    )
    expect(which.choices.some(({ label }) => label.includes('绘画'))).toBe(false)
    expect(words(which)).toContain('篮球')
  })

  it('everything in the first message of all', async () => {
    const { li } = walk
    const notice = await li.say(
      '我是小雨妈妈王小花 小雨2018年3月生 三年级女孩 7月5号到8月6号 13800001111 没有第二个电话 湖边村 无过敏 外婆接 想报绘画和露天电影',
    )
    expect(notice.expects).toBe('consent')
    const next = await fillIn(li, await li.say('同意'), {
      'child.name': '',
      'guardian.phone': '',
      pickup: '',
    })
    expect(next.expects).not.toBe('child.name')
    expect(words(next)).not.toContain('手机号')
  })

  it('a guardian’s name before a phone number is no second child', async () => {
    const { li } = walk
    await li.say('我家娃小明2018年5月生 山前村 李大山 13800001234 没有第二个电话 爸爸 没过敏 奶奶接 全程都来')
    const next = await li.say('同意')
    expect(next.expects).not.toBe('child.birth')
    const { conversation } = await walk.store.open('demo-li')
    expect(conversation?.talk.draft?.children.map(({ name, birth }) => [name, birth])).toEqual([
      ['小明', '2018-05'],
    ])
    expect(conversation?.talk.draft?.guardian).toMatchObject({ phone: '13800001234', phone2: '' })
  })

  it('the guardian by relation and name', async () => {
    const { li } = walk
    await saying(li, '我家娃小明今年8岁在山前村想报画画', '同意')
    await li.say('我是他爸爸李大山 13800001234 没有第二个电话 没过敏 奶奶接 全程都来')
    const { conversation } = await walk.store.open('demo-li')
    expect(conversation?.talk.draft?.guardian).toMatchObject({
      name: '李大山',
      relation: '爸爸',
      phone: '13800001234',
    })
  })

  it('a bare number that can be no age is not taken for one', async () => {
    const { li } = walk
    await fillIn(li, await li.say('报名'), { 'child.birth': '' })
    expect((await li.say('1')).expects).toBe('child.birth')
  })

  it('small talk is no health note', async () => {
    const { li } = walk
    await fillIn(li, await li.say('报名'), { health: '' })
    expect((await li.say('你好')).expects).toBe('health')
    expect((await li.say('谢谢')).expects).toBe('health')
  })
})
