import type { Effect, Entry, Outcome, Query, SeatCount, Talk } from '../../bot/dialogue/state.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Notice } from '../../shared/contract/outbox.ts'
import type { Answer } from '../../shared/contract/reply.ts'
import type { Family } from '../../shared/family.ts'
import type { ChildId, ContactId, FamilyId, MessageId, SectionId, TurnId } from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Instant } from '../../shared/time.ts'

export type { CodeFact, Effect, Entry, Outcome, Query, SeatCount, Talk } from '../../bot/dialogue/state.ts'
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
  readonly perform: (effect: Effect, turnId: TurnId, number: number) => Promise<Outcome>
}

export interface LookedUp {
  readonly seats: ReadonlyMap<SectionId, SeatCount>
  readonly positions: ReadonlyMap<string, number | null>
  readonly codes: ReadonlyMap<string, import('../../bot/dialogue/state.ts').CodeFact | null>
}

/** Messages that wait for a contact. */
export interface Mailbox {
  readonly after: (contact: ContactId, after: string, limit: number) => Promise<readonly Notice[]>
}

export interface Menus {
  /** Publishes a programme: a new version of it, and the seat items of its new sections. The same content is no new version. */
  readonly publish: (programme: Programme) => Promise<{ readonly version: number; readonly changed: boolean }>
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
  readonly turnId: (contact: ContactId, messageId: MessageId) => TurnId
}

/** Named places where a test makes the program stop dead. In production a no-op. */
export type FaultPoint = (name: string) => void | Promise<void>
