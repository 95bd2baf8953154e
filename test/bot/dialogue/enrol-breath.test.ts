import { describe, expect, it } from 'vitest'
import { aChat } from '../../support/chat.ts'

describe('a family told in one breath', () => {
  it('each fact goes to its child, and nothing said is asked again', () => {
    const chat = aChat()
    chat.say(
      '我家老大王小明8岁二年级想学画画，老二王小雨7岁打篮球，老大花生过敏，小的没过敏，我是她妈王小花，电话13800001234，没有别的电话，接送爷爷也可以，住山前村，全程都来',
    )
    const said = chat.say('同意')
    expect(['modules', 'confirm']).toContain(said.expects)
    const draft = chat.state.talk.draft
    expect(draft?.children).toMatchObject([
      { name: '王小明', grade: 2, health: '花生过敏', place: 'hill' },
      { name: '王小雨', told: { age: 7 }, health: '', place: 'hill' },
    ])
    for (const child of draft?.children ?? [])
      expect(child.pickup?.map(({ who }) => who)).toEqual(['妈妈', '爷爷'])
    expect(draft?.guardian).toEqual({ name: '王小花', relation: '妈妈', phone: '13800001234', phone2: '' })
  })
})
