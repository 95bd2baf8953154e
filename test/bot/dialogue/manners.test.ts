import { describe, expect, it } from 'vitest'
import { readEvent } from '../../../bot/dialogue/media.ts'
import { aChat, type Chat } from '../../support/chat.ts'
import { aFamily, mother } from '../../support/family.ts'
import { inSeason } from '../../support/programme.ts'
import { aTurn, decided } from '../../support/turn.ts'

const aMother = (): Chat => aChat({ contact: mother, family: aFamily(), now: inSeason })
const mannersOf = (chat: Chat) => chat.state.talk.manners

describe('退订', () => {
  it('stops all but safety, and says how to come back', () => {
    const chat = aMother()
    const { words } = chat.say('退订')

    expect(mannersOf(chat)).toEqual({ quiet: null, stopped: true })
    expect(words).toContain('安全提醒')
    expect(words).toContain('恢复消息')
  })

  it('said twice says that it is so', () => {
    const chat = aMother()
    expect(chat.all('退订', '别发了').words).toContain('已经不发了')
    expect(mannersOf(chat).stopped).toBe(true)
  })

  it('is undone by the words that were named', () => {
    const chat = aMother()
    expect(chat.all('退订', '恢复消息').words).toContain('恢复了')
    expect(mannersOf(chat).stopped).toBe(false)
    expect(chat.say('接着发').words).toContain('没有停过')
  })

  it('keeps the enrolment, and what is being filled in', () => {
    const chat = aMother()
    expect(chat.say('退订').effects).toEqual([])
    expect(chat.state.family).toEqual(aFamily())
    const form = aChat()
    form.all('报名', '同意', '我是妈妈')
    expect(form.say('退订').expects).toBe('child.name')
    expect(mannersOf(form).stopped).toBe(true)
  })
})

describe('own hours', () => {
  it('of a night shift are said back in one sentence, with what comes all the same', () => {
    const chat = aMother()
    const { lines } = chat.say('我上夜班')

    expect(mannersOf(chat).quiet).toEqual({ from: '07:00', to: '15:00' })
    const [said] = lines.map((line) => (line.kind === 'text' ? line.text : ''))
    expect(said).toContain('7:00到15:00')
    expect(said).toContain('安全提醒随时会发')
    expect(said?.match(/。/g)).toHaveLength(1)
  })

  it('that were named hold instead', () => {
    const chat = aMother()
    expect(chat.all('我上夜班', '晚上9点到早上8点别发').words).toContain('21:00到第二天8:00')
    expect(mannersOf(chat).quiet).toEqual({ from: '21:00', to: '08:00' })
  })

  it('end with 不上夜班了', () => {
    const chat = aMother()
    expect(chat.all('我上夜班', '不上夜班了').words).toContain('22:00到第二天7:00')
    expect(mannersOf(chat).quiet).toBe(null)
  })

  it('do not bring messages back that were stopped', () => {
    const chat = aMother()
    expect(chat.all('退订', '我上夜班').words).toContain('退订了')
    expect(chat.say('不上夜班了').words).toContain('退订了')
    expect(mannersOf(chat)).toEqual({ quiet: null, stopped: true })
  })

  it('恢复正常 of who only stopped all brings the messages back', () => {
    const chat = aMother()
    chat.all('退订', '恢复正常')
    expect(mannersOf(chat).stopped).toBe(false)
  })

  it('told to staff are a matter for staff', () => {
    const chat = aMother()
    chat.all('人工', '厂里夜班白天要睡觉')
    expect(mannersOf(chat).quiet).toBe(null)
  })
})

describe('我的信息', () => {
  it('shows both', () => {
    const chat = aMother()
    expect(chat.say('我的信息').words).toContain('22:00到第二天7:00不发')
    const { words } = chat.all('我上夜班', '退订', '我的信息')
    expect(words).toContain('7:00到15:00不发')
    expect(words).toContain('已退订')
  })

  it('of a stranger shows them once there are any, and they can be deleted', () => {
    const chat = aChat()
    expect(chat.say('我的信息').words).toContain('没有存')
    expect(chat.all('退订', '我的信息').words).toContain('已退订')
    chat.all('删除我的信息', '1')
    expect(mannersOf(chat)).toEqual({ quiet: null, stopped: false })
  })
})

describe('who leaves the channel', () => {
  it('is written to by nobody until they speak again', () => {
    const chat = aMother()
    chat.state = decided(readEvent({ ...aTurn(), state: chat.state }, 'unsubscribe')).state
    expect(mannersOf(chat)).toEqual({ quiet: null, stopped: false, left: true })
    chat.say('你好')
    expect(mannersOf(chat)).toEqual({ quiet: null, stopped: false })
  })
})
