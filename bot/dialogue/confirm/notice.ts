import type { Family } from '../../../shared/family.ts'
import type { ContactId, FamilyId } from '../../../shared/ids.ts'
import type { Entry } from '../state.ts'
import type { Turn } from '../turn.ts'

/** The helper hears, once, that the guardian spoke. Nothing where no helper waits. */
export const confirmedNotice = (turn: Turn, family: Pick<Family, 'id' | 'pending'>): readonly Entry[] =>
  family.pending ? [told(turn, family.id, family.pending.helper)] : []

export const told = (turn: Turn, familyId: FamilyId, helper: ContactId): Entry => ({
  kind: 'notice',
  notice: {
    id: `confirmed.${familyId}`,
    to: helper,
    what: 'family.confirmed',
    at: turn.scene.now,
    about: { familyId },
  },
})
