import { describe, expect, it } from 'vitest'
import { aChat } from '../../support/chat.ts'

const atSummary = () => {
  const chat = aChat()
  const summary = chat.all(
    '我家娃小明今年8岁在山前村想报画画',
    '同意',
    '全程都来 李大山 13800001234 没有备用 爸爸 没过敏 奶奶接',
  )
  expect(summary.expects).toBe('confirm')
  return chat
}

describe('at the summary', () => {
  it('2 lists the fields, a field is asked, its value shown in a new summary', () => {
    const chat = atSummary()
    const fields = chat.say('2')
    expect(fields.expects).toBe('field')
    expect(fields.labels).toContain('手机号')
    expect(chat.say('5').expects).toBe('guardian.phone')
    const summary = chat.say('13900001111')
    expect(summary.expects).toBe('confirm')
    expect(summary.words).toContain('改好了：手机号。')
    expect(summary.words).toContain('13900001111')
  })

  it.each([
    ['不对，是7岁', '7岁（2019或2020年生）'],
    ['电话是13900001111', '13900001111'],
    ['不对，是湖边村', '住处：湖边村'],
  ])('%s is applied at once and shown', (text, shown) => {
    const summary = atSummary().say(text)
    expect(summary.expects).toBe('confirm')
    expect(summary.words).toContain('改好了')
    expect(summary.words).toContain(shown)
  })

  it.each([
    ['修改孩子姓名', 'child.name'],
    ['修改电话', 'guardian.phone'],
    ['修改谁来接', 'pickup'],
    ['改一下住址', 'place'],
    ['修改课程', 'modules'],
  ])('%s asks for %s', (text, expects) => {
    expect(atSummary().say(text).expects).toBe(expects)
  })

  it('a field by its name, not its number', () => {
    const chat = atSummary()
    chat.say('2')
    expect(chat.say('来的日期').expects).toBe('child.days')
  })

  it('a wrong value is told why and the field stays asked', () => {
    const chat = atSummary()
    chat.all('2', '手机号')
    const again = chat.say('1390000')
    expect(again.expects).toBe('guardian.phone')
    expect(again.words).toContain('11位')
  })

  it('days on which a chosen section has no lesson take it out, with the reason', () => {
    const list = atSummary().say('来的日期是8月10号到8月15号')
    expect(list.words).toContain('绘画在7月5日—8月6日上课，小明那些天不来。')
  })

  it('adds a course beside what was chosen', () => {
    const chat = atSummary()
    expect(chat.say('再加一门课').expects).toBe('modules')
    const summary = chat.say('1')
    expect(summary.words).toContain('选课：绘画')
    expect(summary.words).toContain('选课：篮球')
  })

  it('nothing is claimed before a 1', () => {
    const chat = atSummary()
    expect(chat.say('2').effects).toEqual([])
    expect(chat.all('手机号', '13900001111').effects).toEqual([])
    expect(chat.say('对').effects).toHaveLength(1)
  })
})

describe('in the middle of the form', () => {
  it('a field named is asked, and the form goes on where it was', () => {
    const chat = aChat()
    chat.all('报名', '同意', '我是妈妈', '王小雨', '8岁', '全程都来')
    expect(chat.say('修改孩子姓名').expects).toBe('child.name')
    expect(chat.say('王大雨').expects).toBe('guardian.name')
    expect(chat.state.talk.draft?.children[0]?.name).toBe('王大雨')
  })

  it('before consent it comes back to the consent', () => {
    expect(aChat().all('报名', '修改电话').expects).toBe('consent')
  })
})
