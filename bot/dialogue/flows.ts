import type { Expects } from '../../shared/contract/expects.ts'
import type { ChildId, FamilyId, ModuleId, SectionId } from '../../shared/ids.ts'
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
        | 'summary'
        | 'edit'
        | 'claiming'
        | 'done'
      /** Index of the child asked about. */
      readonly child: number
      readonly field: Expects | null
      /** The numbered list of sections as the parent saw it, so that a number means that line; all pages so far. */
      readonly shown?: readonly SectionId[]
      /** Which page of the list stands on the screen, from 0. */
      readonly page?: number
    }
  | {
      readonly topic: 'cancel'
      readonly stage: 'what' | 'which' | 'sure' | 'releasing'
      /** With `which` what was listed under numbers, after it what was picked. */
      readonly picked: readonly { readonly sectionId: SectionId; readonly childId: ChildId }[]
    }
  | {
      readonly topic: 'change'
      /** `full`: the wanted one has no seat, wait for one or look on. */
      readonly stage: 'from' | 'to' | 'sure' | 'full' | 'claiming' | 'releasing'
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
      readonly stage: 'sure' | 'erasing' | 'other'
      readonly familyId: FamilyId
      /** `sure` was asked while another guardian shared the family: who asked leaves it, and it stays. */
      readonly shared?: boolean
      /** Only this child of several. */
      readonly childId?: ChildId
    }
  | { readonly topic: 'withdraw'; readonly stage: 'sure' | 'erasing'; readonly familyId: FamilyId }
  | {
      readonly topic: 'confirm'
      readonly stage: 'sure' | 'claiming'
      readonly familyId: FamilyId
      readonly code: string
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
  | { readonly topic: 'human'; readonly stage: 'words' }
  /** A numbered choice of what was meant; `before` is what was going on, `slots` are those of the words in doubt. */
  | {
      readonly topic: 'guess'
      readonly stage: 'pick'
      readonly options: readonly GuessOption[]
      readonly slots: readonly Slot[]
      readonly before: Flow | null
    }

/** A reading of doubtful words, or a way on: `go_on` puts the pending question again. */
export type GuessOption = Intent | 'go_on' | 'back'
