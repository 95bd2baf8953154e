import type { Looked, Post } from '../../shared/access.ts'
import type { Row } from '../../shared/allocation.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Expects } from '../../shared/contract/expects.ts'
import type { Notice } from '../../shared/contract/outbox.ts'
import type { Ask, Birth, Collector, Consent, Family, ToldAge } from '../../shared/family.ts'
import type {
  ChildId,
  ContactId,
  FamilyId,
  ModuleId,
  OrganisationId,
  ProgrammeId,
  SectionId,
  TurnId,
} from '../../shared/ids.ts'
import type { Quiet } from '../../shared/outbox.ts'
import type { Draw } from '../../shared/quotas.ts'
import type { Known } from '../../shared/same-child.ts'
import type { Day, Instant } from '../../shared/time.ts'
import type { Meaning } from '../understand/meaning.ts'
import type { Flow, Pending } from './flows.ts'

export type { Pending } from './flows.ts'

/** Raise it when a stored talk can no longer be read; one of another version is let go and the person greeted anew. */
export const talkVersion = 1

/** What the conversation remembers between turns. Stored sealed; ends after 7 idle days, its draft after 30. */
export interface Talk {
  readonly v: typeof talkVersion
  /** Which programme is spoken of, once chosen or the only one. */
  readonly programmeId: ProgrammeId | null
  readonly who: 'guardian' | 'helper' | null
  /** The notice this contact agreed to (its version); null before consent. */
  readonly agreed: string | null
  /** What the person is in the middle of; null at the menu. */
  readonly flow: Flow | null
  /** The question that is pending. */
  readonly asked: Pending | null
  /** The enrolment being filled in. Survives changes of topic, and idle days beyond the rest of the talk. */
  readonly draft: Draft | null
  /** Misunderstandings in a row. */
  readonly misses: number
  /** The last thing said, so that the same sentence never stands twice in a row. */
  readonly lastSaid: string
  /** Families that a helper entered: ids only. */
  readonly helped: readonly { readonly familyId: FamilyId; readonly at: Instant }[]
  /** Wrong codes typed and since when: at most 5 an hour. */
  readonly wrongCodes: { readonly count: number; readonly since: Instant } | null
  /** How this contact wants to be written to by itself. Outlives the rest of the talk while there is a family. */
  readonly manners: Manners
}

export interface Manners {
  /** Own hours of rest (我上夜班); null for the usual ones. */
  readonly quiet: Quiet | null
  /** 退订: nothing but safety. */
  readonly stopped: boolean
  /** The contact has left the channel: nothing reaches it until it speaks again. */
  readonly left?: true
}

export interface Draft {
  readonly programmeId: ProgrammeId
  readonly children: readonly ChildDraft[]
  readonly guardian: GuardianDraft
  /** The guardian said no to outings: they are no longer listed, though one that is asked for by name is asked about anew. */
  readonly noOutings?: boolean
  /** Siblings who wish for the same shall have it together or not at all. */
  readonly together?: boolean
  /** All of it was confirmed before enrolment opened: one word claims it then. */
  readonly ready?: boolean
  /** Fields in the order they were answered, for one step back. */
  readonly trail: readonly { readonly child: number; readonly field: Expects }[]
}

export interface ChildDraft {
  readonly id: ChildId
  readonly name?: string
  readonly birth?: Birth
  readonly grade?: number
  /** An age, where no birth was told. */
  readonly told?: ToldAge
  readonly sex?: 'M' | 'F'
  readonly days?: { readonly from: Day; readonly to: Day }
  readonly place?: string | null
  readonly employer?: string | null
  readonly health?: string
  readonly pickup?: readonly Collector[]
  /** Modules named before their section was chosen. */
  readonly wanted: readonly ModuleId[]
  readonly sections: readonly { readonly id: SectionId; readonly party: number }[]
  /** What was chosen before the courses were opened to change, for one step back. */
  readonly was?: ChildDraft['sections']
  /** The parent said that the list of sections is complete. */
  readonly chosen?: boolean
  /** Those by wishes among them were said back in their order, and it is right. */
  readonly ranked?: boolean
  /** Goes on the waiting list of what was full in the draw. */
  readonly waits?: boolean
  /** Has another family entered this child too? */
  readonly same?: SameSaid
}

