import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../shared/contract/reply.ts'
import {
  deadEnd,
  enrol,
  enrolmentsOf,
  expectGood,
  familyOf,
  fillIn,
  startWalk,
  type Walk,
} from '../support/walk.ts'
import { gatewaySecret, type Parent, signed, words } from '../support/world.ts'

let walk: Walk
let li: Parent

/** One world, and a stranger for every test. */
beforeAll(async () => {
  walk = await startWalk()
})

let strangers = 0
beforeEach(() => {
  li = walk.parent(`demo-${++strangers}`)
})

/** Sends anything through the door of gateways and gives the answer, which there must be. */
const sent = async (message: Record<string, unknown>): Promise<Answer> => {
  const response = await li.send(message)
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as Answer
}

const asked = async () => {
  const answer = await fillIn(li, await li.say('报名'), { 'guardian.phone': '' })
  expect(answer.expects).toBe('guardian.phone')
}

const post = (body: string, headers: Record<string, string>) =>
  walk.app.request('/channels/gateway/messages', { method: 'POST', body, headers })

describe('words that are none', () => {
  it.each([
    ['empty', ''],
    ['spaces', '   \u3000 \n '],
    ['control characters', '\u0000\u0007\u001b[31m\u0008'],
    ['half a character', '\ud83d'],
    ['two halves the wrong way round', '\ude00\ud83d'],
    ['emoji', '😀🎉👨‍👩‍👧'],
    ['invisible characters', '\u200b\u200e\ufeff'],
    ['marks only', '。。。？！'],
    ['a script', '<script>alert(1)</script>'],
    ['a template', '{{7*7}} %s $' + '{x}'],
    ['long word', 'a'.repeat(400)],
  ])('%s: a clear answer at the start and in the middle of the form', async (_, text) => {
    const start = await sent({ kind: 'text', text })
    expectGood(text, start, null)
    await asked()
    const inside = await sent({ kind: 'text', text })
    expectGood(text, inside, null)
    expect((await li.say('13800001111')).expects).toBe('modules')
  })

  it('control characters and halves around an answer do not hide it', async () => {
    await asked()
    const answer = await sent({ kind: 'text', text: '\u0000 1380000\u200b1111\ud83d ' })
    expect(answer.expects).toBe('modules')
  })

  it('10,000 characters: the first 500 are read, and it says so', async () => {
    await asked()
    const answer = await sent({ kind: 'text', text: `13800001111 ${'好的'.repeat(5_000)}` })
    expect(words(answer)).toContain('500')
    expect(answer.expects).not.toBe(null)
    const short = await li.say('13900000000')
    expect(words(short)).not.toContain('500')
  })

  it('10,000 characters say so with nothing pending too', async () => {
    const answer = await sent({ kind: 'text', text: '我想给孩子报名'.repeat(1_500) })
    expect(words(answer)).toContain('500')
    expect(deadEnd(answer)).toBe(false)
  })

  it('a child’s name with broken characters is stored whole or asked again, and shown the same', async () => {
    await enrol(li, '绘画', { 'child.name': '王小𠮷' })
    expect((await familyOf(walk, li.contact))?.children[0]?.name).toBe('王小𠮷')
  })
})

describe('what comes without words', () => {
  it.each([
    ['voice without text', { kind: 'voice' }],
    ['voice with empty text', { kind: 'voice', text: ' ' }],
    ['image', { kind: 'image' }],
    ['file', { kind: 'file', name: '名单.xlsx' }],
    ['file without a name', { kind: 'file' }],
    ['location', { kind: 'location', lat: 28.13, lon: 121.23, label: '某处' }],
    ['location at the end of the world', { kind: 'location', lat: -90, lon: 180, label: '' }],
    ['other', { kind: 'other' }],
  ])('%s: says what can be done, and the pending question stays', async (name, message) => {
    expectGood(name, await sent(message), null)
    await asked()
    const answer = await sent(message)
    expectGood(name, answer, null)
    expect(answer.expects).toBe('guardian.phone')
  })

  it('voice that the channel recognised is read like words', async () => {
    expect((await sent({ kind: 'voice', text: '我想给孩子报名' })).expects).toBe('consent')
  })

  it('a location answers the question where one lives', async () => {
    const place = await fillIn(li, await li.say('报名'), { place: '' })
    expect(place.expects).toBe('place')
    const next = await sent({ kind: 'location', lat: 28.13, lon: 121.23, label: '山前村' })
    expect(next.expects).not.toBe('place')
  })

  it('media one after another is never answered by the same words', async () => {
    let before: Answer | null = null
    for (let turns = 0; turns < 3; turns++) {
      const answer = await sent({ kind: 'image' })
      expectGood('image', answer, before)
      before = answer
    }
  })
})

