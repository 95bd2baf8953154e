import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { networkOf } from '../../../functions/http/address.ts'
import type { HttpEnv, Line } from '../../../functions/http/env.ts'

const from = (remoteAddress: string): Line => ({ incoming: { socket: { remoteAddress } } })

const networkFor = async (line: Line | undefined, forwarded?: string, proxies: readonly string[] = []) => {
  const app = new Hono<HttpEnv>().get('/', (c) => c.json(networkOf(c, proxies)))
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return (await app.request('/', { headers }, line)).json()
}

describe('where a request comes from', () => {
  test('is the address at the other end of the line', async () => {
    expect(await networkFor(from('203.0.113.7'))).toBe('203.0.113.7')
    expect(await networkFor(from('::ffff:203.0.113.7'))).toBe('203.0.113.7')
  })

  test('is not what the client says of itself', async () => {
    expect(await networkFor(from('203.0.113.7'), '198.51.100.1')).toBe('203.0.113.7')
    const api: Line = { requestContext: { http: { sourceIp: '203.0.113.7' } } }
    expect(await networkFor(api, '198.51.100.1')).toBe('203.0.113.7')
  })

  test.each([
    ['on this machine', from('127.0.0.1'), []],
    ['on this machine by IPv6', from('::1'), []],
    ['on a machine that was named', from('10.0.0.5'), ['10.0.0.5']],
  ])('is what a proxy %s added last', async (_where, line, proxies) => {
    expect(await networkFor(line, '198.51.100.1, 203.0.113.7', proxies)).toBe('203.0.113.7')
  })

  test('is whom the first of several proxies spoke with', async () => {
    const chain = '198.51.100.1, 203.0.113.7, 10.0.0.5'
    expect(await networkFor(from('127.0.0.1'), chain, ['10.0.0.5'])).toBe('203.0.113.7')
  })

  test('is known to nobody on the very machine, or where a proxy says nothing that can be read', async () => {
    expect(await networkFor(undefined)).toBeNull()
    expect(await networkFor(from('127.0.0.1'))).toBeNull()
    expect(await networkFor(from('127.0.0.1'), 'unknown')).toBeNull()
  })

  test.each([
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('is the half of %s that a stranger cannot choose', async (address, network) => {
    expect(await networkFor(from(address))).toBe(network)
  })
})
