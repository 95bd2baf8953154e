import type {
  Effect,
  EnteredFact,
  Entry,
  KinFact,
  LookFact,
  Outcome,
  PositionFact,
  Query,
  RequestFact,
  SameFact,
  SeatCount,
  Talk,
  WishFact,
} from '../../bot/dialogue/state.ts'
import type { ScheduleView } from '../../bot/wording/schedule-card.ts'
import type { Looked, Post } from '../../shared/access.ts'
import type { Row, Wishes, WishesNow } from '../../shared/allocation.ts'
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
  OrganisationId,
  ProgrammeId,
  SectionId,
  TurnId,
} from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Draw } from '../../shared/quotas.ts'
import type { Passed, Quota, SeatMove } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'

export type {
  Alike,
  CodeFact,
  Effect,
  EnteredFact,
  Entry,
  KinFact,
  LookFact,
  Outcome,
  PositionFact,
  Query,
  RequestFact,
  SameChild,
  SameFact,
  SeatCount,
  Talk,
  WishFact,
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
  readonly positions: ReadonlyMap<string, PositionFact | null>
  readonly codes: ReadonlyMap<string, import('../../bot/dialogue/state.ts').CodeFact | null>
  readonly entered: ReadonlyMap<FamilyId, EnteredFact | null>
  readonly requests: ReadonlyMap<ContactId, readonly RequestFact[]>
  readonly looks: ReadonlyMap<ContactId, readonly LookFact[]>
  readonly same: ReadonlyMap<string, SameFact>
  readonly kin: ReadonlyMap<FamilyId, KinFact>
  readonly wishes: ReadonlyMap<FamilyId, readonly WishFact[]>
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
  /** Takes back every hold and offer that has lapsed, offers what is free to who waits, and tells them. Returns how many were taken back. */
  readonly takeBackLapsed: (now: Instant, limit: number) => Promise<number>
  /** After a restore: erases again whoever was erased before. Returns how many. */
  readonly replayErasures: () => Promise<number>
  readonly recountSection: (sectionId: SectionId) => Promise<Recount | null>
  /** Writes what is counted over what is stored, where they differ, and tells the same as a recount before it. */
  readonly repairSection: (sectionId: SectionId) => Promise<Recount | null>
  /** What families think they have in a section that does not know of it: read family by family. For a recount of everything. */
  readonly strayEnrolments: (repair: boolean) => AsyncIterable<Stray>
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
  /** Answers a request: who asked is told, and it is open no longer. `gone`: answered, closed, or never there. */
  readonly answerRequest: (id: string, words: string) => Promise<'answered' | 'gone'>
}

/** Words of staff that go out by themselves, read when the message about them is handed over. */
export interface OwnWords {
  /** What a contact asked and was answered; null for anybody else's, and once it was deleted. */
  readonly answerTo: (
    id: string,
    contact: ContactId,
  ) => Promise<{ readonly question: string; readonly answer: string } | null>
  readonly announcementOf: (id: string) => Promise<Announcement | null>
}

/** Words of an officer to the families of a programme: of all of it, of an organisation with all below, or of a section. */
export interface Announcement {
  readonly id: string
  readonly programmeId: ProgrammeId
  readonly to:
    | { readonly kind: 'programme' }
    | { readonly kind: 'organisation'; readonly id: string }
    | { readonly kind: 'section'; readonly id: SectionId }
  readonly words: string
}

export interface Announcements {
  /** Writes it with the run that tells everybody. Done again under its id it answers the same. */
  readonly announce: (announcement: Announcement) => Promise<'announced' | 'known'>
}

/** What is stored of something that follows from something else, and what it should be. */
export interface Counted<T = number> {
  readonly stored: T
  readonly counted: T
}

/** The counters of a section beside what its holders and waiting list add up to. */
export interface Recount {
  readonly sectionId: SectionId
  readonly left: Counted
  readonly waiting: Counted
  readonly granted: Counted
  readonly quotas: readonly {
    readonly organisation: OrganisationId
    readonly left: Counted
    readonly waiting: Counted
  }[]
  /** Holders without a family. */
  readonly orphans: readonly ChildId[]
  /** Claims in a large section that were cut short between counting a seat and writing its holder. */
  readonly notes: readonly ChildId[]
  /** Places in line without their pointer, or the other way round. */
  readonly broken: readonly ChildId[]
  /** Where a living family's own view says something else; null for nothing. */
  readonly views: readonly {
    readonly familyId: FamilyId
    readonly childId: ChildId
    readonly state: Counted<Enrolment['state'] | null>
  }[]
}

export interface Stray {
  readonly familyId: FamilyId
  readonly sectionId: SectionId
  readonly childId: ChildId
  readonly state: Enrolment['state']
}

/** A line of a section's history. `who` is a child, of a quota its organisation, or `section`. */
export interface SeatLine {
  readonly at: Instant
  readonly who: string
  readonly what: SeatMove
  readonly party: number | null
  readonly from: OrganisationId | null
  /** Since when the seat, or the place on the list, was held that ended or changed by it. */
  readonly since: Instant | null
  readonly until: Instant | null
  readonly reason: string | null
  /** Of an offer: how many stood before and were passed over, by reason. */
  readonly passed: Readonly<Record<string, number>>
  readonly to: ChildId | null
}

