import type { Notice } from '../../shared/contract/outbox.ts'
import { dayMs, dayOf } from '../../shared/time.ts'
import { heardNothing, thanksFor } from '../wording/heard.ts'
import { offerLines } from './offers.ts'
import { offering, withDraft } from './rest.ts'
import type { Move, Outcome } from './state.ts'
import { askAgain } from './topics.ts'
import { after, type Turn, text, withTalk } from './turn.ts'

/** 收到 is said to messages of these days: a phone is not looked at every day. */
const backMs = 3 * dayMs

/** 收到: what was sent and asks for it is confirmed; what is pending stays pending. */
export const openHeard = (turn: Turn): Move => {
  const { now: at, contact } = turn.scene
  return { state: turn.state, lines: [], effects: [{ kind: 'acknowledge', contact, since: at - backMs, at }] }
}

/** What the outcomes of a turn say was heard; null where it was another kind of turn. */
export const heardIn = (outcomes: readonly Outcome[]): readonly Notice[] | null =>
  outcomes.find((outcome) => outcome.did === 'heard')?.notices ?? null

/** Of what is confirmed the latest is named, with what came in the day before it. */
const latest = (notices: readonly Notice[]): readonly Notice[] => {
  const newest = Math.max(...notices.map(({ at }) => at))
  return notices.filter(({ at }) => at > newest - dayMs)
}

const thanks = (turn: Turn, notices: readonly Notice[]): string => {
  const said = notices.length > 0 ? thanksFor(latest(notices), dayOf(turn.scene.now)) : heardNothing
  return said.find((words) => words !== turn.state.talk.lastSaid) ?? ''
}

/** A short thanks, and whatever was pending once more. */
export const sayHeard = (turn: Turn, notices: readonly Notice[]): Move => {
  const { flow } = turn.state.talk
  // 嗯 and 收到 take no seat: what is offered is still to be answered.
  const said = [text(thanks(turn, notices)), ...offerLines(turn)]
  const state = withTalk(turn.state, { misses: 0 })
  if (flow) return after(said, askAgain({ ...turn, state }, flow))
  return offering(state, said, withDraft(state, state.family ? ['week', 'menu'] : ['enrol', 'menu']))
}