describe('events', () => {
  it.each(['subscribe', 'scan', 'friend'])('%s greets', async (event) => {
    expect((await sent({ kind: 'event', event })).expects).toBe('menu')
  })

  it.each([
    ['scan', '报名'],
    ['scan', '绘画'],
    ['scan', 'draw-hall'],
    ['subscribe', 'qrscene_draw-hall'],
    ['subscribe', 'qrscene_mini-2027'],
    ['scan', '小候鸟暑期班'],
    ['friend', '我要报名'],
  ])('%s of a code that stands for enrolling is that: %s', async (event, word) => {
    expect((await sent({ kind: 'event', event, word })).expects).toBe('consent')
  })

  it('a section by its code is the course that is spoken of', async () => {
    await sent({ kind: 'event', event: 'subscribe', word: 'qrscene_draw-hall' })
    const { conversation } = await walk.store.open(li.contact)
    expect(conversation?.talk.draft?.children[0]?.wanted).toEqual(['draw'])
  })

  it.each(['x', 'qrscene_', '删除我的信息', '12345678', '人工', '😀', '不报了'])(
    'any other code greets, and does nothing: %s',
    async (word) => {
      for (const event of ['scan', 'subscribe'])
        expect((await sent({ kind: 'event', event, word })).expects).toBe('menu')
    },
  )

  it('who leaves says nothing, whatever the code', async () => {
    expect((await sent({ kind: 'event', event: 'unsubscribe', word: '报名' })).replies).toEqual([])
  })

  it('a click is its word, or a greeting', async () => {
    expect((await sent({ kind: 'event', event: 'click', word: '报名' })).expects).toBe('consent')
    expect((await sent({ kind: 'event', event: 'click' })).expects).not.toBe(null)
  })

  it('who leaves is told nothing more and loses nothing', async () => {
    await enrol(li, '绘画')
    expect((await sent({ kind: 'event', event: 'unsubscribe' })).replies).toEqual([])
    expect(await enrolmentsOf(walk, li.contact)).toMatchObject([{ state: 'seat' }])
    expect(words(await sent({ kind: 'event', event: 'subscribe' }))).toContain('王小雨')
  })
})

describe('bodies of a wrong shape', () => {
  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['no kind', '{"messageId":"m","contactId":"c","sentAt":"2027-06-01T02:00:00Z"}'],
    ['an unknown kind', '{"messageId":"m","contactId":"c","sentAt":"2027-06-01T02:00:00Z","kind":"gift"}'],
    [
      'text that is a number',
      '{"messageId":"m","contactId":"c","sentAt":"2027-06-01T02:00:00Z","kind":"text","text":1}',
    ],
    [
      'an id with a #',
      '{"messageId":"m","contactId":"c#d","sentAt":"2027-06-01T02:00:00Z","kind":"text","text":"x"}',
    ],
    ['no id', '{"messageId":"","contactId":"c","sentAt":"2027-06-01T02:00:00Z","kind":"text","text":"x"}'],
    [
      'a time that is none',
      '{"messageId":"m","contactId":"c","sentAt":"yesterday","kind":"text","text":"x"}',
    ],
    [
      'nowhere',
      '{"messageId":"m","contactId":"c","sentAt":"2027-06-01T02:00:00Z","kind":"location","lat":200,"lon":1,"label":""}',
    ],
    [
      'an event that is none',
      '{"messageId":"m","contactId":"c","sentAt":"2027-06-01T02:00:00Z","kind":"event","event":"dance"}',
    ],
    ['a deep nest', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ])('%s: 400 with a problem and a request id', async (_, body) => {
    const response = await post(body, signed('POST', '/channels/gateway/messages', body, walk.clock.now))
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    const problem = (await response.json()) as Record<string, unknown>
    expect(problem.requestId).toBe('request-1')
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts\b|at \//)
  })

  it('a wrong signature, an old one, or none: 401', async () => {
    const path = '/channels/gateway/messages'
    const body = '{}'
    const good = signed('POST', path, body, walk.clock.now)
    const old = signed('POST', path, body, walk.clock.now - 6 * 60_000)
    expect((await post(body, old)).status).toBe(401)
    expect((await post(`${body} `, good)).status).toBe(401)
    expect((await post(body, { 'content-type': 'application/json' })).status).toBe(401)
    expect((await post(body, { ...good, 'x-houniao-signature': gatewaySecret })).status).toBe(401)
  })

  it('a wrong content type: 415; a body of 1 MB: 413', async () => {
    const path = '/channels/gateway/messages'
    const big = JSON.stringify({ text: 'x'.repeat(1_000_000) })
    expect((await post(big, signed('POST', path, big, walk.clock.now))).status).toBe(413)
    const headers = { ...signed('POST', path, '{}', walk.clock.now), 'content-type': 'text/plain' }
    expect((await post('{}', headers)).status).toBe(415)
  })
})
