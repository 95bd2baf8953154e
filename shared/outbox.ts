import type { AckReason, AckResult, Channel, Delivery, Notice, NoticeKind } from './contract/outbox.ts'
import type { ContactId } from './ids.ts'
import { noticeEndsAt } from './retention.ts'
import {
  addDays,
  dayMs,
  dayOf,
  type Instant,
  instantOf,
  minuteMs,
  secondMs,
  type TimeOfDay,
  timeOf,
} from './time.ts'

/** How long a sender may keep what it leased before it begins, and how long a call to a channel may take. Real time. */
export const leaseMs = minuteMs
export const sendingMs = 2 * minuteMs
/** Tries of one message before it is a dead letter. */
export const mostAttempts = 6
/** How long one instance of a gateway may send before it must ask again. Real time. */
export const fenceMs = 30 * secondMs
/** How long a worker keeps a run after its last page. Real time. */
export const runLeaseMs = minuteMs
const firstPauseMs = 30 * secondMs
const longestPauseMs = 30 * minuteMs

/** Full jitter: anything up to a ceiling that doubles. `random`: 0 ≤ x < 1. */
export const pauseMs = (attempts: number, random: number): number =>
  Math.round(random * Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, attempts - 1)))

/** A web contact's id is `web-…` (a browser) or `demo-…`; every other comes by a gateway. */
export const channelOf = (contact: ContactId): Channel => (/^(web|demo)-/.test(contact) ? 'web' : 'gateway')

/** Safety comes to whoever wants nothing else. 照常 keeps nobody from harm: who wants no messages is spared it. */
const safety: ReadonlySet<NoticeKind> = new Set(['town.closure', 'not_signed_in'])
export const isSafety = ({ what, about }: Pick<Notice, 'what' | 'about'>): boolean =>
  safety.has(what) && about.goesOn === undefined

/** And at any hour, unless it is for a day that is further off than tomorrow. */
export const comesAtAnyHour = (notice: Pick<Notice, 'what' | 'about' | 'at'>): boolean =>
  isSafety(notice) && (notice.about.day ?? '') <= addDays(dayOf(notice.at), 1)

/** What is asked to be answered with 收到. */
const receipted: ReadonlySet<NoticeKind> = new Set([
  'schedule.tomorrow',
  'session.changed',
  'town.closure',
  'announcement',
])
export const asksReceipt = (what: NoticeKind): boolean => receipted.has(what)

/** What tells of a family's end is still to be heard when the family is gone; everything else about it goes with it. */
const lasting: ReadonlySet<NoticeKind> = new Set(['family.lapsed', 'family.erased'])
export const outlivesFamily = (what: NoticeKind): boolean => lasting.has(what)

/** Somebody waits for it: it does not stand in line behind an evening's schedules. */
const pressing: ReadonlySet<NoticeKind> = new Set([
  'session.changed',
  'seat.from_waitlist',
  'seat.taken_back',
  'offer.made',
  'offer.ending',
  'enrolment.opening',
  'staff.answer',
  'family.join_asked',
  'family.join_agreed',
  'family.join_refused',
  'family.code_asked',
])

/** So much older a message counts in its queue than it is: safety first, then what presses; nothing waits for ever. */
const aheadMs = (what: NoticeKind): number => {
  if (safety.has(what)) return 2 * dayMs
  return pressing.has(what) ? dayMs : 0
}

/** What became of a notice that was just written. It never outlives the seven days for which it is kept. */
export const queued = (notice: Notice): Delivery => ({
  state: 'queued',
  attempts: 0,
  notBefore: notice.notBefore ?? notice.at,
  expiresAt: Math.min(notice.expiresAt ?? Number.POSITIVE_INFINITY, noticeEndsAt(notice.at)),
  leaseId: null,
  leaseUntil: null,
  changedAt: notice.at,
  reason: null,
  heardAt: null,
})

/** What staff must look at. */
export const isTrouble = ({ state }: Pick<Delivery, 'state'>): boolean =>
  state === 'failed' || state === 'in_review'

