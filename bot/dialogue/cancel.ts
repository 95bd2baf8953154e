import * as words from '../wording/change.ts'
import { notWaiting } from '../wording/mine.ts'
import { dropDraft } from './drop-draft.ts'
import { shortName } from './enrol/people.ts'
import { plainly } from './enrol/reading.ts'
import { resumeDraft } from './enrol.ts'
import { type Taken, takenMeant, takenOf, withoutEnrolments } from './enrolled.ts'
import type { Flow } from './flows.ts'
import { offerBehind } from './offers.ts'
import { numberedChoices, pickOf, picks, saysNo, saysYes } from './pick.ts'
import { ending, signUp } from './rest.ts'
import type { Move, Outcome } from './state.ts'
import { asking, slotsOf, type Topic, type Turn, text } from './turn.ts'

/** `what`: a bare 取消, of which thing? `which`: of several enrolments; `sure`: once more, before the seats go. */
type CancelFlow = Extract<Flow, { topic: 'cancel' }>
type Picked = CancelFlow['picked']

const idsOf = (taken: readonly Taken[]): Picked =>
  taken.map(({ enrolment }) => ({ sectionId: enrolment.sectionId, childId: enrolment.childId }))

/** The enrolments of these ids that still stand. */
const standing = (turn: Turn, picked: Picked): readonly Taken[] =>
  takenOf(turn.state, turn.scene).filter(({ enrolment }) =>
    picked.some((one) => one.sectionId === enrolment.sectionId && one.childId === enrolment.childId),
  )

const nameOf = ({ child, section }: Taken): string => words.takenName(child.name, section)

const isWaiting = ({ enrolment }: Taken): boolean => enrolment.state === 'waiting'

/** What a bare 取消 may mean here: only what there is to cancel. */
const whatLabels = (turn: Turn): readonly string[] => [
  ...(turn.state.talk.draft ? [words.cancelWhatLabels.drop] : []),
  ...(takenOf(turn.state, turn.scene).length > 0 ? [words.cancelWhatLabels.cancel] : []),
  words.cancelWhatLabels.keep,
]

const askWhat = (turn: Turn): Move => {
  const labels = whatLabels(turn)
  const flow: CancelFlow = { topic: 'cancel', stage: 'what', picked: [] }
  return asking(turn.state, flow, 'choice', [text(words.cancelWhat(labels))], {
    choices: numberedChoices(labels),
  })
}

const nothing = (turn: Turn): Move =>
  ending(turn.state, [text(words.nothingToCancel)], ['enrol', 'courses', 'questions', 'human'])

const askWhich = (turn: Turn, taken: readonly Taken[]): Move => {
  const labels = [...taken.map(nameOf), words.allOfThem]
  const flow: CancelFlow = { topic: 'cancel', stage: 'which', picked: idsOf(taken) }
  return asking(turn.state, flow, 'choice', [text(words.whichToCancel(labels))], {
    choices: numberedChoices(labels),
  })
}

const askSure = (turn: Turn, taken: readonly Taken[]): Move => {
  const flow: CancelFlow = { topic: 'cancel', stage: 'sure', picked: idsOf(taken) }
  const waits = taken.every(isWaiting)
  const choices = numberedChoices(waits ? [words.leaveYes, words.leaveNo] : [words.cancelYes, words.cancelNo])
  const asked = waits ? words.sureToLeave(taken.map(nameOf)) : words.sureToCancel(taken.map(nameOf))
  return asking(turn.state, flow, 'yes_no', [text(asked)], { choices })
}

const askFor = (turn: Turn, taken: readonly Taken[], all: boolean): Move =>
  taken.length === 1 || all ? askSure(turn, taken) : askWhich(turn, taken)

/** 都, 全部, both: all that is listed. 其他的都留着 keeps them. */
const meansAll = (words: string): boolean =>
  /全部|全都|都不|都退|都取消|一起退|两个都/.test(words) && !/留/.test(words)

const modulesMeant = (turn: Turn) => {
  const dropped = slotsOf(turn.meaning, 'mod-')
  return dropped.length > 0 ? dropped : slotsOf(turn.meaning, 'mod')
}

/** 取消报名, or a bare 取消 (then it is asked what). Seats go only after one more yes. */
export const openCancel = (turn: Turn): Move => {
  const taken = takenOf(turn.state, turn.scene)
  const { draft } = turn.state.talk
  if (draft && /不填|别填/.test(turn.text)) return dropDraft(turn)
  if (taken.length === 0 && !draft) return nothing(turn)
  if (taken.length === 0 || turn.meaning.command === 'cancel_what') return askWhat(turn)
  // While a form is being filled in, 取消报名 may be that one as well as the place that is held.
  if (draft && modulesMeant(turn).length === 0 && !namesTaken(turn, taken)) return askWhat(turn)
  const meant = takenMeant(turn, modulesMeant(turn), slotsOf(turn.meaning, 'time-'))
  return askFor(turn, meant, meansAll(turn.text))
}

const listNamed = /(?:不|别|退出|取消|不想|不要)(?:再|想|用|要)?(?:排|候补)(?!.*(?:吗|么|几|[?？]))/
const noLongerWaits = /^(?:我们?|我家|那|就|还是|算了|都)*不(?:想|用|要)?(?:再)?等(?:下去)?了?(?:吧|哦|啊)?$/

/** 不排了, 退出候补; 不等了 where nothing else is pending that could be meant. */
export const leavesList = (turn: Turn): boolean => {
  const said = plainly(turn.text)
  return listNamed.test(said) || (turn.state.talk.flow === null && noLongerWaits.test(said))
}

