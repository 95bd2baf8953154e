import type {
  Effect,
  EnteredFact,
  Entry,
  LookFact,
  Outcome,
  Query,
  RequestFact,
  SeatCount,
  Talk,
} from '../../bot/dialogue/state.ts'
import type { ScheduleView } from '../../bot/wording/schedule-card.ts'
import type { Looked, Post } from '../../shared/access.ts'
import type { CalendarEvent, Said } from '../../shared/calendar.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type {
  Channel,
  Delivery,
  DeliveryLine,
  Notice,
  NoticeRef,
  RunId,
} from '../../shared/contract/outbox.ts'
import type { Answer } from '../../shared/contract/reply.ts'
import type { Enrolment, Family } from '../../shared/family.ts'
import type {
  ChildId,
  ContactId,
  FamilyId,
  MessageId,
  ProgrammeId,
  SectionId,
  TurnId,
} from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Instant } from '../../shared/time.ts'

export type {
  CodeFact,
  Effect,
  EnteredFact,
  Entry,
  LookFact,
  Outcome,
  Query,
  RequestFact,
  SeatCount,
  Talk,
} from '../../bot/dialogue/state.ts'
// The store stands apart from bot/: it takes the shapes that it keeps from here.
export { newTalk, talkVersion } from '../../bot/dialogue/state.ts'

export interface Clock {
  readonly now: () => Instant
}

/** A contact's conversation as stored. `rev` 0 was never written. */
export interface Conversation {
  readonly contact: ContactId
  readonly rev: number
  readonly familyId: FamilyId | null
  readonly talk: Talk
  /** Ids of the last 20 messages, newest last. */
  readonly seen: readonly MessageId[]
  /** Ids of the last 20 that did something beyond this conversation: a code given out, a seat taken, a request to staff. */
  readonly done: readonly MessageId[]
  /** Answers to the last 3, newest last. */
  readonly answers: readonly {
    readonly messageId: MessageId
    readonly turnId: TurnId
    readonly answer: Answer
    readonly at: Instant
  }[]
  /** Effects decided and not yet known to be done. */
  readonly open: OpenTurn | null
  readonly touchedAt: Instant
}

export interface OpenTurn {
  readonly messageId: MessageId
  readonly turnId: TurnId
  /** 1 or 2: which round of effects this is. */
  readonly round: number
  readonly effects: readonly Effect[]
}

/** What a turn begins with, read at one moment. */
export interface Opening {
  readonly conversation: Conversation | null
  readonly family: Family | null
  readonly catalogue: Catalogue
}

/** One write that either happens whole or not at all. */
export interface Save {
  readonly conversation: Conversation
  /** The family in hand, where it changed. */
  readonly family: Family | null
  /** A family that is not written, but on which what is decided rests: it must still be as it was read. */
  readonly stands?: Family | null
  readonly entries: readonly Entry[]
}

/**
 * The truth. Every method may throw on a fault of the engine; an expected no is a value.
 */
export interface Store {
  /** One round trip where the contact's family is known to this process, two where it is not. */
  readonly open: (contact: ContactId) => Promise<Opening>
  /** `conflict` when the conversation or a family was written by somebody else since it was read. */
  readonly save: (save: Save) => Promise<'saved' | 'conflict'>
  readonly look: (queries: readonly Query[]) => Promise<LookedUp>
  /** Does one effect; done again it answers the same. */
  readonly perform: (effect: StoreEffect, turnId: TurnId, number: number) => Promise<Outcome>
  /** Gives back what these effects took for families that are erased: nobody is left to see it, or to give it up. */
  readonly disown: (effects: readonly Effect[]) => Promise<void>
}

/** An address of a family's calendar: the store knows how often it was renewed, but makes no ticket (link.ts). */
export type CalendarEffect = Extract<Effect, { kind: 'calendar' }>
export type StoreEffect = Exclude<Effect, CalendarEffect>

