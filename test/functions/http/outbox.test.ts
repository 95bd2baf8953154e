import { beforeEach, describe, expect, it } from 'vitest'
import { signatureHeader, timestampHeader } from '../../../functions/http/signature.ts'
import type { LeasedMessage, Notice } from '../../../shared/contract/outbox.ts'
import { refOf } from '../../../shared/notice-ref.ts'
import { fenceMs, leaseMs } from '../../../shared/outbox.ts'
import { instantOf } from '../../../shared/time.ts'
import { signed, startWorld, type World } from '../../support/world.ts'

let world: World

beforeEach(async () => {
  world = await startWorld({ now: instantOf('2027-07-05', '12:00') })
})

const at = '/channels/gateway'
const post = (
  path: string,
  body: unknown,
  bend: { readonly headers?: Record<string, string>; readonly by?: World } = {},
): Promise<Response> => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { ...signed('POST', `${at}${path}`, text, world.clock.now), ...bend.headers }
  return Promise.resolve(
    (bend.by ?? world).app.request(`${at}${path}`, { method: 'POST', body: text, headers }),
  )
}

const tokenOf = async (instance = 'one', by = world): Promise<number> => {
  const response = await post('/instance', { instance }, { by })
  expect(response.status).toBe(200)
  const { token } = (await response.json()) as { token: number }
  return token
}

let asked = 0
const lease = async (token: number, limit = 50, by = world): Promise<readonly LeasedMessage[]> => {
  const response = await post('/outbox/lease', { token, limit, nonce: `n-${++asked}` }, { by })
  expect(response.status).toBe(200)
  return ((await response.json()) as { messages: LeasedMessage[] }).messages
}

const put = async (overrides: Partial<Notice> = {}): Promise<Notice> => {
  const notice: Notice = {
    id: 'n-1',
    to: 'wx-li',
    what: 'family.joined',
    at: world.clock.now,
    about: { familyId: 'fam-1' },
    ...overrides,
  }
  expect(await world.store.put(notice)).toBe('put')
  return notice
}

const begin = (message: Pick<LeasedMessage, 'ref' | 'leaseId'>, token: number, by = world) =>
  post(`/outbox/${message.ref}/begin`, { token, leaseId: message.leaseId }, { by })
const ack = (message: Pick<LeasedMessage, 'ref' | 'leaseId'>, told: object, by = world) =>
  post(`/outbox/${message.ref}/ack`, { leaseId: message.leaseId, ...told }, { by })

const stateOf = async (notice: Notice) => (await world.store.lines([refOf(notice)]))[0]?.delivery.state

