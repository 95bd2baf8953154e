import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../../functions/http/app.ts'
import type { HttpDeps } from '../../../functions/http/deps.ts'
import { assetFiles } from '../../../functions/http/pages/files.ts'
import { anAnswer, browserContact as contact, cookieFor, realNow, someDeps } from '../../support/http.ts'
import { aCatalogue, aProgramme } from '../../support/programme.ts'

const cookie = await cookieFor(contact)
const forgedCookie = await cookieFor(contact, 'another secret')
const said = { messageId: 'w1', sentAt: '2026-11-22T12:00:00Z', kind: 'text', text: '报名' }

const send = (body: unknown, headers: Readonly<Record<string, string>> = {}, path = '/chat/messages') =>
  new Request(`http://127.0.0.1:8787${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, 'sec-fetch-site': 'same-origin', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const asked = async (request: Request | string, overrides: Partial<HttpDeps> = {}) => {
  const { deps, heard } = someDeps(overrides)
  const response = await createApp(deps).request(request)
  return { response, heard }
}

describe('a browser', () => {
  test('gets a cookie that no script reads and no other site sends, for a year', async () => {
    const { response } = await asked('/')
    expect(response.headers.get('set-cookie')).toBe(
      `${await cookieFor(`web-${'1'.padStart(43, 'c')}`)}; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax`,
    )
  })

  test('gets it for HTTPS only where we are served by HTTPS', async () => {
    const { response } = await asked('/', { secureCookies: true })
    expect(response.headers.get('set-cookie')).toContain('; Secure')
  })

  test('keeps the cookie it has', async () => {
    const { response } = await asked(new Request('http://127.0.0.1/', { headers: { cookie } }))
    expect(response.headers.get('set-cookie')).toContain(cookie)
  })

  test.each([
    ['unsigned', `houniao=${contact}`],
    ['chosen by itself', `houniao=${'b'.repeat(43)}`],
    ['signed by somebody else', forgedCookie],
    ['of another contact under its signature', cookie.replace('bbb', 'bba')],
    ['that is empty', 'houniao='],
  ])('with a cookie %s speaks as nobody, and gets a new one from the page', async (_how, forged) => {
    const page = await asked(new Request('http://127.0.0.1/', { headers: { cookie: forged } }))
    expect(page.response.headers.get('set-cookie')).toContain('houniao=web-ccc')
    const { response, heard } = await asked(send(said, { cookie: forged }))
    expect(response.status).toBe(401)
    expect(heard).toEqual([])
  })

  test('speaks as the contact of its cookie, whatever its message says', async () => {
    const { response, heard } = await asked(
      send({ ...said, contactId: 'gate-1', roomId: 'room', contactName: '小明' }),
    )

    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(anAnswer())
    expect(heard).toEqual([{ ...said, contactId: contact }])
  })

  test('need not say when it sent a message', async () => {
    const { heard } = await asked(send({ ...said, sentAt: undefined }))
    expect(heard).toMatchObject([{ sentAt: new Date(realNow).toISOString() }])
  })

  test('without a cookie is told to open the page first', async () => {
    expect((await asked(send(said, { cookie: '' }))).response.status).toBe(401)
    expect((await asked('/chat/messages')).response.status).toBe(401)
  })

  test.each([
    ['a wrong content type', send('{}', { 'content-type': 'text/plain' }), 415],
    ['broken JSON', send('{'), 400],
    ['a wrong shape', send({ ...said, kind: 'dance' }), 400],
    ['no object', send('[]'), 400],
    ['too much', send({ ...said, text: 'x'.repeat(300_000) }), 413],
  ])('that sends %s is refused', async (_what, request, status) => {
    const { response, heard } = await asked(request)
    expect(response.status).toBe(status)
    expect(heard).toEqual([])
  })

  test('learns the program’s time with each answer', async () => {
    const { response } = await asked(send(said))
    expect(Number(response.headers.get('x-houniao-now'))).toBe(someDeps().deps.clock.now())
  })

  test('that sends too fast waits, and only that one', async () => {
    let now = realNow
    const app = createApp(someDeps({ chatPerMinute: 3, realNow: () => now }).deps)
    const other = await cookieFor('web-other')
    for (let n = 0; n < 3; n++) expect((await app.request(send(said))).status).toBe(200)

    const refused = await app.request(send(said))

    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('20')
    expect((await app.request(send(said, { cookie: other }))).status).toBe(200)
    now += 20_000
    expect((await app.request(send(said))).status).toBe(200)
    expect((await app.request(send(said))).status).toBe(429)
  })
})

describe('an address', () => {
  const at = (address: string) => ({ requestContext: { http: { sourceIp: address } } })

  test('from which every message comes under a new cookie waits, and no other does', async () => {
    const { deps, logged } = someDeps({ chatPerMinute: 2 })
    const app = createApp(deps)
    const statuses: number[] = []
    for (let n = 0; n <= 120; n++) {
      const thrown = await cookieFor(`web-${n}`)
      statuses.push((await app.request(send(said, { cookie: thrown }), {}, at('203.0.113.7'))).status)
    }

    expect(statuses.slice(0, 120)).toEqual(Array(120).fill(200))
    expect(statuses[120]).toBe(429)
    expect((await app.request(send(said), {}, at('203.0.113.8'))).status).toBe(200)
    expect((await app.request(send(said))).status).toBe(200)
    expect(JSON.stringify(logged)).not.toContain('203.0.113')
  })

  test('goes with the message for counting wrong codes, and into nothing else', async () => {
    const networks: unknown[] = []
    const { deps } = someDeps()
    const converse: HttpDeps['converse'] = (message, network) => {
      networks.push(network)
      expect(JSON.stringify(message)).not.toContain('203.0.113')
      return deps.converse(message)
    }
    const app = createApp({ ...deps, converse })
    await app.request(send(said), {}, at('203.0.113.7'))
    await app.request(send(said))
    expect(networks).toEqual(['203.0.113.7', 'unknown'])
  })
})

describe('another site', () => {
  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': '', origin: 'https://elsewhere.example' }, 403],
    [{ 'sec-fetch-site': '', origin: 'null' }, 403],
    [{ 'sec-fetch-site': '', origin: 'http://127.0.0.1:8787' }, 200],
    [{ 'sec-fetch-site': '', origin: 'https://127.0.0.1:8787' }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://houniao.example' }, 200],
    [{ 'sec-fetch-site': '' }, 200],
  ])('with %j is answered %i', async (headers, status) => {
    expect((await asked(send(said, headers))).response.status).toBe(status)
  })
})

describe('?as=', () => {
  test('makes another parent in the demo and leaves the cookie alone', async () => {
    const page = await asked('/?as=li')
    const message = await asked(send(said, {}, '/chat/messages?as=li'))

    expect(page.response.headers.get('set-cookie')).toBeNull()
    expect(message.heard).toMatchObject([{ contactId: 'demo-li' }])
  })

  test('takes any name', async () => {
    const { heard } = await asked(send(said, {}, `/chat/messages?as=${encodeURIComponent('小明')}`))
    expect(heard).toMatchObject([{ contactId: expect.stringMatching(/^demo-[0-9a-f]{16}$/) }])
  })

  test('is nothing in production', async () => {
    const { response, heard } = await asked(send(said, {}, '/chat/messages?as=li'), { mode: 'production' })

    expect(response.status).toBe(200)
    expect(heard).toMatchObject([{ contactId: contact }])
    expect((await asked('/chat/messages?as=li', { mode: 'production' })).response.status).toBe(401)
  })
})

describe('late replies', () => {
  test('are fetched after a cursor for the contact of the cookie', async () => {
    const asks: string[][] = []
    const later: HttpDeps['later'] = async (...given) => {
      asks.push(given)
      return { replies: [], after: 'n-2' }
    }
    const request = new Request('http://127.0.0.1/chat/messages?after=n-1', { headers: { cookie } })
    const { response } = await asked(request, { later })

    expect(await response.json()).toEqual({ replies: [], after: 'n-2' })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(asks).toEqual([[contact, 'n-1']])
  })

  test('are not fetched after a cursor that cannot be one', async () => {
    for (const after of ['%0a', '%E4%B8%AD', 'x'.repeat(201)]) {
      expect(
        (await asked(new Request(`http://127.0.0.1/chat/messages?after=${after}`, { headers: { cookie } })))
          .response.status,
      ).toBe(400)
    }
  })
})

