import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { HttpEnv, Line } from './env.ts'

const plain = (address: string): string => address.trim().replace(/^::ffff:/i, '')

/** A TLS proxy mostly stands on the same machine, and nobody else can come from there. */
const isHere = (address: string): boolean => address === '::1' || address.startsWith('127.')

/** The last who is no proxy of ours: each proxy adds whom it spoke with at the end, and only what ours added is believed. */
const clientOf = (chain: readonly string[], proxies: readonly string[]): string | undefined =>
  chain.map(plain).findLast((address) => !isHere(address) && !proxies.includes(address))

/** The first four groups of an IPv6 address: a household has them all, a stranger can change the rest at will. */
const half = (address: string): string => {
  const [head = '', tail = ''] = address.replace(/%.*/, '').toLowerCase().split('::')
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean))
  const zeros = Array<string>(Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0))).fill('0')
  const groups = [...(before ?? []), ...(address.includes('::') ? zeros : []), ...(after ?? [])]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/**
 * Where a request comes from: an IPv4 address or the first half of an IPv6 one; null where nobody can tell, as on the very
 * machine. It is personal data: for counting in memory only, never for a log or the table. `X-Forwarded-For` counts only as
 * far as it was added by a proxy on this machine or one of `proxies`.
 */
export const networkOf = (c: Context<HttpEnv>, proxies: readonly string[] = []): string | null => {
  const line: Line = c.env ?? {}
  if (line.requestContext) return readNetwork(line.requestContext.http?.sourceIp)
  const peer = line.incoming?.socket.remoteAddress
  if (peer === undefined) return null
  const told = c.req.header('x-forwarded-for')?.split(',') ?? []
  return readNetwork(clientOf([...told, peer], proxies))
}

const readNetwork = (address = ''): string | null => {
  const version = isIP(plain(address))
  if (version === 0) return null
  return version === 4 ? plain(address) : half(address)
}
