import { lacksConsent } from '../../../shared/consent.ts'
import type { Section } from '../../../shared/section.ts'
import * as words from '../../wording/excursion.ts'
import type { Taken } from '../enrolled.ts'
import { ending } from '../rest.ts'
import { lineOf, outingAnswer, withLine } from '../scopes.ts'
import type { Entry, Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { claim } from './claim.ts'
import { type ChangeFlow, nameOf, nothing, sectionOf, toFlow } from './flow.ts'

type OnFull = NonNullable<ChangeFlow['onFull']>

/** Claims the new seat, or first asks for the consent of its own that it needs. A place on the waiting list becomes a seat by itself. */
export const claimOrAsk = (turn: Turn, flow: ChangeFlow, old: Taken, onFull: OnFull): Move => {
  const fresh = sectionOf(turn, flow.to)
  const { family } = turn.state
  return fresh && family && lacksConsent(family, fresh)
    ? askExcursion(turn, old, fresh, onFull, false)
    : claim(turn, flow, old, onFull)
}

export const askExcursion = (
  turn: Turn,
  old: Taken,
  fresh: Section,
  onFull: OnFull,
  again: boolean,
): Move => {
  const flow: ChangeFlow = { ...toFlow(old), stage: 'excursion', to: fresh.id, onFull }
  const outings = [{ section: fresh, children: [old.child.name] }]
  const asked = text(again ? words.askOutingAgain(outings) : words.askOuting(outings))
  return asking(turn.state, flow, 'yes_no', [asked], { choices: words.outingChoices })
}

export const answerExcursion = (turn: Turn, flow: ChangeFlow, old: Taken): Move | null => {
  const given = outingAnswer(turn)
  return given === null ? null : decided(turn, flow, old, given)
}

/** The answer is a line of the ledger; a no leaves the old seat as it was. */
const decided = (turn: Turn, flow: ChangeFlow, old: Taken, given: boolean): Move => {
  const { family } = turn.state
  const fresh = sectionOf(turn, flow.to)
  if (!family || !fresh) return nothing(turn)
  const consent = lineOf(turn, family, 'excursion', given)
  const state = withLine(turn.state, family, consent)
  const move = given
    ? claim({ ...turn, state }, flow, old, flow.onFull ?? 'refuse')
    : ending(state, [text(words.outingNotTaken(fresh, nameOf(old)))], ['change', 'mine', 'menu'])
  const entry: Entry = { kind: 'consent', familyId: family.id, consent }
  return 'need' in move ? move : { ...move, entries: [...(move.entries ?? []), entry] }
}
