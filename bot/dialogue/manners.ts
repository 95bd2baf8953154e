import type { Quiet } from '../../shared/outbox.ts'
import { readQuiet } from '../understand/quiet.ts'
import * as words from '../wording/manners.ts'
import { resting } from './rest.ts'
import type { Manners, Move, Talk } from './state.ts'
import { slotOf, type Turn, text, withTalk } from './turn.ts'

/** How this contact wants to be written to, changed, and said back. */
const told = (turn: Turn, manners: Manners, said: string): Move =>
  resting(withTalk(turn.state, { manners }), [text(said)], ['my_data', 'menu'])

/** 退订: nothing but safety from now on. */
export const stopMessages = (turn: Turn): Move => {
  const { manners } = turn.state.talk
  return told(turn, { ...manners, stopped: true }, manners.stopped ? words.stoppedAlready : words.stoppedNow)
}

/** 恢复消息. */
export const resumeMessages = (turn: Turn): Move => {
  const { manners } = turn.state.talk
  return told(turn, { ...manners, stopped: false }, manners.stopped ? words.resumed : words.neverStopped)
}

const withStop = (manners: Manners, said: string): string =>
  manners.stopped ? `${said}${words.stillStopped}` : said

/** 我上夜班, 晚上9点到早上8点别发: own hours of rest. Null where the message names none. */
export const quietHours = (turn: Turn): Move | null => {
  const slot = slotOf(turn.meaning, 'quiet')
  if (slot === undefined) return null
  const quiet: Quiet = readQuiet(slot)
  const { manners } = turn.state.talk
  return told(turn, { ...manners, quiet }, withStop(manners, words.quietNow(quiet)))
}

/** 不上夜班了, 恢复正常. Who stopped all and never named hours means that. */
export const usualHours = (turn: Turn): Move => {
  const { manners } = turn.state.talk
  if (manners.stopped && manners.quiet === null) return resumeMessages(turn)
  return told(turn, { ...manners, quiet: null }, withStop(manners, words.usualNow))
}

/** Something was said about it, so that something is stored. */
export const hasManners = ({ manners }: Talk): boolean =>
  manners.stopped || manners.quiet !== null || manners.left === true

/** Whoever speaks is there (again). */
export const isBack = ({ left: _, ...manners }: Manners): Manners => manners
