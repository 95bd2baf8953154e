import { knownOf } from '../../../shared/same-child.ts'
import * as words from '../../wording/same-child.ts'
import { countWrongCode, tooManyCodes } from '../codes.ts'
import { numberedChoices, pickOf, saysNo, saysYes } from '../pick.ts'
import { ending } from '../rest.ts'
import type { ChildDraft, Effect, Move, Query, SameChild, SameFact, SameSaid } from '../state.ts'
import { asking, type Turn, text, withTalk } from '../turn.ts'
import { calledIn, changedChild, childAt } from './choose.ts'
import { childOf } from './commit.ts'
import { askFamily, putWaiting } from './same-asked.ts'
import { sameKey } from './same-key.ts'
import { draftOf, type EnrolFlow, familyOf, flowOf, programmeOf, type So, saying, withDraft } from './so.ts'

/** A child that the family in hand has not entered in this programme before. */
const isNew = ({ state }: So, { id }: ChildDraft): boolean => {
  const family = familyOf(state)
  const { programmeId } = draftOf(state)
  if (!family?.children.some((child) => child.id === id)) return true
  return (
    family.programmeId !== programmeId &&
    !family.enrolments.some((one) => one.childId === id && one.sectionId.startsWith(`${programmeId}.`))
  )
}

const indexesOfNew = (so: So): readonly number[] =>
  draftOf(so.state).children.flatMap((child, index) => (isNew(so, child) ? [index] : []))

/** Was it looked up as it stands on the form now, and what was asked about it answered? */
const isSettled = ({ same }: ChildDraft, key: string): boolean =>
  same?.key === key && !same.put && same.asked === undefined

const mustLook = (child: ChildDraft): boolean => {
  const key = sameKey(child)
  return !isSettled(child, key) && !(child.same?.key === key && child.same.asked)
}

/** What must be looked up of the children of the form, beside their seats. Once a child, as long as it stays as it is. */
export const sameLacking = (turn: Turn, so: So): readonly Query[] => {
  const programme = programmeOf(so.state, turn.scene)
  if (!programme) return []
  const lacking = indexesOfNew(so)
    .map((index) => childAt(so, index))
    .filter((child) => mustLook(child) && !turn.scene.facts.same.has(sameKey(child)))
  if (lacking.length === 0) return []
  const children = lacking.map((child) => ({
    key: sameKey(child),
    known: knownOf(childOf(child, programme), programme.season),
  }))
  return [{ kind: 'same', programmeId: programme.id, familyId: familyOf(so.state)?.id ?? null, children }]
}

/**
 * Too much was asked from here: whoever tries names must not learn by the question who is enrolled. The same limit as that of
 * wrong codes.
 */
export const tooMuchAsked = ({ scene }: Turn, so: So): Move | null =>
  tooManyCodes(so.state.talk, scene.now)
    ? { ...ending(so.state, [...so.lines, text(words.tooMuchAsked)], ['human', 'menu']), entries: so.entries }
    : null

export const nameOf = ({ familyId, childId }: Pick<SameChild, 'familyId' | 'childId'>): string =>
  `${familyId}/${childId}`

const counted = (so: So, turn: Turn): So => ({
  ...so,
  state: { ...so.state, talk: countWrongCode(so.state.talk, turn.scene.now) },
})

const othersOf = (fact: SameFact | null | undefined, apart: readonly string[]): readonly SameChild[] =>
  fact?.others.filter((other) => !apart.includes(nameOf(other))) ?? []

const withSame = (so: So, index: number, same: SameSaid): So => changedChild(so, index, { same })

/** A name that was changed after it was looked up is one more guess, where nobody is asked about it. */
const noted = (turn: Turn, so: So, index: number): So => {
  const child = childAt(so, index)
  const key = sameKey(child)
  const fact = turn.scene.facts.same.get(key)
  if (!fact || !mustLook(child)) return so
  const before = child.same?.key === key ? child.same : null
  const guessed = child.same !== undefined && before === null && fact.others.length === 0
  const same: SameSaid = { key, marks: fact.marks, apart: before?.apart ?? [] }
  const unasked = fact.unasked ? { unasked: true as const } : {}
  return withSame(guessed ? counted(so, turn) : so, index, {
    ...same,
    ...unasked,
    ...(before?.put ? { put: true } : {}),
  })
}

