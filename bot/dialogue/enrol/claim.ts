import { confirmCodeEndsAt, helperHoldEndsAt } from '../../../shared/retention.ts'
import { confirmCard } from '../../wording/card.ts'
import * as summing from '../../wording/summary.ts'
import { ending } from '../rest.ts'
import type { Draft, Line, Move, Outcome, State } from '../state.ts'
import { type Turn, text, withTalk } from '../turn.ts'
import { stillOpen } from './choose.ts'
import { committed } from './commit.ts'
import { outingsToAsk } from './excursion.ts'
import { newFamily } from './family.ts'
import { gaveBack, giveBack, sorted } from './give-back.ts'
import { type Claim, cardsOf, type Missed, missedOf, type Row, resultOf, rowsOf } from './outcome.ts'
import { proceed } from './proceed.ts'
import { draftOf, type EnrolFlow, flowOf, programmeOf, saying, soFar, withDraft } from './so.ts'
import { asOne } from './twins.ts'

const claimsOf = (turn: Turn, draft: Draft, helper: boolean, familyId: string): readonly Claim[] =>
  draft.children.flatMap((child) =>
    child.sections.map(
      ({ id, party }): Claim => ({
        kind: 'claim',
        sectionId: id,
        childId: child.id,
        familyId,
        party,
        onFull: 'wait',
        until: helper ? helperHoldEndsAt(turn.scene.now) : null,
      }),
    ),
  )

/** The summary was confirmed: seats are claimed. Nothing of it is worded before the outcomes are known. */
export const claim = (turn: Turn): Move => {
  const so = stillOpen(turn, asOne(turn, soFar(turn)))
  const draft = draftOf(so.state)
  const open = draft.children.some(({ chosen }) => !chosen) || outingsToAsk(turn, so).length > 0
  if (open) return proceed(turn, so)
  const helper = so.state.talk.who === 'helper'
  const programme = programmeOf(so.state, turn.scene)
  const family = helper && programme ? newFamily(turn, programme) : so.state.family
  if (!family) throw new Error('a guardian confirmed an enrolment without a family')
  const state = withTalk(so.state, { flow: flowOf('claiming'), asked: null })
  return { state, lines: [], effects: claimsOf(turn, draft, helper, family.id) }
}

/** Words the outcomes and puts what was got into the family. Where nothing at all was got, the draft stays open. */
export const resume = (turn: Turn, flow: EnrolFlow, outcomes: readonly Outcome[]): Move => {
  if (flow.stage === 'releasing') return gaveBack(turn, flow)
  const draft = draftOf(turn.state)
  const { rows, misfits } = sorted(turn, rowsOf(turn, draft, outcomes))
  const [first] = outcomes
  const familyId = first && 'familyId' in first.effect ? first.effect.familyId : ''
  const missed = missedOf(turn, outcomes)
  if (misfits.length > 0) return giveBack(turn, { rows, misfits }, missed)
  if (rows.length === 0) return chooseAgain(turn, missed)
  const helper = turn.state.talk.who === 'helper'
  const lines = [
    text([...missed.map((one) => one.words), summing.results(rows.map(resultOf), helper)].join('\n')),
  ]
  return helper ? helperEnds(turn, draft, rows, familyId, lines) : guardianEnds(turn, draft, rows, lines)
}

const chooseAgain = (turn: Turn, missed: readonly Missed[]): Move => {
  const draft = draftOf(turn.state)
  const gone = missed.map(({ effect }) => effect.sectionId)
  const children = draft.children.map((child) => ({
    ...child,
    sections: child.sections.filter(({ id }) => !gone.includes(id)),
    chosen: false,
  }))
  return proceed(
    turn,
    saying(withDraft(soFar(turn), { ...draft, children }), ...missed.map((one) => one.words)),
  )
}

const ended = (state: State): State => withTalk(state, { draft: null, flow: null, asked: null })

const guardianEnds = (turn: Turn, draft: Draft, rows: readonly Row[], lines: readonly Line[]): Move => {
  const { family } = turn.state
  if (!family) throw new Error('seats were claimed for a family that is gone')
  const enrolments = rows.map(({ enrolment }) => enrolment)
  const state = {
    ...ended(turn.state),
    family: committed(turn, family, draft, enrolments, turn.scene.contact),
  }
  return ending(state, [...lines, ...cardsOf(rows)], ['another', 'week', 'mine'])
}

/**
 * The family is written once, with its seats and its code, and leaves the helper's hands: no contact speaks for it until a
 * guardian sends the code.
 */
const helperEnds = (
  turn: Turn,
  draft: Draft,
  rows: readonly Row[],
  familyId: string,
  lines: readonly Line[],
): Move => {
  const programme = programmeOf(turn.state, turn.scene)
  const claimed = rows[0]?.enrolment
  if (!programme || !claimed) throw new Error('a helper ended without a programme or a seat')
  const { scene } = turn
  const until = claimed.until ?? confirmCodeEndsAt(scene.now)
  const enrolments = rows.map(({ enrolment }) => enrolment)
  const blank = { ...newFamily(turn, programme, familyId), pending: { helper: scene.contact, until } }
  const code = scene.fresh.code(0)
  const helped = [...turn.state.talk.helped, { familyId, at: scene.now }]
  const card: Line = {
    kind: 'card',
    ...confirmCard(
      code,
      until,
      rows.map(({ section }) => section),
    ),
  }
  const rested = ending(
    withTalk(ended(turn.state), { helped }),
    [...lines, text(summing.helperDone(until)), card],
    ['another', 'menu'],
  )
  return {
    ...rested,
    entries: [
      { kind: 'family', family: committed(turn, blank, draft, enrolments, null) },
      { kind: 'code', code, purpose: 'confirm', familyId, until },
    ],
  }
}
