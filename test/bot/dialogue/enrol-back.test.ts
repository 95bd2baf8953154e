import { describe, expect, it } from 'vitest'
import { aChat, type Chat } from '../../support/chat.ts'

const oneByOne = [
  '报名',
  '同意',
  '我是家长',
  '王小雨',
  '2018年3月',
  '全程都来',
  '张小丽',
  '13800001111',
  '没有',
  '妈妈',
  '山前村',
  '无',
  '外婆',
] as const

const asks = [
  'who',
  'child.name',
  'child.birth',
  'child.days',
  'guardian.name',
  'guardian.phone',
  'guardian.phone2',
  'guardian.relation',
  'place',
  'health',
  'pickup',
  'modules',
] as const

const filled = (answers: number): Chat => {
  const chat = aChat()
  chat.all(...oneByOne.slice(0, answers))
  return chat
}

describe('one step back', () => {
  it.each(asks.slice(2).map((expects, index) => [expects, asks[index + 1], index + 4] as const))(
    'from %s asks %s again, and the answer given anew leads on',
    (from, to, answers) => {
      const chat = filled(answers)
      expect(chat.state.talk.asked?.expects).toBe(from)
      expect(chat.say('返回').expects).toBe(to)
      expect(chat.say(oneByOne[answers - 1] ?? '').expects).toBe(from)
    },
  )

  it('forgets the answer that it undoes', () => {
    const chat = filled(8)
    chat.say('0')
    expect(chat.state.talk.draft?.guardian).toEqual({ name: '张小丽' })
  })

  it('goes on back to the first question and then to the menu', () => {
    const chat = filled(5)
    expect(chat.say('0').expects).toBe('child.birth')
    expect(chat.say('0').expects).toBe('child.name')
    expect(chat.say('0').expects).toBe('who')
    expect(chat.say('0').expects).toBe('menu')
    expect(chat.state.talk.draft).not.toBe(null)
  })

  it('from who is speaking leads to the menu where the family was made', () => {
    const chat = aChat()
    chat.all('报名', '同意')
    expect(chat.say('0').expects).toBe('consent')
    expect(chat.say('0').expects).toBe('menu')
  })

  it('from the summary leads to the list of sections, with the choice undone', () => {
    const chat = filled(13)
    expect(chat.say('1').expects).toBe('confirm')
    expect(chat.say('返回').expects).toBe('modules')
    expect(chat.state.talk.draft?.children[0]?.sections).toEqual([])
    expect(chat.say('2').expects).toBe('confirm')
  })

  it('undoes only the last of several answers of one message', () => {
    const chat = aChat()
    chat.all('我家娃小明8岁，住山前村', '同意', '全程都来 李大山 13800001234')
    expect(chat.say('返回').expects).toBe('guardian.phone')
    expect(chat.state.talk.draft?.guardian.name).toBe('李大山')
  })

  it('from a field that is being edited leads to the list of fields, and from there to the summary', () => {
    const chat = filled(13)
    chat.all('1', '2', '5')
    expect(chat.say('返回').expects).toBe('field')
    expect(chat.say('返回').expects).toBe('confirm')
  })
})
