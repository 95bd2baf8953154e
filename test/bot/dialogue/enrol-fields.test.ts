import { describe, expect, it } from 'vitest'
import { aChat, type Chat } from '../../support/chat.ts'

const answers = {
  'child.name': '王小雨',
  'child.birth': '8岁',
  'child.days': '全程都来',
  'guardian.name': '张小丽',
  'guardian.phone': '13800001111',
  'guardian.phone2': '没有',
  place: '山前村',
  health: '没有',
  pickup: '外婆',
} as const
type Field = keyof typeof answers

/** A form in which this field is asked; `given` answers some questions before it otherwise. */
const asked = (field: Field | 'modules', given: Partial<Record<Field, string>> = {}): Chat => {
  const chat = aChat()
  let said = chat.all('报名', '同意', '我是妈妈')
  for (const [at, text] of Object.entries({ ...answers, ...given })) {
    if (said.expects === field) break
    expect(said.expects).toBe(at)
    said = chat.say(text)
  }
  expect(said.expects).toBe(field)
  return chat
}

describe('a kind reason and the question again', () => {
  it.each([
    ['guardian.phone', '138000011', '您发的是9位'],
    ['guardian.phone', '138000011112', '您发的是12位'],
    ['guardian.phone', '23800001111', '1开头'],
    ['guardian.phone2', '13800001111', '和前面的号码一样'],
    ['child.birth', '2031年', '还没到'],
    ['child.birth', '1985年', '成年'],
    ['child.birth', '35岁', '孩子的课'],
    ['child.days', '8月1日到7月10日', '反了'],
    ['child.days', '9月1号到9月5号', '没有课'],
  ] as const)('%s: %s', (field, text, reason) => {
    const chat = asked(field)
    const again = chat.say(text)
    expect(again.words).toContain(reason)
    expect(again.expects).toBe(field)
    expect(chat.state.talk.misses).toBe(0)
  })

  it('a child that may be under eight is not sent home alone, nor with a sister', () => {
    const chat = asked('pickup', { 'child.birth': '7岁' })
    expect(chat.say('自己走').words).toContain('8岁以下要大人来接')
    expect(chat.say('姐姐').expects).toBe('pickup')
    expect(chat.say('奶奶和姐姐').expects).toBe('modules')
    expect(chat.state.talk.draft?.children[0]?.pickup).toEqual([{ who: '奶奶', name: null }])
  })

  it('one of nine may go alone', () => {
    expect(asked('pickup', { 'child.birth': '9岁' }).say('自己走').expects).toBe('modules')
  })

  it('an age that contradicts the birth year is put to the parent, once', () => {
    const chat = asked('child.days', { 'child.birth': '2018年3月' })
    const again = chat.say('孩子今年12岁')
    expect(again.words).toContain('2018年3月生和12岁对不上')
    expect(again.expects).toBe('child.birth')
    expect(again.labels).toEqual(['2018年3月生', '12岁'])
    expect(chat.say('2018年3月生').expects).toBe('child.days')
  })
})

describe('how it was read is said', () => {
  it('a nominal age', () => {
    const said = asked('child.birth').say('虚岁九岁')
    expect(said.words).toContain('我按8岁记')
  })

  it('a zodiac year', () => {
    expect(asked('child.birth').say('属鸡的').words).toContain('我按2017年生记')
  })

  it('阿婆', () => {
    expect(asked('pickup').say('阿婆来接').words).toContain('“阿婆”我记成外婆')
  })

  it('days beyond the season are cut off', () => {
    const chat = asked('child.days')
    expect(chat.say('7月1号到7月20号').words).toContain('7月5日—7月20日')
    expect(chat.state.talk.draft?.children[0]?.days).toEqual({ from: '2027-07-05', to: '2027-07-20' })
  })
})

describe('fields', () => {
  it.each([
    ['child.birth', '2018-03-05', { birth: '2018-03-05' }],
    ['child.birth', '三年级', { grade: 3 }],
    ['child.birth', '大班', { grade: 0 }],
    ['child.days', '都来', { days: { from: '2027-07-05', to: '2027-08-20' } }],
    ['child.days', '7月10号开始', { days: { from: '2027-07-10', to: '2027-08-20' } }],
    ['place', '都不是', { place: null, employer: null }],
    ['place', '示例企业1', { employer: 'firm-1' }],
    ['health', '花生过敏', { health: '花生过敏' }],
    ['health', '没有', { health: '' }],
    [
      'pickup',
      '爸爸妈妈都可以',
      {
        pickup: [
          { who: '爸爸', name: null },
          { who: '妈妈', name: null },
        ],
      },
    ],
    ['pickup', '我自己接', { pickup: [{ who: '妈妈', name: '张小丽' }] }],
  ] as const)('%s: %s', (field, text, held) => {
    const chat = asked(field)
    chat.say(text)
    expect(chat.state.talk.draft?.children[0]).toMatchObject(held)
  })

  it('an unusual name is shown back before it counts', () => {
    const chat = asked('child.name')
    const shown = chat.say('阿依')
    if (shown.expects === 'yes_no') {
      expect(shown.words).toContain('阿依')
      expect(chat.say('对').expects).toBe('child.birth')
    } else expect(shown.expects).toBe('child.birth')
    expect(chat.state.talk.draft?.children[0]?.name).toBe('阿依')
  })

  it('你好 in the middle answers nothing and is no misunderstanding', () => {
    const chat = asked('health')
    expect(chat.all('你好', '谢谢').expects).toBe('health')
    expect(chat.state.talk.misses).toBe(0)
  })
})
