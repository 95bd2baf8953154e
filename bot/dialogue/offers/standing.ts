import type { Expects } from '../../../shared/contract/expects.ts'
import { quietUntil, usualQuiet } from '../../../shared/outbox.ts'
import { minuteMs } from '../../../shared/time.ts'
import type { Turn } from '../turn.ts'
import { entryOf } from './asks.ts'
import { beforeOf } from './flow.ts'
import type { Offer } from './live.ts'
import type { OfferSaid } from './said.ts'

/** Pending questions that a number, a yes or a no answers too. */
const numeric: ReadonlySet<Expects> = new Set([
  'consent',
  'who',
  'child.birth',
  'child.grade',
  'child.sex',
  'child.days',
  'modules',
  'wishes',
  'confirm',
  'choice',
  'field',
  'yes_no',
  'code',
])

const isNumeric = ({ state: { talk } }: Turn): boolean =>
  talk.asked !== null &&
  (numeric.has(talk.asked.expects) || talk.asked.choices.some(({ say }) => /^\d+$/.test(say)))

/** From when on the family may have heard of it: what is offered at night is told in the morning. */
const heardFrom = ({ state: { talk } }: Turn, { since }: Offer): number =>
  quietUntil(since, talk.manners.quiet ?? usualQuiet) ?? since

/** Was all of it heard of after the pending question, or menu, was put? */
const isNewest = (turn: Turn, offers: readonly Offer[]): boolean => {
  const askedAt = turn.state.talk.asked?.at ?? 0
  return offers.every(
    (offer) => heardFrom(turn, offer) >= askedAt && heardFrom(turn, offer) <= turn.scene.now,
  )
}

/** A message takes a moment to arrive: a number that was on its way before it picks from the menu. */
const arrivesMs = minuteMs

/** What the word is an answer to: the offer, what was asked before, or one of `both`. */
export const standing = (turn: Turn, said: OfferSaid): 'offer' | 'before' | 'both' => {
  const newest = isNewest(turn, said.offers)
  if (turn.state.talk.flow === null) return atRest(turn, said, newest)
  if (isNumeric(turn)) return newest ? 'both' : 'before'
  if (newest) return 'offer'
  if (said.kind === 'courtesy') return 'before'
  return said.word === 'accept' ? 'offer' : 'both'
}

const atRest = (turn: Turn, said: OfferSaid, newest: boolean): 'offer' | 'before' | 'both' => {
  if (said.kind === 'word') return 'offer'
  if (said.kind === 'courtesy') return newest ? 'offer' : 'before'
  const settledIn = said.offers.every((offer) => heardFrom(turn, offer) + arrivesMs <= turn.scene.now)
  const picks = entryOf(turn.text.trim(), beforeOf(turn)) !== null
  return !picks || (newest && settledIn) ? 'offer' : 'both'
}
