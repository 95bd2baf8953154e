import { confirmCard } from '../wording/card.ts'
import * as words from '../wording/codes.ts'
import { resting } from './rest.ts'
import type { EnteredFact, Entry, Line, Move } from './state.ts'
import { type Turn, text } from './turn.ts'

/** Codes of one turn (20 and on are this topic's). */
const firstCode = 20
/** More entries than that wait for their guardians at one helper's only by mistake: the latest get new codes. */
const mostCodes = 5

interface Waiting {
  readonly familyId: string
  readonly fact: EnteredFact
}

/**
 * 再要一个确认码: the old one was lost, or spent by wrong digits. What a helper entered keeps its seats until its end, and no
 * longer; the helper is told which courses it is about, and of whom nothing.
 */
export const openNewCodes = (turn: Turn): Move => {
  const { entered } = turn.scene.facts
  const families = turn.state.talk.helped.slice(-mostCodes).map(({ familyId }) => familyId)
  if (families.some((id) => !entered.has(id))) return { need: [{ kind: 'entered', families }] }
  const waiting = families.flatMap((familyId): readonly Waiting[] => {
    const fact = entered.get(familyId)
    return fact?.helper === turn.scene.contact ? [{ familyId, fact }] : []
  })
  const [first] = waiting.map(({ fact }) => fact.until)
  if (first === undefined) return resting(turn.state, [text(words.nothingWaits)], ['enrol', 'menu', 'human'])
  const given = waiting.map((one, index) => renewed(turn, one, firstCode + index))
  return {
    ...resting(
      turn.state,
      [text(words.newCodes(first)), ...given.map(({ card }) => card)],
      ['another', 'menu'],
    ),
    entries: given.map(({ entry }) => entry),
  }
}

const renewed = (turn: Turn, { familyId, fact }: Waiting, n: number): { card: Line; entry: Entry } => {
  const code = turn.scene.fresh.code(n)
  const { until } = fact
  const sections = fact.sections.flatMap((id) => turn.scene.catalogue.sections.get(id) ?? [])
  return {
    card: { kind: 'card', ...confirmCard(code, until, sections) },
    entry: { kind: 'code', code, purpose: 'confirm', familyId, until },
  }
}