/** A section's seats as staff see them. Numbers, ids and moments: nothing that is sealed. */
export interface SeatTable {
  readonly sectionId: SectionId
  readonly capacity: number
  readonly left: number
  readonly waiting: number
  /** People seated over the capacity by special grants. */
  readonly granted: number
  /** Taken beyond the capacity, after it was made smaller: the list stands still. */
  readonly excess: number
  readonly quotas: readonly (Quota & { readonly organisation: OrganisationId; readonly taken: number })[]
  readonly holders: readonly {
    readonly childId: ChildId
    readonly familyId: FamilyId
    readonly party: number
    readonly standing: 'firm' | 'held' | 'offered' | 'granted'
    readonly until: Instant | null
    readonly since: Instant
    readonly from: Draw | null
  }[]
}

export interface WaitingLine {
  readonly childId: ChildId
  readonly familyId: FamilyId
  readonly party: number
  readonly since: Instant
  readonly draws: readonly Draw[]
  readonly group: readonly ChildId[]
  /** Why somebody behind was offered a seat before, the last time. */
  readonly passed: Passed | null
}

export interface SeatReads {
  readonly seatsByQuota: (sectionId: SectionId) => Promise<SeatTable | null>
  /** In order. `after` is what the page before gave, or null; null comes back with the last page. */
  readonly waitingList: (
    sectionId: SectionId,
    after: string | null,
    limit: number,
  ) => Promise<{ readonly waiting: readonly WaitingLine[]; readonly after: string | null }>
  /** Oldest first. A plain claim has no line: the seat itself says since when. */
  readonly historyOf: (sectionId: SectionId, childId?: ChildId) => Promise<readonly SeatLine[]>
}

/** What officers decide about seats. Done again each answers the same. */
export interface SeatDesk {
  /**
   * An organisation says whether a child is one of its own, in one section. 否: its seat goes back to the quota, and the child
   * gets an open one (`seat`), or a place on the list as of when it came (`waiting`). `none`: it neither has nor waits there.
   */
  readonly answerBelonging: (
    sectionId: SectionId,
    childId: ChildId,
    answer: { readonly organisation: OrganisationId; readonly belongs: boolean },
  ) => Promise<'kept' | 'seat' | 'waiting' | 'none'>
  /** 特批: a seat over the capacity, deliberately. `reason` is the id of one that is written down elsewhere. */
  readonly grant: (given: {
    readonly sectionId: SectionId
    readonly childId: ChildId
    readonly familyId: FamilyId
    readonly party?: number
    readonly reason: string
  }) => Promise<'granted' | 'seated' | 'none'>
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
  /**
   * Puts calls that never came back into review, where no sender comes by to do it: `limit` of a channel's queue are looked
   * at, the next ones the next time. Returns how many there were.
   */
  readonly reviewLapsed: (
    channel: Channel,
    given: { readonly limit: number; readonly now: Instant; readonly realNow: Instant },
  ) => Promise<number>
  /** After a restore: everything of a channel that was under way goes into review. Returns how many. */
  readonly reviewRestored: (channel: Channel) => Promise<number>
  /** Everything that is kept of what was written to a contact, oldest first. */
  readonly linesTo: (contact: ContactId) => Promise<readonly DeliveryLine[]>
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
  /** False where a request of this name was seen before: somebody sends again what was overheard. Kept for ten minutes. */
  readonly firstSeen: (channel: Channel, name: string, realNow: Instant) => Promise<boolean>
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
  /** Families that wait for one, in the order of the line. */
  readonly waiting: (sectionId: SectionId) => AsyncIterable<readonly Enrolled[]>
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

/** Carries out what was drawn (shared/allocation.ts). Every step done again does nothing, whoever spoke meanwhile. */
export interface Draws {
  /** What the child has besides counts as of now, however often the draw is made anew. */
  readonly freeze: (programme: ProgrammeId, wishes: WishesNow) => Promise<void>
  /** Gives a child what it was drawn for, by the ordinary claim, and keeps what was drawn for it. */
  readonly seatDrawn: (programme: ProgrammeId, row: Row) => Promise<void>
  /**
   * Puts a child on a section's list, or siblings who chose together: these are offered seats together or not at all. Where a
   * seat is left that one of them could take alone they are not put there, since it would become that one's.
   */
  readonly queueDrawn: (
    programme: ProgrammeId,
    sectionId: SectionId,
    turn: readonly {
      readonly childId: ChildId
      readonly familyId: FamilyId
      readonly draws: readonly Draw[]
    }[],
  ) => Promise<void>
  /** Families that wished, in pages; erased ones left out. */
  readonly wishers: (programme: ProgrammeId) => AsyncIterable<readonly Enrolled[]>
  /** Of one family, once its seats were given. */
  readonly drawnOf: (programme: ProgrammeId, family: FamilyId) => Promise<readonly WishFact[]>
}

/** What families named for the draw of a programme: ids only. They go with the family. */
export interface WishLists {
  /** Takes the place of what was named for this child before. `gone`: there is no such family, or no such programme. */
  readonly saveWishes: (programme: ProgrammeId, wishes: Wishes) => Promise<'saved' | 'gone'>
  readonly dropWishes: (programme: ProgrammeId, family: FamilyId, child: ChildId) => Promise<void>
  /** Of one family, in the order of children's ids. */
  readonly wishesOfFamily: (programme: ProgrammeId, family: FamilyId) => Promise<readonly Wishes[]>
  /** All of a programme, page by page, with the seats that each child has; families that are gone are left out. */
  readonly wishesOf: (programme: ProgrammeId) => AsyncIterable<readonly WishesNow[]>
}
