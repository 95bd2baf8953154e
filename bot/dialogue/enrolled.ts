import type { Section } from '../../shared/catalogue.ts'
import type { Child, Enrolment, Family } from '../../shared/family.ts'
import { shortName } from './enrol/people.ts'
import type { Query, Scene, State } from './state.ts'
import { slotsOf, type Turn } from './turn.ts'

/** An enrolment with its child and, while the catalogue still holds it, its section. */
export interface Taken {
  readonly enrolment: Enrolment
  readonly child: Child
  readonly section: Section | null
}

/** What the family in hand is enrolled in, child by child in the order they were entered. */
export const takenOf = (state: State, scene: Scene): readonly Taken[] =>
  (state.family?.children ?? []).flatMap((child) =>
    (state.family?.enrolments ?? [])
      .filter((enrolment) => enrolment.childId === child.id)
      .map((enrolment) => ({
        enrolment,
        child,
        section: scene.catalogue.sections.get(enrolment.sectionId) ?? null,
      })),
  )

export const isMorning = (section: Section): boolean => (section.sessions[0]?.from ?? '00:00') < '12:00'

const isCalled = (child: Child, names: readonly string[]): boolean =>
  names.some((name) => child.name.includes(name) || name.includes(child.name))

/** Children who were named; all of them when none was, or none is called so. */
export const childrenMeant = (turn: Turn): readonly Child[] => {
  const children = turn.state.family?.children ?? []
  const names = slotsOf(turn.meaning, 'name')
  const named = children.filter(
    (child) => isCalled(child, names) || turn.text.includes(shortName(child.name)),
  )
  return named.length > 0 ? named : children
}

const suits = (section: Section | null, modules: readonly string[], times: readonly string[]): boolean =>
  section !== null &&
  (modules.length === 0 || modules.includes(section.module.id)) &&
  (times.length === 0 || times.includes(isMorning(section) ? 'am' : 'pm'))

/**
 * The enrolments that words are about: of the children named, in the modules named, at the time named. Where that leaves
 * none, all of those children: the person is then shown what there is rather than told no.
 */
export const takenMeant = (
  turn: Turn,
  modules: readonly string[],
  times: readonly string[],
): readonly Taken[] => {
  const children = childrenMeant(turn)
  const theirs = takenOf(turn.state, turn.scene).filter((taken) => children.includes(taken.child))
  const meant = theirs.filter((taken) => suits(taken.section, modules, times))
  return meant.length > 0 ? meant : theirs
}

export const positionKey = (enrolment: Enrolment): string => `${enrolment.sectionId}/${enrolment.childId}`

/** What must be looked up before the places on waiting lists can be said; empty when all are known. */
export const positionsLacking = (scene: Scene, taken: readonly Taken[]): readonly Query[] =>
  taken
    .filter(
      ({ enrolment }) => enrolment.state === 'waiting' && !scene.facts.positions.has(positionKey(enrolment)),
    )
    .map(({ enrolment }) => ({
      kind: 'position',
      sectionId: enrolment.sectionId,
      childId: enrolment.childId,
    }))

/** Seats that must be looked up; none when all are known. */
export const seatsLacking = (scene: Scene, sections: readonly Section[]): readonly Query[] => {
  const lacking = sections
    .filter((section) => !scene.facts.seats.has(section.id))
    .map((section) => section.id)
  return lacking.length > 0 ? [{ kind: 'seats', sections: lacking }] : []
}

export const withoutEnrolments = (
  family: Family,
  gone: readonly { readonly sectionId: string; readonly childId: string }[],
): Family => ({
  ...family,
  enrolments: family.enrolments.filter(
    (enrolment) =>
      !gone.some((one) => one.sectionId === enrolment.sectionId && one.childId === enrolment.childId),
  ),
})

/** The guardian who is speaking, where the family is confirmed. */
export const speaker = (turn: Turn) =>
  turn.state.family?.guardians.find((guardian) => guardian.contact === turn.scene.contact)