/** What was looked up of a child of the form, and what was said of it. */
export interface SameSaid {
  /** Name and birth as they were looked up: put right since, it is another child. */
  readonly key: string
  /** Under what it is found: keyed hashes, which say nothing by themselves. */
  readonly marks: readonly string[]
  /** `<family>/<child>` of those that are another child of the same name, as was said; or that could not be asked about. */
  readonly apart: readonly string[]
  /** Whoever has it could not be asked about, since too much was guessed from there: staff are told. */
  readonly unasked?: true
  /** The question was put, and counted. */
  readonly put?: true
  /** It is the same child: whose family was asked, when, and until when it may answer. */
  readonly asked?: {
    readonly familyId: FamilyId
    readonly childId: ChildId
    readonly at: Instant
    readonly until: Instant
  }
}

export interface GuardianDraft {
  readonly name?: string
  readonly phone?: string
  readonly phone2?: string
  readonly relation?: string
}

/** All that a step works on. `family` is the family in hand, opened. */
export interface State {
  readonly talk: Talk
  readonly family: Family | null
}

export const newTalk = (): Talk => ({
  v: talkVersion,
  programmeId: null,
  who: null,
  agreed: null,
  flow: null,
  asked: null,
  draft: null,
  misses: 0,
  lastSaid: '',
  helped: [],
  wrongCodes: null,
  manners: { quiet: null, stopped: false },
})

/** What a step may know besides: values only, fixed for the turn, so that a step repeated says the same. */
export interface Scene {
  readonly now: Instant
  readonly turnId: TurnId
  readonly contact: ContactId
  readonly catalogue: Catalogue
  readonly facts: Facts
  readonly fresh: Fresh
}

/** Ids and codes made from the turn's id and a secret: the same again when the turn is run again. */
export interface Fresh {
  /** 22 characters. `n` tells several of one turn apart. */
  readonly id: (n: number) => string
  /** Eight digits. */
  readonly code: (n: number) => string
}

/** What was looked up for this turn. A topic that lacks one answers `{ need }` and is run again with it. */
export interface Facts {
  readonly seats: ReadonlyMap<SectionId, SeatCount>
  /** Key: `<section>/<child>`; null when not waiting. */
  readonly positions: ReadonlyMap<string, PositionFact | null>
  readonly codes: ReadonlyMap<string, CodeFact | null>
  /** Families that helpers entered; null where nothing waits for a guardian any more. */
  readonly entered: ReadonlyMap<FamilyId, EnteredFact | null>
  /** What each contact asked of staff and is still open, oldest first. One that was seen to is not kept. */
  readonly requests: ReadonlyMap<ContactId, readonly RequestFact[]>
  /** Who of staff looked at what of a contact and its family, oldest first. */
  readonly looks: ReadonlyMap<ContactId, readonly LookFact[]>
  /** By name and birth (enrol/same-key.ts). */
  readonly same: ReadonlyMap<string, SameFact>
  /** What became of this contact's ask to come into a family. */
  readonly kin: ReadonlyMap<FamilyId, KinFact>
  /** What was drawn for a family's children; empty before the draw was carried out. */
  readonly wishes: ReadonlyMap<FamilyId, readonly WishFact[]>
}

/** What was drawn for one child, wish by wish. */
export type WishFact = Pick<Row, 'childId' | 'accepted' | 'refused'>

export interface SameFact {
  readonly marks: readonly string[]
  /** The surest first. */
  readonly others: readonly SameChild[]
  /** Too much was guessed from there: it is not told. */
  readonly unasked?: true
}

/** A child of another family that is this one, as far as name and month of birth can tell. */
export interface SameChild {
  readonly familyId: FamilyId
  readonly childId: ChildId
  /** Who can say more: its guardians, the helper whose entry none of them has confirmed, or only staff. */
  readonly asks: 'guardians' | 'helper' | 'nobody'
  readonly hearers: readonly ContactId[]
}

/** `free`: where the child is to be marked, as it was looked up; somebody else who got there first is seen at the next look. */
export interface Alike {
  readonly childId: ChildId
  readonly others: readonly SameChild[]
  readonly free: Readonly<Record<string, number>>
}

/** `silence`: nobody of them answered in time; `helper`: a guardian has still to confirm it; `gone`: the family is no more. */
export interface KinFact {
  readonly answer: 'waiting' | 'yes' | 'no' | 'silence' | 'helper' | 'gone'
  /** Only with a yes. */
  readonly family: Family | null
}

/** Before anything was looked up. */
export const noFacts: Facts = {
  seats: new Map(),
  positions: new Map(),
  codes: new Map(),
  entered: new Map(),
  requests: new Map(),
  looks: new Map(),
  same: new Map(),
  kin: new Map(),
  wishes: new Map(),
}

export interface LookFact {
  readonly at: Instant
  readonly post: Post
  readonly sight: Looked
}

/** What its helper may still know of an entry: that it waits, until when, and for what. */
export interface EnteredFact {
  readonly helper: ContactId
  readonly until: Instant
  readonly sections: readonly SectionId[]
}

