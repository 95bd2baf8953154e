import type { ChildWishes, Family } from '../../../shared/family.ts'
import type { ChildId } from '../../../shared/ids.ts'
import type { Section } from '../../../shared/section.ts'
import { theChild } from '../../wording/common.ts'
import * as words from '../../wording/wishes.ts'
import type { Draft, Outcome } from '../state.ts'
import type { Turn } from '../turn.ts'
import { gatheringIn, sectionsOf, type Wish, wishOf } from '../wishes/effects.ts'
import { isOpen } from './opening.ts'
import { draftOf, type So, soFar } from './so.ts'
import { asOne } from './twins.ts'
import { wishesOfDraft } from './wishes.ts'

const withOpen = (turn: Turn, wishes: ChildWishes): ChildWishes => ({
  ...wishes,
  ranked: sectionsOf(turn.scene, wishes.ranked)
    .filter((section) => isOpen(section, turn.scene.now))
    .map(({ id }) => id),
})

/** What the form wishes for, of what can be wished for by now. */
const formWishes = (turn: Turn, so: So): readonly ChildWishes[] =>
  draftOf(so.state)
    .children.flatMap((child) => wishesOfDraft(turn, so, child) ?? [])
    .map((wishes) => withOpen(turn, wishes))
    .filter(({ ranked }) => ranked.length > 0)

/** Siblings whose wishes are kept already, and who are now to be drawn with the others, or no longer. */
const regrouped = (family: Family, { children, together }: Draft): readonly ChildWishes[] =>
  together === undefined
    ? []
    : (family.wishes ?? [])
        .filter(({ childId }) => !children.some(({ id }) => id === childId))
        .filter((wishes) => wishes.together !== together)
        .map((wishes) => ({ ...wishes, together }))

/** What is wished for, for the lists that are drawn from. */
export const wishEffects = (turn: Turn, so: So, family: Family): readonly Wish[] => {
  const draft = draftOf(so.state)
  const mine = formWishes(turn, so)
  const all = [...mine, ...(mine.length > 0 ? regrouped(family, draft) : [])]
  return all.flatMap((wishes) => {
    const gathering = gatheringIn(sectionsOf(turn.scene, wishes.ranked))
    const child = [...draft.children, ...family.children].find(({ id }) => id === wishes.childId)
    if (!gathering || !child) return []
    const { programmeId } = draft
    return [wishOf(wishes, child, { programmeId, familyId: family.id, until: gathering.closesAt })]
  })
}

/** What a helper named: kept with the family that waits for its guardian, and drawn once she has confirmed. */
export const helperWishes = (turn: Turn, draft: Draft): readonly ChildWishes[] => {
  const so = soFar({ ...turn, state: { ...turn.state, talk: { ...turn.state.talk, draft } } })
  return formWishes(turn, so)
}

export const sectionsWished = (turn: Turn, wished: readonly ChildWishes[]): readonly Section[] =>
  wished.flatMap(({ ranked }) => sectionsOf(turn.scene, ranked))

const nameOf = (turn: Turn, draft: Draft, childId: ChildId): string =>
  [...draft.children, ...(turn.state.family?.children ?? [])].find(({ id }) => id === childId)?.name ??
  theChild

/** Each child's, with when they are drawn. */
export const savedWords = (turn: Turn, draft: Draft, wished: readonly ChildWishes[]): readonly string[] =>
  wished
    .filter(({ childId }) => draft.children.some(({ id }) => id === childId))
    .flatMap(({ childId, ranked }) => {
      const sections = sectionsOf(turn.scene, ranked)
      const gathering = gatheringIn(sections)
      return gathering ? [words.saved(nameOf(turn, draft, childId), sections, gathering)] : []
    })

export const helperWords = (turn: Turn, draft: Draft, wished: readonly ChildWishes[]): readonly string[] =>
  wished.map(({ childId, ranked }) =>
    words.savedForGuardian(nameOf(turn, draft, childId), sectionsOf(turn.scene, ranked)),
  )

export interface MissedWish {
  readonly effect: Wish
  readonly words: string
}

export const missedWishes = (turn: Turn, outcomes: readonly Outcome[]): readonly MissedWish[] =>
  outcomes.flatMap((outcome) => {
    if (outcome.did !== 'refused' || outcome.effect.kind !== 'wish') return []
    const { effect, why } = outcome
    const name = nameOf(turn, draftOf(turn.state), effect.childId)
    return [{ effect, words: why === 'closed' ? words.tooLate(name) : words.unsaved(name) }]
  })

/** Of children whom the other guardian entered meanwhile, or who may be another family's: nothing is drawn for them as yet. */
export const strayWishes = (
  turn: Turn,
  outcomes: readonly Outcome[],
  others: ReadonlySet<ChildId>,
): readonly Wish[] => {
  const own = draftOf(asOne(turn, soFar(turn)).state).children.map(({ id }) => id)
  const known = [...own, ...(turn.state.family?.wishes ?? []).map(({ childId }) => childId)]
  return outcomes.flatMap(({ did, effect }) => {
    if (did !== 'wished' || effect.kind !== 'wish') return []
    return others.has(effect.childId) || !known.includes(effect.childId) ? [effect] : []
  })
}
