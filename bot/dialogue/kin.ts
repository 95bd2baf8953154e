import type { Ask, Family } from '../../shared/family.ts'
import { quietUntil, usualQuiet } from '../../shared/outbox.ts'
import { askEndsAt } from '../../shared/retention.ts'
import { theChild } from '../wording/common.ts'
import * as words from '../wording/same-child.ts'
import type { Flow } from './flows.ts'
import { answered } from './kin/notices.ts'
import { numberedChoices, pickOf, saysNo, saysYes } from './pick.ts'
import { ending } from './rest.ts'
import type { Line, Move } from './state.ts'
import { asking, type Topic, type Turn, text, withTalk } from './turn.ts'

type KinFlow = Extract<Flow, { topic: 'kin' }>

/** Who asks to come into the family in hand and has no answer yet, the first to ask first. */
const liveAsks = ({ state, scene }: Turn): readonly Ask[] =>
  [...(state.family?.asks ?? [])]
    .filter(({ answer, until }) => answer === null && scene.now < until)
    .sort((a, b) => a.at - b.at)

const put = (turn: Turn, ask: Ask, lines: readonly Line[] = []): Move => {
  const child = turn.state.family?.children.find(({ id }) => id === ask.childId)
  const question = text(words.askKin(child?.name ?? theChild, ask.as))
  return asking(
    turn.state,
    { topic: 'kin', stage: 'ask', contact: ask.contact },
    'choice',
    [...lines, question],
    {
      choices: numberedChoices(words.kinLabels),
    },
  )
}

/** Somebody entered a child of this family too and asks to come in; null where nobody does. */
export const openKin = (turn: Turn): Move | null => {
  const [first] = liveAsks(turn)
  return first ? put(turn, first) : null
}

const over = (turn: Turn, lines: readonly Line[]): Move => {
  const [next] = liveAsks(turn)
  if (next) return put(turn, next, lines)
  return ending(withTalk(turn.state, { flow: null }), lines, ['mine', 'my_data', 'menu'])
}

/** The word of one guardian is the family's. Who asked must say it once more: two families join only when both do. */
const decide = (turn: Turn, family: Family, ask: Ask, yes: boolean): Move => {
  const answer: Ask = yes
    ? { ...ask, answer: 'yes', until: askEndsAt(turn.scene.now) }
    : { ...ask, answer: 'no' }
  const asks = (family.asks ?? []).map((one) => (one.contact === ask.contact ? answer : one))
  const next = { ...turn, state: { ...turn.state, family: { ...family, asks } } }
  const move = over(next, [text(yes ? words.kinAgreed : words.kinRefused)])
  if ('need' in move) return move
  const entries = answered(turn, family, ask, yes ? 'family.join_agreed' : 'family.join_refused')
  return { ...move, entries: [...(move.entries ?? []), ...entries] }
}

/** 是家里人, 不认识: about this whatever else is pending. */
const inSoManyWords = (said: string): boolean | null => {
  if (/^(不是|没有?|哪有)(我们?|咱们?)?(家里?人|一家人?|自家人|家的)|不认识(TA|他|她|这个?人)?/.test(said))
    return false
  return /^(是|对)?的?[，,]?(我们?|咱们?)?(是)?(家里人|一家人|自家人)|(让|叫)(TA|他|她)一起管/i.test(said)
    ? true
    : null
}

const saidOf = (turn: Turn): boolean | null => {
  const at = pickOf(turn, words.kinLabels)
  if (at !== null) return at === 0
  const told = inSoManyWords(turn.text)
  if (told !== null) return told
  if (saysYes(turn)) return true
  return saysNo(turn) ? false : null
}

/** Did the family hear of it after the menu was put that stands pending? What comes at night is told in the morning. */
const isNewest = ({ state: { talk } }: Turn, { at }: Ask): boolean =>
  (quietUntil(at, talk.manners.quiet ?? usualQuiet) ?? at) >= (talk.asked?.at ?? 0)

/**
 * An answer to the message that asked, with nothing else pending; words that can mean nothing else count at any time. Null
 * where it is none.
 */
export const answerKin = (turn: Turn): Move | null => {
  const { family, talk } = turn.state
  const [ask] = liveAsks(turn)
  if (!family || !ask || talk.flow?.topic === 'kin' || talk.flow?.topic === 'human') return null
  const told = inSoManyWords(turn.text)
  const yes = told ?? (talk.flow === null && isNewest(turn, ask) ? saidOf(turn) : null)
  return yes === null ? null : decide(turn, family, ask, yes)
}

export const kin: Topic<KinFlow> = {
  ask: (turn) => openKin(turn) ?? over(turn, [text(words.kinOver)]),
  answer: (turn, { contact }) => {
    const { family } = turn.state
    const yes = saidOf(turn)
    if (yes === null) return null
    const ask = liveAsks(turn).find((one) => one.contact === contact)
    return family && ask ? decide(turn, family, ask, yes) : over(turn, [text(words.kinOver)])
  },
  back: (turn) => ending(withTalk(turn.state, { flow: null }), [], ['mine', 'menu']),
  why: () => words.whyKin,
}