/** The form with what was looked up of its children in it. */
export const withLooked = (turn: Turn, so: So): So =>
  indexesOfNew(so).reduce((all, index) => noted(turn, all, index), so)

const settled = (same: SameSaid): SameSaid => {
  const { put: _, asked: __, ...rest } = same
  return rest
}

/** The first child of the form of which something is still to be asked, or waited for; null where nothing is. */
export const putFirstSame = (turn: Turn, so: So, on: (so: So) => Move): Move | null => {
  for (const index of indexesOfNew(so)) {
    const { same } = childAt(so, index)
    if (same?.asked) return putWaiting(turn, so, index, same.asked, on)
    const others = othersOf(turn.scene.facts.same.get(same?.key ?? ''), same?.apart ?? [])
    if (same && others.length > 0) return putSame(turn, so, index, same)
    if (same?.put) return putFirstSame(turn, withSame(so, index, settled(same)), on)
  }
  return null
}

const putSame = (turn: Turn, so: So, index: number, same: SameSaid): Move => {
  const next = withSame(same.put ? so : counted(so, turn), index, { ...same, put: true })
  const question = text(words.askSame(calledIn(childAt(so, index))))
  return {
    ...asking(next.state, flowOf('same', index), 'choice', [...so.lines, question], {
      choices: numberedChoices(words.sameLabels),
    }),
    entries: so.entries,
  }
}

/** Are all children of the form looked up, and nothing left to be answered? A form of before may not be. */
export const isLookedUp = (turn: Turn, so: So): boolean =>
  programmeOf(so.state, turn.scene) === undefined ||
  indexesOfNew(so).every((index) => isSettled(childAt(so, index), sameKey(childAt(so, index))))

/** Looked up once more while the seats are claimed: the other parent may be claiming at this moment. */
export const sameEffects = (so: So, familyId: string): readonly Effect[] => {
  const children = indexesOfNew(so).flatMap((index) => {
    const { id, same } = childAt(so, index)
    return same && same.marks.length > 0 ? [{ childId: id, marks: same.marks }] : []
  })
  return children.length > 0 ? [{ kind: 'same', familyId, children }] : []
}

const said = (turn: Turn): 'same' | 'another' | null => {
  const at = pickOf(turn, words.sameLabels)
  if (at !== null) return at === 0 ? 'same' : 'another'
  if (/不同|不是|同名|另一个/.test(turn.text)) return 'another'
  if (/同一个|就是(他|她|TA)/.test(turn.text) || saysYes(turn)) return 'same'
  return saysNo(turn) ? 'another' : null
}

/** Null where it is no answer. `on` goes on with the form. */
export const answerSame = (
  turn: Turn,
  so: So,
  { child: index }: EnrolFlow,
  on: (so: So) => Move,
): Move | null => {
  const answer = said(turn)
  if (answer === null) return null
  const need = sameLacking(turn, so)
  if (need.length > 0) return { need }
  const { same } = childAt(so, index)
  const others = othersOf(turn.scene.facts.same.get(same?.key ?? ''), same?.apart ?? [])
  const [other] = others
  if (!same || !other) return on(so)
  if (answer === 'another') {
    const apart = [...same.apart, ...others.map(nameOf)]
    return on(withSame(so, index, { ...settled(same), apart }))
  }
  return so.state.talk.who === 'helper' ? leftOut(so, index, on) : askFamily(turn, so, index, other)
}

/** A helper has nothing to say to a family that has enrolled by itself. */
const leftOut = (so: So, index: number, on: (so: So) => Move): Move => {
  const draft = draftOf(so.state)
  const told = words.helperSame(calledIn(childAt(so, index)))
  const children = draft.children.filter((_, at) => at !== index)
  if (children.length > 0) return on(saying(withDraft(so, { ...draft, children, trail: [] }), told))
  const state = withTalk(so.state, { draft: null })
  return ending(state, [...so.lines, text(told)], ['another', 'menu', 'human'])
}
