import { confirmCodeEndsAt, helperHoldEndsAt } from '../../../shared/retention.ts'
import { isWished } from '../../../shared/wishes.ts'
import { confirmCard } from '../../wording/card.ts'
import * as summing from '../../wording/summary.ts'
import { claimOf, provisionalWords } from '../claim-of.ts'
import { offerBehind } from '../offers.ts'
import { ending } from '../rest.ts'
import type { Draft, Line, Move, Outcome, State } from '../state.ts'
import { endingJoined } from '../together.ts'
import { type Turn, text, withTalk } from '../turn.ts'
import { wishedIn, withWishes } from '../wishes/effects.ts'
import { stillOpen } from './choose.ts'
import { committed } from './commit.ts'
import { outingsToAsk } from './excursion.ts'
import { newFamily } from './family.ts'
import { gaveBack, giveBack, sorted } from './give-back.ts'
import { keepReady, openingNotice } from './keep-ready.ts'
import { isOpen, someOpen, unclaimed } from './opening.ts'
import { type Claim, cardsOf, type Missed, missedOf, type Row, resultOf, rowsOf } from './outcome.ts'
import { proceed } from './proceed.ts'
import { isLookedUp, sameEffects } from './same.ts'
import { enteredMeanwhile, entering, withEntries } from './same-claimed.ts'
import { draftOf, type EnrolFlow, flowOf, programmeOf, saying, soFar, withDraft } from './so.ts'
import { asOne } from './twins.ts'
import {
  helperWishes,
  helperWords,
  type MissedWish,
  missedWishes,
  savedWords,
  sectionsWished,
  strayWishes,
  wishEffects,
} from './wished.ts'

const claimsOf = (turn: Turn, draft: Draft, helper: boolean, familyId: string): readonly Claim[] =>
  draft.children.flatMap((child) =>
    child.sections.flatMap(({ id, party }) => {
      const section = turn.scene.catalogue.sections.get(id)
      const until = helper ? helperHoldEndsAt(turn.scene.now) : null
      return section && isOpen(section, turn.scene.now) && !isWished(section, turn.scene.now)
        ? [claimOf(turn, child, section, { familyId, party, onFull: 'wait', until })]
        : []
    }),
  )

/** The summary was confirmed: seats are claimed, or it waits until what was chosen opens. Nothing of it is worded before the outcomes are known. */
export const claim = (turn: Turn): Move => {
  const so = stillOpen(turn, asOne(turn, soFar(turn)))
  const draft = draftOf(so.state)
  const open = draft.children.some(({ chosen }) => !chosen) || outingsToAsk(turn, so).length > 0
  if (open || !isLookedUp(turn, so)) return proceed(turn, so)
  const helper = so.state.talk.who === 'helper'
  const programme = programmeOf(so.state, turn.scene)
  const family = helper && programme ? newFamily(turn, programme) : so.state.family
  if (!family) throw new Error('a guardian confirmed an enrolment without a family')
  if (!someOpen(draft, turn.scene)) return keepReady(turn, so, draft)
  const state = withTalk(so.state, { flow: flowOf('claiming'), asked: null })
  const effects = [
    ...claimsOf(turn, draft, helper, family.id),
    ...(helper ? [] : wishEffects(turn, so, family)),
    ...sameEffects(so, family.id),
  ]
  // A helper's wishes alone are no matter of the world yet: they count with the guardian's word.
  return effects.length > 0
    ? { state, lines: [], effects }
    : helperEnds({ ...turn, state }, draft, [], family.id, [])
}

