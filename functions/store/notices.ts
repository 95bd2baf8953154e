import {
  type Delivery,
  type DeliveryState,
  deliveryStates,
  type Notice,
  type NoticeKind,
  noticeKinds,
} from '../../shared/contract/outbox.ts'
import type { ContactId } from '../../shared/ids.ts'
import { type NoticeName, readRef } from '../../shared/notice-ref.ts'
import { channelOf, isTrouble, nextLook, queued } from '../../shared/outbox.ts'
import { noticeEndsAt } from '../../shared/retention.ts'
import { secondMs } from '../../shared/time.ts'
import { dueMark } from './due.ts'
import { contactPk, type Key, noticeKey } from './keys.ts'
import {
  type Item,
  ItemError,
  mapOf,
  maybeNumber,
  maybeText,
  numberOf,
  textOf,
  type Value,
} from './marshal.ts'
import type { Put, Update } from './requests.ts'

/** 2: what became of it stands with it; 1 was fetched by browsers, and nobody wrote down whether. */
export const noticeVersion = 2

/** A notice with what became of it, as read: one item, so that a change of its state is one conditional write. */
export interface StoredNotice {
  readonly notice: Notice
  readonly delivery: Delivery
  /** 0 for one of version 1. */
  readonly rev: number
}

/** The attributes of a due index entry, or none. A browser fetches, so nothing is ever due of what waits for one. */
const markOf = ({ to, what }: Notice, delivery: Delivery) => {
  const pk = contactPk(to)
  if (isTrouble(delivery)) return dueMark('trouble', pk, delivery.changedAt)
  const channel = channelOf(to)
  const at = channel === 'web' ? null : nextLook(what, delivery)
  return at === null ? { due: null, dueAt: null } : dueMark(`out-${channel}`, pk, at)
}

const present = (fields: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

/**
 * Not conditional: it goes into the transaction of what caused it, whose own conditions let it happen once. Written alone it
 * needs `absent` (outbox.ts). At most 1 KB with the longest ids, so that it costs one write unit and one of the index.
 */
export const noticePut = (notice: Notice): Put => {
  const delivery = queued(notice)
  return {
    item: {
      ...noticeKey(notice.to, notice.at, notice.id),
      v: noticeVersion,
      rev: 1,
      what: notice.what,
      about: notice.about,
      ttl: Math.ceil(noticeEndsAt(notice.at) / secondMs),
      ...present({ ...delivery, ...markOf(notice, delivery) }),
    },
  }
}

/**
 * Writes a new state over exactly the one read. A call that begins leaves the index as it is: what was leased is looked at
 * when the lease would have ended, which is soon enough.
 */
export const deliveryUpdate = ({ notice, delivery, rev }: StoredNotice, next: Delivery): Update => {
  const begins = delivery.state === 'leased' && next.state === 'sending'
  const mark = begins ? {} : markOf(notice, next)
  const fields: Readonly<Record<string, Value>> = { v: noticeVersion, rev: rev + 1, ...next, ...mark }
  const [set, removed] = [present(fields), Object.keys(fields).filter((key) => fields[key] === null)]
  const remove = removed.length > 0 ? ` REMOVE ${removed.map((key) => `#${key}`).join(', ')}` : ''
  return {
    key: noticeKey(notice.to, notice.at, notice.id),
    set: `SET ${Object.keys(set)
      .map((key) => `#${key} = :${key}`)
      .join(', ')}${remove}`,
    names: { ...Object.fromEntries(Object.keys(fields).map((key) => [`#${key}`, key])), '#rev': 'rev' },
    values: Object.fromEntries(Object.entries(set).map(([key, value]) => [`:${key}`, value])),
    condition:
      rev === 0
        ? { when: 'attribute_exists(pk) AND attribute_not_exists(#rev)' }
        : { when: '#rev = :was', values: { ':was': rev } },
  }
}

/** One notice for each who shall hear of it; its id is its cause and its addressee, so that a cause repeated says it once. */
export const noticesOf = (
  to: readonly ContactId[],
  given: {
    readonly what: NoticeKind
    readonly cause: string
    readonly at: Notice['at']
    readonly about: Notice['about']
  },
): readonly Notice[] =>
  to.map((contact, n) => ({
    id: `${given.cause}.${n}`,
    to: contact,
    what: given.what,
    at: given.at,
    about: given.about,
  }))

const stateOf = (text: string): DeliveryState => {
  const state = deliveryStates.find((one) => one === text)
  if (!state) throw new ItemError('state')
  return state
}

const readDelivery = (item: Item): Delivery => ({
  ...(item.heardBy === undefined ? {} : { heardBy: textOf(item, 'heardBy') }),
  state: stateOf(textOf(item, 'state')),
  attempts: numberOf(item, 'attempts'),
  notBefore: numberOf(item, 'notBefore'),
  expiresAt: numberOf(item, 'expiresAt'),
  leaseId: maybeText(item, 'leaseId'),
  leaseUntil: maybeNumber(item, 'leaseUntil'),
  changedAt: numberOf(item, 'changedAt'),
  reason: maybeText(item, 'reason'),
  heardAt: maybeNumber(item, 'heardAt'),
})

const contactPrefix = contactPk('x').length - 1
const stampAt = 'NOTE#'.length
const idAt = 'NOTE#0000000000000#'.length

/** What the key of an item says. */
export const nameOf = (key: Item): NoticeName => {
  const sk = textOf(key, 'sk')
  return {
    to: textOf(key, 'pk').slice(contactPrefix),
    at: Number(sk.slice(stampAt, idAt - 1)),
    id: sk.slice(idAt),
  }
}

export const keyOfName = ({ to, at, id }: NoticeName): Key => noticeKey(to, at, id)

/** The key that a reference from outside names; null where it names none. */
export const keyOfRef = (ref: string): Key | null => {
  const name = readRef(ref)
  return name && keyOfName(name)
}

/** Null for a kind or a version that this program does not know (any more): it is left out. */
export const readNotice = (item: Item): StoredNotice | null => {
  const what = noticeKinds.find((kind) => kind === item.what)
  if (!what || (item.v !== 1 && item.v !== noticeVersion)) return null
  const stored = mapOf(item, 'about')
  const about = Object.fromEntries(Object.keys(stored).map((key) => [key, textOf(stored, key)]))
  const notice: Notice = { ...nameOf(item), what, about }
  if (item.v === 1) return { notice, delivery: queued(notice), rev: 0 }
  return { notice, delivery: readDelivery(item), rev: numberOf(item, 'rev') }
}
