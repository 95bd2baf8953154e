import * as words from '../../wording/change.ts'
import { type Taken, withoutEnrolments } from '../enrolled.ts'
import { ending } from '../rest.ts'
import type { Effect, Move, Outcome, State } from '../state.ts'
import { type Turn, text } from '../turn.ts'
import { askFull } from './asks.ts'
import { type ChangeFlow, idsOf, nameOf, nothing, sectionOf, withFlow } from './flow.ts'

export const claim = (turn: Turn, flow: ChangeFlow, old: Taken, onFull: 'wait' | 'refuse'): Move => {
  const fresh = sectionOf(turn, flow.to)
  const familyId = turn.state.family?.id
  if (!fresh || familyId === undefined) return nothing(turn)
  const party = Math.min(old.enrolment.party, fresh.plan.party.max)
  const effect: Effect = {
    kind: 'claim',
    sectionId: fresh.id,
    childId: old.child.id,
    familyId,
    party,
    onFull,
    until: null,
  }
  return { state: withFlow(turn.state, { ...flow, stage: 'claiming' }), lines: [], effects: [effect] }
}

/** The family with what was won, so that a crash between the two rounds loses no seat. */
export const withNew = (turn: Turn, outcome: Outcome, state: 'seat' | 'waiting'): State => {
  const { family } = turn.state
  if (!family || outcome.effect.kind !== 'claim') return turn.state
  const { sectionId, childId, party } = outcome.effect
  const won = { childId, sectionId, party, state, since: turn.scene.now, until: null }
  return { ...turn.state, family: { ...family, enrolments: [...family.enrolments, won] } }
}

/** Only when the new seat is won is the old one given away. */
export const claimed = (turn: Turn, flow: ChangeFlow, old: Taken, outcome: Outcome): Move => {
  const fresh = sectionOf(turn, flow.to)
  if (!fresh) return nothing(turn)
  switch (outcome.did) {
    case 'seat':
    case 'held': {
      const gone: Effect = { kind: 'release', familyId: turn.state.family?.id ?? '', ...idsOf(old) }
      const state = withFlow(withNew(turn, outcome, 'seat'), { ...flow, stage: 'releasing' })
      return { state, lines: [], effects: [gone] }
    }
    case 'waiting': {
      const said = words.waitsNow(old.child.name, fresh, outcome.position, nameOf(old))
      return ending(withNew(turn, outcome, 'waiting'), [text(said)], ['mine', 'change', 'menu'])
    }
    default:
      if (outcome.did === 'refused' && outcome.why === 'full') return askFull(turn, old, fresh)
      return ending(
        turn.state,
        [text(words.closedNow(fresh, nameOf(old)))],
        ['change', 'mine', 'human', 'menu'],
      )
  }
}

/** The other guardian gave the old seat away meanwhile: what was won for it is kept, never held unseen. */
export const keptAlone = (turn: Turn, flow: ChangeFlow, outcome: Outcome): Move => {
  const fresh = sectionOf(turn, flow.to)
  const child = turn.state.family?.children.find((one) => one.id === flow.childId)
  if (!fresh || !child || outcome.did !== 'seat' || outcome.effect.kind !== 'claim') return nothing(turn)
  return ending(
    withNew(turn, outcome, 'seat'),
    [text(words.changed(child.name, fresh))],
    ['mine', 'today', 'menu'],
  )
}

export const releasedOld = (turn: Turn, flow: ChangeFlow, old: Taken, outcome: Outcome): Move => {
  const fresh = sectionOf(turn, flow.to)
  const { family } = turn.state
  if (!fresh || !family) return nothing(turn)
  if (outcome.did !== 'released')
    return ending(turn.state, [text(words.oldStays(fresh, nameOf(old)))], ['cancel', 'mine', 'human'])
  const state = { ...turn.state, family: withoutEnrolments(family, [idsOf(old)]) }
  return ending(state, [text(words.changed(old.child.name, fresh))], ['mine', 'today', 'menu'])
}
