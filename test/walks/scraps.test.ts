import { beforeEach, describe, expect, it } from 'vitest'
import { familyOf, oneByOne, saying, startWalk, toSummary, type Walk } from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let zhou: Parent

beforeEach(async () => {
  walk = await startWalk()
  zhou = walk.parent('demo-zhou')
})

const toName = (parent: Parent) => saying(parent, '我家孩子报绘画', '同意')

describe('a tired person', () => {
  it('names a second family in the middle of the first: it is kept out and said so', async () => {
    const told = await saying(
      zhou,
      '帮邻居小孩报名',
      '同意',
      '张婷婷',
      '9岁',
      '还有一家 赵磊 10岁 篮球 山前村 爸爸赵强13500003333',
    )
    expect(words(told)).toContain('先把张婷婷的报完')
    expect(told.expects).toBe('child.days')
    const shown = await oneByOne(zhou, await zhou.say('全程都来'))
    expect(words(shown)).not.toContain('赵')
  })

  it('helps one more family after an own enrolment: the form is empty', async () => {
    await toSummary(walk.li, '绘画')
    await walk.li.say('1')
    const other = await saying(walk.li, '再帮一家报', '同意')
    expect(words(other)).not.toContain('按上次的来')
    const shown = await oneByOne(walk.li, other, {
      'child.name': '赵磊',
      'guardian.name': '赵强',
      'guardian.phone': '13500003333',
    })
    expect(words(shown)).not.toContain('张小丽')
  })

  it('answers the health question with something else: it is no illness', async () => {
    const health = await oneByOne(walk.li, await toName(walk.li), { health: '' })
    expect(health.expects).toBe('health')
    expect((await walk.li.say('对')).expects).toBe('health')
    const put = await walk.li.say('小雨的生日错了 是2018年4月')
    expect(put.expects).toBe('health')
    expect(words(put)).toContain('改好了：孩子是2018年4月生')
    const done = await oneByOne(walk.li, put, { modules: '绘画' })
    expect(words(done)).toContain('2018年4月')
    expect(words(done)).toContain('健康过敏：没有')
  })

  it('gives a kin word or a request for a name: it is asked again', async () => {
    await toName(walk.li)
    const kin = await walk.li.say('孙子')
    expect(kin.expects).toBe('child.name')
    expect(words(kin)).toContain('自己的名字')
    const named = await walk.li.say('陈小宝 七岁半')
    expect(words(named)).toContain('陈小宝从哪天来')
    expect(words(await walk.li.say('他爸叫陈刚'))).toContain('记下了：家长姓名')
    const asked = await oneByOne(zhou, await saying(zhou, '帮邻居小孩报名', '同意'), { 'guardian.name': '' })
    expect(asked.expects).toBe('guardian.name')
    expect((await zhou.say('再报一个孩子')).expects).toBe('guardian.name')
  })

  it('introduces herself and two children in one breath: each name goes where it belongs', async () => {
    const form = await saying(
      walk.li,
      '你好我叫李建国手机13800001111我是孩子爸爸我家俩娃老大李浩2017年3月12号生老二李欣2019年生',
      '同意',
    )
    expect(words(form)).toContain('李浩、李欣从哪天来')
    expect(words(form)).not.toMatch(/家长姓名|手机号/)
  })

  it('names the guardian beside the number: it is not the child', async () => {
    const told = await saying(zhou, '帮邻居孩子报名', '同意', '全程都来 王大花 13800001111')
    expect(words(told)).toContain('记下了：来的日期、家长姓名、手机号')
    expect(told.expects).toBe('child.name')
    const red = await saying(walk.parent('demo-wu'), '帮隔壁家小红报名', '同意')
    expect(words(red)).toContain('小红是哪年哪月')
  })

  it('says one thing after another while the days are asked for: each is kept and said back', async () => {
    await saying(walk.li, '我家孩子报绘画', '同意', '王小雨', '8岁')
    const scraps = [
      ['王芳', '家长姓名'],
      ['13800001111', '手机号'],
      ['山前村', '住的村'],
      ['没有别的电话', '备用电话'],
      ['妈妈', '跟孩子的关系'],
      ['花生过敏', '健康过敏'],
      ['我接', '谁来接'],
    ] as const
    for (const [said, field] of scraps)
      expect(words(await walk.li.say(said)), said).toMatch(`记下了：${field}`)
    const shown = await walk.li.say('全程都来')
    expect(shown.expects).toBe('confirm')
    for (const part of ['王芳（妈妈）13800001111', '花生过敏', '只有这个班合适'])
      expect(words(shown)).toContain(part)
  })

  it('tells half the form at the question who she is', async () => {
    await saying(walk.li, '我要报名', '同意')
    const told = await walk.li.say('山前村 全程 张丽 13800001111 没有 妈妈 没过敏 我自己接')
    expect(told.expects).toBe('child.name')
    expect((await saying(walk.li, '王小雨', '8岁')).expects).toBe('modules')
  })

  it('says a bare 没 at the notice: nothing is wiped, and it makes no helper', async () => {
    const asked = await saying(walk.li, '我家小雨8岁想报绘画', '没')
    expect(asked.expects).toBe('consent')
    expect(words(await walk.li.say('同意'))).toContain('小雨')
    await saying(zhou, '我要报名', '没有', '同意')
    expect((await zhou.say('没有')).expects).toBe('who')
  })

  it('is away for a day: that is no end of the season, and it is said so', async () => {
    const told = await saying(walk.li, '我家孩子报绘画', '同意', '王小雨', '8岁', '8月1号不在 其他都来')
    expect(words(told)).toContain('8月1号不来')
    expect(words(told)).toContain('请假')
  })

  it('goes back from the courses at the review: what was chosen stands', async () => {
    const review = await toSummary(walk.li, '绘画')
    expect(words(review)).toContain('选课：绘画')
    const list = await walk.li.say('修改课程')
    expect(list.expects).toBe('modules')
    const again = await walk.li.say('返回')
    expect(again.expects).toBe('confirm')
    expect(words(again)).toContain('选课：绘画')
    expect(words(again)).toContain('谁来接：外婆')
  })

  it('reads on the card that the course is taken', async () => {
    await toSummary(walk.li, '绘画')
    const done = await walk.li.say('1')
    expect(words(done)).toContain('绘画：已报上')
    expect((await familyOf(walk, 'demo-li'))?.children).toHaveLength(1)
  })
})