export interface LookedUp {
  readonly seats: ReadonlyMap<SectionId, SeatCount>
  readonly positions: ReadonlyMap<string, number | null>
  readonly codes: ReadonlyMap<string, import('../../bot/dialogue/state.ts').CodeFact | null>
  readonly entered: ReadonlyMap<FamilyId, EnteredFact | null>
  readonly requests: ReadonlyMap<ContactId, readonly RequestFact[]>
  readonly looks: ReadonlyMap<ContactId, readonly LookFact[]>
}

/** A notice as a browser finds it. */
export interface Arrived extends Notice {
  /** Nobody has fetched it before. */
  readonly fresh: boolean
}

/**
 * Messages that wait for a contact: what came after a cursor, and of a browser also what was stamped up to a day before it
 * and not fetched by then (`limit` counts none that is given again). Neither what is put off nor what is over.
 */
export interface Mailbox {
  readonly after: (contact: ContactId, after: string, limit: number) => Promise<readonly Arrived[]>
}

export interface Menus {
  /**
   * Publishes a programme file: a new version of it, and the seat items of its new sections. The same content is no new
   * version. Closures that were ordered meanwhile stay (shared/closures.ts). Where families must hear of a change, the run
   * that tells them is written in the same step.
   */
  readonly publish: (programme: Programme) => Promise<Published>
  /** Publishes what `change` makes of the version that is published now, whatever else is published meanwhile. Null where there is none. */
  readonly revise: (
    programme: ProgrammeId,
    change: (current: Programme) => Programme,
  ) => Promise<Published | null>
  /** A programme as it was in a version, as a catalogue of its own; null for one that never was. */
  readonly versionOf: (programme: ProgrammeId, version: number) => Promise<Catalogue | null>
}
export interface Published {
  readonly version: number
  readonly changed: boolean
}

/** What is due, oldest first, in pages. */
export interface Dues {
  /** Left behind until now; `now` far ahead, at start-up, gives all of them. */
  readonly openTurns: (limit: number, now?: Instant) => AsyncIterable<ContactId>
  readonly endedConversations: (now: Instant, limit: number) => AsyncIterable<ContactId>
  readonly endedFamilies: (now: Instant, limit: number) => AsyncIterable<FamilyId>
  /** Requests to staff whose time to be kept is over, decided or not: their ids. */
  readonly endedCases: (now: Instant, limit: number) => AsyncIterable<string>
  readonly lapsedHolds: (
    now: Instant,
    limit: number,
  ) => AsyncIterable<{ sectionId: SectionId; childId: ChildId; familyId: FamilyId }>
}

/** What the sweep does with what is due, each resumable and harmless when repeated. */
export interface Upkeep {
  /** Cuts an idle conversation down to what may still be kept, or deletes it, its old notices too. `kept` when somebody spoke meanwhile. */
  readonly endConversation: (contact: ContactId, now: Instant) => Promise<'trimmed' | 'deleted' | 'kept'>
  /** Erases a family whose end (or whose helper's 48 hours) has passed, or whose erasure was cut short. */
  readonly endFamily: (familyId: FamilyId, now: Instant) => Promise<'erased' | 'kept'>
  /** Deletes a request to staff, and the key where it had one of its own. */
  readonly endCase: (id: string, now: Instant) => Promise<'deleted' | 'kept'>
  /** Takes back every hold that has lapsed, seats who waits for what is free, and tells them. Returns how many were taken back. */
  readonly takeBackLapsed: (now: Instant, limit: number) => Promise<number>
  /** After a restore: erases again whoever was erased before. Returns how many. */
  readonly replayErasures: () => Promise<number>
  readonly recountSection: (sectionId: SectionId) => Promise<Recount | null>
}

/** How an officer names a family that a helper entered: by the code that the helper passes on, or by its id. */
export type EnteredBy = { readonly code: string } | { readonly familyId: FamilyId }

/** `lapsed`: it was there, and is gone; `unknown`: it never was, or nobody can tell any more. */
export type Entered =
  | { readonly kind: 'family'; readonly family: Family; readonly programme: Programme | null }
  | { readonly kind: 'unknown' | 'lapsed' }

