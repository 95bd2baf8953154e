import type { Expects } from '../../../shared/contract/expects.ts'
import type { Collector, Family } from '../../../shared/family.ts'
import { fieldName } from '../../wording/common.ts'
import * as words from '../../wording/data.ts'
import type { Spot } from '../enrol/form.ts'
import { pickupWords } from '../my-data.ts'
import { numberedChoices } from '../pick.ts'
import { ending } from '../rest.ts'
import type { Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { type EditFlow, fields, formOf, nameOf, saidValue, start } from './form.ts'

export const nothing = (turn: Turn): Move =>
  ending(turn.state, [text(words.nothingToEdit)], ['enrol', 'questions', 'human'])

export const askWhich = (turn: Turn): Move => {
  const names = fields.map(fieldName)
  return asking(turn.state, start, 'field', [text(words.whichField(names))], {
    choices: numberedChoices(names),
  })
}

export const askChild = (turn: Turn, family: Family, field: Expects, told?: EditFlow['said']): Move => {
  const names = family.children.map((child) => child.name)
  const flow: EditFlow = { ...start, stage: 'child', field, ...(told ? { said: told } : {}) }
  return asking(turn.state, flow, 'choice', [text(words.whichChild(names))], {
    choices: numberedChoices(names),
  })
}

export const askValue = (turn: Turn, family: Family, spot: Spot): Move => {
  const childId = family.children[spot.child]?.id ?? null
  const flow: EditFlow = { ...start, stage: 'value', field: spot.field, childId }
  const now = saidValue(turn, family, formOf(turn, family), spot)
  return asking(turn.state, flow, spot.field, [text(words.nowIs(nameOf(family, spot), now))])
}

export const collectorLabels = (family: Family): readonly string[] =>
  family.children.some((child) => child.pickup.length > 0)
    ? [words.yesThis, words.alsoThis, words.notThis]
    : [words.yesThis, words.notThis]

export const askCollectors = (turn: Turn, family: Family, pickup: readonly Collector[]): Move => {
  const labels = collectorLabels(family)
  const value = pickupWords(pickup) ?? ''
  const flow: EditFlow = { ...start, stage: 'sure', field: 'pickup', value }
  const said = text(words.understoodCollectors(value, labels))
  return asking(turn.state, flow, 'choice', [said], { choices: numberedChoices(labels) })
}

/** 删掉备用电话: understood, and asked once more. */
export const dropPhone2 = (turn: Turn): Move => {
  if (!turn.state.family) return nothing(turn)
  const flow: EditFlow = { ...start, stage: 'sure', field: 'guardian.phone2', value: '' }
  const said = text(words.understoodAs(fieldName('guardian.phone2'), ''))
  return asking(turn.state, flow, 'yes_no', [said], {
    choices: numberedChoices([words.yesThis, words.notThis]),
  })
}
