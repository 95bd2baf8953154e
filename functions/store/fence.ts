import type { Channel } from '../../shared/contract/outbox.ts'
import { fenceMs } from '../../shared/outbox.ts'
import { type Instant, secondMs } from '../../shared/time.ts'
import type { Fence } from '../app/ports.ts'
import { fenceKey, seenKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, numberOf, textOf } from './marshal.ts'
import type { Condition } from './requests.ts'

/** Who may send, until when in real time. */
interface Held {
  readonly token: number
  readonly instance: string
  readonly until: Instant
}

const fenceVersion = 1
const rounds = 20

const readHeld = (item: Item): Held => ({
  token: numberOf(item, 'token'),
  instance: textOf(item, 'instance'),
  until: numberOf(item, 'until'),
})

/** Over exactly what was read: of two who take over at once one gets the token. */
const asRead = (held: Held | null): Condition =>
  held === null
    ? { when: 'attribute_not_exists(pk)' }
    : {
        when: '#token = :token AND #until = :until',
        names: { '#token': 'token', '#until': 'until' },
        values: { ':token': held.token, ':until': held.until },
      }

/** Null where another instance holds it. One that comes back to its own finds that nobody sent meanwhile: the token stays. */
const nextHeld = (held: Held | null, instance: string, realNow: Instant): Held | null => {
  const until = realNow + fenceMs
  if (held === null) return { token: 1, instance, until }
  if (held.instance === instance) return { ...held, until: Math.max(held.until, until) }
  return held.until > realNow ? null : { token: held.token + 1, instance, until }
}

const renew = async (
  kit: Kit,
  channel: Channel,
  instance: string,
  realNow: Instant,
): Promise<{ readonly token: number; readonly until: Instant } | 'taken'> => {
  const key = fenceKey(channel)
  let item = await kit.db.get(key)
  for (let round = 0; round < rounds; round++) {
    const held = item && readHeld(item)
    const next = nextHeld(held, instance, realNow)
    if (!next) return 'taken'
    const put = { item: { ...key, v: fenceVersion, ...next }, condition: asRead(held) }
    const written = await kit.db.put(put)
    if (written.ok) return { token: next.token, until: next.until }
    item = written.old
  }
  throw new Error('a fence found no rest')
}

/** Longer than a signature holds. Real time, as the engine's own. */
const seenSeconds = 600

const firstSeen = async (kit: Kit, channel: Channel, name: string, realNow: Instant): Promise<boolean> => {
  const ttl = Math.ceil(realNow / secondMs) + seenSeconds
  const put = { item: { ...seenKey(channel, name), v: fenceVersion, ttl } }
  return (await kit.db.put({ ...put, condition: { when: 'attribute_not_exists(pk)' } })).ok
}

export const createFence = (kit: Kit): Fence => ({
  renew: (channel, instance, realNow) => renew(kit, channel, instance, realNow),
  firstSeen: (channel, name, realNow) => firstSeen(kit, channel, name, realNow),
  holds: async (channel, token, realNow) => {
    const item = await kit.db.get(fenceKey(channel))
    const held = item && readHeld(item)
    return held !== null && held.token === token && held.until > realNow
  },
})