/** Words the outcomes and puts what was got into the family. Where nothing at all was got, the draft stays open. */
export const resume = (turn: Turn, flow: EnrolFlow, outcomes: readonly Outcome[]): Move => {
  if (flow.stage === 'releasing') return gaveBack(turn, flow)
  const draft = draftOf(turn.state)
  const others = enteredMeanwhile(turn, outcomes)
  const { rows, misfits } = sorted(turn, rowsOf(turn, draft, outcomes), others)
  const [first] = outcomes
  const familyId = first && 'familyId' in first.effect ? first.effect.familyId : ''
  const missed = missedOf(turn, outcomes)
  const stray = strayWishes(turn, outcomes, others)
  if (misfits.length + stray.length > 0)
    return giveBack(turn, { rows, misfits }, { missed, others, outcomes, stray })
  const helper = turn.state.talk.who === 'helper'
  const wished = helper ? helperWishes(turn, draft) : wishedIn(outcomes)
  if (rows.length + wished.length === 0)
    return chooseAgain(turn, [...missed, ...missedWishes(turn, outcomes)])
  const said = [
    ...[...missed, ...missedWishes(turn, outcomes)].map((one) => one.words),
    ...(rows.length > 0 ? [summing.results(rows.map(resultOf), helper)] : []),
    ...provisionalWords(turn, outcomes),
    ...(helper ? [] : savedWords(turn, draft, wished)),
  ]
  const lines = [text(said.join('\n'))]
  return helper
    ? withEntries(helperEnds(turn, draft, rows, familyId, lines), entering(turn, outcomes, draft, familyId))
    : guardianEnds(turn, draft, rows, outcomes, lines)
}

const chooseAgain = (turn: Turn, missed: readonly (Missed | MissedWish)[]): Move => {
  const draft = draftOf(turn.state)
  const gone = missed.flatMap(({ effect }) => (effect.kind === 'wish' ? effect.ranked : [effect.sectionId]))
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

const guardianEnds = (
  turn: Turn,
  draft: Draft,
  rows: readonly Row[],
  outcomes: readonly Outcome[],
  lines: readonly Line[],
): Move => {
  const { family } = turn.state
  if (!family) throw new Error('seats were claimed for a family that is gone')
  const enrolments = rows.map(({ enrolment }) => enrolment)
  const rest = unclaimed(draft, outcomes)
  const over = ended(turn.state)
  const state = {
    ...(rest ? withTalk(over, { draft: { ...rest, ready: true } }) : over),
    family: withWishes(committed(turn, family, draft, enrolments, turn.scene.contact), ...wishedIn(outcomes)),
  }
  const told = [...lines, ...cardsOf(rows)]
  const joined = enrolments.flatMap((one) => (one.state === 'waiting' ? [one.sectionId] : []))
  const offered = offerBehind({ ...turn, state }, told)
  const entries = rest ? openingNotice({ ...turn, state }, rest) : []
  const ends = offered ?? {
    ...endingJoined(turn, state, told, joined, [
      'another',
      wishedIn(outcomes).length > 0 ? 'wishes' : 'week',
      'mine',
    ]),
    entries,
  }
  return withEntries(ends, entering(turn, outcomes, draft, family.id))
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
  const wished = helperWishes(turn, draft)
  if (!programme || rows.length + wished.length === 0)
    throw new Error('a helper ended without a programme, or with neither a seat nor a wish')
  const { scene } = turn
  const until = rows[0]?.enrolment.until ?? confirmCodeEndsAt(scene.now)
  const enrolments = rows.map(({ enrolment }) => enrolment)
  const blank = { ...newFamily(turn, programme, familyId), pending: { helper: scene.contact, until } }
  const code = scene.fresh.code(0)
  const helped = [...turn.state.talk.helped, { familyId, at: scene.now }]
  const card: Line = {
    kind: 'card',
    ...confirmCard(code, until, [
      ...new Set([...rows.map(({ section }) => section), ...sectionsWished(turn, wished)]),
    ]),
  }
  const rested = ending(
    withTalk(ended(turn.state), { helped }),
    [...lines, ...helperWords(turn, draft, wished).map(text), text(summing.helperDone(until)), card],
    ['another', 'menu'],
  )
  return {
    ...rested,
    entries: [
      { kind: 'family', family: withWishes(committed(turn, blank, draft, enrolments, null), ...wished) },
      { kind: 'code', code, purpose: 'confirm', familyId, until },
    ],
  }
}
