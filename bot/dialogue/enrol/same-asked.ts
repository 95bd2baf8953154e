import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Ask } from '../../../shared/family.ts'
import { askEndsAt } from '../../../shared/retention.ts'
import * as words from '../../wording/same-child.ts'
import { openHuman } from '../human.ts'
import { joinKin } from '../kin/join.ts'
import { silentId } from '../kin/notices.ts'
import { numberedChoices, pickOf, saysNo, saysYes } from '../pick.ts'
import { ending } from '../rest.ts'
import type { Entry, KinFact, Move, SameChild, SameSaid } from '../state.ts'
import { asking, type Turn, text, withTalk } from '../turn.ts'
import { calledIn, changedChild, childAt } from './choose.ts'
import { draftOf, type EnrolFlow, flowOf, type So } from './so.ts'

/** Ids of one turn (30 and on are these topics'). */
const noteId = 30

type Asked = NonNullable<SameSaid['asked']>

const asOf = (relation: string | undefined): Ask['as'] => {
  if (relation === '爸爸') return 'father'
  return relation === '妈妈' ? 'mother' : 'family'
}

const waiting = (so: So, index: number, question: string, labels: readonly string[]): Move => ({
  ...asking(so.state, flowOf('kin', index), 'choice', [...so.lines, text(question)], {
    choices: numberedChoices(labels),
  }),
  entries: so.entries,
})

const withAsked = (so: So, index: number, asked: Asked): So => {
  const { same } = childAt(so, index)
  if (!same) throw new Error('a child was asked about that was never looked up')
  const { put: _, ...rest } = same
  return changedChild(so, index, { same: { ...rest, asked } })
}

/** It is the same child: nothing is claimed, and whoever entered it first is asked. */
export const askFamily = (turn: Turn, so: So, index: number, other: SameChild): Move => {
  const { now: at } = turn.scene
  const { familyId, childId } = other
  const asked: Asked = { familyId, childId, at, until: askEndsAt(at) }
  const next = withAsked(so, index, asked)
  const child = calledIn(childAt(so, index))
  const as = asOf(draftOf(so.state).guardian.relation)
  const said = {
    guardians: words.askedFamily(child, as),
    helper: words.askedHelper(child),
    nobody: words.askedStaff(child),
  }[other.asks]
  const state = withTalk(next.state, { flow: null })
  return {
    ...ending(state, [...so.lines, text(said)], ['courses', 'human']),
    entries: [...so.entries, ...requestTo(turn, other, asked, as)],
  }
}

const requestTo = (turn: Turn, other: SameChild, asked: Asked, as: Ask['as']): readonly Entry[] => {
  if (other.asks === 'nobody') return [note(turn, words.noteNobody([`${other.familyId}/${other.childId}`]))]
  if (other.asks === 'helper') return other.hearers.map((to) => entryOf(codeAsked(turn, to, asked)))
  const { contact } = turn.scene
  const from = turn.state.family?.id ?? ''
  const { childId, at, until } = asked
  const ask: Ask = { contact, from, childId, as, at, until, answer: null }
  return [
    { kind: 'ask', familyId: asked.familyId, ask },
    ...other.hearers.map((to) => entryOf(joinAsked(turn, to, asked, as))),
    entryOf(unanswered(turn, asked, from)),
  ]
}

const note = (turn: Turn, said: string): Entry => ({
  kind: 'case',
  id: turn.scene.fresh.id(noteId),
  familyId: turn.state.family?.id ?? null,
  words: said,
  by: 'program',
})

const entryOf = (notice: Notice): Entry => ({ kind: 'notice', notice })

const joinAsked = (
  turn: Turn,
  to: string,
  { familyId, childId, at, until }: Asked,
  as: Ask['as'],
): Notice => ({
  id: `${turn.scene.turnId}.join_asked.${to}`,
  to,
  what: 'family.join_asked',
  at,
  about: { familyId, childId, as },
  expiresAt: until,
})

const codeAsked = (turn: Turn, to: string, { familyId, at, until }: Asked): Notice => ({
  id: `${turn.scene.turnId}.code_asked.${to}`,
  to,
  what: 'family.code_asked',
  at,
  about: { familyId },
  expiresAt: until,
})

/** Said at the end of the hours, unless an answer takes it away before. */
const unanswered = (turn: Turn, { familyId, at, until }: Asked, from: string): Notice => ({
  id: silentId(familyId, { contact: turn.scene.contact, at }),
  to: turn.scene.contact,
  what: 'family.join_unanswered',
  at,
  about: { familyId: from },
  notBefore: until,
})

