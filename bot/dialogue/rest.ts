import { draftWaits, labelOf, nextWords, type Way } from '../wording/menu.ts'
import { preparedWaits } from '../wording/prepared.ts'
import { numberedChoices } from './pick.ts'
import type { Draft, Line, Move, State } from './state.ts'
import { text, withTalk } from './turn.ts'

type Decided = Exclude<Move, { need: unknown }>

/** Nothing is pending but a menu of these ways; a number picks one (menu.ts). */
export const offering = (state: State, lines: readonly Line[], ways: readonly Way[]): Decided => ({
  state: withTalk(state, {
    flow: null,
    asked: { expects: 'menu', choices: numberedChoices(ways.map(labelOf)), missing: [] },
  }),
  lines,
})

/** What it is called to go on with a form: one that is ready only waits for its opening. */
export const resumed = ({ ready }: Draft): Way => (ready ? 'prepared' : 'resume')

export const draftLines = ({ talk: { draft } }: State): readonly Line[] =>
  draft ? [text(draft.ready ? preparedWaits : draftWaits)] : []

/** An unfinished enrolment is offered first: no answer may make a parent lose what was typed. */
export const withDraft = (state: State, ways: readonly Way[]): readonly Way[] =>
  state.talk.draft && !ways.includes('resume')
    ? [resumed(state.talk.draft), ...ways.filter((way) => way !== 'enrol').slice(0, 4)]
    : ways

/** What a family that is enrolled already calls the same door. */
export const signUp = (state: State): Way =>
  state.family && state.family.enrolments.length > 0 ? 'again' : 'enrol'

/**
 * An answer to something looked up, and what can be done next: never a dead end. In the middle of something else only the
 * answer is given, since the router then puts the pending question again, and its numbers must mean one thing.
 */
export const resting = (state: State, lines: readonly Line[], next: readonly Way[]): Decided =>
  state.talk.flow === null ? ending(state, lines, next) : { state, lines }

/** The end of a topic: nothing is pending any more but what can be done next. */
export const ending = (state: State, lines: readonly Line[], next: readonly Way[]): Decided => {
  const ways = withDraft(state, next)
  return offering(state, [...lines, ...draftLines(state), text(nextWords(ways.map(labelOf)))], ways)
}
