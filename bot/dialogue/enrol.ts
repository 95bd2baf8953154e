import { thisFamily } from '../wording/common.ts'
import { familyLater } from '../wording/enrol.ts'
import { whyOuting } from '../wording/excursion.ts'
import { whySame } from '../wording/same-child.ts'
import { answerExcursion } from './enrol/answer-excursion.ts'
import { answerModules } from './enrol/answer-modules.ts'
import { answerWishes, askWishes } from './enrol/answer-wishes.ts'
import { answerFill } from './enrol/answers.ts'
import { back } from './enrol/back.ts'
import { resume } from './enrol/claim.ts'
import { answerEdit, answerSummary, askEdit } from './enrol/edits.ts'
import { putWhichMeant } from './enrol/further.ts'
import { answerConsent, answerProgramme, answerWho } from './enrol/gates.ts'
import { answerPrepared, askPrepared } from './enrol/prepared.ts'
import { proceed, toWhichChild } from './enrol/proceed.ts'
import { putField, putName } from './enrol/put.ts'
import { putRightMeanwhile } from './enrol/put-right.ts'
import { putParty, putShown } from './enrol/put-sections.ts'
import { answerSame } from './enrol/same.ts'
import { answerWaiting } from './enrol/same-asked.ts'
import { type EnrolFlow, soFar } from './enrol/so.ts'
import { answerOut, askOut, takeOut } from './enrol/take-out.ts'
import { isAnotherFamily } from './enrol/who.ts'
import type { Move } from './state.ts'
import { after, type Topic, type Turn, text } from './turn.ts'

export { openAnother, openEditDraft, openEnrol, resumeDraft } from './enrol/open.ts'
export { openPrepared } from './enrol/prepared.ts'
export type { EnrolFlow } from './enrol/so.ts'

const firstNamed = (turn: Turn): string =>
  turn.state.talk.draft?.children.find(({ name }) => name !== undefined)?.name ?? thisFamily

/** Puts the pending question again, with the seats and the draft of this moment. */
const ask = (turn: Turn, flow: EnrolFlow): Move => {
  const so = soFar(turn)
  switch (flow.stage) {
    case 'who':
      return flow.field === 'choice' ? toWhichChild(turn, so) : proceed(turn, so)
    case 'fill': {
      if (turn.state.talk.asked?.expects === 'yes_no') return putName(turn, so, flow.child)
      return putField(turn, so, flow)
    }
    case 'modules': {
      const [sectionId = ''] = flow.shown ?? []
      return flow.field === 'choice' ? putParty(turn, so, flow.child, sectionId) : putShown(turn, so, flow)
    }
    case 'wishes':
      return askWishes(turn, so, flow)
    case 'summary':
      return flow.heard ? putWhichMeant(turn, so, flow.heard) : proceed(turn, so)
    case 'edit':
      return askEdit(turn, flow)
    case 'remove':
      return askOut(turn, flow)
    case 'prepared':
      return askPrepared(turn)
    default:
      return proceed(turn, so)
  }
}

/** A child is to be taken out of the form, or null: heard before 不报了 gives up everything. */
export const childOut = (turn: Turn, flow: EnrolFlow): Move | null =>
  takeOut(turn, flow, () => ask(turn, flow))

const answer = (turn: Turn, flow: EnrolFlow): Move | null => {
  // One family at a time: a second one's facts would end in the first one's form.
  if (isAnotherFamily(turn)) return after([text(familyLater(firstNamed(turn)))], ask(turn, flow))
  const right = putRightMeanwhile(turn, flow)
  if (right) return right
  switch (flow.stage) {
    case 'programme':
      return answerProgramme(turn)
    case 'consent':
      return answerConsent(turn, flow)
    case 'who':
      return answerWho(turn, flow)
    case 'fill':
      return answerFill(turn, flow)
    case 'modules':
      return answerModules(turn, flow)
    case 'wishes':
      return answerWishes(turn, flow)
    case 'excursion':
      return answerExcursion(turn)
    case 'summary':
      return answerSummary(turn, flow)
    case 'edit':
      return answerEdit(turn, flow)
    case 'remove':
      return answerOut(turn, flow)
    case 'prepared':
      return answerPrepared(turn)
    case 'same':
      return answerSame(turn, soFar(turn), flow, (so) => proceed(turn, so))
    case 'kin':
      return answerWaiting(turn, soFar(turn), flow, (so) => proceed(turn, so))
    default:
      return null
  }
}

/**
 * A parent, or a helper, enrols children. Stages: which `programme`, `consent`, `who` is speaking (with the field `choice`:
 * which child of the family), `fill` a field, `modules` (with `choice`: how many people), `wishes` in their order, `excursion` where one was chosen,
 * `summary`, `edit` a field, `remove` a child, `same`: has another family entered it, `kin`: what that family says, `prepared`
 * until it opens, and `claiming` while the seats are being taken.
 */
export const enrol: Topic<EnrolFlow> = {
  ask,
  answer,
  back,
  resume,
  why: (_, { stage }) => (stage === 'excursion' ? whyOuting : stage === 'same' ? whySame : null),
}
