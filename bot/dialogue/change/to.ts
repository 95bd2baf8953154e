import type { Section } from '../../../shared/catalogue.ts'
import * as words from '../../wording/change.ts'
import { seatsLacking, type Taken } from '../enrolled.ts'
import { pick } from '../pick.ts'
import { ending } from '../rest.ts'
import type { Move } from '../state.ts'
import { after, type Turn, text } from '../turn.ts'
import { askFull, askSure, askTo } from './asks.ts'
import { type ChangeFlow, isEmpty, kept, nameOf, sectionOf, type Wish, wishOf } from './flow.ts'
import { offersTo, whyNot, wished } from './offers.ts'

export const openTo = (turn: Turn, old: Taken, wish: Wish): Move => {
  const possible = offersTo(turn, old).flatMap(({ section, refusal }) => (refusal ? [] : [section]))
  const fitting = wished(possible, wish, old)
  const [only] = fitting
  if (!isEmpty(wish) && only && fitting.length === 1) return openSure(turn, old, only)
  const none = fitting.length === 0 && !isEmpty(wish)
  const lead = none ? whyNot(turn, old, wish) : []
  const offered = none ? possible : fitting
  if (offered.length === 0)
    return ending(
      turn.state,
      [...lead, text(words.nothingElse(nameOf(old)))],
      ['mine', 'cancel', 'human', 'menu'],
    )
  return after(lead, askTo(turn, old, offered))
}

export const answerTo = (turn: Turn, flow: ChangeFlow, old: Taken): Move | null => {
  const among = flow.among ?? []
  const at = pick(turn, among.length)
  const chosen = at === null ? undefined : sectionOf(turn, among[at]?.sectionId)
  if (chosen) return openSure(turn, old, chosen)
  if (turn.meaning.intent === 'deny') return kept(turn, old)
  const wish = wishOf(turn)
  return isEmpty(wish) ? null : openTo(turn, old, wish)
}

/** A section known to be full is not asked about twice: what to do instead is. */
export const openSure = (turn: Turn, old: Taken, fresh: Section): Move => {
  const need = seatsLacking(turn.scene, [fresh])
  if (need.length > 0) return { need }
  const left = turn.scene.facts.seats.get(fresh.id)?.left ?? 0
  return left > 0 ? askSure(turn, old, fresh) : askFull(turn, old, fresh)
}