/** A request to staff, opened. */
export interface StaffRequest {
  readonly id: string
  readonly at: Instant
  readonly contact: ContactId
  readonly familyId: FamilyId | null
  readonly words: string
}

/** What staff do, beside any conversation. */
export interface Desk {
  readonly entered: (by: EnteredBy) => Promise<Entered>
  /** A family and what goes with it, whole or not at all. `conflict` when somebody else wrote it since it was read. */
  readonly saveFamily: (
    family: Family,
    entries: readonly Extract<Entry, { kind: 'consent' | 'notice' }>[],
  ) => Promise<'saved' | 'conflict'>
  /** Open requests, oldest first. `after` is what the page before gave, or null; null comes back with the last page. */
  readonly requests: (
    after: string | null,
    limit: number,
  ) => Promise<{ readonly requests: readonly StaffRequest[]; readonly after: string | null }>
  /** Deletes a request that was seen to, and its key: its purpose is over (PIPL 47). Done again it answers `gone`. */
  readonly closeRequest: (id: string) => Promise<'closed' | 'gone'>
}

/** The counters of a section beside what its holders and waiting list add up to. `orphans`: holders without a family. */
export interface Recount {
  readonly sectionId: SectionId
  readonly left: { readonly stored: number; readonly counted: number }
  readonly waiting: { readonly stored: number; readonly counted: number }
  readonly orphans: readonly ChildId[]
}

/** Makes ids and codes from a turn's id under the installation's secret. */
export interface Minting {
  readonly id: (turnId: TurnId, n: number) => string
  readonly code: (turnId: TurnId, n: number) => string
  /** `nth` tells apart the times that one message is taken up. */
  readonly turnId: (contact: ContactId, messageId: MessageId, nth: string) => TurnId
}

/** Named places where a test makes the program stop dead. In production a no-op. */
export type FaultPoint = (name: string) => void | Promise<void>

/** A leased notice with what it is about, read after it was leased: words made of it are of this moment. */
export interface Leased {
  readonly ref: NoticeRef
  readonly notice: Notice
  readonly delivery: Delivery
}

/** What goes out by itself. Every change of a state is conditional on the state before: of two senders one wins. */
export interface Outbox {
  /** Due messages of a channel, oldest first, now under this lease; what is over or lost is put where it belongs on the way. */
  readonly lease: (
    channel: Channel,
    given: {
      readonly limit: number
      readonly leaseId: string
      readonly now: Instant
      readonly realNow: Instant
    },
  ) => Promise<readonly Leased[]>
  /** Reads one, and writes what `change` makes of it (null: leaves it) over exactly what was read. */
  readonly change: (
    ref: NoticeRef,
    change: (delivery: Delivery, notice: Notice) => Delivery | null,
  ) => Promise<
    { readonly kind: 'changed' | 'left'; readonly delivery: Delivery } | { readonly kind: 'unknown' }
  >
  /** Writes a notice where it is not there yet. `known`: it was, whatever became of it. */
  readonly put: (notice: Notice) => Promise<'put' | 'known'>
  /** A browser has fetched them. */
  readonly fetched: (refs: readonly NoticeRef[], now: Instant) => Promise<void>
  /** Marks as heard what asked for 收到 and was handed over since; which. Done again it answers the same. */
  readonly heard: (contact: ContactId, since: Instant, now: Instant) => Promise<readonly Notice[]>
  /** What staff must look at: dead letters and messages in review, oldest first. */
  readonly troubled: (
    after: string | null,
    limit: number,
  ) => Promise<{ readonly lines: readonly DeliveryLine[]; readonly after: string | null }>
  readonly lines: (refs: readonly NoticeRef[]) => Promise<readonly (DeliveryLine | null)[]>
}

/** One gateway instance sends at a time. A token is higher than every one before it. */
export interface Fence {
  /** A new token for an instance that takes over (where the other's is over or is its own), or the same one renewed. Real time. */
  readonly renew: (
    channel: Channel,
    instance: string,
    realNow: Instant,
  ) => Promise<{ readonly token: number; readonly until: Instant } | 'taken'>
  readonly holds: (channel: Channel, token: number, realNow: Instant) => Promise<boolean>
}

