import { describe, expect, it } from 'vitest'
import { aChat } from '../../support/chat.ts'

const filling = () => {
  const chat = aChat({ contact: 'mama' })
  chat.all('报名', '同意', '我是妈妈', '王小雨，8岁')
  return chat
}

describe('a plain yes', () => {
  it.each(['都对', '都是', '对的', '可以', '嗯嗯对'])(
    '%s after a fact that was told back puts the pending question again and is no miss',
    (said) => {
      const chat = filling()
      const again = chat.say(said)
      expect(again.expects).toBe('child.days')
      expect(again.words).not.toContain('没看懂')
      expect(chat.state.talk.misses).toBe(0)
    },
  )

  it.each(['接着', '对的', '可以', '都对'])('%s takes 接着刚才的 of the ways on', (said) => {
    const chat = filling()
    chat.all('全程都来', '李大山', '今晚月色真美', '今晚月色真美')
    expect(chat.state.talk.flow?.topic).toBe('guess')
    expect(chat.say(said).expects).toBe('guardian.phone')
    expect(chat.state.talk.draft?.guardian.name).toBe('李大山')
  })
})

describe('the ways on of who is stuck in the form', () => {
  it('erase no answer', () => {
    const chat = filling()
    const ways = chat.all('全程都来', '李大山', '今晚月色真美', '今晚月色真美')
    expect(ways.labels).toEqual(['接着刚才的', '改填好的信息', '看看怎么用'])
    chat.say('2')
    expect(chat.state.talk.draft?.guardian.name).toBe('李大山')
  })
})
