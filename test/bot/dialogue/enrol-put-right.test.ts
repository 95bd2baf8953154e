import { describe, expect, it } from 'vitest'
import { aChat, type Chat } from '../../support/chat.ts'

const answers = [
  ['child.name', '王小雨'],
  ['child.birth', '三年级'],
  ['child.days', '全程都来'],
  ['guardian.name', '张小丽'],
  ['guardian.phone', '13800001111'],
  ['guardian.phone2', '没有'],
  ['place', '山前村'],
  ['health', '没有'],
  ['pickup', '外婆'],
] as const

/** A form in which this field is asked, all before it answered. */
const askedFor = (field: string): Chat => {
  const chat = aChat()
  let said = chat.all('报名', '同意', '我是妈妈')
  for (const [at, text] of answers) {
    if (said.expects === field) break
    expect(said.expects).toBe(at)
    said = chat.say(text)
  }
  expect(said.expects).toBe(field)
  return chat
}

const untold = { phone2: undefined, place: undefined, health: undefined }
const heldIn = (chat: Chat) => {
  const draft = chat.state.talk.draft
  const [child] = draft?.children ?? []
  return { ...untold, ...child, ...draft?.guardian, name: child?.name, own: draft?.guardian.name }
}

describe('an older answer put right while something else is asked', () => {
  it.each([
    ['child.days', '不对，是二年级', '二年级', { grade: 2 }],
    ['guardian.phone2', '哎呀说错了 他才上二年级', '二年级', { grade: 2 }],
    ['modules', '年龄弄错了，是8岁', '8岁', { told: { age: 8 } }],
    ['guardian.name', '名字打错了，叫王小云', '王小云', { name: '王小云', own: undefined }],
    ['pickup', '名字写错了应该是王小云', '王小云', { name: '王小云', own: '张小丽' }],
    ['health', '我名字写错了，是张小莉', '张小莉', { name: '王小雨', own: '张小莉' }],
    [
      'guardian.phone2',
      '刚才电话错了 13800001234',
      '13800001234',
      { phone: '13800001234', phone2: undefined },
    ],
    ['place', '不好意思手机号打错了应该是13900002222', '13900002222', { phone: '13900002222', phone2: '' }],
    ['health', '上面的改成示例企业1', '示例企业1', { employer: 'firm-1', place: undefined }],
    ['place', '不是妈妈，我是她姑姑', '姑姑', { relation: '姑姑' }],
    ['pickup', '身体那个写错了，花生过敏', '花生过敏', { health: '花生过敏' }],
    ['guardian.phone', '刚才说错了，7月10号才来', '7月10日', { days: { from: '2027-07-10' } }],
  ] as const)('asked %s: %s', (field, text, shown, held) => {
    const chat = askedFor(field)
    const said = chat.say(text)
    expect(said.words).toMatch(new RegExp(`^改好了：.*${shown}`))
    expect(said.expects).toBe(field)
    expect(heldIn(chat)).toMatchObject(held)
    expect(chat.state.talk.misses).toBe(0)
  })

  it('asks for the new value where only the field was named', () => {
    const chat = askedFor('health')
    expect(chat.say('电话打错了').expects).toBe('guardian.phone')
    chat.say('13800001234')
    expect(heldIn(chat)).toMatchObject({ phone: '13800001234', health: undefined })
  })

  it('a correction of the very answer is that answer, without the words about the mistake', () => {
    const chat = askedFor('health')
    chat.say('刚才打错了，是花生过敏')
    expect(heldIn(chat)).toMatchObject({ health: '花生过敏' })
  })

  it('what was not told before is noted, not “put right”', () => {
    const said = askedFor('child.birth').say('电话写错了 13800001234')
    expect(said.words).toMatch(/^记下了：手机号/)
  })
})

describe('报名 at the consent question', () => {
  it.each(['报名', '我要报名', '继续'])(
    '%s shows the question again, kindly, and is no misunderstanding',
    (text) => {
      const chat = aChat()
      chat.say('报名')
      const said = chat.say(text)
      expect(said.expects).toBe('consent')
      expect(said.labels).toEqual(['同意', '不同意'])
      expect(said.words).not.toContain('没看懂')
      expect(said.words).toContain('同意')
      expect(chat.state.talk.misses).toBe(0)
      expect(chat.state.talk.agreed).toBeNull()
    },
  )

  it.each(['不要得', '不阔以', '莫要'])('%s is never taken for a consent', (text) => {
    const chat = aChat()
    chat.all('报名', text)
    expect(chat.state.talk.agreed).toBeNull()
  })
})
