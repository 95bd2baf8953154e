import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createApp } from '../../../functions/http/app.ts'
import { bodyLimitBytes } from '../../../functions/http/body.ts'
import { isSignedBy, sign, signatureHeader, timestampHeader } from '../../../functions/http/signature.ts'
import { aMessage, anAnswer, aSignedRequest, gatewaySecret, realNow, someDeps } from '../../support/http.ts'

const post = async (request: Request, overrides: Parameters<typeof someDeps>[0] = {}) => {
  const { deps, heard, logged } = someDeps(overrides)
  const response = await createApp(deps).request(request)
  return { response, heard, logged }
}

const problemSchema = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), detail: z.string() })).optional(),
})

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  expect(problem.requestId).toBe(response.headers.get('x-request-id'))
  return problem
}

const pathsOf = async (response: Response) =>
  (await problemOf(response)).errors?.map((mistake) => mistake.path).sort()

describe('a signed message', () => {
  test('is handed on as it is and answered with the reply of the contract', async () => {
    const { response, heard } = await post(aSignedRequest(aMessage()))

    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(anAnswer())
    expect(heard).toEqual([aMessage()])
  })

  test.each(['web-abc', 'demo-li'])('speaks for no browser: %s, but in the demo', async (contactId) => {
    const refused = await post(aSignedRequest(aMessage({ contactId })), { mode: 'production' })
    expect((await problemOf(refused.response)).status).toBe(400)
    expect(refused.heard).toEqual([])
    expect((await post(aSignedRequest(aMessage({ contactId })), { mode: 'demo' })).response.status).toBe(200)
  })

  test('passes in every kind of the contract', async () => {
    const kinds = [
      { kind: 'voice' },
      { kind: 'image' },
      { kind: 'file', name: '表.xlsx' },
      { kind: 'location', lat: 28.1, lon: 121.2, label: '山前村' },
      { kind: 'event', event: 'scan', word: 'x' },
      { kind: 'other' },
    ]
    for (const kind of kinds) {
      const { response } = await post(aSignedRequest(aMessage({ text: undefined, ...kind })))
      expect(response.status, kind.kind).toBe(200)
    }
  })

  test.each([
    [
      '10,000 characters, each written as an escape',
      JSON.stringify(aMessage({ text: '' })).replace('""', `"${'\\u4e2d'.repeat(10_000)}"`),
      '中'.repeat(10_000),
    ],
    ['control characters', JSON.stringify(aMessage({ text: '\0\u0007报\u001b名' })), '\0\u0007报\u001b名'],
    ['an empty text', JSON.stringify(aMessage({ text: '' })), ''],
    ['emoji only', JSON.stringify(aMessage({ text: '🐣👨‍👩‍👧' })), '🐣👨‍👩‍👧'],
    ['half a character', JSON.stringify(aMessage({ text: '' })).replace('""', '"报\\ud83d名"'), '报\ufffd名'],
  ])('passes with %s', async (_what, body, text) => {
    const { response, heard } = await post(aSignedRequest(body))

    expect(response.status).toBe(200)
    expect(heard).toMatchObject([{ text }])
  })

  test('passes with bytes that are no UTF-8, which are replaced', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"messageId":"m","contactId":"c","sentAt":"2026-11-22T12:00:00Z","kind":"text","text":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ])
    const { response, heard } = await post(aSignedRequest(bytes))

    expect(response.status).toBe(200)
    expect(heard).toMatchObject([{ text: '\ufffd\ufffd' }])
  })

  test('is asked to come again later while another is being answered', async () => {
    const { response } = await post(aSignedRequest(aMessage()), {
      converse: async () => ({ kind: 'busy', retryAfterSeconds: 2 }),
    })

    expect(response.status).toBe(409)
    expect(response.headers.get('retry-after')).toBe('2')
    await problemOf(response)
  })
})

