import type { Family } from '../../../shared/family.ts'
import type { Spot } from '../enrol/form.ts'
import { read } from '../enrol/read.ts'
import type { Draft, Line, Move } from '../state.ts'
import { after, type Turn, text } from '../turn.ts'
import { apply } from './apply.ts'
import { askCollectors, askValue } from './asks.ts'
import { fields, formOf, limited } from './form.ts'

/** A correction that names no field (不对，是7岁) says by itself what it corrects. */
export const readAny = (turn: Turn, family: Family): Move | null => {
  const form = formOf(turn, family)
  const reading = read(turn, form, null, true)
  const [spot] = reading.taken.filter(({ field }) => fields.includes(field))
  if (!spot || reading.draft.children.length !== form.children.length) return null
  return settle(turn, family, limited(form, reading.draft, spot), spot, reading.notes)
}

/** A new value that came along with the field's name; the name alone (修改家长姓名) is none, though it could pass for one. */
export const readBeside = (turn: Turn, family: Family, spot: Spot): Move | null => {
  const form = formOf(turn, family)
  const reading = read(turn, form, null, true)
  if (!reading.taken.some(({ field }) => field === spot.field)) return null
  return settle(turn, family, limited(form, reading.draft, spot), spot, reading.notes)
}

/** What was said, read as an answer about this field; null when it is none. */
export const readValue = (turn: Turn, family: Family, spot: Spot): Move | null => {
  const form = formOf(turn, family)
  const reading = read(turn, form, spot, true)
  const problem = reading.problems.find((one) => one.spot.field === spot.field)
  if (problem) return after([text(problem.words)], askValue(turn, family, spot))
  if (!reading.taken.some(({ field }) => field === spot.field)) return null
  return settle(turn, family, limited(form, reading.draft, spot), spot, reading.notes)
}

/** Who may collect is confirmed as it was understood, always; the rest is changed and shown. */
export const settle = (
  turn: Turn,
  family: Family,
  form: Draft,
  spot: Spot,
  notes: readonly string[],
): Move => {
  const said: Line[] = notes.map(text)
  if (spot.field !== 'pickup') return after(said, apply(turn, family, form, spot))
  return after(said, askCollectors(turn, family, form.children[spot.child]?.pickup ?? []))
}
