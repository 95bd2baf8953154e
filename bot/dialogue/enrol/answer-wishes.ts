import * as words from '../../wording/wishes.ts'
import { pickOf, saysNo, saysYes } from '../pick.ts'
import type { Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { sectionsOf } from '../wishes/effects.ts'
import { listSaid, orderSaid } from '../wishes/order.ts'
import { goOn } from './answers.ts'
import { changedChild, childAt } from './choose.ts'
import { proceed } from './proceed.ts'
import { isEmpty, read } from './read.ts'
import { draftOf, type EnrolFlow, type So, soFar, withDraft } from './so.ts'
import { putAnew, putTogether, putWishes, wishable, wishesIn } from './wishes.ts'

export const askWishes = (turn: Turn, so: So, flow: EnrolFlow): Move => {
  if (flow.field === 'choice') return putTogether(turn, so)
  return flow.field === 'wishes' ? putAnew(turn, so, flow.child) : putWishes(turn, so, flow.child)
}

/** The child with these wishes in place of those before; without any it chooses anew. */
const ranking = (turn: Turn, so: So, index: number, ids: readonly string[]): So => {
  const child = childAt(so, index)
  const before = new Set(wishesIn(turn, child).map(({ id }) => id))
  const claimed = child.sections.filter(({ id }) => !before.has(id))
  const sections = [...claimed, ...ids.map((id) => ({ id, party: 1 }))]
  return changedChild(so, index, { sections, ranked: false, chosen: sections.length > 0 })
}

const decided = (turn: Turn, index: number, waits: boolean): Move =>
  proceed(turn, changedChild(soFar(turn), index, { ranked: true, waits }))

const notWaiting = /(?:不|别)(?:用|要|想|排)*候补|算了/
const waiting = /候补/

export const answerWishes = (turn: Turn, flow: EnrolFlow): Move | null => {
  if (flow.field === 'choice') return answerTogether(turn)
  const so = soFar(turn)
  const index = flow.child
  if (flow.field === 'wishes') {
    const anew = listSaid(turn, sectionsOf(turn.scene, flow.shown ?? []))
    return anew ? proceed(turn, ranking(turn, so, index, anew)) : answerFacts(turn, flow)
  }
  const at = pickOf(turn, words.backLabels)
  const said = orderSaid(
    turn,
    wishesIn(turn, childAt(so, index)).map(({ id }) => id),
    wishable(turn, so, index),
  )
  if (said) return proceed(turn, ranking(turn, so, index, said))
  if (at === 2) return putAnew(turn, so, index)
  if (at !== null) return decided(turn, index, at === 0)
  if (notWaiting.test(turn.text)) return decided(turn, index, false)
  if (waiting.test(turn.text) || saysYes(turn)) return decided(turn, index, true)
  return saysNo(turn) ? putAnew(turn, so, index) : answerFacts(turn, flow)
}

/** Something else of the form: a phone number that was wrong. */
const answerFacts = (turn: Turn, flow: EnrolFlow): Move | null => {
  const spot = { child: flow.child, field: 'wishes' } as const
  const reading = read(turn, draftOf(turn.state), spot, turn.meaning.intent === 'correct')
  return isEmpty(reading) ? null : goOn(turn, soFar(turn), reading)
}

const apart = /各|分开|单独|不(?:用|要|想)?一起/

const answerTogether = (turn: Turn): Move | null => {
  const at = pickOf(turn, words.togetherLabels)
  const together = at === null ? (apart.test(turn.text) ? false : /一起/.test(turn.text) || null) : at === 0
  if (together === null) return null
  return proceed(turn, withDraft(soFar(turn), { ...draftOf(turn.state), together }))
}
