import type { ChildWishes, Family } from '../../../shared/family.ts'
import type { ChildId, ProgrammeId } from '../../../shared/ids.ts'
import type { Section } from '../../../shared/section.ts'
import { gatheringOf, isWished } from '../../../shared/wishes.ts'
import type { Effect, Outcome, Scene } from '../state.ts'
import type { Turn } from '../turn.ts'

export type Wish = Extract<Effect, { kind: 'wish' }>

interface Belonging {
  readonly place?: string | null | undefined
  readonly employer?: string | null | undefined
}

/** `until`: the moment from which nothing of it is taken any more. */
export const wishOf = (
  wishes: ChildWishes,
  child: Belonging,
  given: { readonly programmeId: ProgrammeId; readonly familyId: string; readonly until: number },
): Wish => ({
  kind: 'wish',
  ...given,
  ...wishes,
  organisations: [child.place, child.employer].flatMap((id) => id ?? []),
})

export const withWishes = (family: Family, ...all: readonly ChildWishes[]): Family => {
  const before = (family.wishes ?? []).filter(({ childId }) => !all.some((one) => one.childId === childId))
  return { ...family, wishes: [...before, ...all.filter(({ ranked }) => ranked.length > 0)] }
}

export const withoutWishes = ({ wishes = [], ...family }: Family, childId: ChildId): Family => {
  const rest = wishes.filter((one) => one.childId !== childId)
  return rest.length > 0 ? { ...family, wishes: rest } : family
}

export const wishesOf = (family: Pick<Family, 'wishes'> | null, childId: ChildId): ChildWishes | null =>
  family?.wishes?.find((one) => one.childId === childId) ?? null

/** What was done of it, as the family's view keeps it. */
export const wishedIn = (outcomes: readonly Outcome[]): readonly ChildWishes[] =>
  outcomes.flatMap(({ did, effect }) => {
    if (did !== 'wished' || effect.kind !== 'wish') return []
    const { childId, ranked, together, waits } = effect
    return [{ childId, ranked, together, waits }]
  })

export const sectionsOf = (scene: Scene, ids: readonly string[]): readonly Section[] =>
  ids.flatMap((id) => scene.catalogue.sections.get(id) ?? [])

/** Sections among these that are named rather than claimed at this moment. */
export const wishedAmong = (scene: Scene, ids: readonly string[]): readonly Section[] =>
  sectionsOf(scene, ids).filter((section) => isWished(section, scene.now))

/** All sections by wishes of a programme share their days. */
export const gatheringIn = (sections: readonly Section[]) =>
  sections.map(gatheringOf).find((one) => one !== null) ?? null

/** What a child that goes had named goes with it, whatever became of it. */
export const unwishOf = (
  { scene }: Pick<Turn, 'scene'>,
  family: Family,
  childId: ChildId,
): readonly Effect[] => {
  const [section] = sectionsOf(scene, wishesOf(family, childId)?.ranked ?? [])
  if (!section) return []
  const until = Number.MAX_SAFE_INTEGER
  return [{ kind: 'unwish', programmeId: section.programme.id, familyId: family.id, childId, until }]
}

/** Wishes of children of `family` that become its own, or count from now on, until that moment of each one's days. */
export const wishesInto = (
  { scene }: Pick<Turn, 'scene'>,
  { id, children }: Pick<Family, 'id' | 'children'>,
  wishes: readonly ChildWishes[],
  until: 'closesAt' | 'drawnAt',
): readonly Effect[] =>
  wishes.flatMap((one) => {
    const child = children.find((each) => each.id === one.childId)
    const [section] = sectionsOf(scene, one.ranked)
    const gathering = section && gatheringOf(section)
    return child && section && gathering
      ? [wishOf(one, child, { programmeId: section.programme.id, familyId: id, until: gathering[until] })]
      : []
  })
