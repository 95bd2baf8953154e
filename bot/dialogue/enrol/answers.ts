import { noticeVersion } from '../../../shared/consent.ts'
import { keptFor } from '../../../shared/retention.ts'
import { fieldName } from '../../wording/common.ts'
import * as consent from '../../wording/consent.ts'
import * as words from '../../wording/enrol.ts'
import { pick, pickOf, saysNo, saysYes } from '../pick.ts'
import { ending } from '../rest.ts'
import type { Draft, Move } from '../state.ts'
import { slotsOf, type Turn, text, withTalk } from '../turn.ts'
import { childDraftOf, newDraft } from './family.ts'
import { cleared, editable, isOfChild, type Spot } from './form.ts'
import { blankChild } from './people.ts'
import { proceed } from './proceed.ts'
import { openProgrammes } from './programmes.ts'
import { putConsent, putField, putName } from './put.ts'
import { isEmpty, read } from './read.ts'
import { plainly, type Reading } from './reading.ts'
import { draftOf, type EnrolFlow, flowOf, programmeOf, type So, saying, soFar, withDraft } from './so.ts'
import { tapped } from './tapped.ts'
import { whoAnswered } from './who.ts'

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
  if (!problem) return proceed(turn, next, { taken: fields })
  const options = {
    first: problem.spot,
    lead: problem.words,
    ...(problem.choices ? { choices: problem.choices } : {}),
  }
  return proceed(turn, next, { ...options, taken: fields })
}

export const answerProgramme = (turn: Turn): Move | null => {
  const open = openProgrammes(turn.scene)
  const chosen =
    open[
      pickOf(
        turn,
        open.map(({ name }) => name),
      ) ?? -1
    ] ?? open.find(({ aliases }) => aliases.includes(plainly(turn.text)))
  if (!chosen) return null
  const draft = { ...draftOf(turn.state), programmeId: chosen.id }
  const so = soFar(turn)
  return proceed(turn, withDraft({ ...so, state: withTalk(so.state, { programmeId: chosen.id }) }, draft))
}

const consents = (turn: Turn): boolean =>
  saysYes(turn) ||
  (turn.meaning.intent === 'consent' && turn.meaning.confidence === 'high') ||
  plainly(turn.text) === '同意'
const refuses = (turn: Turn): boolean => saysNo(turn) || plainly(turn.text) === '不同意'

/** Consent to the notice. What a refusal is limited to (不同意拍照) is no refusal; facts may come along with the yes. */
export const answerConsent = (turn: Turn, flow: EnrolFlow): Move | null => {
  const programme = programmeOf(turn.state, turn.scene)
  if (!programme) return null
  const limited =
    turn.meaning.about !== null && ['consent', 'consent_no', 'deny'].includes(turn.meaning.intent)
  if (limited) return putConsent(turn, saying(soFar(turn), consent.aboutLater), flow, programme)
  const reading = read(turn, draftOf(turn.state), null, false)
  if (consents(turn)) {
    const agreed = withTalk(turn.state, { agreed: noticeVersion(programme) })
    return goOn(turn, { ...soFar(turn), state: agreed }, reading)
  }
  if (refuses(turn)) return refuse(turn)
  if (isEmpty(reading)) return null
  return putConsent(turn, saying(absorbed(soFar(turn), reading, false), consent.factsWait), flow, programme)
}

const refuse = (turn: Turn): Move => {
  const programme = programmeOf(turn.state, turn.scene)
  const state = withTalk(turn.state, { draft: null, agreed: null, who: null, flow: null, asked: null })
  return ending(state, [text(programme ? consent.refused(programme) : '')], ['enrol', 'questions', 'human'])
}

