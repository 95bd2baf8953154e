import type { Child, Enrolment, Family } from '../../../shared/family.ts'
import type { SectionId } from '../../../shared/ids.ts'
import { gatheringOf } from '../../../shared/wishes.ts'
import { sectionName } from '../../wording/schedule.ts'
import { drawnLines, type WishOutcome } from '../../wording/wishes.ts'
import { positionKey, positionsLacking, takenOf } from '../enrolled.ts'
import type { Query, Scene, WishFact } from '../state.ts'
import type { Turn } from '../turn.ts'
import { sectionsOf, wishesOf } from './effects.ts'

/** What must be looked up before it can be told what came of a family's wishes; nothing before the draw. */
export const drawnLacking = ({ state, scene }: Turn): readonly Query[] => {
  const { family } = state
  const wished = sectionsOf(
    scene,
    (family?.wishes ?? []).flatMap(({ ranked }) => ranked),
  )
  const drawn = wished.filter((section) => (gatheringOf(section)?.drawnAt ?? scene.now) <= scene.now)
  const [first] = drawn
  if (!family || !first) return []
  const programmeId = first.programme.id
  return [
    ...(scene.facts.wishes.has(family.id)
      ? []
      : [{ kind: 'wishes', programmeId, familyId: family.id } as const]),
    ...positionsLacking(scene, takenOf(state, scene)),
  ]
}

type Told = Pick<Scene, 'catalogue'> & { readonly facts: Pick<Scene['facts'], 'wishes' | 'positions'> }

const outcomeOf = (
  { catalogue, facts }: Told,
  sectionId: SectionId,
  fact: WishFact,
  place: Enrolment | undefined,
): readonly WishOutcome[] => {
  const section = catalogue.sections.get(sectionId)
  if (!section) return []
  const waits = place?.state === 'waiting'
  return [
    {
      section: sectionName(section),
      got: place !== undefined && !waits,
      place: place && waits ? (facts.positions.get(positionKey(place))?.place ?? null) : null,
      waits,
      reason: fact.refused.find((one) => one.section === sectionId)?.reason ?? null,
    },
  ]
}

export interface DrawnOfChild {
  readonly lines: readonly string[]
  /** Was anything got? */
  readonly some: boolean
}

/** What came of each of a child's wishes, by what the family has at this moment; null before its seats were given. */
export const drawnOfChild = (told: Told, family: Family, child: Child): DrawnOfChild | null => {
  const fact = told.facts.wishes.get(family.id)?.find(({ childId }) => childId === child.id)
  const ranked = wishesOf(family, child.id)?.ranked
  if (!fact || !ranked) return null
  const outcomes = ranked.flatMap((id) => {
    const place = family.enrolments.find((one) => one.sectionId === id && one.childId === child.id)
    return outcomeOf(told, id, fact, place)
  })
  return {
    lines: drawnLines(child.name, outcomes, told.catalogue.sections),
    some: outcomes.some(({ got }) => got),
  }
}
