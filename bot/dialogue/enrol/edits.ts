import * as choosing from '../../wording/choosing.ts'
import { fieldName } from '../../wording/common.ts'
import * as words from '../../wording/enrol.ts'
import * as summing from '../../wording/summary.ts'
import { takeOneOut } from '../../wording/take-out.ts'
import { pick, pickOf, saysNo, saysYes } from '../pick.ts'
import type { Move } from '../state.ts'
import { type Turn, text, withTalk } from '../turn.ts'
import { absorbed, goOn } from './answers.ts'
import { claim } from './claim.ts'
import { cleared, editable, isOfChild, type Spot } from './form.ts'
import { answerWhichMeant, furtherChild } from './further.ts'
import { proceed } from './proceed.ts'
import { putField } from './put.ts'
import { isEmpty, read } from './read.ts'
import { fieldsIn, type Reading } from './reading.ts'
import { draftOf, type EnrolFlow, flowOf, type So, saying, soFar, withDraft } from './so.ts'
import { putWhichOut } from './take-out.ts'

/** The whole is right, or something in it is not. A correction is applied at once and shown. */
export const answerSummary = (turn: Turn, flow: EnrolFlow): Move | null => {
  const meant = flow.field === 'choice' ? answerWhichMeant(turn, flow.heard ?? []) : null
  if (meant) return meant
  if (/再?(加|选)一?(门|个)?课/.test(turn.text)) return addCourse(turn)
  const further = furtherChild(turn)
  if (further) return further
  const reading = read(turn, draftOf(turn.state), { child: 0, field: 'confirm' }, true)
  if (!isEmpty(reading)) return goOnCorrected(turn, reading)
  // A yes to either or is no yes to the whole.
  if (flow.field === 'choice') return null
  if (saysYes(turn)) return claim(turn)
  // 不同意外出 is said of one use and is no word on the whole: it goes to withdraw.ts.
  if (saysNo(turn)) return turn.meaning.about === null ? openEditing(turn, null) : null
  return null
}

const goOnCorrected = (turn: Turn, reading: Reading): Move => {
  const fields = fieldsIn(reading)
  return goOn(turn, fields.length > 0 ? saying(soFar(turn), words.changed(fields)) : soFar(turn), reading)
}

const addCourse = (turn: Turn): Move => {
  const draft = draftOf(turn.state)
  const children = draft.children.map((child) => ({ ...child, chosen: false }))
  return proceed(turn, withDraft(soFar(turn), { ...draft, children }))
}

/** Asks which field is wrong, or for the named one's new value; applies the value where it came along. */
export const openEditing = (turn: Turn, field: EnrolFlow['field']): Move => {
  const so = soFar(turn)
  const draft = draftOf(so.state)
  if (!field || !editable.some((each) => each === field)) return putWhichField(so)
  const spot = { child: 0, field }
  // Only what is plainly a value: the words of the request itself could pass for a name.
  const reading = read(turn, draft, null, true)
  if (reading.taken.some((taken) => taken.field === field)) return goOnCorrected(turn, reading)
  if (isOfChild(field) && draft.children.length > 1) return putWhose(so, field)
  return editOf(turn, so, spot)
}

const editOf = (turn: Turn, so: So, spot: Spot): Move =>
  spot.field === 'modules'
    ? proceed(turn, withDraft(so, cleared(draftOf(so.state), spot)))
    : putField(turn, so, flowOf('edit', spot.child, spot.field))

const putWhichField = (so: So): Move => {
  const several = draftOf(so.state).children.length > 1
  const names = [...editable.map(fieldName), ...(several ? [takeOneOut] : [])]
  return put(so, flowOf('edit'), 'field', summing.whichField(names), names)
}

const putWhose = (so: So, field: Spot['field']): Move => {
  const names = draftOf(so.state).children.map((child, index) => child.name ?? words.nthChild(index + 1))
  return put(so, flowOf('edit', whose, field), 'choice', choosing.whichChildField(field, names), names)
}

/** The child of an edit that is still to be said. */
const whose = -1

const put = (
  so: So,
  flow: EnrolFlow,
  expects: 'field' | 'choice',
  question: string,
  labels: readonly string[],
): Move => ({
  state: withTalk(so.state, {
    flow,
    asked: { expects, choices: labels.map((label, at) => ({ label, say: String(at + 1) })), missing: [] },
  }),
  lines: [...so.lines, text(question)],
  entries: so.entries,
})

export const askEdit = (turn: Turn, flow: EnrolFlow): Move => {
  if (!flow.field) return putWhichField(soFar(turn))
  return flow.child === whose ? putWhose(soFar(turn), flow.field) : putField(turn, soFar(turn), flow)
}

export const answerEdit = (turn: Turn, flow: EnrolFlow): Move | null => {
  if (!flow.field) return answerField(turn)
  if (flow.child === whose) return answerWhose(turn, flow.field)
  const spot = { child: flow.child, field: flow.field }
  const reading = read(turn, draftOf(turn.state), spot, true)
  const [problem] = reading.problems
  if (problem) {
    const so = absorbed(soFar(turn), reading, true)
    return putField(
      turn,
      so,
      flowOf('edit', problem.spot.child, problem.spot.field),
      problem.words,
      problem.choices,
    )
  }
  return isEmpty(reading) ? null : goOnCorrected(turn, reading)
}

const answerWhose = (turn: Turn, field: Spot['field']): Move | null => {
  const { children } = draftOf(turn.state)
  const at = pickOf(
    turn,
    children.map((child) => child.name ?? ''),
  )
  return at === null ? null : editOf(turn, soFar(turn), { child: at, field })
}

/** A field by number or by its name; or the correction itself. */
const answerField = (turn: Turn): Move | null => {
  const several = draftOf(turn.state).children.length > 1
  const at = pick(turn, editable.length + (several ? 1 : 0))
  if (at === editable.length) return putWhichOut(turn)
  const field = at === null ? (turn.meaning.field ?? fieldNamed(turn.text)) : editable[at]
  if (field) return openEditing(turn, field)
  const reading = read(turn, draftOf(turn.state), { child: 0, field: 'field' }, true)
  return isEmpty(reading) ? null : goOnCorrected(turn, reading)
}

const fieldWords: readonly (readonly [RegExp, Spot['field']])[] = [
  [/(家长|我的|大人).*(名|姓)/, 'guardian.name'],
  [/名|姓/, 'child.name'],
  [/生日|出生|岁|年龄|年级/, 'child.birth'],
  [/日期|哪天|时间|几号/, 'child.days'],
  [/备用|第二/, 'guardian.phone2'],
  [/电话|手机|号码/, 'guardian.phone'],
  [/关系/, 'guardian.relation'],
  [/村|镇|厂|住|地址/, 'place'],
  [/健康|过敏|身体/, 'health'],
  [/接/, 'pickup'],
  [/课|班/, 'modules'],
]

/** The field that words such as 改一下谁来接 name. */
export const fieldNamed = (said: string): Spot['field'] | null =>
  fieldWords.find(([pattern]) => pattern.test(said))?.[1] ?? null