type Standing = Exclude<KinFact['answer'], 'gone'>

const questions: Record<Standing, (child: string) => string> = {
  waiting: words.stillWaiting,
  helper: words.waitsForCode,
  silence: words.nobodyAnswered,
  no: words.saidNo,
  yes: words.askComeIn,
}
const labelsOf: Record<Standing, readonly string[]> = {
  waiting: words.waitingLabels,
  helper: words.waitingLabels,
  silence: words.refusedLabels,
  no: words.refusedLabels,
  yes: words.agreedLabels,
}

const standingOf = ({ answer, family }: KinFact): KinFact['answer'] =>
  answer === 'yes' && family === null ? 'gone' : answer

/** The family is no more: the child is looked up anew. */
const forgotten = (so: So, index: number): So => {
  const { same: _, ...child } = childAt(so, index)
  const draft = draftOf(so.state)
  const children = draft.children.map((one, at) => (at === index ? child : one))
  return { ...so, state: withTalk(so.state, { draft: { ...draft, children } }) }
}

/** What became of it: still waited for, or the question that comes next. */
export const putWaiting = (turn: Turn, so: So, index: number, asked: Asked, on: (so: So) => Move): Move => {
  const fact = turn.scene.facts.kin.get(asked.familyId)
  if (!fact) return { need: [{ kind: 'kin', familyId: asked.familyId, contact: turn.scene.contact }] }
  const standing = standingOf(fact)
  if (standing === 'gone') return on(forgotten(so, index))
  return waiting(so, index, questions[standing](calledIn(childAt(so, index))), labelsOf[standing])
}

const picked = (turn: Turn, labels: readonly string[]): string | null => {
  const at = pickOf(turn, labels)
  if (at !== null) return labels[at] ?? null
  if (labels === words.agreedLabels) {
    if (/一起管/.test(turn.text) || saysYes(turn)) return words.comeIn
    return saysNo(turn) ? words.notNow : null
  }
  if (/不是同一个|同名/.test(turn.text)) return words.goOnAnother
  return turn.meaning.intent === 'register' || /继续|看看|回音/.test(turn.text) ? words.lookAgain : null
}

export const answerWaiting = (
  turn: Turn,
  so: So,
  { child: index }: EnrolFlow,
  on: (so: So) => Move,
): Move | null => {
  const asked = draftOf(so.state).children[index]?.same?.asked
  if (!asked) return on(so)
  const fact = turn.scene.facts.kin.get(asked.familyId)
  if (!fact) return { need: [{ kind: 'kin', familyId: asked.familyId, contact: turn.scene.contact }] }
  const standing = standingOf(fact)
  if (standing === 'gone') return on(forgotten(so, index))
  switch (picked(turn, labelsOf[standing])) {
    case words.comeIn:
      return fact.family && joinKin(turn, so, { index, asked, other: fact.family })
    case words.notNow:
      return ending(so.state, [text(words.notComeIn)], ['resume', 'human', 'menu'])
    case words.goOnAnother:
      return on(apart(turn, so, index, asked, fact))
    case words.askHuman:
      return openHuman({ ...turn, text: '' })
    case words.lookAgain:
      return on(so)
    default:
      return null
  }
}

/** Another child after all: nobody needs to answer any more. */
const apart = (turn: Turn, so: So, index: number, asked: Asked, { answer }: KinFact): So => {
  const { same } = childAt(so, index)
  if (!same) return so
  const { asked: _, ...rest } = same
  const next = changedChild(so, index, {
    same: { ...rest, apart: [...rest.apart, `${asked.familyId}/${asked.childId}`] },
  })
  const { contact, now } = turn.scene
  const from = turn.state.family?.id ?? ''
  const over: Ask = {
    contact,
    from,
    childId: asked.childId,
    as: 'family',
    at: asked.at,
    until: now,
    answer: null,
  }
  const open = answer === 'waiting' || answer === 'yes' || answer === 'no'
  return {
    ...next,
    entries: [
      ...next.entries,
      ...(open ? [{ kind: 'ask', familyId: asked.familyId, ask: over } as const] : []),
      {
        kind: 'notice_gone',
        to: contact,
        at: asked.at,
        id: silentId(asked.familyId, { contact, at: asked.at }),
      },
    ],
  }
}
