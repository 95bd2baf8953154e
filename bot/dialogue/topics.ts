import { cancel } from './cancel.ts'
import { change } from './change.ts'
import { confirm } from './confirm.ts'
import { edit } from './edit.ts'
import { enrol } from './enrol.ts'
import { erase } from './erase.ts'
import type { Flow } from './flows.ts'
import { guess } from './guess.ts'
import { human } from './human.ts'
import { join } from './join.ts'
import { kin } from './kin.ts'
import { offers } from './offers.ts'
import { prove } from './prove.ts'
import type { Move, Outcome } from './state.ts'
import { together } from './together.ts'
import { after, type Topic, type Turn } from './turn.ts'
import { wishes } from './wishes.ts'
import { withdraw } from './withdraw.ts'

type TopicOf<Name extends Flow['topic']> = Topic<Extract<Flow, { topic: Name }>>

const topics: { readonly [Name in Flow['topic']]: TopicOf<Name> } = {
  enrol,
  prove,
  confirm,
  cancel,
  change,
  edit,
  erase,
  withdraw,
  join,
  offer: offers,
  together,
  wishes,
  kin,
  human,
  guess,
}

/** The topic of a flow. The table above pairs each flow with its own topic, which the compiler cannot carry through a look-up. */
const topicOf = (flow: Flow): Topic => topics[flow.topic] as Topic

export const askAgain = (turn: Turn, flow: Flow): Move => topicOf(flow).ask(turn, flow)
export const takeAnswer = (turn: Turn, flow: Flow): Move | null =>
  goneOn(turn, flow, topicOf(flow).answer(turn, flow))
export const stepBack = (turn: Turn, flow: Flow): Move | null =>
  goneOn(turn, flow, topicOf(flow).back(turn, flow))
export const whyAsked = (turn: Turn, flow: Flow): string | null => topicOf(flow).why?.(turn, flow) ?? null
export const goOn = (turn: Turn, flow: Flow, outcomes: readonly Outcome[]): Move => {
  const resume = topicOf(flow).resume
  if (!resume) throw new Error(`topic ${flow.topic} wanted effects and cannot go on with their outcomes`)
  return goneOn(turn, flow, resume(turn, flow, outcomes))
}

/** What an offer stood in the middle of goes on when that is settled: its question is put again, with the offer's words before. */
export const goneOn = <M extends Move | null>(turn: Turn, from: Flow | null, move: M): M | Move => {
  if (!move || 'need' in move || from?.topic !== 'offer') return move
  const { flow } = move.state.talk
  return flow && flow.topic !== 'offer'
    ? after(move.lines, askAgain({ ...turn, state: move.state }, flow))
    : move
}