/** How far a run has come. */
export interface Run {
  readonly id: RunId
  /** When it first began, by the program's clock: notices of it are stamped with this, so that a page done twice writes them once. */
  readonly at: Instant
  /** The version of the programme that was gone through and the last section that is done, `3 mini-2027.draw`; '' before the first. */
  readonly cursor: string
  readonly done: boolean
  readonly notices: number
}

export interface Runs {
  /** Begins it, or goes on with it under a lease of this worker; null where it is done or another has it. */
  readonly take: (id: RunId, worker: string, now: Instant, realNow: Instant) => Promise<Run | null>
  /** Null where the lease was lost meanwhile: stop. */
  readonly checkpoint: (run: Run, worker: string, realNow: Instant) => Promise<Run | null>
  /** Runs that are begun and not done. */
  readonly unfinished: (limit: number) => AsyncIterable<RunId>
  readonly read: (id: RunId) => Promise<Run | null>
}

/** A family as far as its seats and its contacts go: nothing that is sealed. */
export interface Enrolled {
  readonly familyId: FamilyId
  /** Whom its news go to. */
  readonly contacts: readonly ContactId[]
  readonly enrolments: readonly Enrolment[]
}

export interface Rosters {
  /** Families with a firm seat (or a held one) in a section, in pages; erased ones left out. */
  readonly families: (sectionId: SectionId) => AsyncIterable<readonly Enrolled[]>
  /**
   * Families of a programme that agreed to the notice and are enrolled in nothing, by when their record ends: from a moment
   * on, before another. That is 30 days after somebody last touched it (shared/retention.ts), so only these few are read.
   */
  readonly unenrolled: (
    programme: ProgrammeId,
    from: Instant,
    to: Instant,
  ) => AsyncIterable<readonly Enrolled[]>
}

/** Words that only this installation can have made, for an address that opens something without a cookie. */
export interface Tickets {
  /** The same parts give the same ticket. Letters, digits, `-`, `_` and one `.`. */
  readonly make: (parts: readonly string[]) => Promise<string>
  /** Null for whatever was not made here for this purpose. */
  readonly read: (ticket: string) => Promise<readonly string[] | null>
}

export interface Pictures {
  /** A PNG, 750 pixels wide; null where it cannot be made (the failure is logged): the words alone must do. */
  readonly schedule: (view: ScheduleView) => Promise<Uint8Array | null>
}

/** What a family's calendar feed last said, so that a change can be told as one. */
export interface Feed {
  /** 0 was never written. */
  readonly rev: number
  /** Goes up with every new address; one of an earlier generation opens nothing. */
  readonly generation: number
  /** The last few turns that asked for a new address, newest last: done again, they get the one that holds now. */
  readonly renewedBy: readonly TurnId[]
  readonly said: Said
}

export interface Feeds {
  /** A family by its id with what is on offer now and its feed; null where it is gone. */
  readonly family: (
    id: FamilyId,
  ) => Promise<{ readonly family: Family; readonly catalogue: Catalogue; readonly feed: Feed } | null>
  /** `conflict` when somebody wrote it since it was read, or the family is gone. */
  readonly saveFeed: (id: FamilyId, feed: Feed) => Promise<'saved' | 'conflict'>
}

/** Writes iCalendar (RFC 5545). */
export type WriteCalendar = (events: readonly CalendarEvent[], now: Instant) => string

/** Somebody of staff saw something personal of a family: ids only, kept for the yearly audit (条例 36, 37). */
export interface Look {
  readonly person: string
  readonly post: Post
  readonly sight: Looked
  /** A request of somebody without a family is named by its own id, since the contact's may be a name elsewhere. */
  readonly about: { readonly familyId: FamilyId } | { readonly contact: ContactId; readonly caseId: string }
  readonly sectionId: SectionId | null
  readonly at: Instant
}

/** Each is written for the audit, and beside whom it is about, who may ask (谁看过我的信息). */
export interface Looks {
  readonly looked: (look: Look) => Promise<void>
}
