import { describe, expect, test } from 'vitest'
import { createApp } from '../../../functions/http/app.ts'
import { aMessage, aSignedRequest, someDeps } from '../../support/http.ts'

const html = { accept: 'text/html,application/xhtml+xml' }

describe('every response', () => {
  test('has a request id, and headers that keep a page to itself', async () => {
    const app = createApp(someDeps().deps)

    for (const path of ['/', '/healthz', '/nowhere', '/notice/mini-2027', '/chat/messages']) {
      const { headers } = await app.request(path)
      expect(headers.get('x-request-id'), path).toMatch(/^request-\d+$/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    }
  })

  test('says nothing of what went wrong inside, and logs only its class', async () => {
    const secret = '小明 13800001234'
    const failing = async () => {
      throw new TypeError(secret)
    }
    const { deps, logged } = someDeps({ converse: failing, catalogue: failing, later: failing })
    const app = createApp(deps)

    const responses = [
      await app.request(aSignedRequest(aMessage())),
      await app.request('/'),
      await app.request('/notice/x'),
      await app.request('/chat/messages?as=li'),
    ]

    for (const response of responses) {
      expect(response.status).toBe(500)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.text()).not.toContain(secret)
    }
    expect(logged).toHaveLength(4)
    expect(logged[0]).toEqual({
      what: 'failed',
      requestId: 'request-1',
      method: 'POST',
      route: '/channels/gateway/messages',
      status: 500,
      error: 'TypeError',
    })
    expect(JSON.stringify(logged)).not.toContain(secret)
  })
})

describe('an address', () => {
  test('that is unknown is 404: a problem for programs, a page for people; neither is logged', async () => {
    const { deps, logged } = someDeps()
    const app = createApp(deps)

    const program = await app.request('/nowhere')
    const person = await app.request('/nowhere', { headers: html })

    expect([program.status, person.status]).toEqual([404, 404])
    expect(program.headers.get('content-type')).toBe('application/problem+json')
    expect(await person.text()).toContain('没有这个页面')
    expect(logged).toEqual([])
  })

  test.each([
    ['GET', '/channels/gateway/messages', 'POST'],
    ['PUT', '/chat/messages', 'POST, GET, HEAD'],
    ['DELETE', '/demo/clock', 'GET, HEAD, POST'],
    ['POST', '/notice/mini-2027', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('refuses %s %s with 405 and says what it takes', async (method, path, allow) => {
    const headers = { 'sec-fetch-site': 'same-origin' }
    const response = await createApp(someDeps().deps).request(path, { method, headers })

    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })

  test('/healthz says that it is up', async () => {
    expect(await (await createApp(someDeps().deps).request('/healthz')).json()).toEqual({ ok: true })
  })
})

describe('the notice', () => {
  test('is a page in full of every programme on offer', async () => {
    const response = await createApp(someDeps().deps).request('/notice/mini-2027')
    const page = await response.text()

    expect(response.status).toBe(200)
    expect(page).toContain('<html lang="zh-CN">')
    expect(page).toContain('示例市总工会')
    expect(page).toContain('0576-12345678')
    expect(page).toContain('@media print')
    expect(page).not.toContain('<script')
  })

  test('of a programme that is not on offer is 404', async () => {
    expect((await createApp(someDeps().deps).request('/notice/other')).status).toBe(404)
  })

  test('leads back to the parent that one was in the demo', async () => {
    const page = await (await createApp(someDeps().deps).request('/notice/mini-2027?as=li')).text()
    expect(page).toContain('href="/?as=li"')
  })
})
