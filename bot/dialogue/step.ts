import type { Instant } from '../../shared/time.ts'
import type { Meaning } from '../understand/meaning.ts'
import { erased } from '../wording/data.ts'
import { cutNotice, familyGone, varied } from '../wording/misunderstood.ts'
import { linkedIn, sayLinked } from './calendar.ts'
import { heardIn, sayHeard } from './heard.ts'
import { forgotten } from './leave-family.ts'
import { isBack } from './manners.ts'
import { readEvent, readMedia } from './media.ts'
import { withMenu } from './menu.ts'
import { ending } from './rest.ts'
import { routeSaid } from './route.ts'
import type { Input, Line, Move, Outcome, Pending, Scene, State, Step } from './state.ts'
import { goOn } from './topics.ts'
import type { Turn } from './turn.ts'
import { after, text, withTalk } from './turn.ts'

const nothingSaid: Meaning = {
  intent: 'offtopic',
  slots: [],
  about: null,
  confidence: 'high',
  because: [],
  command: null,
  field: null,
  asksWhy: false,
  code: null,
  also: [],
  instead: [],
}

/**
 * One step of a conversation: `(state, input) → state, lines, effects`. Pure: nothing is read, written, waited for or drawn
 * by lot here, and the same step gives the same result. `{ need }` names facts to look up before the step is run again.
 * What is said beside effects is not kept: the lines of a turn are those of its last step.
 */
export const step = (state: State, input: Input, scene: Scene): Step =>
  settle(state, route(state, input, scene), scene.now)

const route = (state: State, input: Input, scene: Scene): Move => {
  const turn: Turn = { state: present(state, input), scene, text: '', meaning: nothingSaid }
  switch (input.kind) {
    case 'outcomes': {
      const flow = state.talk.flow
      const heard = heardIn(input.outcomes)
      if (heard) return sayHeard(turn, heard)
      const linked = linkedIn(input.outcomes)
      if (linked) return sayLinked(turn, linked)
      return flow ? goOn(turn, flow, input.outcomes) : familyWent(turn, input.outcomes)
    }
    case 'sent':
      return readMedia(turn, input)
    case 'came':
      return readEvent(turn, input.event)
    case 'said':
      return after(
        input.cut ? [text(cutNotice)] : [],
        routeSaid({ ...turn, text: input.text, meaning: input.meaning }),
      )
  }
}

const present = (state: State, { kind }: Input): State =>
  state.talk.manners.left && kind !== 'outcomes'
    ? withTalk(state, { manners: isBack(state.talk.manners) })
    : state

/**
 * The words of this talk went with the family. The other guardian erased it while this turn was under way, and nothing is
 * left to go on with; or this turn erases it, was cut short, and has now been carried out: that is what was asked for.
 */
const familyWent = (turn: Turn, outcomes: readonly Outcome[]): Move =>
  outcomes.some(({ did }) => did === 'erased')
    ? ending(forgotten(turn), [text(erased)], ['enrol', 'questions', 'human'])
    : withMenu(turn, [text(familyGone)])

/** What holds for every move: no question outlives its flow, and no sentence stands twice in a row. */
const settle = (before: State, move: Move, now: Instant): Step => {
  if ('need' in move) return move
  const asked = askedOf(before, move.state, now)
  const lines = unrepeated(move.lines, before.talk.lastSaid, before.talk.misses)
  const lastSaid = lastWords(lines) ?? before.talk.lastSaid
  return {
    state: { ...move.state, talk: { ...move.state.talk, asked, lastSaid } },
    lines,
    effects: move.effects ?? [],
    entries: move.entries ?? [],
  }
}

const askedOf = (before: State, { talk }: State, at: Instant): Pending | null => {
  const isNew = talk.asked !== before.talk.asked
  if (talk.flow === null && !isNew) return null
  return talk.asked && isNew ? { ...talk.asked, at } : talk.asked
}

const wordsOf = (line: Line): string => (line.kind === 'text' ? line.text : line.title)
const lastWords = (lines: readonly Line[]): string | undefined => lines.map(wordsOf).at(-1)

const unrepeated = (lines: readonly Line[], lastSaid: string, count: number): readonly Line[] =>
  lines.map((line, index) => {
    const previous = index === 0 ? lastSaid : wordsOf(lines[index - 1] ?? line)
    const repeats =
      line.kind === 'text' &&
      (line.text === previous || (index === lines.length - 1 && line.text === lastSaid))
    return repeats ? text(varied(line.text, count)) : line
  })
