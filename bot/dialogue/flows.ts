import type { Expects } from '../../shared/contract/expects.ts'
import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import type { Intent } from '../understand/meaning.ts'

/** Where in a topic a person is. One member a topic; each topic's file says what its stages mean. */
export type Flow =
  | {
      readonly topic: 'enrol'
      readonly stage: 'programme' | 'consent' | 'who' | 'fill' | 'modules' | 'summary' | 'edit' | 'claiming' | 'done'
      /** Index of the child asked about. */
      readonly child: number
      readonly field: Expects | null
    }
  | {
      readonly topic: 'cancel'
      readonly stage: 'what' | 'which' | 'sure' | 'releasing'
      readonly picked: readonly { readonly sectionId: SectionId; readonly childId: ChildId }[]
    }
  | {
      readonly topic: 'change'
      readonly stage: 'from' | 'to' | 'sure' | 'claiming' | 'releasing'
      readonly childId: ChildId | null
      readonly from: SectionId | null
      readonly to: SectionId | null
    }
  | { readonly topic: 'edit'; readonly stage: 'which' | 'child' | 'value' | 'sure'; readonly field: Expects | null; readonly childId: ChildId | null; readonly value: string | null }
  | { readonly topic: 'erase'; readonly stage: 'sure' | 'erasing' | 'other'; readonly familyId: FamilyId }
  | { readonly topic: 'withdraw'; readonly stage: 'sure' | 'erasing'; readonly familyId: FamilyId }
  | { readonly topic: 'confirm'; readonly stage: 'sure' | 'claiming'; readonly familyId: FamilyId; readonly code: string }
  | { readonly topic: 'join'; readonly stage: 'code' | 'sure' }
  | { readonly topic: 'human'; readonly stage: 'words' }
  | { readonly topic: 'guess'; readonly stage: 'pick'; readonly options: readonly Intent[]; readonly words: string }
