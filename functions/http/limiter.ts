import { LRUCache } from 'lru-cache'

interface Bucket {
  left: number
  at: number
}

/** Null when it may go on; else the whole seconds after which it may. */
export type Limiter = (key: string, nowMs: number) => number | null

/**
 * A bucket of tokens for each key, refilled evenly. It is one process's own memory and forgets the longest idle first: a
 * guard against a stuck or spiteful browser, not an account.
 */
export const createLimiter = (perMinute: number, keys = 10_000): Limiter => {
  const buckets = new LRUCache<string, Bucket>({ max: keys })
  const msEach = 60_000 / perMinute
  return (key, nowMs) => {
    const bucket = buckets.get(key) ?? { left: perMinute, at: nowMs }
    const left = Math.min(perMinute, bucket.left + Math.max(0, nowMs - bucket.at) / msEach)
    const passes = left >= 1
    buckets.set(key, { left: passes ? left - 1 : left, at: nowMs })
    return passes ? null : Math.ceil(((1 - left) * msEach) / 1000)
  }
}

/**
 * How many browsers, each doing all that it may, one address may do as much as. Two hundred parents of a firm share one
 * address on the evening of enrolment: each may then write every 4 seconds and keep the page open, with some to spare. A
 * browser that throws its cookie away with every message comes to 60 a second, an eighth of what the API lets in at all.
 */
const browsersAnAddress = 60

/** Of the web chat: `network` as networkOf() gives it. */
export type DoorLimiter = (contact: string, network: string | null, nowMs: number) => number | null

/** By contact first: what one stuck browser sends too much is refused at its own cost, not at its neighbours'. */
export const createDoorLimiter = (perMinute: number): DoorLimiter => {
  const contacts = createLimiter(perMinute)
  const networks = createLimiter(perMinute * browsersAnAddress)
  return (contact, network, nowMs) =>
    contacts(contact, nowMs) ?? (network === null ? null : networks(network, nowMs))
}
