import { mayJoin } from '../../../shared/enrolment.ts'
import type { Collector, Family } from '../../../shared/family.ts'
import * as words from '../../wording/data.ts'
import { refusalWords } from '../../wording/refusals.ts'
import { committed } from '../enrol/commit.ts'
import type { Spot } from '../enrol/form.ts'
import { takenOf } from '../enrolled.ts'
import { pickOf, saysNo, saysYes } from '../pick.ts'
import { ending } from '../rest.ts'
import type { Draft, Line, Move, State } from '../state.ts'
import { type Turn, text } from '../turn.ts'
import { askValue, collectorLabels } from './asks.ts'
import { type EditFlow, formOf, nameOf, saidValue } from './form.ts'

export const apply = (turn: Turn, family: Family, form: Draft, spot: Spot): Move => {
  const changed = committed(turn, family, form, [], turn.scene.contact)
  const state = { ...turn.state, family: changed }
  const shown = text(
    words.changedTo(
      nameOf(changed, spot),
      saidValue(turn, changed, formOf({ ...turn, state }, changed), spot),
    ),
  )
  return ending(state, [shown, ...misfits(turn, state, spot)], ['edit', 'my_data', 'mine', 'menu'])
}

/** Another birth may not fit a course that the child has: said, and left to the parent and the teacher. */
export const misfits = (turn: Turn, state: State, spot: Spot): readonly Line[] => {
  if (spot.field !== 'child.birth') return []
  const { sections } = turn.scene.catalogue
  return takenOf(state, turn.scene).flatMap(({ child, section }) => {
    const refusal = section && mayJoin(child, section)
    return refusal
      ? [text(words.doesNotFit(refusalWords(refusal, { child: child.name, section, sections })))]
      : []
  })
}

export const kept = (turn: Turn): Move =>
  ending(turn.state, [text(words.nothingEdited)], ['edit', 'my_data', 'menu'])

/** The words of `pickupWords` as they are kept in the flow: 奶奶（王小花）、爸爸. */
export const collectorsOf = (value: string): readonly Collector[] =>
  value.split('、').flatMap((one) => {
    const [, who, name] = /^([^（]+)(?:（(.+)）)?$/.exec(one) ?? []
    return who ? [{ who, name: name ?? null }] : []
  })

export const merged = (old: readonly Collector[], more: readonly Collector[]): readonly Collector[] => [
  ...old.filter((one) => !more.some(({ who }) => who === one.who)),
  ...more,
]

export const applySure = (turn: Turn, family: Family, flow: EditFlow, also: boolean): Move => {
  const form = formOf(turn, family)
  const value = flow.value ?? ''
  if (flow.field === 'guardian.phone2')
    return apply(
      turn,
      family,
      { ...form, guardian: { ...form.guardian, phone2: value } },
      { child: 0, field: flow.field },
    )
  const fresh = collectorsOf(value)
  const children = form.children.map((child) => ({
    ...child,
    pickup: also ? merged(child.pickup ?? [], fresh) : fresh,
  }))
  return apply(turn, family, { ...form, children }, { child: 0, field: 'pickup' })
}

/** A second phone that shall go, and collectors, are the values that are asked about once more. */
export const answerSure = (turn: Turn, family: Family, flow: EditFlow): Move | null => {
  const labels = flow.field === 'pickup' ? collectorLabels(family) : [words.yesThis, words.notThis]
  const at = pickOf(turn, labels)
  const label = at === null ? null : labels[at]
  if (label === words.notThis || (label === null && saysNo(turn)))
    return flow.field === 'pickup' ? askValue(turn, family, { child: 0, field: 'pickup' }) : kept(turn)
  if (label === words.alsoThis) return applySure(turn, family, flow, true)
  return label === words.yesThis || saysYes(turn) ? applySure(turn, family, flow, false) : null
}