describe('the outbox of gateways', () => {
  it('is leased, begun and acknowledged', async () => {
    const notice = await put()
    const token = await tokenOf()
    const [message] = await lease(token)
    if (!message) throw new Error('nothing leased')
    expect(message).toMatchObject({ ref: refOf(notice), contactId: 'wx-li', replies: [{ kind: 'text' }] })
    expect(Date.parse(message.until)).toBe(world.clock.now + leaseMs)
    const begun = await begin(message, token)
    expect([begun.status, await begun.json()]).toEqual([200, { state: 'sending' }])
    const noted = await ack(message, { result: 'sent' })
    expect([noted.status, await noted.json()]).toEqual([200, { noted: 'sent' }])
    expect(await stateOf(notice)).toBe('sent')
    expect(noted.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['/instance', '/outbox/lease', '/outbox/x/begin', '/outbox/x/ack'])(
    '%s opens to a signature alone',
    async (path) => {
      const wrong = [
        { [signatureHeader]: '0'.repeat(64) },
        { [signatureHeader]: '' },
        { [timestampHeader]: String(Math.floor(world.clock.now / 1000) - 301) },
      ]
      for (const headers of wrong) expect((await post(path, {}, { headers })).status).toBe(401)
      expect((await post(path, {}, { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
      expect((await post(path, '{')).status).toBe(400)
    },
  )

  it('refuses a signature that was made for another message', async () => {
    const body = JSON.stringify({ token: 1, leaseId: 'x' })
    const headers = signed('POST', `${at}/outbox/a/begin`, body, world.clock.now)
    const response = await world.app.request(`${at}/outbox/b/begin`, { method: 'POST', body, headers })
    expect(response.status).toBe(401)
  })

  it.each([
    ['/instance', {}, ['instance']],
    ['/instance', { instance: 'a b' }, ['instance']],
    ['/outbox/lease', { token: 1, limit: 0 }, ['limit']],
    ['/outbox/lease', { token: 1, limit: 51 }, ['limit']],
    ['/outbox/lease', { token: 1, limit: 1.5 }, ['limit']],
    ['/outbox/lease', { limit: 1 }, ['token']],
    ['/outbox/lease', [], ['']],
    ['/outbox/x/begin', { token: '1', leaseId: 7 }, ['leaseId', 'token']],
    ['/outbox/x/begin', { token: 1, leaseId: 'x', more: 1 }, ['']],
    ['/outbox/x/ack', { leaseId: 'x', result: 'done' }, ['result']],
    ['/outbox/x/ack', { leaseId: 'x', result: 'failed', reason: '李大山不在' }, ['reason']],
  ])('%s with %j is told what is wrong', async (path, body, paths) => {
    const response = await post(path, body)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const { errors } = (await response.json()) as { errors: { path: string }[] }
    expect(errors.map((error) => error.path).sort()).toEqual(paths)
  })

  it('lets one instance send: the other waits until its time is over, and the first is stale then', async () => {
    await put()
    const first = await tokenOf('one')
    expect((await post('/instance', { instance: 'two' })).status).toBe(409)
    const [message] = await lease(first)
    if (!message) throw new Error('nothing leased')
    world.clock.now += fenceMs
    const second = await tokenOf('two')
    expect(second).toBeGreaterThan(first)
    expect((await post('/outbox/lease', { token: first, limit: 1 })).status).toBe(409)
    expect((await begin(message, first)).status).toBe(409)
    expect((await post('/outbox/lease', { token: second + 1, limit: 1 })).status).toBe(409)
  })

  it('refuses a lease that is over or guessed', async () => {
    await put()
    const [message] = await lease(await tokenOf())
    if (!message) throw new Error('nothing leased')
    expect((await begin({ ...message, leaseId: 'guess' }, await tokenOf())).status).toBe(409)
    world.clock.now += leaseMs
    expect((await begin(message, await tokenOf())).status).toBe(409)
    expect((await ack(message, { result: 'sent' })).status).toBe(409)
    expect(await lease(await tokenOf())).toHaveLength(1)
  })

  it('knows no made-up message, and none of a browser', async () => {
    const web = await put({ to: 'demo-li' })
    const token = await tokenOf()
    for (const ref of ['x', refOf({ to: 'wx-li', at: 1, id: 'n' }), refOf(web), 'a'.repeat(700)]) {
      const message = { ref, leaseId: 'x' }
      expect((await begin(message, token)).status, ref).toBe(404)
      expect((await ack(message, { result: 'sent' })).status, ref).toBe(404)
    }
    expect(await stateOf(web)).toBe('queued')
  })

  it('begins nothing whose time is over by then', async () => {
    await put({ expiresAt: world.clock.now + 1_000 })
    const token = await tokenOf()
    const [message] = await lease(token)
    if (!message) throw new Error('nothing leased')
    world.clock.now += 1_000
    expect((await begin(message, token)).status).toBe(409)
  })

  it('gives each message to one of two senders at once, in two processes', async () => {
    const count = 24
    for (let n = 0; n < count; n++) await put({ id: `n-${n}`, to: `wx-${n}` })
    const beside = await world.restart()
    const token = await tokenOf()
    const said: string[] = []
    const sender = async (by: World): Promise<void> => {
      const messages = await lease(token, 5, by)
      for (const message of messages) {
        // Each is begun twice at once, as by a gateway that repeats itself.
        const begun = await Promise.all([begin(message, token, by), begin(message, token, beside)])
        for (const { status } of begun) if (status === 200) said.push(message.contactId)
        await ack(message, { result: 'sent' }, by)
      }
    }
    for (let round = 0; round < 4 && said.length < count; round++)
      await Promise.all([sender(world), sender(beside), sender(world)])
    expect(said).toHaveLength(count)
    expect(new Set(said).size).toBe(count)
  })

  it('logs refusals by their route, never by what was asked for', async () => {
    await post(`/outbox/${refOf({ to: 'wx-li', at: 1, id: 'n' })}/begin`, {})
    expect(world.logged).toMatchObject([{ status: 400, route: `${at}/outbox/:ref/begin` }])
    expect(JSON.stringify(world.logged)).not.toContain('wx-li')
  })
})

it('a lease that was overheard and is asked for again gives nothing', async () => {
  await put()
  await put({ id: 'n-2' })
  const body = { token: await tokenOf(), limit: 1 }
  const messages = async () => {
    const response = await post('/outbox/lease', body)
    return ((await response.json()) as { messages: LeasedMessage[] }).messages.length
  }
  expect([await messages(), await messages(), await messages()]).toEqual([1, 0, 0])
  expect(await lease(body.token)).toHaveLength(1)
})