/**
 * When a sender must look at it next; null where nothing is left to be done. By the program's clock throughout, a lease's end
 * too: that clock may be ahead of real time but is never slower, so that nobody looks later than the lease ends. What was
 * put off until a moment keeps its place in line from that moment on.
 */
export const nextLook = (what: NoticeKind, delivery: Delivery): Instant | null => {
  const { state, notBefore, changedAt } = delivery
  if (state === 'queued') return notBefore > changedAt ? notBefore : Math.max(0, notBefore - aheadMs(what))
  if (state === 'leased') return changedAt + leaseMs
  return state === 'sending' ? changedAt + sendingMs : null
}

/** What a reader is told: nobody comes by to write it down when the time of a message for a browser is over. */
export const asOf = (delivery: Delivery, now: Instant): Delivery =>
  delivery.state === 'queued' && delivery.expiresAt <= now
    ? ended(delivery, 'expired', delivery.expiresAt, 'too_late')
    : delivery

/** A browser has fetched it. Null where it was fetched before or is over. */
export const fetchedBy = (delivery: Delivery, now: Instant): Delivery | null =>
  delivery.state === 'queued' && delivery.expiresAt > now ? ended(delivery, 'sent', now, 'fetched') : null

/** Hours in which a contact is left alone; `to` may be on the next day. Wall clock of China. */
export interface Quiet {
  readonly from: TimeOfDay
  readonly to: TimeOfDay
}
export const usualQuiet: Quiet = { from: '22:00', to: '07:00' }
/** Who works at night sleeps by day. */
export const nightShiftQuiet: Quiet = { from: '07:00', to: '15:00' }

/** When the quiet hours that `now` lies in end; null outside them. The end itself is outside. */
export const quietUntil = (now: Instant, { from, to }: Quiet): Instant | null => {
  const time = timeOf(now)
  const over = from <= to ? time >= from && time < to : time >= from || time < to
  if (!over) return null
  const today = dayOf(now)
  return instantOf(time < to ? today : addDays(today, 1), to)
}

/** The lease's id stays, so that a late or repeated answer of its sender is known. */
const ended = (delivery: Delivery, state: Delivery['state'], now: Instant, reason: string): Delivery => ({
  ...delivery,
  state,
  leaseUntil: null,
  changedAt: now,
  reason,
})

/**
 * What a sender that asks for work finds: `take` it under its lease; `put` it into another state without sending (its time
 * is over, or a call to the channel never came back, so that it may have arrived); or `leave` it.
 */
export type Offered = { readonly do: 'take' | 'put'; readonly delivery: Delivery } | { readonly do: 'leave' }

export const offer = (delivery: Delivery, leaseId: string, now: Instant, realNow: Instant): Offered => {
  const lapsed = delivery.leaseUntil !== null && delivery.leaseUntil <= realNow
  if (delivery.state === 'sending')
    return lapsed ? { do: 'put', delivery: ended(delivery, 'in_review', now, 'no_answer') } : { do: 'leave' }
  const free = delivery.state === 'queued' || (delivery.state === 'leased' && lapsed)
  if (!free) return { do: 'leave' }
  if (delivery.expiresAt <= now) return { do: 'put', delivery: ended(delivery, 'expired', now, 'too_late') }
  if (delivery.notBefore > now) return { do: 'leave' }
  return {
    do: 'take',
    delivery: { ...delivery, state: 'leased', leaseId, leaseUntil: realNow + leaseMs, changedAt: now },
  }
}

/** Just before the channel's call. Null where the lease is another's or over: then nothing may be sent. */
export const begun = (
  delivery: Delivery,
  leaseId: string,
  now: Instant,
  realNow: Instant,
): Delivery | null => {
  const own =
    delivery.state === 'leased' && delivery.leaseId === leaseId && (delivery.leaseUntil ?? 0) > realNow
  if (!own || delivery.expiresAt <= now) return null
  return {
    ...delivery,
    state: 'sending',
    attempts: delivery.attempts + 1,
    leaseUntil: realNow + sendingMs,
    changedAt: now,
  }
}

/**
 * What the channel's answer makes of it; null where this lease is not the one that sends. `failed` means that nothing
 * arrived for certain: tried again later, a few times. `ambiguous` is for people to look at. An answer that comes after its
 * time finds the message in review and settles it.
 */
