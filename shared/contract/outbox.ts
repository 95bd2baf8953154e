import type { ContactId } from '../ids.ts'
import type { Day, Instant } from '../time.ts'
import type { Reply } from './reply.ts'

/**
 * A message that the program begins itself. Its id is what + whom + when (`schedule.2027-07-06.<contact>`), so that a cause
 * repeated writes it once. It holds no word: words are made from `what` and the ids when it is handed to a channel, from the
 * data of that moment.
 */
export interface Notice {
  readonly id: string
  readonly to: ContactId
  readonly what: NoticeKind
  /** When it was written; part of its key, so the same cause must give the same moment. */
  readonly at: Instant
  /** Ids and days only (family, child, section, case); never a name, a number or a free word. */
  readonly about: Readonly<Record<string, string>>
  /** Not handed over before; `at` where absent. */
  readonly notBefore?: Instant
  /** Worth nothing from then on; the mailbox's seven days where absent. */
  readonly expiresAt?: Instant
}

export const noticeKinds = [
  'family.confirmed',
  'family.lapsed',
  'family.joined',
  /** Somebody entered a child of this family too and asks to come in: about { familyId, childId, as: 'father' | 'mother' | 'family' }. */
  'family.join_asked',
  /** To who asked: about { familyId } of the own family. The last where nobody answered; then nothing takes it away. */
  'family.join_agreed',
  'family.join_refused',
  'family.join_unanswered',
  /** To the helper who entered it: a guardian needs the code. */
  'family.code_asked',
  'family.erased',
  'guardian.left',
  'seat.from_waitlist',
  'seat.taken_back',
  /** Tomorrow's lessons: about { familyId, day, first }, when the first of them begins. */
  'schedule.tomorrow',
  /** A lesson was moved or cancelled, or has another place or teacher: about { familyId, sectionId, before, after }, versions of the programme. */
  'session.changed',
  /** Typhoon or heat, for a town and a day: about { familyId, day, town, before, after }; goesOn: 'yes' where nothing is closed. */
  'town.closure',
  /** A section that a child waits for is not held (any more): about { familyId, sectionId, before, after }. */
  'waitlist.closed',
  /** A seat came free for who waited: about { familyId, childId, sectionId, children: 'a,b', until }, all who are offered one together. */
  'offer.made',
  /** The same, three hours before its end. */
  'offer.ending',
  /** Nobody answered it in time, and it went on to the next: about { familyId, childId, sectionId }. */
  'offer.lapsed',
  /** The organisation said that a child is none of its own: about { familyId, childId, sectionId, now: 'seat' | 'waiting' }. */
  'quota.refused',
  /** 特批, over the capacity: about { familyId, childId, sectionId, reason }, an id of a reason. */
  'seat.granted',
  /** Their wishes were drawn: about { familyId, programmeId }. What came of each is read when it is worded. */
  'wishes.drawn',
  /** The programme's window ends soon and a form is unfinished, or nothing is chosen: about { programmeId }. */
  'enrolment.closing',
  'enrolment.unfinished',
  /** What was filled in before can be claimed soon: about { programmeId, opensAt, familyId? }, without the family for a helper. */
  'enrolment.opening',
  /** about { familyId, sectionId } each. */
  'excursion.consent_missing',
  'first_day',
  'not_signed_in',
  'feedback',
  /** Words of an officer: about { announcementId }. */
  'announcement',
  /** Staff answered a request: about { caseId }. */
  'staff.answer',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/**
 * How a contact is reached. `web` fetches by itself; `gateway` is a program that leases (Wechaty); the Official Account is
 * connected later. By the contact's id (shared/outbox.ts), which its door gave it.
 */
export const channels = ['web', 'gateway'] as const
export type Channel = (typeof channels)[number]

/**
 * queued → leased → sending → sent, or an end of another kind. `in_review`: the channel was called and nobody knows whether
 * it arrived, so it is never sent again by itself. `failed`: tried as often as is decent; staff may send it again.
 * `expired`: its time is over, or there is nothing left to say. `undeliverable`: the contact is gone or wants nothing.
 */
export const deliveryStates = [
  'queued',
  'leased',
  'sending',
  'sent',
  'failed',
  'expired',
  'undeliverable',
  'in_review',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What became of a notice. Times of the program, but `leaseUntil`, which is real time. */
export interface Delivery {
  readonly state: DeliveryState
  readonly attempts: number
  readonly notBefore: Instant
  readonly expiresAt: Instant
  readonly leaseId: string | null
  readonly leaseUntil: Instant | null
  /** When the state was entered. */
  readonly changedAt: Instant
  /** A word for staff, of a closed list (shared/outbox.ts); never what a person wrote. */
  readonly reason: string | null
  /** 收到, or somebody of staff told them. */
  readonly heardAt: Instant | null
  /** Who of staff told them by phone (已通知), by the person's id; absent where they said 收到 themselves. */
  readonly heardBy?: string
}

/** Names a notice from outside: base64url of `[to, at, id]` as JSON (shared/outbox.ts). */
export type NoticeRef = string

/** A message as a gateway gets it: `POST /channels/gateway/outbox/lease`. */
export interface LeasedMessage {
  readonly ref: NoticeRef
  readonly contactId: ContactId
  readonly leaseId: string
  /** ISO 8601, real time: begun by then, or somebody else gets it. */
  readonly until: string
  /** In order; texts of at most 1,800 bytes each; images by an address of this program, with the words to send instead. */
  readonly replies: readonly Reply[]
}

export const ackResults = ['sent', 'failed', 'ambiguous'] as const
export type AckResult = (typeof ackResults)[number]
/** Why a call did not go well, as far as a gateway knows. `contact_left`: nobody is there to be written to any more. */
export const ackReasons = ['contact_left', 'not_connected', 'too_fast', 'channel_error'] as const
export type AckReason = (typeof ackReasons)[number]

/** One line of what staff see: to whom (ids), when, by which way, what became of it. */
export interface DeliveryLine {
  readonly ref: NoticeRef
  readonly to: ContactId
  readonly familyId: string | null
  readonly channel: Channel
  readonly what: NoticeKind
  readonly at: Instant
  /** As of the notice: ids and days. */
  readonly about: Notice['about']
  readonly delivery: Delivery
}

/** Work over many families, done page by page: what it is, and for which day or version. */
export type RunId =
  /** The evening's schedules of a programme, for the lessons of `day`. */
  | { readonly kind: 'schedule'; readonly programmeId: string; readonly day: Day }
  /** Who got a seat for the lessons of `day` after those began: written to at nine in the evening, and at seven on the day. */
  | {
      readonly kind: 'latecomers'
      readonly programmeId: string
      readonly day: Day
      readonly pass: 'evening' | 'morning'
    }
  /** Those concerned by a new version hear of it. */
  | {
      readonly kind: 'change'
      readonly programmeId: string
      readonly before: number
      readonly after: number
    }
  /** The day's reminders of a programme. */
  | { readonly kind: 'reminders'; readonly programmeId: string; readonly day: Day }
  /** Whoever wished for sections of a programme gets what was drawn, and hears of it. `day`: of the draw. */
  | { readonly kind: 'draw'; readonly programmeId: string; readonly day: Day }
  /** Those whom an officer's words are for hear them. */
  | { readonly kind: 'announcement'; readonly programmeId: string; readonly id: string }
