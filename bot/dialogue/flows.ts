import type { Expects } from '../../shared/contract/expects.ts'
import type { Choice } from '../../shared/contract/reply.ts'
import type { Family } from '../../shared/family.ts'
import type { ChildId, ContactId, FamilyId, ModuleId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import type { Intent, Slot } from '../understand/meaning.ts'

/** Where in a topic a person is. One member a topic; each topic's file says what its stages mean. */
export type Flow =
  | {
      readonly topic: 'enrol'
      readonly stage:
        | 'programme'
        | 'consent'
        | 'who'
        | 'fill'
        | 'modules'
        /** What is named by wishes is said back; with the field `wishes` it is listed anew, with `choice` siblings are asked about. */
        | 'wishes'
        | 'excursion'
        | 'summary'
        | 'edit'
        | 'remove'
        /** Has another family this child? And, once it was asked: what does it say? */
        | 'same'
        | 'kin'
        /** All is filled in and confirmed before enrolment opens. */
        | 'prepared'
        | 'claiming'
        | 'releasing'
        | 'done'
      /** Index of the child asked about. */
      readonly child: number
      readonly field: Expects | null
      /** The numbered list of sections as the parent saw it, so that a number means that line; all pages so far. */
      readonly shown?: readonly SectionId[]
      /** Which page of the list stands on the screen, from 0. */
      readonly page?: number
      /** With `releasing`: what will be told when what does not fit is given back. */
      readonly told?: readonly string[]
      readonly cards?: readonly { readonly title: string; readonly lines: readonly string[] }[]
      /** With `summary` and the field `choice`: facts of a child of whom it is asked whether it is one more. */
      readonly heard?: readonly Slot[]
      /** With `remove`: the children to be taken out of the form; none while it is asked which. */
      readonly out?: readonly ChildId[]
    }
  | {
      readonly topic: 'cancel'
      readonly stage: 'what' | 'which' | 'sure' | 'releasing'
      /** With `which` what was listed under numbers, after it what was picked. */
      readonly picked: readonly { readonly sectionId: SectionId; readonly childId: ChildId }[]
    }
  | {
      readonly topic: 'change'
      /** `full`: the wanted one has no seat, wait for one or look on. `excursion`: it needs a consent of its own. */
      readonly stage: 'from' | 'to' | 'sure' | 'full' | 'excursion' | 'claiming' | 'releasing' | 'giving_back'
      /** With `excursion`: what is to be done with a full section once the consent is given. */
      readonly onFull?: 'wait' | 'refuse'
      /** With `giving_back`: why the new place does not fit beside what the family has by now. */
      readonly told?: string
      readonly childId: ChildId | null
      readonly from: SectionId | null
      readonly to: SectionId | null
      /** What was listed under numbers: enrolments to change from, or sections to change to. */
      readonly among?: readonly { readonly sectionId: SectionId; readonly childId: ChildId }[]
      /** What was wished for while it was still asked from which. */
      readonly wish?: { readonly modules: readonly ModuleId[]; readonly times: readonly string[] }
    }
  | {
      readonly topic: 'edit'
      readonly stage: 'which' | 'child' | 'value' | 'sure'
      readonly field: Expects | null
      readonly childId: ChildId | null
      readonly value: string | null
      /** A sentence that put something right (电话改成…), until it is sure how it was meant. */
      readonly said?: { readonly text: string; readonly slots: readonly Slot[] }
    }
  | {
      readonly topic: 'erase'
      /** `leaving`: taken out of a family that stays with the other guardian. */
      readonly stage: 'sure' | 'erasing' | 'leaving' | 'other'
      /** Empty where no family is stored. */
      readonly familyId: FamilyId
      /** `sure` was asked while another guardian shared the family: who asked leaves it, and it stays. */
      readonly shared?: boolean
      /** Only this child of several. */
      readonly childId?: ChildId
    }
  /** `releasing`: the seats that stood on a consent of their own which was taken back. */
  | {
      readonly topic: 'withdraw'
      readonly stage: 'sure' | 'erasing' | 'releasing'
      readonly familyId: FamilyId
    }
  /** A code that holds was sent: it opens only with the last four digits of a phone of its family. */
  | { readonly topic: 'prove'; readonly stage: 'phone'; readonly code: string }
  | {
      readonly topic: 'confirm'
      /**
       * `which`: what is wrong is asked, `value`: what is right there. `moving` and `moved`: what was entered comes into the
       * family in hand, then the entry ends.
       */
      readonly stage: 'sure' | 'which' | 'value' | 'excursion' | 'claiming' | 'moving' | 'moved'
      /** With `value`: what is being put right. */
      readonly spot?: { readonly child: number; readonly field: Expects }
      /** What the guardian put right so far; it counts when she consents. */
      readonly mended?: Pick<Family, 'guardians' | 'children'>
      /** The family that a helper entered. */
      readonly familyId: FamilyId
      readonly code: string
      /** Who entered it, and what will be told when all is done, as far as it is known. */
      readonly helper?: ContactId
      /** With `moving` and `moved`: two families that both said that they are one; `familyId` is the one that ends. */
      readonly joined?: true
      readonly told?: readonly string[]
      readonly cards?: readonly { readonly title: string; readonly lines: readonly string[] }[]
    }
  /** `sure` asks for consent, `fill` who the joining guardian is. The code is looked up again at every step. */
  | {
      readonly topic: 'join'
      readonly stage: 'sure' | 'fill'
      readonly code: string
      readonly relation?: string
      readonly name?: string
      readonly phone?: string
    }
  /** Seats that came free for who waited; what they stand in the middle of goes on afterwards. */
  | {
      readonly topic: 'offer'
      /**
       * `answer`: is it wanted? `which`: of several, or does the word answer `before`? `clash`: what goes for it? Then
       * `accepting` and `giving_up` what was chosen to go, or `giving_back` what does not fit any more; or `declining`.
       */
      readonly stage: 'answer' | 'which' | 'clash' | 'accepting' | 'giving_up' | 'giving_back' | 'declining'
      readonly word: 'accept' | 'decline'
      /** What is answered; with `which` what was listed, a number each. Siblings are offered seats together. */
      readonly among: readonly (readonly Place[])[]
      /** Seats that go for it once it is theirs, and offered ones that are refused on the way. */
      readonly instead: readonly Place[]
      readonly refused: readonly Place[]
      /** With `which`: the word, where it may answer what was asked before. */
      readonly said?: string
      /** With `giving_back`: why. */
      readonly told?: string
      readonly before: Flow | null
      /** The question, or the menu, that was pending before. */
      readonly asked: Pending | null
    }
  /** Two children wait in one class, the first of `sections`: shall they be offered seats together? */
  | {
      readonly topic: 'together'
      readonly stage: 'ask' | 'setting'
      readonly sections: readonly SectionId[]
      readonly on: boolean
    }
  /** Somebody entered a child of this family too: is it somebody of the family? */
  | { readonly topic: 'kin'; readonly stage: 'ask'; readonly contact: ContactId }
  /**
   * Wishes that are kept: `show` with what can be done, `order` a list to name from anew, `back` said back in order, `sure` to
   * withdraw them, `saving`.
   */
  | {
      readonly topic: 'wishes'
      readonly stage: 'show' | 'order' | 'back' | 'sure' | 'saving'
      readonly childId: ChildId
      readonly ranked: readonly SectionId[]
    }
  | { readonly topic: 'human'; readonly stage: 'words' }
  /** A numbered choice of what was meant; `before` is what was going on, `slots` are those of the words in doubt. */
  | {
      readonly topic: 'guess'
      readonly stage: 'pick'
      readonly options: readonly GuessOption[]
      readonly slots: readonly Slot[]
      readonly before: Flow | null
    }

export interface Pending {
  readonly expects: Expects
  readonly choices: readonly Choice[]
  /** Fields of a form that are missing too; an answer may give several. */
  readonly missing: readonly Expects[]
  /** When it was put: an offer that was heard of since is what a bare 1 answers. */
  readonly at?: Instant
}

/** A child in a section. */
export interface Place {
  readonly sectionId: SectionId
  readonly childId: ChildId
}

/** A reading of doubtful words, or a way on: `go_on` puts the pending question again. */
export type GuessOption = Intent | 'go_on' | 'back'
