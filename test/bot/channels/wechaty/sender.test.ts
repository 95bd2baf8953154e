import { afterEach, describe, expect, it } from 'vitest'
import { types, WechatyBuilder } from 'wechaty'
import { mock, PuppetMock } from 'wechaty-puppet-mock'
import type { Adapter } from '../../../../bot/channels/wechaty/adapter.ts'
import { gatewayClient } from '../../../../bot/channels/wechaty/client.ts'
import { type Manners, manners, pace } from '../../../../bot/channels/wechaty/pace.ts'
import { seenIn } from '../../../../bot/channels/wechaty/seen.ts'
import { createSender, keepSending } from '../../../../bot/channels/wechaty/sender.ts'
import type { LeasedMessage, Notice } from '../../../../shared/contract/outbox.ts'
import { refOf } from '../../../../shared/notice-ref.ts'
import { fenceMs } from '../../../../shared/outbox.ts'
import { instantOf, minuteMs, secondMs } from '../../../../shared/time.ts'
import { gatewaySecret, startWorld } from '../../../support/world.ts'

const base = 'http://127.0.0.1:8787'
const noon = instantOf('2027-07-05', '12:00')
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** The real program with its outbox, a bot on the mock puppet, and a clock that moves only when somebody waits. */
const scene = async (by: Manners = manners) => {
  const world = await startWorld({ now: noon })
  const mocker = new mock.Mocker()
  const bot = WechatyBuilder.build({ puppet: new PuppetMock({ mocker }) })
  const [account, mary, tom] = ['houniao', 'mary', 'tom'].map((id) => mocker.createContact({ id, name: id }))
  if (!account || !mary || !tom) throw new Error('no contacts')
  const read: { to: string; text: string; at: number }[] = []
  for (const person of [mary, tom])
    person.on('message', (message) => {
      const text = message.text() ?? types.Message[message.type()] ?? ''
      read.push({ to: person.id, text, at: world.clock.now - noon })
    })
  const reports: string[] = []
  const beat = {
    now: () => world.clock.now,
    delay: async (ms: number) => {
      world.clock.now += ms
    },
    random: () => 0.5,
  }
  /** What the program answers may be bent on its way. */
  const net = { bend: async (_path: string, response: Response): Promise<Response> => response }
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname } = new URL(url)
    return net.bend(pathname, await world.app.request(url, init))
  }
  const adapter: Adapter = {
    client: gatewayClient(base, gatewaySecret, { ...beat, fetch }),
    pace: pace(beat, by),
    publicUrl: base,
    seen: await seenIn(null),
    report: (what) => void reports.push(what),
  }
  const ready = new Promise((resolve) => bot.once('login', resolve))
  bot.on('error', () => undefined)
  await bot.start()
  mocker.login(account)
  await ready
  stops.push(() => bot.stop())
  const put = async (to: string, id = `to-${to}`): Promise<Notice> => {
    const notice: Notice = {
      id,
      to: `wx:${to}`,
      what: 'family.joined',
      at: world.clock.now,
      about: { familyId: 'fam-1' },
    }
    await world.store.put(notice)
    return notice
  }
  const stateOf = async (notice: Notice) => (await world.store.lines([refOf(notice)]))[0]?.delivery
  const sender = createSender(bot, adapter, 'one', beat.now)
  return { world, bot, mocker, account, mary, tom, read, reports, adapter, net, sender, put, stateOf, beat }
}

/** Bends what is leased: the words of the program are another's business. */
const saying =
  (replies: LeasedMessage['replies']) =>
  async (path: string, response: Response): Promise<Response> => {
    if (path === '/cards/1.png') return new Response(Buffer.from(png, 'base64'))
    if (!path.endsWith('/lease') || !response.ok) return response
    const { messages } = (await response.json()) as { messages: LeasedMessage[] }
    return Response.json({ messages: messages.map((message) => ({ ...message, replies })) })
  }

