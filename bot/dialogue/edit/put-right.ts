import type { Family } from '../../../shared/family.ts'
import type { Slot } from '../../understand/meaning.ts'
import * as words from '../../wording/data.ts'
import { committed } from '../enrol/commit.ts'
import { isOfChild, type Spot } from '../enrol/form.ts'
import { read } from '../enrol/read.ts'
import { childrenMeant } from '../enrolled.ts'
import { numberedChoices, pickOf, saysNo, saysYes } from '../pick.ts'
import type { PutRight } from '../put-right.ts'
import { ending } from '../rest.ts'
import type { Draft, Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { misfits } from './apply.ts'
import { askChild, askValue } from './asks.ts'
import { childAt, type EditFlow, formOf, limited, nameOf, saidValue, start } from './form.ts'

type Said = NonNullable<EditFlow['said']>

const ownName = /我叫([\p{Script=Han}]{2,4})(?=[\s，,。、；;]|$)/u
const ownRelation = /我是(?:孩子|娃|他|她)?的?(爸爸|妈妈|爷爷|奶奶|外公|外婆)/
const firstWord = /^([\p{Script=Han}]{2,4})(?=[\s，,。、；;]|$)/u

/** Of several names in one sentence the first is the one put right; the others say whose they are: 我叫…. */
const slotsIn = (turn: Turn, { field, value }: PutRight): readonly Slot[] => {
  const others = turn.meaning.slots.filter(({ key }) => !['name', 'gname', 'mod', 'mod-'].includes(key))
  if (field !== 'child.name' && field !== 'guardian.name')
    return turn.meaning.slots.filter(({ key }) => key !== 'mod' && key !== 'mod-')
  const name = firstWord.exec(value)?.[1]
  if (name === undefined) return turn.meaning.slots
  const own = ownName.exec(value)?.[1]
  const relation = ownRelation.exec(value)?.[1]
  return [
    ...others.filter(({ key }) => key !== 'rel'),
    { key: field === 'child.name' ? 'name' : 'gname', value: name },
    ...(own && field === 'child.name' ? [{ key: 'gname', value: own } as const] : []),
    ...(relation ? [{ key: 'rel', value: relation } as const] : []),
  ]
}

interface Meant {
  readonly form: Draft
  readonly spots: readonly Spot[]
}

/** What the sentence puts right of the family: the field that it names, and what it tells of the guardian beside it. */
const meant = (turn: Turn, family: Family, spot: Spot, said: Said): Meant | null => {
  const form = formOf(turn, family)
  const meaning = {
    ...turn.meaning,
    intent: 'inform',
    confidence: 'high',
    slots: said.slots,
    also: [],
  } as const
  const reading = read({ ...turn, text: said.text, meaning }, form, spot, true)
  const spots = reading.taken.filter(
    ({ field }, at, all) =>
      (field === spot.field || field.startsWith('guardian.')) &&
      all.findIndex((one) => one.field === field) === at,
  )
  if (!spots.some(({ field }) => field === spot.field) || reading.problems.length > 0) return null
  const changed = spots.reduce((so, one) => limited(so, reading.draft, { ...one, child: spot.child }), form)
  return { form: changed, spots: spots.map((one) => ({ ...one, child: spot.child })) }
}

const labels = [words.yesThis, words.notThis]

const askSure = (turn: Turn, family: Family, spot: Spot, said: Said): Move => {
  const found = meant(turn, family, spot, said)
  if (!found) return askValue(turn, family, spot)
  const childId = family.children[spot.child]?.id ?? null
  const flow: EditFlow = { ...start, stage: 'sure', field: spot.field, childId, said }
  const rows = found.spots.map((one) =>
    words.row(nameOf(family, one), saidValue(turn, family, found.form, one) || words.none),
  )
  return asking(turn.state, flow, 'yes_no', [text(words.understoodRows(rows))], {
    choices: numberedChoices(labels),
  })
}

/** 电话改成…: shown as it was understood and asked once; of several children it is asked first which is meant. */
export const openPutRight = (turn: Turn, family: Family, put: PutRight): Move => {
  const said: Said = { text: put.value, slots: slotsIn(turn, put) }
  const [only, ...more] = childrenMeant(turn)
  if (isOfChild(put.field) && (!only || more.length > 0)) return askChild(turn, family, put.field, said)
  const child = isOfChild(put.field) && only ? family.children.indexOf(only) : 0
  return askSure(turn, family, { child, field: put.field }, said)
}

/** Of which child it was, now that it is known. */
export const putRightOf = (turn: Turn, family: Family, spot: Spot, said: Said): Move =>
  askSure(turn, family, spot, said)

export const askPutRight = (turn: Turn, family: Family, flow: EditFlow, said: Said): Move =>
  flow.field === null
    ? askChild(turn, family, 'child.name', said)
    : askSure(turn, family, { child: childAt(family, flow), field: flow.field }, said)

const applied = (turn: Turn, family: Family, { form, spots }: Meant): Move => {
  const changed = committed(turn, family, form, [], turn.scene.contact)
  const state = { ...turn.state, family: changed }
  const after = formOf({ ...turn, state }, changed)
  const shown = spots.map((spot) =>
    text(words.changedTo(nameOf(changed, spot), saidValue(turn, changed, after, spot))),
  )
  const misfit = spots.flatMap((spot) => misfits(turn, state, spot))
  return ending(state, [...shown, ...misfit], ['edit', 'my_data', 'mine', 'menu'])
}

/** A yes changes it, a no asks for the value, and another value is shown and asked in its turn. */
export const answerPutRight = (turn: Turn, family: Family, flow: EditFlow, said: Said): Move | null => {
  if (flow.field === null) return null
  const spot = { child: childAt(family, flow), field: flow.field }
  const at = pickOf(turn, labels)
  const found = meant(turn, family, spot, said)
  if (at === 0 || (at === null && saysYes(turn)))
    return found ? applied(turn, family, found) : askValue(turn, family, spot)
  const fresh: Said = { text: turn.text, slots: turn.meaning.slots }
  if (at === null && fresh.slots.length > 0 && meant(turn, family, spot, fresh))
    return askSure(turn, family, spot, fresh)
  return at === 1 || saysNo(turn) ? askValue(turn, family, spot) : null
}
