import type { Channel, Delivery, DeliveryLine, Notice, NoticeRef } from '../../shared/contract/outbox.ts'
import type { ContactId } from '../../shared/ids.ts'
import { refOf } from '../../shared/notice-ref.ts'
import {
  asksReceipt,
  asOf,
  channelOf,
  confirmed,
  fetchedBy,
  isTrouble,
  offer,
  restored,
} from '../../shared/outbox.ts'
import { noticeEndsAt } from '../../shared/retention.ts'
import type { Instant } from '../../shared/time.ts'
import type { Leased, Outbox } from '../app/ports.ts'
import { dueInOrder, dueList } from './due-order.ts'
import { contactPk, type Key, last } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, textOf } from './marshal.ts'
import {
  deliveryUpdate,
  keyOfName,
  keyOfRef,
  nameOf,
  noticePut,
  readNotice,
  type StoredNotice,
} from './notices.ts'

/** How often a change looks again because something moved under it. Beyond it, the engine is on fire. */
const rounds = 50
const mostLeased = 100

type Change = Parameters<Outbox['change']>[1]
type Changed = Awaited<ReturnType<Outbox['change']>>

export const createOutbox = (kit: Kit): Outbox => {
  const from = new Map<Channel, Instant>()
  return {
    lease: (channel, given) => lease(kit, channel, given),
    reviewLapsed: (channel, given) => reviewLapsed(kit, from, channel, given),
    reviewRestored: (channel) => reviewRestored(kit, channel),
    linesTo: (contact) => linesTo(kit, contact),
    change: (ref, change) => changeAt(kit, keyOfRef(ref), change),
    put: (notice) => putOnce(kit, notice),
    fetched: (refs, now) => fetched(kit, refs, now),
    heard: (contact, since, at) => heard(kit, contact, { since, at }),
    troubled: (after, limit) => troubled(kit, after, limit),
    lines: (refs) => lines(kit, refs.map(keyOfRef)),
  }
}

/** Null for what is not kept any more, deleted or not. */
const living = (kit: Kit, item: Item | null): StoredNotice | null => {
  const stored = item && readNotice(item)
  return stored && kit.clock.now() < noticeEndsAt(stored.notice.at) ? stored : null
}

const putOnce = async (kit: Kit, notice: Notice): Promise<'put' | 'known'> => {
  const absent = { when: 'attribute_not_exists(pk)' }
  return (await kit.db.put({ ...noticePut(notice), condition: absent })).ok ? 'put' : 'known'
}

type Asked = Parameters<Outbox['lease']>[1]

/** Looks through what is due until so many are taken: never more of them at a time than are still wanted. */
const lease = async (
  kit: Kit,
  channel: Parameters<Outbox['lease']>[0],
  asked: Asked,
): Promise<readonly Leased[]> => {
  const limit = Math.min(asked.limit, mostLeased)
  const leased: Leased[] = []
  let group: Key[] = []
  const takeGroup = async (): Promise<void> => {
    const items = await kit.db.batchGet(group)
    group = []
    const taken = await Promise.all(items.map((item) => take(kit, living(kit, item), asked)))
    leased.push(...taken.filter((one) => one !== null))
  }
  if (limit < 1) return leased
  for await (const due of dueInOrder(kit, `out-${channel}`, asked.now, limit)) {
    group.push(keyOfName(nameOf(due)))
    if (group.length < limit - leased.length) continue
    await takeGroup()
    if (leased.length >= limit) return leased
  }
  await takeGroup()
  return leased
}

/** Of two who take it at once one wins; what cannot be sent any more is put where it belongs on the way. */
const take = async (kit: Kit, stored: StoredNotice | null, asked: Asked): Promise<Leased | null> => {
  const offered = stored ? offer(stored.delivery, asked.leaseId, asked.now, asked.realNow) : null
  if (!stored || !offered || offered.do === 'leave') return null
  const { delivery } = offered
  const written = await kit.db.update(deliveryUpdate(stored, delivery))
  await kit.fault('outbox.offered')
  const ours = written.ok || isOurs(written.old, asked.leaseId)
  if (!ours || offered.do === 'put') return null
  return { ref: refOf(stored.notice), notice: stored.notice, delivery }
}

/** Where the next look through a queue begins: behind a backlog stand the calls that never came back. */
const lookedAt = (dues: readonly Item[], limit: number): Instant => {
  const [first, last] = [dues[0], dues.at(-1)].map((due) => (due ? Number(textOf(due, 'dueAt')) : 0))
  if (dues.length < limit || first === undefined || last === undefined) return 0
  return first === last ? last + 1 : last
}

const reviewLapsed = async (
  kit: Kit,
  from: Map<Channel, Instant>,
  ...[channel, { limit, now, realNow }]: Parameters<Outbox['reviewLapsed']>
): Promise<number> => {
  const dues: Item[] = []
  for await (const due of dueInOrder(kit, `out-${channel}`, now, limit, from.get(channel))) {
    dues.push(due)
    if (dues.length >= limit) break
  }
  from.set(channel, lookedAt(dues, limit))
  const keys = dues.map((due) => keyOfName(nameOf(due)))
  let reviewed = 0
  for (const item of await kit.db.batchGet(keys)) {
    const stored = living(kit, item)
    const offered = stored?.delivery.state === 'sending' ? offer(stored.delivery, '', now, realNow) : null
    if (!stored || offered?.do !== 'put') continue
    if ((await kit.db.update(deliveryUpdate(stored, offered.delivery))).ok) reviewed++
  }
  return reviewed
}

