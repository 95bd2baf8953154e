import type { Section } from '../../../shared/catalogue.ts'
import * as words from '../../wording/change.ts'
import { sectionName } from '../../wording/schedule.ts'
import { results } from '../../wording/summary.ts'
import { whyNotBeside } from '../beside.ts'
import { claimOf } from '../claim-of.ts'
import { type Taken, withoutEnrolments } from '../enrolled.ts'
import { offerBehind } from '../offers.ts'
import { ending } from '../rest.ts'
import type { Effect, Move, Outcome, State } from '../state.ts'
import { endingJoined } from '../together.ts'
import { type Turn, text, withTalk } from '../turn.ts'
import { askFull } from './asks.ts'
import { type ChangeFlow, idsOf, nameOf, nothing, sectionOf, withFlow } from './flow.ts'

export const claim = (turn: Turn, flow: ChangeFlow, old: Taken, onFull: 'wait' | 'refuse'): Move => {
  const fresh = sectionOf(turn, flow.to)
  const familyId = turn.state.family?.id
  if (!fresh || familyId === undefined) return nothing(turn)
  const party = Math.min(old.enrolment.party, fresh.plan.party.max)
  const effect = claimOf(turn, old.child, fresh, { familyId, party, onFull, until: null })
  return { state: withFlow(turn.state, { ...flow, stage: 'claiming' }), lines: [], effects: [effect] }
}

/** The family with what was won, so that a crash between the two rounds loses no seat. */
export const withNew = (turn: Turn, outcome: Outcome, state: 'seat' | 'offered' | 'waiting'): State => {
  const { family } = turn.state
  if (!family || outcome.effect.kind !== 'claim') return turn.state
  const { sectionId, childId, party } = outcome.effect
  const until = outcome.did === 'offered' ? outcome.until : null
  const won = { childId, sectionId, party, state, since: turn.scene.now, until }
  const others = withoutEnrolments(family, [won])
  return { ...turn.state, family: { ...others, enrolments: [...others.enrolments, won] } }
}

/** Only when the new seat is won is the old one given away. */
export const claimed = (turn: Turn, flow: ChangeFlow, old: Taken, outcome: Outcome): Move => {
  const fresh = sectionOf(turn, flow.to)
  if (!fresh) return nothing(turn)
  switch (outcome.did) {
    case 'seat':
    case 'held': {
      const familyId = turn.state.family?.id ?? ''
      const gone: Effect = { kind: 'release', familyId, ...idsOf(old), why: 'changed' }
      const state = withFlow(withNew(turn, outcome, 'seat'), { ...flow, stage: 'releasing' })
      return { state, lines: [], effects: [gone] }
    }
    case 'waiting': {
      const said = words.waitsNow(old.child.name, fresh, outcome.position, nameOf(old))
      const state = withNew(turn, outcome, 'waiting')
      return endingJoined(turn, state, [text(said)], [fresh.id], ['mine', 'change', 'menu'])
    }
    case 'offered': {
      const state = withTalk(withNew(turn, outcome, 'offered'), { flow: null })
      return offerBehind({ ...turn, state }, []) ?? nothing(turn)
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
  if (!fresh || !child || outcome.effect.kind !== 'claim') return nothing(turn)
  if (outcome.did === 'waiting') return waitsAlone(turn, child.name, fresh, outcome)
  if (outcome.did !== 'seat') return nothing(turn)
  return ending(
    withNew(turn, outcome, 'seat'),
    [text(words.changed(child.name, fresh))],
    ['mine', 'today', 'menu'],
  )
}

const waitsAlone = (
  turn: Turn,
  child: string,
  fresh: Section,
  outcome: Extract<Outcome, { did: 'waiting' }>,
): Move => {
  const row = { child, name: sectionName(fresh), state: 'waiting', position: outcome.position } as const
  const state = withNew(turn, outcome, 'waiting')
  return endingJoined(turn, state, [text(results([row], false))], [fresh.id], ['mine', 'today', 'menu'])
}

/**
 * The other guardian got something else meanwhile, beside which this cannot stand (or took the child out): it is given back
 * to whoever waits. Null where it fits. What is changed from does not count, since it goes.
 */
export const givingBack = (turn: Turn, flow: ChangeFlow, outcome: Outcome): Move | null => {
  const { family } = turn.state
  const fresh = sectionOf(turn, flow.to)
  const got = outcome.did === 'seat' || outcome.did === 'held' || outcome.did === 'waiting'
  if (!family || !fresh || !got || outcome.effect.kind !== 'claim') return null
  const child = family.children.find(({ id }) => id === flow.childId)
  const had = family.enrolments.filter(({ sectionId }) => sectionId !== flow.from)
  const told = child ? whyNotBeside(turn, child, fresh, had) : ''
  if (told === null) return null
  const { sectionId, childId, familyId } = outcome.effect
  return {
    state: withFlow(turn.state, { ...flow, stage: 'giving_back', told }),
    lines: [],
    effects: [{ kind: 'release', sectionId, childId, familyId }],
  }
}

export const gaveBack = (turn: Turn, { told = '' }: ChangeFlow): Move =>
  ending(turn.state, [text(words.changedElsewhere(told))], ['mine', 'change', 'human', 'menu'])

export const releasedOld = (turn: Turn, flow: ChangeFlow, old: Taken, outcome: Outcome): Move => {
  const fresh = sectionOf(turn, flow.to)
  const { family } = turn.state
  if (!fresh || !family) return nothing(turn)
  if (outcome.did !== 'released')
    return ending(turn.state, [text(words.oldStays(fresh, nameOf(old)))], ['cancel', 'mine', 'human'])
  const state = { ...turn.state, family: withoutEnrolments(family, [idsOf(old)]) }
  return ending(state, [text(words.changed(old.child.name, fresh))], ['mine', 'today', 'menu'])
}