export interface RequestFact {
  readonly at: Instant
  readonly words: string
}

export interface PositionFact {
  /** 1 is the first in line. */
  readonly place: number
  /** Why a seat went to somebody behind, where one did: two were free for a pair, or so many for a party, too few. */
  readonly passed: 'pair' | 'party' | null
}

export interface SeatCount {
  readonly capacity: number
  /** Open seats; what is kept for an organisation is not told. */
  readonly left: number
  readonly waiting: number
  /** People seated over the capacity by special grant (特批), which anybody may know; absent for none. */
  readonly granted?: number
}

/** A code that holds: unexpired and unused. */
export interface CodeFact {
  readonly purpose: 'confirm' | 'join'
  readonly family: Family
  readonly until: Instant
  /** Wrong digits that were tried with it, by anybody. */
  readonly tries: number
}

export type Query =
  | { readonly kind: 'seats'; readonly sections: readonly SectionId[] }
  | { readonly kind: 'position'; readonly sectionId: SectionId; readonly childId: ChildId }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'entered'; readonly families: readonly FamilyId[] }
  | { readonly kind: 'requests'; readonly contact: ContactId }
  | { readonly kind: 'looks'; readonly contact: ContactId; readonly familyId: FamilyId | null }
  | {
      readonly kind: 'same'
      readonly programmeId: ProgrammeId
      /** The own family, which is no other. */
      readonly familyId: FamilyId | null
      readonly children: readonly { readonly key: string; readonly known: Known }[]
    }
  | { readonly kind: 'kin'; readonly familyId: FamilyId; readonly contact: ContactId }
  | { readonly kind: 'wishes'; readonly programmeId: ProgrammeId; readonly familyId: FamilyId }

/**
 * What a step wants done to the world. Each is idempotent under its turn and number. `claim` takes a seat, or with
 * `onFull: 'wait'` a place on the waiting list; `until` makes it a hold that lapses; `draws` are the quotas that the child may
 * draw from (shared/quotas.ts). A claim accepts no offer: `firm` does, and `release` with `why: 'declined'` refuses it, which
 * leaves alone what became a seat meanwhile. `erase_requests` ends what a contact asked of staff, in a family or before it,
 * and nobody else’s.
 */
export type Effect =
  | {
      readonly kind: 'claim'
      readonly sectionId: SectionId
      readonly childId: ChildId
      readonly familyId: FamilyId
      readonly party: number
      readonly onFull: 'wait' | 'refuse'
      readonly until: Instant | null
      readonly draws?: readonly Draw[]
    }
  | {
      readonly kind: 'release'
      readonly sectionId: SectionId
      readonly childId: ChildId
      readonly familyId: FamilyId
      /** For the history of the seat; `cancelled` where absent. */
      readonly why?: 'cancelled' | 'declined' | 'changed'
    }
  | {
      readonly kind: 'firm'
      readonly sectionId: SectionId
      readonly childId: ChildId
      readonly familyId: FamilyId
    }
  /** What a family holds, or waits for, becomes another family's for good: never free in between, and of `to.childId`. */
  | {
      readonly kind: 'move'
      readonly sectionId: SectionId
      readonly childId: ChildId
      readonly familyId: FamilyId
      readonly party: number
      readonly to: { readonly familyId: FamilyId; readonly childId: ChildId }
    }
  /** Siblings who wait in one section are offered seats together or not at all; `on: false` undoes it. Only who waits is meant. */
  | {
      readonly kind: 'together'
      readonly sectionId: SectionId
      readonly childIds: readonly ChildId[]
      readonly familyId: FamilyId
      readonly on: boolean
    }
  /** Has another family entered these children meanwhile? Looked up while the seats are claimed, and changes nothing. */
  | {
      readonly kind: 'same'
      readonly familyId: FamilyId
      readonly children: readonly { readonly childId: ChildId; readonly marks: readonly string[] }[]
    }
  /** A contact asks no more to come into a family. */
  | { readonly kind: 'ask_no_more'; readonly familyId: FamilyId; readonly contact: ContactId }
  /**
   * What is wished for a child takes the place of what was before, until `until`: then a refusal, `closed`. `unwish` withdraws
   * it all. With `together` siblings who say so too are drawn together.
   */
  | {
      readonly kind: 'wish'
      readonly programmeId: ProgrammeId
      readonly familyId: FamilyId
      readonly childId: ChildId
      readonly ranked: readonly SectionId[]
      readonly organisations: readonly OrganisationId[]
      readonly together: boolean
      readonly waits: boolean
      readonly until: Instant
    }
  | {
      readonly kind: 'unwish'
      readonly programmeId: ProgrammeId
      readonly familyId: FamilyId
      readonly childId: ChildId
      readonly until: Instant
    }
  | { readonly kind: 'erase'; readonly familyId: FamilyId }
  | { readonly kind: 'erase_requests'; readonly contact: ContactId }
  /** 收到: what this contact was sent since, and asked to confirm, is heard. */
  | {
      readonly kind: 'acknowledge'
      readonly contact: ContactId
      readonly since: Instant
      readonly at: Instant
    }
  /** The address of the family's calendar feed; `renew`: a new one, and the one before opens nothing any more. */
  | { readonly kind: 'calendar'; readonly familyId: FamilyId; readonly renew: boolean }