const everMs = 9_999_999_999_999

const reviewRestored = async (kit: Kit, channel: Channel): Promise<number> => {
  const keys: Key[] = []
  for await (const due of dueInOrder(kit, `out-${channel}`, everMs, mostLeased))
    keys.push(keyOfName(nameOf(due)))
  let reviewed = 0
  for (const key of keys) if ((await changeAt(kit, key, restored)).kind === 'changed') reviewed++
  return reviewed
}

/** The answer to a write was lost, and its repetition found it done. */
const isOurs = (item: Item | null, leaseId: string): boolean =>
  item?.state === 'leased' && item.leaseId === leaseId

/** Reads, and writes over exactly what was read; begun anew where somebody else was faster. */
const changeAt = async (kit: Kit, key: Key | null, change: Change): Promise<Changed> => {
  let item = key && (await kit.db.get(key))
  for (let round = 0; round < rounds; round++) {
    const stored = living(kit, item)
    if (!stored) return { kind: 'unknown' }
    const next = change(stored.delivery, stored.notice)
    if (!next) return { kind: 'left', delivery: stored.delivery }
    if (next === stored.delivery) return { kind: 'changed', delivery: next }
    await kit.fault('outbox.change')
    const written = await kit.db.update(deliveryUpdate(stored, next))
    await kit.fault('outbox.changed')
    if (written.ok) return { kind: 'changed', delivery: next }
    item = written.old
  }
  throw new Error('a message found no rest')
}

/** Asked at every poll, for a while about the same ones: one read tells which are new. */
const fetched = async (kit: Kit, refs: readonly NoticeRef[], now: Instant): Promise<void> => {
  const keys = refs.map(keyOfRef).filter((key) => key !== null)
  const items = await kit.db.batchGet(keys, { only: ['state'] })
  const byBrowser: Change = (delivery, { to }) => (channelOf(to) === 'web' ? fetchedBy(delivery, now) : null)
  const waiting = keys.filter((_, at) => items[at] && (items[at].state ?? 'queued') === 'queued')
  await Promise.all(waiting.map((key) => changeAt(kit, key, byBrowser)))
}

/** Called for, whatever the channel has said of it yet: a person may be quicker than that, and 收到 shows that it arrived. */
const mayBeSeen = ({ state }: Delivery): boolean =>
  state === 'sent' || state === 'sending' || state === 'in_review'

/** Whether 收到 may mean it: it was asked for, and the message was handed over since. */
const answers = (delivery: Delivery, { what }: Notice, since: Instant): boolean =>
  mayBeSeen(delivery) && delivery.changedAt >= since && asksReceipt(what)

export const heard = async (
  kit: Kit,
  contact: ContactId,
  { since, at }: { readonly since: Instant; readonly at: Instant },
): Promise<readonly Notice[]> => {
  const found: Notice[] = []
  for await (const item of kit.db.query({ pk: contactPk(contact), from: 'NOTE#', to: last('NOTE#') })) {
    const stored = living(kit, item)
    if (!stored || !answers(stored.delivery, stored.notice, since)) continue
    found.push(stored.notice)
    if (stored.delivery.heardAt === null) await markHeard(kit, stored.notice, at)
  }
  return found
}

const markHeard = async (kit: Kit, notice: Notice, now: Instant): Promise<void> => {
  await changeAt(kit, keyOfName(notice), (delivery) => confirmed(delivery, now))
}

const lineOf = ({ notice, delivery }: StoredNotice, now: Instant): DeliveryLine => ({
  ref: refOf(notice),
  to: notice.to,
  familyId: notice.about.familyId ?? null,
  channel: channelOf(notice.to),
  what: notice.what,
  at: notice.at,
  about: notice.about,
  delivery: asOf(delivery, now),
})

const lines = async (kit: Kit, keys: readonly (Key | null)[]): Promise<readonly (DeliveryLine | null)[]> => {
  const asked = keys.filter((key) => key !== null)
  const items = await kit.db.batchGet(asked)
  const now = kit.clock.now()
  return keys.map((key) => {
    const stored = key && living(kit, items[asked.indexOf(key)] ?? null)
    return stored && lineOf(stored, now)
  })
}

const linesTo = async (kit: Kit, contact: ContactId): Promise<readonly DeliveryLine[]> => {
  const now = kit.clock.now()
  const found: DeliveryLine[] = []
  for await (const item of kit.db.query({ pk: contactPk(contact), from: 'NOTE#', to: last('NOTE#') })) {
    const stored = living(kit, item)
    if (stored) found.push(lineOf(stored, now))
  }
  return found
}

/** A page may be shorter than its limit where something was settled meanwhile. */
const troubled: (kit: Kit, ...asked: Parameters<Outbox['troubled']>) => ReturnType<Outbox['troubled']> =
  async (kit, after, limit) => {
    const page = await dueList(kit, 'trouble', (item) => refOf(nameOf(item)), { after, limit })
    const found = await lines(
      kit,
      page.items.map((item) => keyOfName(nameOf(item))),
    )
    const trouble = found.flatMap((line) => (line && isTrouble(line.delivery) ? [line] : []))
    return { lines: trouble, after: page.after }
  }
