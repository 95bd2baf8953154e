import type { ContactId } from '../../shared/ids.ts'
import { channelOf } from '../../shared/outbox.ts'
import { noticeEndsAt } from '../../shared/retention.ts'
import { dayMs, type Instant } from '../../shared/time.ts'
import type { Arrived, Mailbox } from '../app/ports.ts'
import { contactPk, last, stamp } from './keys.ts'
import type { Kit } from './kit.ts'
import { textOf } from './marshal.ts'
import { readNotice, type StoredNotice } from './notices.ts'

/** `''` reads from the beginning; `<13 digits>` from that moment on, it included; `<13 digits>#<id>` after that notice. */
const cursor = /^\d{13}(#[A-Za-z0-9_.:@=-]+)?$/

/**
 * A run stamps all that it writes with the moment at which it began, and one that was put off is seen only from then on: so
 * far behind a cursor is still looked for what nobody has fetched.
 */
const latestMs = 3 * dayMs

const fromOf = (after: string): string =>
  after === '' ? 'NOTE#' : `NOTE#${stamp(Math.max(0, Number(after.slice(0, 13)) - latestMs))}`

/**
 * Only who fetches by itself can have missed one, all others are sent theirs: nobody has fetched it, or it was fetched since
 * the cursor, by an answer that may have been lost.
 */
const isMissed = ({ notice, delivery: { state, changedAt } }: StoredNotice, from: string): boolean =>
  channelOf(notice.to) === 'web' &&
  (state === 'queued' || (state === 'sent' && changedAt >= Number(from.slice(0, 13))))

const arrivedOf = ({ notice, delivery: { state, notBefore } }: StoredNotice): Arrived => ({
  ...notice,
  ...(notBefore > notice.at ? { notBefore } : {}),
  fresh: state === 'queued',
})

/** Not put off (any more), and not over; an end without sending shows nothing either. */
const isThere = ({ notice, delivery }: StoredNotice, now: Instant): boolean =>
  delivery.notBefore <= Math.max(now, notice.at) &&
  now < noticeEndsAt(notice.at) &&
  delivery.state !== 'expired' &&
  delivery.state !== 'undeliverable' &&
  (delivery.state !== 'queued' || now < delivery.expiresAt)

/** What is given once more beside the page does not count, or a full page of it would hide what comes after. */
const after = async (
  kit: Kit,
  contact: ContactId,
  given: string,
  limit: number,
): Promise<readonly Arrived[]> => {
  const from = cursor.test(given) ? given : ''
  // A blank sorts before every character of a key: the notice named by the cursor is left out, all longer ones are in.
  const start = from === '' ? 'NOTE#' : `NOTE#${from} `
  const now = kit.clock.now()
  const arrived: Arrived[] = []
  let counted = 0
  const range = { pk: contactPk(contact), from: fromOf(from), to: last('NOTE#') }
  for await (const item of kit.db.query(range)) {
    const stored = readNotice(item)
    if (!stored || !isThere(stored, now)) continue
    const behind = textOf(item, 'sk') < start
    if (behind && !isMissed(stored, from)) continue
    arrived.push(arrivedOf(stored))
    if (!behind || stored.delivery.state === 'queued') counted++
    if (counted >= limit) break
  }
  return arrived
}

export const createMailbox = (kit: Kit): Mailbox => ({
  after: (contact, from, limit) => after(kit, contact, from, limit),
})
