import type { Expects } from '../../../shared/contract/expects.ts'
import { listed } from '../../wording/common.ts'
import { spanWords } from '../../wording/dates.ts'
import * as words from '../../wording/enrol.ts'
import { collector } from '../../wording/summary.ts'
import type { Draft, Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { absorbed, goOn } from './answers.ts'
import { openEditing } from './edits.ts'
import { cleared, isOfChild, missingOf, type Spot, sameSpot } from './form.ts'
import { proceed } from './proceed.ts'
import { isEmpty, read } from './read.ts'
import { draftOf, type EnrolFlow, programmeOf, saying, soFar } from './so.ts'
import { bornWords, placeWords } from './summary.ts'

/**
 * 刚才电话错了 138…, while another question is pending: the older answer is replaced, one line says by what, and the pending
 * question is put again. Null where nothing is put right.
 */
export const putRightMeanwhile = (turn: Turn, flow: EnrolFlow): Move | null => {
  const { intent, field, command } = turn.meaning
  const filling = flow.stage === 'fill' || flow.stage === 'modules'
  if (!filling || intent !== 'correct' || field === null || command !== null) return null
  const draft = draftOf(turn.state)
  const unsure = isOfChild(field) && draft.children.length > 1 && !isOfChild(flow.field ?? 'modules')
  if (turn.meaning.slots.length === 0 || unsure) return openEditing(turn, field)
  const spot: Spot = { child: isOfChild(field) ? flow.child : 0, field }
  const known = !missingOf(draft).some((missing) => sameSpot(missing, spot))
  // Another village replaces the one that was told, and the firm with it.
  const reading = read(turn, field === 'place' ? cleared(draft, spot) : draft, spot, true)
  if (isEmpty(reading)) return null
  if (!known || reading.problems.length > 0) return goOn(turn, soFar(turn), { ...reading, doubt: null })
  const next = absorbed(soFar(turn), reading, true)
  const line = words.putRight(field, shownValue(turn, draftOf(next.state), spot))
  return proceed(turn, saying(next, line), { first: { child: flow.child, field: flow.field ?? 'modules' } })
}

const guardianValue: Partial<Record<Expects, (draft: Draft) => string | undefined>> = {
  'guardian.name': ({ guardian }) => guardian.name,
  'guardian.phone': ({ guardian }) => guardian.phone,
  'guardian.phone2': ({ guardian }) => guardian.phone2 || words.none,
  'guardian.relation': ({ guardian }) => guardian.relation,
}

/** The new value as the summary will show it. */
const shownValue = (turn: Turn, draft: Draft, { child: at, field }: Spot): string => {
  const child = draft.children[at]
  const programme = programmeOf(turn.state, turn.scene)
  const ofGuardian = guardianValue[field]?.(draft)
  if (ofGuardian !== undefined || !child) return ofGuardian ?? ''
  switch (field) {
    case 'child.name':
      return child.name ?? ''
    case 'child.days':
      return child.days ? spanWords(child.days.from, child.days.to) : ''
    case 'health':
      return child.health || words.none
    case 'pickup':
      return listed((child.pickup ?? []).map(({ who, name }) => collector(who, name)))
    case 'place':
      return programme ? placeWords(programme, child) : ''
    default:
      return bornWords(child)
  }
}