export const acknowledged = (
  delivery: Delivery,
  given: {
    readonly leaseId: string
    readonly result: AckResult
    readonly reason?: AckReason | undefined
    readonly now: Instant
    readonly random: number
  },
): Delivery | null => {
  const { leaseId, result, reason, now, random } = given
  if (delivery.leaseId !== leaseId) return null
  if (delivery.state === 'sent' && result === 'sent') return delivery
  if (delivery.state !== 'sending' && delivery.reason !== 'no_answer') return null
  if (result === 'sent') return ended(delivery, 'sent', now, 'by_channel')
  if (result === 'ambiguous') return ended(delivery, 'in_review', now, reason ?? 'ambiguous')
  if (reason === 'contact_left') return dropped(delivery, 'contact_left', now)
  if (delivery.attempts >= mostAttempts) return ended(delivery, 'failed', now, reason ?? 'tried_often')
  return {
    ...ended(delivery, 'queued', now, 'try_again'),
    notBefore: now + pauseMs(delivery.attempts, random),
  }
}

/** In the morning what presses goes first, and what was merely put off stands behind it by so much. */
const behindMs = 3 * minuteMs

/** Leased, but not now: back into the queue until then. */
export const postponed = (delivery: Delivery, what: NoticeKind, until: Instant, now: Instant): Delivery => {
  const behind = until + (pressing.has(what) ? 0 : behindMs)
  return {
    ...ended(delivery, 'queued', now, 'quiet_hours'),
    notBefore: behind < delivery.expiresAt ? behind : until,
  }
}

/** Leased, and there is nothing (any more) to be said, or nobody to say it to. */
export const dropped = (
  delivery: Delivery,
  why: 'nothing_to_say' | 'unwanted' | 'contact_left' | 'not_of_family',
  now: Instant,
): Delivery => ended(delivery, why === 'nothing_to_say' ? 'expired' : 'undeliverable', now, why)

/**
 * Staff had a look: `again` sends a dead letter once more, or one in review of which they know that it did not arrive;
 * `arrived` closes a review. Null where there is nothing of the kind to settle, its time is over, or 收到 was said to it.
 */
export const settled = (delivery: Delivery, verdict: 'again' | 'arrived', now: Instant): Delivery | null => {
  if (!isTrouble(delivery)) return null
  if (verdict === 'arrived')
    return delivery.state === 'in_review' ? ended(delivery, 'sent', now, 'by_staff') : null
  if (delivery.heardAt !== null || delivery.expiresAt <= now) return null
  return { ...ended(delivery, 'queued', now, 'by_staff'), attempts: 0, leaseId: null, notBefore: now }
}

/** Of a copy of the data that was brought back nobody knows what went out after it was made: people look. Null where nothing was under way. */
export const restored = (delivery: Delivery): Delivery | null =>
  ['queued', 'leased', 'sending'].includes(delivery.state)
    ? { ...ended(delivery, 'in_review', delivery.changedAt, 'restored'), leaseId: null }
    : null

/** 收到. Whoever says it has it before the eyes: what was in review has arrived. Null where it was said before. */
export const confirmed = (delivery: Delivery, now: Instant): Delivery | null => {
  if (delivery.heardAt !== null) return null
  const heard = { ...delivery, heardAt: now }
  return delivery.state === 'in_review' ? ended(heard, 'sent', now, 'by_contact') : heard
}

/** The words of a leased message could not be made: tried again like a call that failed, and in the end for staff to see. */
export const unworded = (
  delivery: Delivery,
  { leaseId, now, random }: { readonly leaseId: string; readonly now: Instant; readonly random: number },
): Delivery | null => {
  if (delivery.state !== 'leased' || delivery.leaseId !== leaseId) return null
  const attempts = delivery.attempts + 1
  if (attempts >= mostAttempts) return { ...ended(delivery, 'failed', now, 'no_words'), attempts }
  return {
    ...ended(delivery, 'queued', now, 'try_again'),
    attempts,
    notBefore: now + pauseMs(attempts, random),
  }
}
