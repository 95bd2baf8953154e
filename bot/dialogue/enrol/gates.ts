import { noticeVersion } from '../../../shared/consent.ts'
import { keptFor } from '../../../shared/retention.ts'
import * as choosing from '../../wording/choosing.ts'
import * as consent from '../../wording/consent.ts'
import * as words from '../../wording/enrol.ts'
import { consents, pickOf, saysNo } from '../pick.ts'
import { ending } from '../rest.ts'
import type { Move } from '../state.ts'
import { slotsOf, type Turn, text, withTalk } from '../turn.ts'
import { absorbed, goOn } from './answers.ts'
import { childDraftOf, newDraft } from './family.ts'
import { blankChild } from './people.ts'
import { proceed } from './proceed.ts'
import { inProgramme, openProgrammes } from './programmes.ts'
import { putConsent } from './put.ts'
import { isEmpty, read } from './read.ts'
import { isNone, plainly } from './reading.ts'
import { draftOf, type EnrolFlow, programmeOf, type So, saying, soFar, withDraft } from './so.ts'
import { whoAnswered } from './who.ts'

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
  const draft = inProgramme(draftOf(turn.state), chosen)
  const so = soFar(turn)
  return proceed(turn, withDraft({ ...so, state: withTalk(so.state, { programmeId: chosen.id }) }, draft))
}

/** A bare 没 or 没有 refuses nothing: what is lost by a refusal does not come back, so it takes a word of refusal. */
const refuses = (turn: Turn): boolean =>
  plainly(turn.text) === '不同意' ||
  (saysNo(turn) && /不|拒|否|算了|别|莫|^[2二]/.test(plainly(turn.text)) && !isNone(plainly(turn.text)))

/** 报名 once more, or 继续: many think that they must say it to go on. It is no misunderstanding. */
const asksToBegin = (turn: Turn): boolean =>
  (turn.meaning.intent === 'register' && turn.meaning.confidence === 'high') ||
  /^(?:继续|下一步|接着来|往下)(?:报名?|填)?$/.test(plainly(turn.text))

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
  if (isEmpty(reading) && asksToBegin(turn))
    return putConsent(turn, saying(soFar(turn), consent.firstRead), flow, programme)
  if (isEmpty(reading)) return saysNo(turn) ? putConsent(turn, soFar(turn), flow, programme) : null
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
  const labels = [...children.map(({ name }) => name), choosing.anotherChild]
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