export const answerWho = (turn: Turn, flow: EnrolFlow): Move | null => {
  if (flow.field === 'choice') return answerWhichChild(turn)
  const who = whoAnswered(turn)
  const asked = { child: 0, field: 'who' } as const
  const plain = read(turn, draftOf(turn.state), asked, false)
  if (!who) return isEmpty(plain) ? null : goOn(turn, soFar(turn), plain)
  const state = withTalk(turn.state, { who })
  const reading = read({ ...turn, state }, draftOf(state), asked, false)
  const hello = who === 'helper' ? [consent.helperHello(keptFor.helperHoldHours)] : []
  return goOn(
    { ...turn, state: withTalk(turn.state, { who }) },
    saying({ ...soFar(turn), state }, ...hello),
    reading,
  )
}

/** A child of the family, by number or name, or one more; modules named before go along. */
const answerWhichChild = (turn: Turn): Move | null => {
  const children = turn.state.family?.children ?? []
  const labels = [...children.map(({ name }) => name), words.anotherChild]
  const name = slotsOf(turn.meaning, 'name')[0]
  const named = name === undefined ? -1 : children.findIndex((child) => child.name.endsWith(name))
  const at = pickOf(turn, labels) ?? (named >= 0 ? named : null)
  if (at === null) return null
  return withChild(turn, soFar(turn), children[at]?.id ?? null)
}

/** The draft for a child of the family, or for one more where there is none of that id. */
export const withChild = (turn: Turn, so: So, childId: string | null): Move => {
  const draft = draftOf(so.state)
  const wanted = draft.children.flatMap((child) => child.wanted)
  const known = so.state.family?.children.find(({ id }) => id === childId)
  const child = known ? childDraftOf(known) : blankChild(draft.children[0]?.id ?? turn.scene.fresh.id(2))
  const fresh = newDraft(so.state, turn.scene, draft.programmeId, { ...child, wanted })
  return proceed(turn, withDraft(known ? so : saying(so, words.asBefore), fresh))
}

export const answerFill = (said: Turn, flow: EnrolFlow): Move | null => {
  const spot: Spot = { child: flow.child, field: flow.field ?? 'child.name' }
  const turn = tapped(said, spot.field)
  const showsName = turn.state.talk.asked?.expects === 'yes_no'
  const reading = read(turn, draftOf(turn.state), spot, turn.meaning.intent === 'correct')
  if (showsName && isEmpty(reading)) return answerName(turn, spot)
  return isEmpty(reading)
    ? null
    : goOn(turn, soFar(turn), { ...reading, doubt: showsName ? null : reading.doubt })
}

const answerName = (turn: Turn, spot: Spot): Move | null => {
  const so = soFar(turn)
  if (saysYes(turn)) return proceed(turn, so)
  return saysNo(turn) ? proceed(turn, withDraft(so, cleared(draftOf(so.state), spot)), { first: spot }) : null
}

/** The whole is right, or something in it is not. A correction is applied at once and shown. */
export const answerSummary = (turn: Turn, claim: (turn: Turn) => Move): Move | null => {
  if (/再?(加|选)一?(门|个)?课/.test(turn.text)) return addCourse(turn)
  const reading = read(turn, draftOf(turn.state), { child: 0, field: 'confirm' }, true)
  if (!isEmpty(reading)) return goOnCorrected(turn, reading)
  if (saysYes(turn)) return claim(turn)
  if (saysNo(turn)) return openEditing(turn, null)
  return null
}

const goOnCorrected = (turn: Turn, reading: Reading): Move => {
  const fields = [...new Set(reading.taken.map(({ field }) => fieldName(field)))]
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
  const names = editable.map(fieldName)
  return put(so, flowOf('edit'), 'field', words.whichField(names), names)
}

const putWhose = (so: So, field: Spot['field']): Move => {
  const names = draftOf(so.state).children.map((child, index) => child.name ?? words.nthChild(index + 1))
  return put(so, flowOf('edit', whose, field), 'choice', words.whichChildField(field, names), names)
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

export const answerEdit = (said: Turn, flow: EnrolFlow): Move | null => {
  if (!flow.field) return answerField(said)
  if (flow.child === whose) return answerWhose(said, flow.field)
  const turn = tapped(said, flow.field)
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
  const at = pick(turn, editable.length)
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