describe('the demo’s clock', () => {
  const move = (body: unknown) => send(body, {}, '/demo/clock')

  test('shows the program’s time and moves it on', async () => {
    const app = createApp(someDeps().deps)

    expect(await (await app.request('/demo/clock')).json()).toMatchObject({
      day: '2027-07-06',
      time: '18:00',
    })
    expect(await (await app.request(move({ addMinutes: 90 }))).json()).toMatchObject({ time: '19:30' })
    expect(await (await app.request(move({ to: '2027-07-08T07:00' }))).json()).toMatchObject({
      day: '2027-07-08',
      time: '07:00',
    })
    expect(await (await app.request('/demo/clock')).json()).toMatchObject({ day: '2027-07-08' })
  })

  test.each([
    ['back', { to: '2027-07-05' }],
    ['nowhere', {}],
    ['by a negative time', { addMinutes: -5 }],
    ['to what is no time', { to: 'tomorrow' }],
    ['two ways at once', { to: '2027-07-08', addMinutes: 5 }],
    ['by a slip of three years', { to: '2030-12-31' }],
  ])('does not move %s', async (_where, body) => {
    const app = createApp(someDeps().deps)

    expect((await app.request(move(body))).status).toBe(400)
    expect(await (await app.request('/demo/clock')).json()).toMatchObject({
      day: '2027-07-06',
      time: '18:00',
    })
  })

  test('is moved by no other site', async () => {
    expect(
      (await asked(send({ addMinutes: 5 }, { 'sec-fetch-site': 'cross-site' }, '/demo/clock'))).response
        .status,
    ).toBe(403)
  })

  test('does not exist in production, nor on the page', async () => {
    expect((await asked('/demo/clock', { mode: 'production' })).response.status).toBe(404)
    expect((await asked(move({ addMinutes: 5 }), { mode: 'production' })).response.status).toBe(404)
    expect(await (await asked('/', { mode: 'production' })).response.text()).not.toContain('演示')
  })
})

