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
