import * as words from '../../wording/offers.ts'
import { numberedChoices } from '../pick.ts'
import type { Line, Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { type Before, type OfferFlow, startOf } from './flow.ts'
import { type Offer, wordsOf } from './live.ts'
import type { OfferSaid } from './said.ts'

const answers = numberedChoices([words.offerChoices.accept, words.offerChoices.decline])

/** Is it wanted? */
export const askAnswer = (
  turn: Turn,
  before: Before,
  lines: readonly Line[],
  offer: Offer,
  worded: (offer: words.OfferWords) => string = words.offerAsk,
): Move => {
  const asked = text(worded(wordsOf(offer, turn.scene)))
  return asking(turn.state, startOf(before, 'accept', [offer]), 'yes_no', [...lines, asked], {
    choices: answers,
  })
}

/** One more that waits for an answer. */
export const askNext = (turn: Turn, before: Before, lines: readonly Line[], offer: Offer): Move =>
  askAnswer(turn, before, lines, offer, words.offerAskNext)

const nameOf = (turn: Turn, word: OfferFlow['word'], offer: Offer): string =>
  (word === 'accept' ? words.wanted : words.unwanted)(wordsOf(offer, turn.scene))

/** What a number picked before: an entry of the menu, or an answer to the pending question. */
export const entryOf = (said: string, { before, asked }: Before): string | null =>
  before === null ? (asked?.choices.find(({ say }) => say === said)?.label ?? null) : null

export const labelsOf = (turn: Turn, flow: OfferFlow, offers: readonly Offer[]): readonly string[] => [
  ...offers.map((offer) => nameOf(turn, flow.word, offer)),
  ...(offers.length > 1 ? [flow.word === 'accept' ? words.allWanted : words.allUnwanted] : []),
  ...(flow.said === undefined ? [] : [entryOf(flow.said, flow) ?? words.theQuestionBefore]),
]

/** Which of several is meant; with `said`, or whether that answers what was asked before. */
export const askWhich = (
  turn: Turn,
  before: Before,
  { word, offers }: Pick<OfferSaid, 'word' | 'offers'>,
  said?: string,
): Move => {
  const beside = said === undefined ? {} : { said }
  const flow: OfferFlow = { ...startOf(before, word, offers), ...beside, stage: 'which' }
  const labels = labelsOf(turn, flow, offers)
  const asked = said === undefined ? words.whichOffer(word, labels) : words.whichMeant(said, labels)
  return asking(turn.state, flow, 'choice', [text(asked)], { choices: numberedChoices(labels) })
}