/** Off the waiting list, after one more yes. Null where nothing waits and something else is pending. */
export const openLeaveList = (turn: Turn): Move | null => {
  const taken = takenOf(turn.state, turn.scene)
  const waiting = takenMeant(turn, modulesMeant(turn), []).filter(isWaiting)
  if (waiting.length > 0) return askFor(turn, waiting, meansAll(turn.text))
  const offered = offerBehind(turn, [])
  if (offered || turn.state.talk.flow !== null || taken.length === 0) return offered
  return ending(turn.state, [text(notWaiting)], ['mine', 'menu'])
}

const namesTaken = (turn: Turn, taken: readonly Taken[]): boolean =>
  taken.some(({ child }) => turn.text.includes(shortName(child.name)))

/** 还是报吧, 同意, 接着填: quitting was not meant, or no longer is. */
const goesOn = (turn: Turn): boolean =>
  turn.meaning.intent === 'consent' ||
  ['register', 'pick_modules'].includes(turn.meaning.intent) ||
  /还是(想|要)?报|接着|继续/.test(turn.text)

const answerWhat = (turn: Turn): Move | null => {
  const labels = whatLabels(turn)
  const at = pickOf(turn, labels)
  const label = at === null ? undefined : labels[at]
  if (label === words.cancelWhatLabels.drop || /不填/.test(turn.text)) return dropDraft(turn)
  if (label === words.cancelWhatLabels.cancel) return askFor(turn, takenOf(turn.state, turn.scene), false)
  if (label === words.cancelWhatLabels.keep || saysNo(turn) || goesOn(turn)) return keep(turn)
  return null
}

const keep = (turn: Turn): Move =>
  turn.state.talk.draft
    ? resumeDraft(turn)
    : ending(turn.state, [text(words.nothingCancelled)], ['mine', 'menu'])

const answerWhich = (turn: Turn, flow: CancelFlow): Move | null => {
  const listed = standing(turn, flow.picked)
  const numbers = picks(turn, flow.picked.length + 1)
  if (meansAll(turn.text) || turn.text.trim() === words.allOfThem || numbers?.includes(flow.picked.length))
    return askSure(turn, listed)
  if (numbers)
    return askPicked(
      turn,
      flow.picked.filter((_, at) => numbers.includes(at)),
    )
  const named = takenMeant(turn, modulesMeant(turn), slotsOf(turn.meaning, 'time')).filter((one) =>
    includes(listed, one),
  )
  if (named.length > 0 && named.length < listed.length) return askFor(turn, named, false)
  return turn.meaning.intent === 'deny' ? keep(turn) : null
}

const includes = (listed: readonly Taken[], one: Taken): boolean =>
  listed.some(({ enrolment }) => enrolment === one.enrolment)

/** What was picked may be gone meanwhile, by the family's other contact. */
const askPicked = (turn: Turn, picked: Picked): Move => {
  const taken = standing(turn, picked)
  return taken.length > 0 ? askSure(turn, taken) : nothing(turn)
}

const answerSure = (turn: Turn, flow: CancelFlow): Move | null => {
  if (saysNo(turn)) {
    const waits = standing(turn, flow.picked).every(isWaiting)
    const said = waits ? words.stillWaits : words.nothingCancelled
    return ending(turn.state, [text(said)], ['mine', 'change', 'menu'])
  }
  return saysYes(turn) ? release(turn, flow) : null
}

const release = (turn: Turn, flow: CancelFlow): Move => {
  const familyId = turn.state.family?.id
  const picked = idsOf(standing(turn, flow.picked))
  if (familyId === undefined || picked.length === 0) return nothing(turn)
  const releasing: CancelFlow = { topic: 'cancel', stage: 'releasing', picked }
  return {
    state: { ...turn.state, talk: { ...turn.state.talk, flow: releasing, asked: null } },
    lines: [],
    effects: standing(turn, picked).map(({ enrolment }) => {
      const { sectionId, childId } = enrolment
      const why = enrolment.state === 'offered' ? ({ why: 'declined' } as const) : {}
      return { kind: 'release', familyId, sectionId, childId, ...why }
    }),
  }
}

const released = (turn: Turn, flow: CancelFlow, outcomes: readonly Outcome[]): Move => {
  const gone = flow.picked.filter((one) =>
    outcomes.some(
      ({ did, effect }) =>
        did === 'released' &&
        effect.kind === 'release' &&
        effect.sectionId === one.sectionId &&
        effect.childId === one.childId,
    ),
  )
  const taken = standing(turn, gone)
  const names = taken.map(nameOf)
  const said = taken.every(isWaiting) ? words.leftList : words.cancelled
  const { family } = turn.state
  const state = { ...turn.state, family: family && withoutEnrolments(family, gone) }
  const lines = gone.length === 0 ? [text(words.notReleased)] : [text(said(names)), text(words.dataStays)]
  return ending(state, lines, [signUp(state), 'mine', 'erase', 'menu'])
}

const ask = (turn: Turn, flow: CancelFlow): Move => {
  if (flow.stage === 'what') return askWhat(turn)
  const taken = standing(turn, flow.picked)
  if (taken.length === 0) return nothing(turn)
  return flow.stage === 'which' ? askWhich(turn, taken) : askSure(turn, taken)
}

export const cancel: Topic<CancelFlow> = {
  ask,
  answer: (turn, flow) => {
    if (flow.stage === 'what') return answerWhat(turn)
    return flow.stage === 'which' ? answerWhich(turn, flow) : answerSure(turn, flow)
  },
  back: (turn, flow) => {
    const taken = takenOf(turn.state, turn.scene)
    return flow.stage === 'sure' && taken.length > 1 ? askWhich(turn, taken) : null
  },
  resume: released,
}