export type Outcome =
  /** `drew`: the quota that the seat is of; absent for an open one. */
  | { readonly did: 'seat' | 'held'; readonly drew?: Draw; readonly effect: Effect }
  | { readonly did: 'waiting'; readonly position: number; readonly effect: Effect }
  /** The family has an offer of this seat, made since it joined the list, and has not answered it. */
  | { readonly did: 'offered'; readonly until: Instant; readonly effect: Effect }
  /** As many of them as wait together now: none, or two and more. */
  | { readonly did: 'together'; readonly childIds: readonly ChildId[]; readonly effect: Effect }
  | { readonly did: 'refused'; readonly why: 'full' | 'closed' | 'lapsed'; readonly effect: Effect }
  | { readonly did: 'released' | 'erased' | 'wished' | 'unwished'; readonly effect: Effect }
  | { readonly did: 'same'; readonly found: readonly Alike[]; readonly effect: Effect }
  | { readonly did: 'heard'; readonly notices: readonly Notice[]; readonly effect: Effect }
  /** Null where the family is gone. */
  | {
      readonly did: 'linked'
      readonly address: string | null
      readonly renewed: boolean
      readonly effect: Effect
    }

/** Written in the same transaction as the state, or not at all. */
export type Entry =
  | { readonly kind: 'consent'; readonly familyId: FamilyId; readonly consent: Consent }
  | {
      readonly kind: 'code'
      readonly code: string
      readonly purpose: 'confirm' | 'join'
      readonly familyId: FamilyId
      readonly until: Instant
      /** How many guardians had left the family by then: an invitation ends when one more goes, who may have made it. */
      readonly left?: number
    }
  | { readonly kind: 'code_used'; readonly code: string }
  /** Digits tried with a code, after `tries` wrong ones: not written where somebody tried meanwhile. `last` spends it. */
  | {
      readonly kind: 'code_tried'
      readonly code: string
      readonly tries: number
      readonly was: 'right' | 'wrong' | 'last'
    }
  | {
      readonly kind: 'case'
      readonly id: string
      readonly familyId: FamilyId | null
      readonly words: string
      /** Noted by itself, ids only: no request of whoever was speaking. */
      readonly by?: 'program'
    }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** What was to be said later is settled. */
  | { readonly kind: 'notice_gone'; readonly to: ContactId; readonly at: Instant; readonly id: string }
  | { readonly kind: 'ask'; readonly familyId: FamilyId; readonly ask: Ask }
  /** New children are marked where nobody was when it was looked up: not written where somebody else came first. */
  | { readonly kind: 'entering'; readonly free: Readonly<Record<string, number>> }
  /** A family that is written but not, or no longer, the one in hand. */
  | { readonly kind: 'family'; readonly family: Family }

export type Input =
  | { readonly kind: 'said'; readonly text: string; readonly meaning: Meaning; readonly cut: boolean }
  | {
      readonly kind: 'sent'
      readonly what: 'voice' | 'image' | 'file' | 'location' | 'other'
      readonly label?: string
      readonly at?: { readonly lat: number; readonly lon: number }
    }
  | { readonly kind: 'came'; readonly event: 'subscribe' | 'unsubscribe' | 'scan' | 'friend' }
  | { readonly kind: 'outcomes'; readonly outcomes: readonly Outcome[] }

/** One bubble before it has an id. */
export type Line =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'card'; readonly title: string; readonly lines: readonly string[] }

/** What a topic decides: facts that it lacks, or the new state and what is said. */
export type Move =
  | { readonly need: readonly Query[] }
  | {
      readonly state: State
      readonly lines: readonly Line[]
      readonly effects?: readonly Effect[]
      readonly entries?: readonly Entry[]
    }

export type Step =
  | { readonly need: readonly Query[] }
  | {
      readonly state: State
      readonly lines: readonly Line[]
      readonly effects: readonly Effect[]
      readonly entries: readonly Entry[]
    }
