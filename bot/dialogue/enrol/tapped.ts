import type { Expects } from '../../../shared/contract/expects.ts'
import type { SlotKey } from '../../understand/meaning.ts'
import { neitherPlace, none, sayDays, wholeSeason } from '../../wording/enrol.ts'
import type { Turn } from '../turn.ts'
import { plainly } from './reading.ts'

const keyOf: Partial<Record<Expects, SlotKey>> = {
  'child.days': 'days',
  'guardian.phone2': 'phone2',
  'guardian.relation': 'rel',
  place: 'place',
  health: 'health',
  pickup: 'pickup',
}

/** What a choice means as a fact; null for those that are read from their words (跟小明一样, 都不是). */
const factOf = (say: string): string | null => {
  if (say === wholeSeason) return 'all'
  if (say === none) return 'none'
  return say === sayDays || say === neitherPlace || say.startsWith('跟') ? null : say
}

/**
 * A number typed instead of tapping the choice in that place, as if the choice had been said. Only where the question has
 * choices and is not answered by a number itself (an age, a phone).
 */
export const tapped = (turn: Turn, field: Expects): Turn => {
  const key = keyOf[field]
  const words = plainly(turn.text)
  const choice = /^\d{1,2}$/.test(words) ? turn.state.talk.asked?.choices[Number(words) - 1] : undefined
  if (!key || !choice) return turn
  const value = factOf(choice.say)
  const slots = value === null ? [] : [{ key, value }]
  return { ...turn, text: choice.say, meaning: { ...turn.meaning, intent: 'inform', slots } }
}