describe('the page', () => {
  const whole = async () => {
    const app = createApp(someDeps().deps)
    const page = await (await app.request('/')).text()
    const paths = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? '')
    const scripts = await Promise.all([...new Set(paths)].map(async (path) => await app.request(path)))
    return { page, scripts, texts: await Promise.all(scripts.map((script) => script.text())) }
  }

  test('is 60 KB at most with everything it loads, and a third of that on the line', async () => {
    const { page, texts } = await whole()
    const all = [page, ...texts].map((text) => Buffer.from(text))

    expect(texts).toHaveLength(13)
    expect(all.reduce((sum, text) => sum + text.byteLength, 0)).toBeLessThanOrEqual(60_000)
    expect(all.reduce((sum, text) => sum + gzipSync(text).byteLength, 0)).toBeLessThanOrEqual(24_000)
  })

  test('loads nothing from elsewhere', async () => {
    const { page, texts } = await whole()
    for (const text of [page, ...texts])
      expect(text).not.toMatch(/(?:src|href|url\(|from )=?["'(]*(?:https?:)?\/\/(?!www\.w3\.org)/)
  })

  test('keeps its script for ever, under a name that changes with it', async () => {
    const { scripts } = await whole()
    for (const script of scripts) {
      expect(script.status).toBe(200)
      expect(script.headers.get('cache-control')).toContain('immutable')
      expect(script.headers.get('content-type')).toContain('javascript')
    }
  })

  test('runs only what carries the nonce of its answer, a new one each time', async () => {
    const app = createApp(someDeps().deps)
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await app.request('/')
        const nonce = /'nonce-([\w-]+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
        expect(await response.text()).toContain(`nonce="${nonce}"`)
        return nonce
      }),
    )
    expect(nonces[0]).not.toBe(nonces[1])
  })

  test('is never kept, since it holds who one is', async () => {
    expect((await asked('/')).response.headers.get('cache-control')).toBe('no-store')
  })

  test('is compressed for who can read that', async () => {
    const { response } = await asked(
      new Request('http://127.0.0.1/', { headers: { 'accept-encoding': 'gzip' } }),
    )
    expect(response.headers.get('content-encoding')).toBe('gzip')
  })

  test('bears the programme’s name, and the product’s where there are several', async () => {
    const two = aCatalogue(aProgramme({ name: '甲班' }), aProgramme({ id: 'second', name: '乙班' }))

    expect(
      await (
        await asked('/', { catalogue: async () => aCatalogue(aProgramme({ name: '甲班' })) })
      ).response.text(),
    ).toContain('<h1>甲班</h1>')
    const page = await (await asked('/', { catalogue: async () => two })).response.text()
    expect(page).toContain('<h1>小候鸟暑期班</h1>')
    expect(page).toContain('href="/notice/second"')
  })

  test('cannot be broken out of by a name', async () => {
    const name = '</script><script>alert(1)</script>'
    const page = await (await asked(`/?as=${encodeURIComponent(name)}`)).response.text()
    expect(page).not.toContain('<script>alert')
  })

  test('names every file that a bundle must take along', () => {
    expect(assetFiles).toContain('client/main.js')
    expect(assetFiles).toContain('styles/base.css')
  })
})
