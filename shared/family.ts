import type { ChildId, ContactId, FamilyId, GuardianId, ProgrammeId, SectionId } from './ids.ts'
import type { Day, Instant } from './time.ts'

/**
 * A family: guardians, children, consents, and its own view of what it enrolled in. Everything here but ids and states is
 * sealed under the family's key. The truth about a seat is the section's item; `enrolments` follows from it.
 */
export interface Family {
  readonly id: FamilyId
  readonly programmeId: ProgrammeId
  /** The version that was read, for the write to be conditional on it; 0 for one that was never written. */
  readonly rev: number
  readonly createdAt: Instant
  /** Contacts who speak for the family: guardians only, never a helper. */
  readonly contacts: readonly ContactId[]
  readonly guardians: readonly Guardian[]
  readonly children: readonly Child[]
  readonly consents: readonly Consent[]
  readonly enrolments: readonly Enrolment[]
  /** What it named for draws; absent: nothing. The lists that are drawn from are the truth, and this follows from them. */
  readonly wishes?: readonly ChildWishes[]
  /** Entered by a helper and waiting for a guardian's own consent until then. */
  readonly pending: { readonly helper: ContactId; readonly until: Instant } | null
  /** A guardian asked to be erased and the other was asked whether all shall go: by whom. */
  readonly left: readonly GuardianId[]
  /** Who entered one of its children too and asks to come in; absent where nobody does. */
  readonly asks?: readonly Ask[]
}

/** Ids and moments only: it stands in the clear. Over at `until`, answered or not. */
export interface Ask {
  readonly contact: ContactId
  /** The family of who asks. */
  readonly from: FamilyId
  /** The child of this family that was entered a second time. */
  readonly childId: ChildId
  readonly as: 'father' | 'mother' | 'family'
  readonly at: Instant
  readonly until: Instant
  /** What a guardian of this family said of it. */
  readonly answer: 'yes' | 'no' | null
}

export interface Guardian {
  readonly id: GuardianId
  /** The channel contact, where this guardian speaks for himself. */
  readonly contact: ContactId | null
  readonly name: string
  readonly phone: string
  /** `''` is an answered 没有. */
  readonly phone2: string
  readonly relation: string
}

/** A birth date as far as it was told: `2019`, `2019-05` or `2019-05-03`. */
export type Birth = string

/** An age in full years as it was said, and the day (of China) on which: 8 on 2027-06-01. It goes up, what was said does not. */
export interface ToldAge {
  readonly age: number
  readonly on: Day
  /** 五岁半: about half a year more. */
  readonly half?: true
}

export interface Child {
  readonly id: ChildId
  readonly name: string
  readonly birth: Birth | null
  /** Where an age was told and no birth: what it means on a day follows from it (age.ts). */
  readonly told: ToldAge | null
  /** -2 … 0 are 小班, 中班, 大班; 1 … 9. The grade that begins after this summer. */
  readonly grade: number | null
  readonly sex: 'M' | 'F' | null
  /** First and last day that the child comes. */
  readonly days: { readonly from: Day; readonly to: Day }
  /** Id of the village or town in the programme, or null where only a firm was given, and the other way round. */
  readonly place: string | null
  readonly employer: string | null
  /** Free words; `''` is an answered 无. */
  readonly health: string
  readonly pickup: readonly Collector[]
}

/** Who may collect a child: `who` as said (奶奶), with a name where it was given. */
export interface Collector {
  readonly who: string
  readonly name: string | null
}

export const scopes = ['basic', 'photo', 'insurer', 'excursion', 'next_year'] as const
export type Scope = (typeof scopes)[number]

/** One line of the consent ledger, never changed: a withdrawal is a line of its own. */
export interface Consent {
  readonly scope: Scope
  readonly given: boolean
  readonly at: Instant
  /** Who said it: a contact of the family, or a paper that an officer recorded. */
  readonly by: { readonly contact: ContactId } | { readonly paper: string }
  /** Which text of the notice was shown. */
  readonly notice: string
}

/** What is wished for one child: ids only. */
export interface ChildWishes {
  readonly childId: ChildId
  /** The most wanted first. */
  readonly ranked: readonly SectionId[]
  /** Its siblings who say the same shall have each section together with it, or none of them. */
  readonly together: boolean
  /** Goes on the waiting list of what was full. */
  readonly waits: boolean
}

export interface Enrolment {
  readonly childId: ChildId
  readonly sectionId: SectionId
  /** People in the booking, the child included. */
  readonly party: number
  /**
   * `seat` is firm, `held` waits for the own word of a guardian whom a helper entered, until `until`; `offered` is a seat that
   * came free for who waited, theirs to accept until `until`; `waiting` is a place on the waiting list.
   */
  readonly state: 'seat' | 'held' | 'offered' | 'waiting'
  readonly since: Instant
  readonly until: Instant | null
}
