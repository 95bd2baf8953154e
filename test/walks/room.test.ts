import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../shared/contract/reply.ts'
import { enrol, saying, startWalk, type Walk } from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let li: Parent

beforeAll(async () => {
  walk = await startWalk()
})

let strangers = 0
beforeEach(() => {
  li = walk.parent(`demo-room-${++strangers}`)
})

const inRoom = async (text: string, more: Record<string, unknown> = { mentioned: true }): Promise<Answer> => {
  const response = await li.send({ kind: 'text', text, roomId: 'wx:r1@chatroom', ...more })
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

const kept = async () => (await walk.store.open(li.contact)).conversation

describe('in a room', () => {
  it.each([[{ mentioned: false }], [{}]])(
    'nothing is said where the bot is not mentioned: %j',
    async (more) => {
      await enrol(li, '绘画')
      const before = await kept()
      for (const text of ['我的信息', '报名', '要钱吗'])
        expect(await inRoom(text, more), text).toEqual({ replies: [], expects: null, choices: [] })
      expect(await kept()).toEqual(before)
    },
  )

  it.each(['要钱吗', '在哪里上课', '什么时候上课', '有哪些课'])(
    'mentioned, it answers what is the same for all: %s',
    async (text) => {
      const answer = await inRoom(text)
      expect(words(answer)).not.toContain('群里')
      expect(answer.replies.length).toBeGreaterThan(0)
    },
  )

  it.each([
    '我的信息',
    '我的报名',
    '今天什么课',
    '报名',
    '人工',
    '删除我的信息',
    '同意',
    '12345678',
    '吧啦吧啦',
  ])('mentioned, it asks to write alone for all else, and changes nothing: %s', async (text) => {
    await enrol(li, '绘画')
    const before = await kept()
    const answer = await inRoom(text)
    expect(words(answer)).toContain('单独发消息')
    expect(words(answer)).not.toMatch(/王小雨|1[3-9]\d{9}/)
    expect(answer).toMatchObject({ expects: null, choices: [] })
    expect(await kept()).toEqual(before)
  })

  it('a form that is being filled in alone is not answered from the room', async () => {
    await saying(li, '报名', '同意', '我是妈妈')
    expect(words(await inRoom('王小雨'))).toContain('单独发消息')
    expect((await li.say('王小雨')).expects).toBe('child.birth')
  })

  it('a picture, a place and a newcomer are met with the same line', async () => {
    const response = await li.send({ kind: 'image', roomId: 'r', mentioned: true })
    expect(words((await response.json()) as Answer)).toContain('单独发消息')
  })
})
