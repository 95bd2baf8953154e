import { type Notice, type NoticeKind, noticeKinds } from '../../shared/contract/outbox.ts'
import type { ContactId } from '../../shared/ids.ts'
import { noticeEndsAt } from '../../shared/retention.ts'
import { type Instant, secondMs } from '../../shared/time.ts'
import type { Mailbox } from '../app/ports.ts'
import { contactPk, last, noticeKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, mapOf, numberOf, textOf } from './marshal.ts'
import type { Put } from './requests.ts'

export const noticePut = (notice: Notice): Put => ({
  item: {
    ...noticeKey(notice.to, notice.at, notice.id),
    v: 1,
    id: notice.id,
    what: notice.what,
    at: notice.at,
    about: notice.about,
    ttl: Math.ceil(noticeEndsAt(notice.at) / secondMs),
  },
})

/** One notice for each who shall hear of it; its id is its cause and its addressee, so that a cause repeated says it once. */
export const noticesOf = (
  to: readonly ContactId[],
  given: {
    readonly what: NoticeKind
    readonly cause: string
    readonly at: Instant
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

/** Null for a kind that this program does not know (any more): it is left out. */
const readNotice = (item: Item, to: ContactId): Notice | null => {
  const what = noticeKinds.find((kind) => kind === item.what)
  const about = mapOf(item, 'about')
  if (!what || item.v !== 1) return null
  return {
    id: textOf(item, 'id'),
    to,
    what,
    at: numberOf(item, 'at'),
    about: Object.fromEntries(Object.keys(about).map((key) => [key, textOf(about, key)])),
  }
}

/** `''` reads from the beginning; `<13 digits>` from that moment on, it included; `<13 digits>#<id>` after that notice. */
const cursor = /^\d{13}(#[A-Za-z0-9_.:@=-]+)?$/

export const createMailbox = (kit: Kit): Mailbox => ({
  after: async (contact, after, limit) => {
    // A blank sorts before every character of a key: the notice named by the cursor is left out, all longer ones are in.
    const from = cursor.test(after) ? `NOTE#${after} ` : 'NOTE#'
    const notices: Notice[] = []
    const now = kit.clock.now()
    for await (const item of kit.db.query({ pk: contactPk(contact), from, to: last('NOTE#'), limit })) {
      const notice = readNotice(item, contact)
      if (notice && now < noticeEndsAt(notice.at)) notices.push(notice)
    }
    return notices
  },
})
