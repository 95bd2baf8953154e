import { describe, expect, it } from 'vitest'
import { aChat } from '../../support/chat.ts'

const atSummary = () => {
  const chat = aChat()
  chat.all('我家娃小明8岁，住山前村，想报绘画', '同意', '全程都来', '李大山', '13800001234', '没有', '爸爸')
  const summary = chat.all('没有', '奶奶')
  expect(summary.expects).toBe('confirm')
  return chat
}
const childrenOf = (chat: ReturnType<typeof aChat>) =>
  chat.state.talk.draft?.children.map(({ name, told, birth }) => [name, told?.age ?? birth])

describe('a further child at the summary', () => {
  it.each([
    '还有一个女儿小丽6岁也要报画画',
    '小丽6岁也要报绘画',
    '再报一个孩子小丽6岁',
    '妹妹小丽6岁也想学画画',
  ])('%s stands beside the first', (said) => {
    const chat = atSummary()
    const answer = chat.say(said)
    expect(childrenOf(chat)).toEqual([
      ['小明', 8],
      ['小丽', 6],
    ])
    expect(answer.words).toContain('再报小丽')
    expect(answer.words).not.toContain('改好了')
    expect(answer.expects).toBe('child.days')
  })

  it('without a name it is asked for', () => {
    const chat = atSummary()
    expect(chat.say('再报一个孩子').expects).toBe('child.name')
    chat.say('小丽')
    expect(childrenOf(chat)).toEqual([
      ['小明', 8],
      ['小丽', undefined],
    ])
  })

  it('is asked about where the words do not tell', () => {
    const chat = atSummary()
    const asked = chat.say('小丽 2018年6月')
    expect(asked.labels).toEqual(['再报一个孩子', '改小明的'])
    expect(childrenOf(chat)).toEqual([['小明', 8]])
    expect(chat.say('1').expects).toBe('child.days')
    expect(childrenOf(chat)).toEqual([
      ['小明', 8],
      ['小丽', '2018-06'],
    ])
  })

  it('may be the name and birth of the first after all', () => {
    const chat = atSummary()
    const changed = chat.all('小丽 2018年6月', '2')
    expect(changed.words).toContain('改好了：孩子姓名、出生年月')
    expect(childrenOf(chat)).toEqual([['小丽', '2018-06']])
  })

  it('a yes to either or confirms nothing', () => {
    const chat = atSummary()
    const again = chat.all('小丽 2018年6月', '嗯')
    expect(again.effects).toEqual([])
    expect(again.labels).toEqual(['再报一个孩子', '改小明的'])
  })

  it('back leads to the summary as it was', () => {
    const chat = atSummary()
    expect(chat.all('小丽 2018年6月', '返回').expects).toBe('confirm')
    expect(childrenOf(chat)).toEqual([['小明', 8]])
  })

  it.each(['名字叫小丽', '名字错了，叫小丽', '不对，是小丽'])('%s puts the name right', (said) => {
    const chat = atSummary()
    chat.say(said)
    expect(childrenOf(chat)).toEqual([['小丽', 8]])
  })

  it.each(['弟弟花生过敏', '第二个电话13900001234', '弟弟来接'])('%s is no child', (said) => {
    const chat = atSummary()
    chat.say(said)
    expect(childrenOf(chat)).toEqual([['小明', 8]])
  })

  it('beyond six children nobody is overwritten', () => {
    const chat = atSummary()
    for (const name of ['小丽', '小刚', '小红', '小强', '小军']) {
      chat.all(`还有一个孩子${name}8岁也要报绘画`, '全程都来', '没有')
      if (chat.state.talk.asked?.expects === 'modules') chat.say('1')
    }
    expect(chat.say('还有一个孩子小芳8岁也要报绘画').words).toContain('一次最多报6个孩子')
    expect(childrenOf(chat)?.map(([name]) => name)).toEqual(['小明', '小丽', '小刚', '小红', '小强', '小军'])
  })
})
