import type { Section } from '../../shared/catalogue.ts'
import type { Child } from '../../shared/family.ts'
import type { SectionId } from '../../shared/ids.ts'
import type { Way } from '../wording/menu.ts'
import * as words from '../wording/together.ts'
import { plainly } from './enrol/reading.ts'
import { takenOf } from './enrolled.ts'
import type { Flow } from './flows.ts'
import { numberedChoices, pickOf } from './pick.ts'
import { ending } from './rest.ts'
import type { Line, Move, Outcome, Scene, State } from './state.ts'
import { asking, type Topic, type Turn, text, withTalk } from './turn.ts'

type TogetherFlow = Extract<Flow, { topic: 'together' }>

/** Children of one family who wait in one class. */
interface Pair {
  readonly section: Section
  readonly children: readonly Child[]
}

const pairsOf = (state: State, scene: Scene): readonly Pair[] => {
  const waiting = takenOf(state, scene).filter(({ enrolment }) => enrolment.state === 'waiting')
  const ids = [...new Set(waiting.map(({ enrolment }) => enrolment.sectionId))]
  return ids.flatMap((id) => {
    const section = scene.catalogue.sections.get(id)
    const children = waiting.filter(({ enrolment }) => enrolment.sectionId === id).map(({ child }) => child)
    return section && children.length > 1 ? [{ section, children }] : []
  })
}

const pairIn = (turn: Turn, { sections }: TogetherFlow): Pair | undefined =>
  pairsOf(turn.state, turn.scene).find(({ section }) => section.id === sections[0])

const namesOf = ({ children }: Pair): readonly string[] => children.map(({ name }) => name)

const put = (state: State, flow: TogetherFlow, pair: Pair, lines: readonly Line[]) =>
  asking(state, flow, 'choice', [...lines, text(words.askTogether(namesOf(pair), pair.section))], {
    choices: numberedChoices(words.togetherLabels),
  })

/**
 * The end of a topic in which children came to wait in `joined`: where another of the family waits in the same class it is
 * asked, this once, whether they only come together.
 */
export const endingJoined = (
  turn: Turn,
  state: State,
  lines: readonly Line[],
  joined: readonly SectionId[],
  next: readonly Way[],
): Exclude<Move, { need: unknown }> => {
  const pairs = pairsOf(state, turn.scene).filter(({ section }) => joined.includes(section.id))
  const [first] = pairs
  if (!first) return ending(state, lines, next)
  const sections = pairs.map(({ section }) => section.id)
  return put(state, { topic: 'together', stage: 'ask', sections, on: true }, first, lines)
}

/** What follows when one class is settled: the next of them, or the end. */
const goOn = (turn: Turn, { sections }: TogetherFlow, lines: readonly Line[]): Move => {
  const [, ...rest] = sections
  return endingJoined(turn, withTalk(turn.state, { flow: null }), lines, rest, ['mine', 'week', 'menu'])
}

const setting = (turn: Turn, flow: TogetherFlow, pair: Pair): Move => ({
  state: withTalk(turn.state, { flow: { ...flow, stage: 'setting' }, asked: null }),
  lines: [],
  effects: [
    {
      kind: 'together',
      sectionId: pair.section.id,
      childIds: pair.children.map(({ id }) => id),
      familyId: turn.state.family?.id ?? '',
      on: flow.on,
    },
  ],
})

const apartSaid =
  /^(?:还是|改成|要|想|就|那|让|两个(?:孩子|娃)?|他们|孩子|都|各自)*(?:分开|分别|各排各的?|谁先)/
const togetherSaid = /^(?:还是|改成|要|想|就|那|让|两个(?:孩子|娃)?|他们|孩子|都|只|必须)*一起/

const saidOf = (said: string): boolean | null => {
  const plain = plainly(said)
  if (apartSaid.test(plain) || /^不(?:用|要|想)?一起/.test(plain)) return false
  return togetherSaid.test(plain) ? true : null
}

/** 一起排, 分开排: what was chosen may be changed at any time. Null where nothing of the kind is said, or something else is pending. */
export const openTogether = (turn: Turn): Move | null => {
  const plain = plainly(turn.text)
  const on = saidOf(plain)
  if (on === null || turn.state.talk.flow !== null || !/[排进上等候]/.test(plain)) return null
  const [first, ...rest] = pairsOf(turn.state, turn.scene)
  if (!first) return turn.state.family ? ending(turn.state, [text(words.noPair)], ['mine', 'menu']) : null
  const sections = [first, ...rest].map(({ section }) => section.id)
  return setting(turn, { topic: 'together', stage: 'setting', sections, on }, first)
}

const answer = (turn: Turn, flow: TogetherFlow): Move | null => {
  const pair = pairIn(turn, flow)
  const at = pickOf(turn, words.togetherLabels)
  const on = at === null ? saidOf(turn.text) : at === 0
  if (on === null) return null
  if (!pair) return goOn(turn, flow, [])
  // Each by itself is how they wait unless they said otherwise: nothing is to be done.
  if (!on) return goOn(turn, flow, [text(words.nowApart(namesOf(pair), pair.section))])
  return setting(turn, { ...flow, on }, pair)
}

/** The same was said of all classes where it was said in words; where it was asked, the next is asked. */
const resume = (turn: Turn, flow: TogetherFlow, outcomes: readonly Outcome[]): Move => {
  const pair = pairIn(turn, flow)
  const done = outcomes.some(({ did }) => did === 'together')
  if (!pair || !done) return goOn(turn, flow, [text(words.togetherFailed)])
  const said = flow.on ? words.nowTogether : words.nowApart
  return goOn(turn, flow, [text(said(namesOf(pair), pair.section))])
}

export const together: Topic<TogetherFlow> = {
  ask: (turn, flow) => {
    const pair = pairIn(turn, flow)
    return pair ? put(turn.state, flow, pair, []) : goOn(turn, flow, [])
  },
  answer,
  back: (turn, flow) => goOn(turn, flow, []),
  resume,
}
