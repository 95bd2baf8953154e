import type { Section } from '../../../shared/catalogue.ts'
import { basicGiven, mustAskAgain, noticeVersion } from '../../../shared/consent.ts'
import type { Candidate } from '../../../shared/enrolment.ts'
import type { Child, Consent, Family } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import { isWished } from '../../../shared/wishes.ts'
import type { ChildDraft, Draft, Scene, State } from '../state.ts'
import type { Turn } from '../turn.ts'
import { sectionsOf } from '../wishes/effects.ts'
import { isCalled } from './called.ts'
import { contradiction, toldOf } from './check.ts'
import { familyOf, type So, withDraft } from './so.ts'

/** Ids of one turn: a family 0, its guardian 1, children from 2 (read.ts). */
export const ids = { family: 0, guardian: 1 } as const

/** What is known of an enrolled child, as a form that lacks nothing. */
export const childDraftOf = (child: Child): ChildDraft => ({
  id: child.id,
  name: child.name,
  ...(child.birth === null ? {} : { birth: child.birth }),
  ...(child.told === null ? {} : { told: child.told }),
  ...(child.grade === null ? {} : { grade: child.grade }),
  ...(child.sex === null ? {} : { sex: child.sex }),
  days: child.days,
  place: child.place,
  employer: child.employer,
  health: child.health,
  pickup: child.pickup,
  wanted: [],
  sections: [],
})

/** What the rules judge a child by. A place that was answered with neither is known to be none. */
export const candidateOf = (child: ChildDraft): Candidate => ({
  birth: child.birth,
  grade: child.grade,
  told: child.told,
  sex: child.sex,
  days: child.days,
  place: child.place,
  employer: child.employer,
})

/** Sections that a child has already: chosen in this draft, and enrolled in before. What is only wished for hinders nothing. */
export const takenBy = (state: State, scene: Scene, child: ChildDraft): readonly Section[] => {
  const before = familyOf(state)?.enrolments.filter(({ childId }) => childId === child.id) ?? []
  const chosen = sectionsOf(
    scene,
    child.sections.map(({ id }) => id),
  )
  const had = sectionsOf(
    scene,
    before.map(({ sectionId }) => sectionId),
  )
  return [...chosen.filter((section) => !isWished(section, scene.now)), ...had]
}

const guardianDraft = (family: Family | null, contact: string): Draft['guardian'] => {
  const guardian = family?.guardians.find((each) => each.contact === contact) ?? family?.guardians[0]
  if (!guardian) return {}
  const { name, phone, phone2, relation } = guardian
  return { name, phone, phone2, relation }
}

/** An empty form: with the guardian of the family in hand, and where it lives and who collects as at the last child. */
export const newDraft = (state: State, scene: Scene, programmeId: string, child: ChildDraft): Draft => {
  const family = familyOf(state)
  const last = family?.children.at(-1)
  const same = last ? { place: last.place, employer: last.employer, pickup: last.pickup } : {}
  return {
    programmeId,
    children: [{ ...child, ...same }],
    guardian: guardianDraft(family, scene.contact),
    trail: [],
  }
}

/** The child of the family that a child of the draft is: of one name, and of a birth that does not contradict. */
const enrolledAs = (family: Family | null, child: ChildDraft, season: number): Child | undefined =>
  family?.children.find(
    (known) =>
      child.name !== undefined &&
      isCalled({ name: known.name }, child.name) &&
      contradiction(toldOf({ ...childDraftOf(known), ...agesOf(child) }, season)) === null,
  )

const agesOf = ({ birth, told, grade }: ChildDraft): Partial<ChildDraft> => ({
  ...(birth === undefined ? {} : { birth }),
  ...(told === undefined ? {} : { told }),
  ...(grade === undefined ? {} : { grade }),
})

/** A child that is in the family already is that child, with what is known of it: never a second. */
export const adopted = (
  so: So,
  programme: Programme,
): { readonly so: So; readonly known: readonly string[] } => {
  const { draft } = so.state.talk
  const family = familyOf(so.state)
  if (!draft || !family) return { so, known: [] }
  const children = draft.children.map((child) => {
    const same = enrolledAs(family, child, programme.season)
    return same && same.id !== child.id
      ? { ...childDraftOf(same), wanted: child.wanted, sections: child.sections }
      : child
  })
  const known = children
    .filter((child, index) => child !== draft.children[index])
    .flatMap(({ name }) => name ?? [])
  return known.length > 0 ? { so: withDraft(so, { ...draft, children }), known } : { so, known }
}

const consentOf = (turn: Turn, programme: Programme): Consent => ({
  scope: 'basic',
  given: true,
  at: turn.scene.now,
  by: { contact: turn.scene.contact },
  notice: noticeVersion(programme),
})

export const newFamily = (
  turn: Turn,
  programme: Programme,
  id = turn.scene.fresh.id(ids.family),
): Family => ({
  id,
  programmeId: programme.id,
  rev: 0,
  createdAt: turn.scene.now,
  contacts: [],
  guardians: [],
  children: [],
  consents: [],
  enrolments: [],
  pending: null,
  left: [],
})

/** Has this person still to see the notice, or see it again because its text changed? */
export const mustConsent = (state: State, programme: Programme): boolean => {
  const family = familyOf(state)
  const known = family !== null && basicGiven(family) && !mustAskAgain(family, programme)
  return !known && state.talk.agreed !== noticeVersion(programme)
}

/** A guardian's consent that was just given makes the family, or adds a line to its ledger: the first thing stored. */
export const settled = (turn: Turn, so: So, programme: Programme): So => {
  if (so.state.talk.who !== 'guardian') return so
  const family = so.state.family ?? { ...newFamily(turn, programme), contacts: [turn.scene.contact] }
  if (basicGiven(family) && !mustAskAgain(family, programme)) return so
  const consent = consentOf(turn, programme)
  return {
    ...so,
    state: { ...so.state, family: { ...family, consents: [...family.consents, consent] } },
    entries: [...so.entries, { kind: 'consent', familyId: family.id, consent }],
  }
}
