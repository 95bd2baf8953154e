import type { Expects } from '../../shared/contract/expects.ts'
import type { Family } from '../../shared/family.ts'
import { fieldName } from '../wording/common.ts'
import * as words from '../wording/data.ts'
import { answerSure, collectorsOf } from './edit/apply.ts'
import { askChild, askCollectors, askValue, askWhich, dropPhone2, nothing } from './edit/asks.ts'
import { canonical, childAt, type EditFlow, fields } from './edit/form.ts'
import { answerPutRight, askPutRight, putRightOf } from './edit/put-right.ts'
import { readAny, readBeside, readValue } from './edit/read.ts'
import { fieldNamed } from './enrol/edits.ts'
import { isOfChild } from './enrol/form.ts'
import { childrenMeant } from './enrolled.ts'
import { pickOf } from './pick.ts'
import { ending } from './rest.ts'
import type { Move } from './state.ts'
import { type Topic, type Turn, text } from './turn.ts'

/** 修改, or a field by its name, with the new value at once where the message has it. */
export const openEdit = (turn: Turn, named: Expects | null): Move => {
  const { family } = turn.state
  if (!family || family.children.length === 0) return nothing(turn)
  if (named === 'modules')
    return ending(turn.state, [text(words.coursesElsewhere)], ['change', 'cancel', 'again', 'menu'])
  const called = named ?? (turn.meaning.command === 'edit' ? fieldNamed(turn.text) : null)
  const field = called && canonical(called)
  if (field === null) return readAny(turn, family) ?? askWhich(turn)
  return fields.includes(field) ? openField(turn, family, field) : askWhich(turn)
}

const openField = (turn: Turn, family: Family, field: Expects): Move => {
  const meant = childrenMeant(turn)
  const [only] = meant
  if (isOfChild(field) && (meant.length !== 1 || !only)) return askChild(turn, family, field)
  const spot = { child: isOfChild(field) && only ? family.children.indexOf(only) : 0, field }
  return readBeside(turn, family, spot) ?? askValue(turn, family, spot)
}

const answerWhich = (turn: Turn, family: Family): Move | null => {
  const at = pickOf(turn, fields.map(fieldName))
  const named = turn.meaning.field ?? (turn.meaning.slots.length === 0 ? fieldNamed(turn.text) : null)
  const field = (at === null ? undefined : fields[at]) ?? (named && canonical(named))
  if (field === 'modules') return openEdit(turn, field)
  if (field && fields.includes(field))
    return openField({ ...turn, text: '', meaning: { ...turn.meaning, slots: [] } }, family, field)
  return readAny(turn, family)
}

const answerChild = (turn: Turn, family: Family, field: Expects, flow: EditFlow): Move | null => {
  const at = pickOf(
    turn,
    family.children.map((child) => child.name),
  )
  const meant = childrenMeant(turn)
  const child = at ?? (meant.length === 1 && meant[0] ? family.children.indexOf(meant[0]) : null)
  if (child === null) return null
  const spot = { child, field }
  return flow.said ? putRightOf(turn, family, spot, flow.said) : askValue(turn, family, spot)
}

const withFamily = (turn: Turn, then: (family: Family) => Move | null): Move | null =>
  turn.state.family ? then(turn.state.family) : nothing(turn)

const ask = (turn: Turn, family: Family, flow: EditFlow): Move => {
  const { field } = flow
  if (flow.stage === 'which' || field === null) return askWhich(turn)
  if (flow.stage === 'child') return askChild(turn, family, field, flow.said)
  if (flow.said && flow.stage === 'sure') return askPutRight(turn, family, flow, flow.said)
  if (flow.stage === 'value') return askValue(turn, family, { child: childAt(family, flow), field })
  return field === 'pickup' ? askCollectors(turn, family, collectorsOf(flow.value ?? '')) : dropPhone2(turn)
}

export const edit: Topic<EditFlow> = {
  ask: (turn, flow) => withFamily(turn, (family) => ask(turn, family, flow)) ?? nothing(turn),
  answer: (turn, flow) =>
    withFamily(turn, (family) => {
      if (flow.stage === 'which' || flow.field === null) return answerWhich(turn, family)
      if (flow.stage === 'child') return answerChild(turn, family, flow.field, flow)
      if (flow.stage === 'sure' && flow.said) return answerPutRight(turn, family, flow, flow.said)
      if (flow.stage === 'sure') return answerSure(turn, family, flow)
      return readValue(turn, family, { child: childAt(family, flow), field: flow.field })
    }),
  back: (turn, flow) => (flow.stage === 'which' ? null : askWhich(turn)),
}
