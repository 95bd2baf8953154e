import type { Flow } from '../../bot/dialogue/flows.ts'
import { type Facts, type Line, type Move, newTalk, noFacts, type State } from '../../bot/dialogue/state.ts'
import type { Topic, Turn } from '../../bot/dialogue/turn.ts'
import type { Meaning, Slot, SlotKey } from '../../bot/understand/meaning.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Family } from '../../shared/family.ts'
import { mother } from './family.ts'
import { aCatalogue, inSeason } from './programme.ts'

export const aMeaning = (overrides: Partial<Meaning> = {}): Meaning => ({
  intent: 'inform',
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
  ...overrides,
})

/** `slots('mod', 'ball', 'date', '2027-07-08')`. */
export const slots = (...pairs: readonly string[]): readonly Slot[] =>
  pairs.flatMap((key, at) => (at % 2 === 0 ? [{ key: key as SlotKey, value: pairs[at + 1] ?? '' }] : []))

export { noFacts }

export interface TurnOf {
  readonly family?: Family | null
  readonly talk?: Partial<State['talk']>
  readonly text?: string
  readonly meaning?: Partial<Meaning>
  readonly facts?: Partial<Facts>
  readonly contact?: string
  readonly now?: number
  readonly catalogue?: Catalogue
}

/** One message of the mother, in the season, with the small programme. */
export const aTurn = (of: TurnOf = {}): Turn => ({
  state: { talk: { ...newTalk(), ...of.talk }, family: of.family ?? null },
  scene: {
    now: of.now ?? inSeason,
    turnId: 'turn-1',
    contact: of.contact ?? mother,
    catalogue: of.catalogue ?? aCatalogue(),
    facts: { ...noFacts, requests: new Map([[of.contact ?? mother, []]]), ...of.facts },
    fresh: { id: (n) => `fresh-${n}`, code: (n) => String(12345600 + n) },
  },
  text: of.text ?? '',
  meaning: aMeaning(of.meaning),
})

type Decided = Exclude<Move, { need: unknown }>

/** The move as a decision; throws where it asks for facts, or is none at all. */
export const decided = (move: Move | null): Decided => {
  if (!move) throw new Error('the topic took the message for no answer')
  if ('need' in move) throw new Error(`facts are lacking: ${JSON.stringify(move.need)}`)
  return move
}

/** All words of a move as they are read, cards too. */
export const wordsOf = (move: Move | readonly Line[]): string => {
  const lines = 'length' in move ? move : decided(move).lines
  return lines
    .map((line) => (line.kind === 'text' ? line.text : [line.title, ...line.lines].join('\n')))
    .join('\n')
}

/** What is said next in the conversation that a move left behind. */
export const next = (move: Move | null, of: Omit<TurnOf, 'family' | 'talk'> = {}): Turn => ({
  ...aTurn(of),
  state: decided(move).state,
})

/** Gives a turn to the topic whose question is pending. */
export const answer = <F extends Flow>(topic: Topic<F>, turn: Turn): Move | null => {
  const { flow } = turn.state.talk
  if (!flow) throw new Error('nothing is pending')
  return topic.answer(turn, flow as F)
}

export const resume = <F extends Flow>(
  topic: Topic<F>,
  turn: Turn,
  outcomes: Parameters<NonNullable<Topic<F>['resume']>>[2],
): Move => {
  const { flow } = turn.state.talk
  if (!flow || !topic.resume) throw new Error('the topic waits for no outcomes')
  return topic.resume(turn, flow as F, outcomes)
}

/** What can be tapped after a move. */
export const labelsOf = (move: Move | null): readonly string[] =>
  decided(move).state.talk.asked?.choices.map(({ label }) => label) ?? []
