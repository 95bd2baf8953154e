import type { Family } from '../../shared/family.ts'
import { phoneNeeded } from '../wording/data.ts'
import { speaker } from './enrolled.ts'
import { ending } from './rest.ts'
import type { Move } from './state.ts'
import { type Turn, text } from './turn.ts'

/** 把号码删掉: one number is needed as long as a child comes; it can be another, and the second one can go. */
export const openErasePhone = (turn: Turn, family: Family): Move => {
  const guardian = speaker(turn) ?? family.guardians[0]
  const second = guardian && guardian.phone2 !== '' ? (['drop_phone2'] as const) : []
  return ending(turn.state, [text(phoneNeeded)], ['edit_phone', ...second, 'erase', 'menu'])
}
