import type { Child, Enrolment, Family, Guardian } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import type { ChildDraft, Draft } from '../state.ts'
import type { Turn } from '../turn.ts'
import { ids } from './family.ts'

export const childOf = (child: ChildDraft, programme: Programme): Child => ({
  id: child.id,
  name: child.name ?? '',
  birth: child.birth ?? null,
  told: child.told ?? null,
  grade: child.grade ?? null,
  sex: child.sex ?? null,
  days: child.days ?? { from: programme.first, to: programme.last },
  place: child.place ?? null,
  employer: child.employer ?? null,
  health: child.health ?? '',
  pickup: child.pickup ?? [],
})

const guardianOf = (
  turn: Turn,
  draft: Draft,
  before: Guardian | undefined,
  contact: string | null,
): Guardian => ({
  id: before?.id ?? turn.scene.fresh.id(ids.guardian),
  contact,
  name: draft.guardian.name ?? '',
  phone: draft.guardian.phone ?? '',
  phone2: draft.guardian.phone2 ?? '',
  relation: draft.guardian.relation ?? '',
})

const put = <T>(list: readonly T[], item: T, same: (other: T) => boolean): readonly T[] =>
  list.some(same) ? list.map((other) => (same(other) ? item : other)) : [...list, item]

/** The family with the draft's guardian, children and enrolments in it. `contact` is null where a helper filled it in. */
export const committed = (
  turn: Turn,
  family: Family,
  draft: Draft,
  enrolments: readonly Enrolment[],
  contact: string | null,
): Family => {
  const programme = turn.scene.catalogue.programmes.get(draft.programmeId)
  if (!programme) throw new Error(`a draft of the unpublished programme ${draft.programmeId} was enrolled`)
  // A second contact without a guardian of its own changes the one there is: the form was filled with that one's data.
  const before = family.guardians.find((each) => each.contact === contact) ?? family.guardians[0]
  const guardian = guardianOf(turn, draft, before, before ? before.contact : contact)
  return {
    ...family,
    guardians: put(family.guardians, guardian, (other) => other === before),
    children: draft.children.reduce(
      (children, child) => put(children, childOf(child, programme), ({ id }) => id === child.id),
      family.children,
    ),
    enrolments: enrolments.reduce(
      (all, one) =>
        put(all, one, (other) => other.childId === one.childId && other.sectionId === one.sectionId),
      family.enrolments,
    ),
  }
}
