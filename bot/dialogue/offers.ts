import * as words from '../wording/offers.ts'
import { askAnswer, askWhich, labelsOf } from './offers/asks.ts'
import { answerClash, askClash, clashes } from './offers/clash.ts'
import { accept, decide } from './offers/decide.ts'
import { beforeOf, type OfferFlow, offersIn, startOf } from './offers/flow.ts'
import { isLive, liveOffers, offersOf, placesOf, wordsOf } from './offers/live.ts'
import { resume } from './offers/outcome.ts'
import { type OfferSaid, offerSaid } from './offers/said.ts'
import { settled } from './offers/settled.ts'
import { standing } from './offers/standing.ts'
import { pickOf } from './pick.ts'
import { resting } from './rest.ts'
import type { Line, Move } from './state.ts'
import { type Topic, type Turn, text, withTalk } from './turn.ts'

/**
 * A plain word on what the family is offered, at any time; null where the message is none, or answers what is pending.
 * Beside a question with numbered answers it is asked which of the two is meant.
 */
export const answerOffer = (turn: Turn): Move | null => {
  if (turn.state.talk.flow?.topic === 'offer') return null
  const all = offersOf(turn.state, turn.scene)
  const live = all.filter((offer) => isLive(offer, turn.scene))
  // One whose time is over is still accepted where nobody else has the seat yet.
  const said = offerSaid(turn.text, live.length > 0 ? live : all)
  if (!said) return null
  if (all.length === 0) return nothingKept(turn, said)
  const stands = said.named ? 'offer' : standing(turn, said)
  if (stands === 'before') return null
  if (stands === 'both') return askWhich(turn, beforeOf(turn), said, turn.text.trim())
  return said.offers.length > 1
    ? askWhich(turn, beforeOf(turn), said)
    : decide(turn, startOf(beforeOf(turn), said.word, said.offers))
}

/** 要, though nothing is kept for the family (any more): never taken for thanks. */
const nothingKept = (turn: Turn, { kind, word }: OfferSaid): Move | null => {
  const enrolling = turn.state.talk.flow !== null || turn.state.talk.draft !== null
  const known = (turn.state.family?.children.length ?? 0) > 0
  if (kind !== 'word' || word !== 'accept' || enrolling || !known) return null
  return resting(turn.state, [text(words.noOffer)], ['mine', 'again', 'menu'])
}

/** Behind something looked up: the offer that waits for an answer, as the pending question. Null where none does, or another is pending. */
export const offerBehind = (turn: Turn, lines: readonly Line[]): Move | null => {
  const [offer] = liveOffers(turn.state, turn.scene)
  if (!offer || turn.state.talk.flow !== null) return null
  return askAnswer(turn, { before: null, asked: null }, lines, offer)
}

/** One line above a menu, where an offer waits. */
export const offerLines = (turn: Turn): readonly Line[] =>
  liveOffers(turn.state, turn.scene).map((offer) => text(words.offerWaits(wordsOf(offer, turn.scene))))

/** What was asked about is gone: answered by the other guardian, or lapsed. */
const gone = (turn: Turn, flow: OfferFlow): Move => settled(turn.state, turn, flow, [text(words.noOffer)])

const ask = (turn: Turn, flow: OfferFlow): Move => {
  const offers = offersIn(turn, flow.among.flat())
  const [first] = offers
  if (!first) return gone(turn, flow)
  if (flow.stage === 'which') return askWhich(turn, flow, { word: flow.word, offers }, flow.said)
  const [clash] = flow.stage === 'clash' ? clashes(turn, flow, offers) : []
  return clash ? askClash(turn, flow, clash) : askAnswer(turn, flow, [], first)
}

const answerPlain = (turn: Turn, flow: OfferFlow): Move | null => {
  const said = offerSaid(turn.text, offersIn(turn, flow.among.flat()))
  return said ? decide(turn, startOf(flow, said.word, said.offers)) : null
}

/** By number or in the words of the list; 要小明的 names one, too. The word before may have been no answer to it at all. */
const answerWhich = (turn: Turn, flow: OfferFlow): Move | null => {
  const offers = offersIn(turn, flow.among.flat())
  const listed = flow.among.flatMap((places) => offersIn(turn, places))
  const at = pickOf(turn, labelsOf(turn, flow, listed))
  const said = at === null ? offerSaid(turn.text, offers) : null
  if (said?.kind === 'word' && said.offers.length === 1)
    return decide(turn, startOf(flow, said.word, said.offers))
  if (at === null) return null
  const picked = listed[at]
  if (picked) return decide(turn, startOf(flow, flow.word, [picked]))
  const all = listed.length > 1 && at === listed.length
  return all ? decide(turn, startOf(flow, flow.word, listed)) : null
}

const answerStage = (turn: Turn, flow: OfferFlow): Move | null => {
  const offers = offersIn(turn, flow.among.flat())
  if (offers.length === 0) return offerSaid(turn.text, []) ? gone(turn, flow) : null
  if (flow.stage === 'which') return answerWhich(turn, flow)
  const [clash] = flow.stage === 'clash' ? clashes(turn, flow, offers) : []
  if (!clash) return answerPlain(turn, flow)
  const chosen = answerClash(turn, flow, clash)
  if (chosen !== 'later') return chosen && accept(turn, chosen)
  const kept = text(words.stillKept(wordsOf(clash.offer, turn.scene)))
  return settled(turn.state, turn, flow, [kept], placesOf(clash.offer))
}

export const offers: Topic<OfferFlow> = {
  ask,
  answer: answerStage,
  back: (turn, flow) => later(turn, flow),
  resume,
}

/** 返回: it is not answered now, and stays kept. */
const later = (turn: Turn, flow: OfferFlow): Move => {
  const [offer] = offersIn(turn, flow.among.flat())
  const lines = offer ? [text(words.stillKept(wordsOf(offer, turn.scene)))] : []
  return settled(turn.state, turn, flow, lines, flow.among.flat())
}

/**
 * The word that was asked about answers the question before, or picks from the menu that stood there: the turn as it would
 * have been without the offer. Null where that was not chosen.
 */
export const saidBefore = (turn: Turn): Turn | null => {
  const { flow } = turn.state.talk
  if (flow?.topic !== 'offer' || flow.stage !== 'which' || flow.said === undefined) return null
  const listed = flow.among.flatMap((places) => offersIn(turn, places))
  const labels = labelsOf(turn, flow, listed)
  if (pickOf(turn, labels) !== labels.length - 1) return null
  return { ...withoutOffer(turn, flow), text: flow.said, meaning: plainMeaning(turn, flow, flow.said) }
}

const plainMeaning = ({ meaning }: Turn, { word }: OfferFlow, said: string): Turn['meaning'] => {
  const number = /^\d+$/.test(said)
  const slots = number ? ([{ key: 'opt', value: said }] as const) : []
  const intent = number ? 'inform' : word === 'accept' ? 'affirm' : 'deny'
  return { ...meaning, intent, slots, about: null, command: null, confidence: 'high', also: [] }
}

/** The turn as if nothing had been asked about an offer. */
export const withoutOffer = (turn: Turn, { before, asked }: OfferFlow): Turn => ({
  ...turn,
  state: withTalk(turn.state, { flow: before, asked }),
})
