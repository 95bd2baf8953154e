import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { types, WechatyBuilder } from 'wechaty'
import { mock, PuppetMock } from 'wechaty-puppet-mock'
import { attach } from '../../../../bot/channels/wechaty/adapter.ts'
import { gatewayClient, type Wire } from '../../../../bot/channels/wechaty/client.ts'
import { demoStage } from '../../../../bot/channels/wechaty/demo.ts'
import { pace } from '../../../../bot/channels/wechaty/pace.ts'
import { seenIn } from '../../../../bot/channels/wechaty/seen.ts'
import type { Conversed } from '../../../../functions/http/deps.ts'
import type { HttpEnv } from '../../../../functions/http/env.ts'
import { gatewayRoutes } from '../../../../functions/http/gateway.ts'
import { headers } from '../../../../functions/http/headers.ts'
import { problem } from '../../../../functions/http/problem.ts'
import type { Message } from '../../../../shared/contract/message.ts'
import type { Reply } from '../../../../shared/contract/reply.ts'

const secret = 'test-secret'
const base = 'http://127.0.0.1:8787'
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

type Speech = (message: Message) => readonly Reply[]
const wordsOf = (message: Message): string => (message.kind === 'text' ? message.text : message.kind)
const echo: Speech = (message) => [{ id: 't.1', kind: 'text', text: `听到了：${wordsOf(message)}` }]

/** The program's real door for gateways, a picture, and a made-up conversation behind them. */
const program = (speech: Speech) => {
  const heard: Message[] = []
  const converse = async (message: Message): Promise<Conversed> => {
    heard.push(message)
    return { kind: 'answer', answer: { replies: speech(message), expects: null, choices: [] } }
  }
  const app = new Hono<HttpEnv>()
  app.use(headers({ requestId: () => 'r1' }))
  app.route('/', gatewayRoutes({ converse, gatewaySecret: secret, mode: 'demo', realNow: () => Date.now() }))
  app.onError((_error, c) => problem(c, 500, 'something went wrong'))
  app.get('/cards/1.png', (c) => c.body(Buffer.from(png, 'base64'), 200, { 'content-type': 'image/png' }))
  return { heard, app }
}

const beat = { now: () => Date.now(), delay: async () => undefined, random: () => 0 }

const adapterTo = async (fetch: Wire['fetch'], reports: unknown[] = []) => ({
  client: gatewayClient(base, secret, { ...beat, fetch }),
  pace: pace(beat),
  publicUrl: base,
  seen: await seenIn(null),
  report: (what: string, error: unknown) => void reports.push([what, error]),
})

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A bot on the mock puppet, logged in, connected with the program; `mary` and `tom` are its friends. */
const scene = async (speech: Speech = echo) => {
  const { app, heard } = program(speech)
  const mocker = new mock.Mocker()
  const puppet = new PuppetMock({ mocker })
  const bot = WechatyBuilder.build({ puppet })
  const [account, mary, tom] = ['houniao', 'mary', 'tom'].map((id) => mocker.createContact({ id, name: id }))
  if (!account || !mary || !tom) throw new Error('no contacts')
  const read: string[] = []
  for (const person of [mary, tom])
    person.on('message', (message) => {
      if (message.talker().id === 'houniao')
        read.push(`${person.id} ${message.text() ?? types.Message[message.type()]}`)
    })
  const reports: unknown[] = []
  const attached = attach(bot, await adapterTo(async (url, init) => app.request(url, init), reports))
  const ready = new Promise((resolve) => bot.once('login', resolve))
  await bot.start()
  mocker.login(account)
  await ready
  stops.push(() => bot.stop())
  /** Runs an act and waits until the bot has got `count` messages and dealt with each. */
  const deliver = async (act: () => void, count = 1): Promise<void> => {
    const arrived = new Promise<void>((resolve) => {
      let left = count
      bot.on('message', (message) => {
        if (!message.self()) left -= 1
        if (left === 0) resolve()
      })
    })
    act()
    await arrived
    await attached.settled()
  }
  return { bot, puppet, mocker, account, mary, tom, heard, read, reports, attached, deliver }
}

