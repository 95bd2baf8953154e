import { fieldName } from '../../wording/common.ts'
import * as words from '../../wording/enrol.ts'
import { saysNo, saysYes } from '../pick.ts'
import type { Draft, Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { cleared, type Spot } from './form.ts'
import { proceed } from './proceed.ts'
import { putName } from './put.ts'
import { isEmpty, read } from './read.ts'
import { courtesy, plainly, type Reading } from './reading.ts'
import { draftOf, type EnrolFlow, type So, saying, soFar, withDraft } from './so.ts'

/** Puts what was read into the draft. With `trail` it can be undone step by step. */
export const absorbed = (so: So, reading: Reading, trail: boolean): So => {
  const spots = trail ? reading.taken : []
  const draft: Draft = { ...reading.draft, trail: [...reading.draft.trail, ...spots] }
  return saying(withDraft(so, draft), ...reading.notes)
}

/** Goes on after a message that was read: a doubtful name first, then what was refused, then what is missing. */
export const goOn = (turn: Turn, so: So, reading: Reading, trail = true): Move => {
  const next = absorbed(so, reading, trail)
  if (reading.doubt !== null) return putName(turn, next, reading.doubt)
  const [problem] = reading.problems
  const fields = new Set(reading.taken.map(({ field }) => field)).size
  const asideOf = elsewhere(turn, reading)
  if (!problem) return proceed(turn, next, { taken: fields, noted: asideOf })
  const options = {
    first: problem.spot,
    lead: asideOf.length > 0 ? `${words.notedFields(asideOf)}\n${problem.words}` : problem.words,
    ...(problem.choices ? { choices: problem.choices } : {}),
  }
  return proceed(turn, next, { ...options, taken: fields })
}

/** Names of the fields that a message filled besides the one that is pending, so that nobody wonders whether it was heard. */
const elsewhere = (turn: Turn, reading: Reading): readonly string[] => {
  const flow = turn.state.talk.flow
  if (flow?.topic !== 'enrol' || flow.stage !== 'fill') return []
  const others = reading.taken
    .filter(({ field }) => field !== flow.field)
    .map(({ field }) => fieldName(field))
  return [...new Set(others)]
}

export const answerFill = (turn: Turn, flow: EnrolFlow): Move | null => {
  const spot: Spot = { child: flow.child, field: flow.field ?? 'child.name' }
  const showsName = turn.state.talk.asked?.expects === 'yes_no'
  const reading = read(turn, draftOf(turn.state), spot, turn.meaning.intent === 'correct')
  if (showsName && isEmpty(reading)) return answerName(turn, spot)
  // 你好 and 谢谢 answer nothing and are no misunderstanding either.
  const polite = isEmpty(reading) && courtesy.test(plainly(turn.text))
  if (polite) return proceed(turn, soFar(turn), { first: spot })
  const unnumbered = isEmpty(reading) ? wordsInstead(turn) : null
  if (unnumbered !== null) return proceed(turn, soFar(turn), { first: spot, lead: unnumbered })
  return isEmpty(reading) ? null : goOn(turn, soFar(turn), reading)
}

/**
 * A bare number where the answers stood without numbers: taking 1 for 妈妈 would guess. It is asked for in words, once; then
 * it is not understood like anything else.
 */
const wordsInstead = ({ text, state: { talk } }: Turn): string | null => {
  const says = (talk.asked?.choices ?? []).map(({ say }) => say)
  const numbered = says.some((say) => /^\d+$/.test(say))
  if (!/^\d{1,2}$/.test(plainly(text)) || says.length === 0 || numbered) return null
  const lead = words.inWordsPlease(says)
  return talk.lastSaid.includes(lead) ? null : lead
}

const answerName = (turn: Turn, spot: Spot): Move | null => {
  const so = soFar(turn)
  // The name said once more is a yes too.
  if (saysYes(turn) || plainly(turn.text) === draftOf(so.state).children[spot.child]?.name)
    return proceed(turn, so)
  return saysNo(turn) ? proceed(turn, withDraft(so, cleared(draftOf(so.state), spot)), { first: spot }) : null
}