describe('the sender, on a real Wechaty and the real program', () => {
  it('says what is due to whom it is for, and tells that it did', async () => {
    const { sender, put, read, stateOf, reports } = await scene()
    const notice = await put('mary')
    expect(await sender.round()).toBe(1)
    expect(read).toMatchObject([{ to: 'mary', text: expect.stringContaining('另一位家长') }])
    expect(await stateOf(notice)).toMatchObject({ state: 'sent', attempts: 1 })
    expect(await sender.round()).toBe(0)
    expect(reports).toEqual([])
  })

  it('speaks slowly: a second in a chat, three to five when the recipient changes', async () => {
    const { sender, put, read, net } = await scene()
    net.bend = saying([
      { id: 'a', kind: 'text', text: '一' },
      { id: 'b', kind: 'text', text: '二' },
    ])
    await put('mary')
    await put('tom')
    await sender.round()
    const spans = read.map(({ at }, n) => at - (read[n - 1]?.at ?? at))
    expect(spans).toEqual([0, secondMs, 4 * secondMs, secondMs])
  })

  it('keeps to the account’s quota, a setting, and to its leases while it waits', async () => {
    const { sender, put, read, stateOf } = await scene({ ...manners, perMinute: 2 })
    const notices = [await put('mary'), await put('tom'), await put('mary', 'third')]
    await sender.round()
    while ((await sender.round()) > 0);
    expect(read).toHaveLength(3)
    const ats = read.map(({ at }) => at)
    expect((ats[2] ?? 0) - (ats[0] ?? 0)).toBeGreaterThanOrEqual(minuteMs)
    for (const notice of notices) expect((await stateOf(notice))?.state).toBe('sent')
  })

  it('sends a picture as a picture, and its words where it cannot be had', async () => {
    const { sender, put, read, net } = await scene()
    net.bend = saying([{ id: 'c', kind: 'image', url: '/cards/1.png', text: '明天 8:30 篮球' }])
    await put('mary')
    await sender.round()
    net.bend = saying([{ id: 'd', kind: 'image', url: '/cards/none.png', text: '明天 8:30 篮球' }])
    await put('tom')
    await sender.round()
    expect(read.map(({ text }) => text)).toEqual(['Image', '明天 8:30 篮球'])
  })

  it('says nothing in place of a picture whose words were said before it', async () => {
    const { sender, put, read, net, stateOf } = await scene()
    const lesson = { id: 'a', kind: 'text', text: '明天 8:30 篮球' } as const
    net.bend = saying([
      lesson,
      { id: 'b', kind: 'image', url: '/cards/none.png', text: '课表图片', said: true },
    ])
    const notice = await put('mary')
    await sender.round()
    expect(read.map(({ text }) => text)).toEqual(['明天 8:30 篮球'])
    expect((await stateOf(notice))?.state).toBe('sent')
  })

  it('does not know whether it arrived when the puppet throws: nothing is sent again', async () => {
    const { sender, put, bot, stateOf, read, reports } = await scene()
    const notice = await put('mary')
    const say = bot.puppet.messageSendText.bind(bot.puppet)
    bot.puppet.messageSendText = async (...given) => {
      await say(...given)
      throw new Error('deadline exceeded')
    }
    await sender.round()
    expect(await stateOf(notice)).toMatchObject({ state: 'in_review', reason: 'channel_error' })
    expect(await sender.round()).toBe(0)
    expect(read).toHaveLength(1)
    expect(reports).toMatchObject([expect.stringContaining('ambiguous')])
  })

  it('tries again what cannot have arrived: nobody by that id, or no word from the program before the call', async () => {
    const { sender, put, stateOf, net, read, world } = await scene()
    const nobody = await put('nobody')
    await sender.round()
    expect(await stateOf(nobody)).toMatchObject({ state: 'queued', attempts: 1, reason: 'try_again' })
    const notice = await put('mary')
    net.bend = async (path, response) => {
      if (path.endsWith('/begin')) throw new TypeError('fetch failed')
      return response
    }
    await sender.round()
    expect(await stateOf(notice)).toMatchObject({ state: 'queued', reason: 'try_again' })
    net.bend = async (_path, response) => response
    world.clock.now += 10 * minuteMs
    await sender.round()
    expect(read.map(({ to }) => to)).toEqual(['mary'])
  })

  it('says nothing under a lease that ended while it waited', async () => {
    const { sender, put, read, net, world, stateOf } = await scene()
    const notice = await put('mary')
    net.bend = async (path, response) => {
      if (path.endsWith('/lease')) world.clock.now += minuteMs
      return response
    }
    await sender.round()
    expect(read).toEqual([])
    net.bend = async (_path, response) => response
    await sender.round()
    expect(read).toHaveLength(1)
    expect(await stateOf(notice)).toMatchObject({ state: 'sent', attempts: 1 })
  })

  it('waits while another instance sends, and takes over when its time is over', async () => {
    const { bot, adapter, beat, put, read, world, sender } = await scene()
    const other = createSender(bot, adapter, 'two', beat.now)
    await put('mary')
    await sender.round()
    await put('tom')
    expect(await other.round()).toBe(0)
    expect(read).toHaveLength(1)
    world.clock.now += fenceMs
    expect(await other.round()).toBe(1)
    await put('mary', 'next')
    expect(await sender.round()).toBe(0)
    expect(await other.round()).toBe(1)
  })

  it('asks for nothing while it is logged out', async () => {
    const { bot, sender, put, stateOf } = await scene()
    const notice = await put('mary')
    await bot.logout()
    expect(await sender.round()).toBe(0)
    expect(await stateOf(notice)).toMatchObject({ state: 'queued' })
  })

  it('tells of what went wrong by ids alone', async () => {
    const { sender, put, bot, reports } = await scene()
    await put('mary')
    bot.puppet.messageSendText = async () => {
      throw new Error('no')
    }
    await sender.round()
    expect(reports.join('')).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('keepSending', () => {
  it('goes on at once while there is something, pauses when idle or in trouble, and ends when told', async () => {
    const rounds = [async () => 2, async () => 0, () => Promise.reject(new Error('down')), async () => 1]
    const asked: boolean[] = []
    const reports: string[] = []
    await keepSending(
      { round: () => (rounds.shift() ?? (async () => 0))() },
      async (idle) => {
        asked.push(idle)
        return asked.length < 4 ? 'on' : 'over'
      },
      (what) => void reports.push(what),
    )
    expect(asked).toEqual([false, true, true, false])
    expect(reports).toEqual(['sending was interrupted'])
  })
})