describe('attach, on a real Wechaty and the real doors', () => {
  it('carries words both ways', async () => {
    const { account, mary, heard, read, deliver } = await scene()
    await deliver(() => mary.say('报名').to(account))
    expect(heard).toMatchObject([{ kind: 'text', text: '报名', contactId: 'wx:mary', contactName: 'mary' }])
    expect(read).toEqual(['mary 听到了：报名'])
  })

  it('keeps one person’s messages in order', async () => {
    const { account, mary, heard, read, deliver } = await scene()
    await deliver(() => {
      for (const words of ['一', '二', '三']) mary.say(words).to(account)
    }, 3)
    expect(heard.map(wordsOf)).toEqual(['一', '二', '三'])
    expect(read).toEqual(['mary 听到了：一', 'mary 听到了：二', 'mary 听到了：三'])
  })

  it('answers a message once that the puppet hands out twice', async () => {
    const { account, mary, puppet, mocker, heard, deliver } = await scene()
    await deliver(() => mary.say('报名').to(account))
    const [messageId = ''] = mocker.cacheMessagePayload.keys()
    await deliver(() => void puppet.emit('message', { messageId }))
    expect(heard).toHaveLength(1)
  })

  it('is silent in a room until mentioned, and then answers in private', async () => {
    const { mocker, account, mary, tom, heard, read, deliver } = await scene()
    const room = mocker.createRoom({
      id: 'r1@chatroom',
      topic: '家长群',
      memberIdList: ['houniao', 'mary', 'tom'],
    })
    await deliver(() => mary.say('大家好').to(room))
    expect(heard).toEqual([])
    await deliver(() => tom.say('@houniao 今天有课吗', [account]).to(room))
    expect(heard).toMatchObject([
      { text: '今天有课吗', contactId: 'wx:tom', roomId: 'wx:r1@chatroom', mentioned: true },
    ])
    expect(read).toEqual(['tom 听到了：今天有课吗'])
  })

  it('sends a picture as a picture, and its words where it cannot be had', async () => {
    const { account, mary, read, reports, deliver } = await scene((message) => [
      { id: 't.1', kind: 'image', url: wordsOf(message), text: '明天 8:30 篮球' },
    ])
    await deliver(() => mary.say('/cards/1.png').to(account))
    await deliver(() => mary.say('/no-such-picture').to(account))
    expect(read).toEqual(['mary Image', 'mary 明天 8:30 篮球'])
    expect(reports).toMatchObject([['a picture was replaced by its words', { status: 404 }]])
  })

  it('takes a message again after the program was down', async () => {
    const { account, mary, puppet, mocker, heard, read, reports, deliver } = await scene((message) => {
      if (heard.length <= 6) throw new Error('down')
      return echo(message)
    })
    await deliver(() => mary.say('报名').to(account))
    expect(read).toEqual([])
    expect(reports).toMatchObject([[expect.stringContaining('was not answered'), { status: 500 }]])
    const [messageId = ''] = mocker.cacheMessagePayload.keys()
    await deliver(() => void puppet.emit('message', { messageId }))
    expect(read).toEqual(['mary 听到了：报名'])
  })

  it('greets a new friend', async () => {
    const { bot, puppet, heard, read, attached } = await scene()
    const friendship = { id: 'f1', contactId: 'mary', timestamp: 0, type: types.Friendship.Confirm } as const
    puppet.friendshipRawPayload = async () => friendship
    puppet.friendshipRawPayloadParser = async () => friendship
    const befriended = new Promise((resolve) => bot.on('friendship', resolve))
    puppet.emit('friendship', { friendshipId: 'f1' })
    await befriended
    await attached.settled()
    expect(heard).toMatchObject([{ kind: 'event', event: 'friend', contactId: 'wx:mary' }])
    expect(read).toEqual(['mary 听到了：event'])
  })
})

describe('demoStage', () => {
  it('passes what is typed to the program and prints what it says', async () => {
    const { app } = program(echo)
    const printed: string[] = []
    const stage = demoStage((line) => printed.push(line))
    const attached = attach(stage.bot, await adapterTo(async (url, init) => app.request(url, init)))
    await stage.start()
    stops.push(stage.stop)
    await stage.type('报名')
    await attached.settled()
    expect(printed).toEqual(['听到了：报名'])
  })
})
