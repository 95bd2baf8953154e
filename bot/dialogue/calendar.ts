import { familyLessons } from '../../shared/lessons.ts'
import { calendarAddress, calendarRenewed, noCalendar } from '../wording/calendar.ts'
import { familyGone } from '../wording/misunderstood.ts'
import { resting, signUp } from './rest.ts'
import type { Line, Move, Outcome } from './state.ts'
import { askAgain } from './topics.ts'
import { after, type Turn, text, withTalk } from './turn.ts'

type Linked = Extract<Outcome, { did: 'linked' }>

/** Says it, and whatever was pending once more. */
const said = (turn: Turn, line: Line): Move => {
  const { flow } = turn.state.talk
  if (flow) return after([line], askAgain(turn, flow))
  const { family } = turn.state
  return resting(turn.state, [line], family ? ['week', 'mine', 'menu'] : [signUp(turn.state), 'menu'])
}

/** 日历, 换日历地址. The address is a secret that only the world can make, so it comes with the outcome. */
export const openCalendar = (turn: Turn, { renew }: { readonly renew: boolean }): Move => {
  const { family } = turn.state
  if (!family || familyLessons(family, turn.scene.catalogue).length === 0) return said(turn, text(noCalendar))
  return { state: turn.state, lines: [], effects: [{ kind: 'calendar', familyId: family.id, renew }] }
}

/** What the outcomes of a turn say of a calendar; null where it was another kind of turn. */
export const linkedIn = (outcomes: readonly Outcome[]): Linked | null =>
  outcomes.find((outcome) => outcome.did === 'linked') ?? null

const wordsOf = ({ address, renewed }: Linked): string => {
  if (address === null) return familyGone
  return renewed ? calendarRenewed(address) : calendarAddress(address)
}

/** The address; it is for who asked, and whatever was pending stays so. */
export const sayLinked = (turn: Turn, linked: Linked): Move =>
  said({ ...turn, state: withTalk(turn.state, { misses: 0 }) }, text(wordsOf(linked)))