describe('a signature', () => {
  test.each([
    ['missing', { headers: { [signatureHeader]: '' } }],
    ['of another secret', { secret: 'another secret' }],
    ['too short', { headers: { [signatureHeader]: 'ab' } }],
    ['not hex', { headers: { [signatureHeader]: 'g'.repeat(64) } }],
    ['without its time', { headers: { [timestampHeader]: '' } }],
    ['with a time that is no number', { headers: { [timestampHeader]: 'today' } }],
    ['301 seconds old', { at: realNow - 301_000 }],
    ['301 seconds ahead', { at: realNow + 301_000 }],
    ['of another query', { target: '/channels/gateway/messages?x=1' }],
  ])('%s is refused with 401 and nothing is heard', async (_what, bend) => {
    const { response, heard, logged } = await post(aSignedRequest(aMessage(), bend))

    expect(response.status).toBe(401)
    expect(heard).toEqual([])
    await problemOf(response)
    expect(logged).toMatchObject([{ what: 'refused', status: 401, route: '/channels/gateway/messages' }])
  })

  test('counts at exactly five minutes, before and after', async () => {
    expect((await post(aSignedRequest(aMessage(), { at: realNow - 300_000 }))).response.status).toBe(200)
    expect((await post(aSignedRequest(aMessage(), { at: realNow + 300_000 }))).response.status).toBe(200)
  })

  test('goes by the machine’s time, however far the demo’s clock was moved', async () => {
    const { response } = await post(aSignedRequest(aMessage()), { clock: { now: () => realNow + 1e10 } })
    expect(response.status).toBe(200)
  })

  test('breaks with any change of method, path, time, body or secret', () => {
    const signed = fc.record({
      method: fc.string(),
      target: fc.string(),
      timestamp: fc.string(),
      body: fc.uint8Array(),
    })
    fc.assert(
      fc.property(
        signed,
        signed,
        fc.string({ minLength: 1 }),
        fc.constantFrom('method', 'target', 'timestamp', 'body'),
        (original, other, secret, field) => {
          fc.pre(
            String(original[field]) !== String(other[field]) &&
              !`${other[field]}${original[field]}`.includes('\n'),
          )
          const signature = sign(secret, original)
          expect(isSignedBy(secret, original, signature)).toBe(true)
          expect(isSignedBy(secret, { ...original, [field]: other[field] }, signature)).toBe(false)
          expect(isSignedBy(`${secret}x`, original, signature)).toBe(false)
        },
      ),
    )
  })

  test('is hex HMAC-SHA256 of method, target, time and the body’s hash', () => {
    const signed = {
      method: 'POST',
      target: '/channels/gateway/messages',
      timestamp: '1795320000',
      body: '{}',
    }
    expect(sign('secret', signed)).toBe('441a6bd14b70f3a263e3b6d7423bc91261d08846c84f3300fb7e09e743eafa44')
  })
})

describe('a body', () => {
  test('of another content type is refused with 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', '']) {
      const { response } = await post(aSignedRequest(aMessage(), { headers: { 'content-type': type } }))
      expect(response.status, type).toBe(415)
    }
  })

  test('may name its charset', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect((await post(aSignedRequest(aMessage(), { headers }))).response.status).toBe(200)
  })

  test('of 1 MB is refused with 413, by what it says of itself and by what it is', async () => {
    const large = aMessage({ text: 'x'.repeat(1_000_000) })
    const said = await post(aSignedRequest(large, { headers: { 'content-length': '1000200' } }))
    const unsaid = await post(aSignedRequest(large))

    expect(said.response.status).toBe(413)
    expect(unsaid.response.status).toBe(413)
    expect(unsaid.response.headers.get('connection')).toBe('close')
    await problemOf(unsaid.response)
  })

  test('without an end is not read on past the limit', async () => {
    let given = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 16_384
        controller.enqueue(new Uint8Array(16_384))
      },
    })
    const { headers } = aSignedRequest(aMessage())
    const request = new Request('http://127.0.0.1/channels/gateway/messages', {
      method: 'POST',
      headers,
      body: endless,
      duplex: 'half',
    })
    const { response } = await post(request)

    expect(response.status).toBe(413)
    expect(given).toBeLessThan(bodyLimitBytes + 65_536)
  })

  test.each(['', '{', 'null', '[]', '"报名"', '7', '['.repeat(100_000)])(
    'that is no object of JSON (%.9s) is refused with 400',
    async (body) => {
      const { response } = await post(aSignedRequest(body))
      expect(response.status).toBe(400)
      await problemOf(response)
    },
  )

  test('of a wrong shape is refused with every mistake by its path', async () => {
    const { response } = await post(
      aSignedRequest({ messageId: '#', contactId: 7, kind: 'location', lat: 91, lon: 'x' }),
    )

    expect(response.status).toBe(400)
    expect(await pathsOf(response)).toEqual(['contactId', 'label', 'lat', 'lon', 'messageId', 'sentAt'])
  })

  test('of an unknown kind is told of its other mistakes too', async () => {
    const { response } = await post(aSignedRequest({ kind: 'dance', contactId: 'c', messageId: '' }))

    expect(await pathsOf(response)).toEqual(['kind', 'messageId', 'sentAt'])
  })

  test('of any JSON at all is never a 500', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom('text', 'voice', 'event', 'location', 'x'),
        async (value, kind) => {
          const { response } = await post(
            aSignedRequest(JSON.stringify({ ...aMessage(), kind, text: value, event: value })),
          )
          expect([200, 400]).toContain(response.status)
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('an empty secret opens no door', () => {
  expect(() => createApp(someDeps({ gatewaySecret: '' }).deps)).toThrow('secret')
  expect(gatewaySecret).not.toBe('')
})
