import type { Expects } from '../../../shared/contract/expects.ts'
import type { Programme } from '../../../shared/programme.ts'
import { keptFor } from '../../../shared/retention.ts'
import { thisFamily } from '../../wording/common.ts'
import { helperHello } from '../../wording/consent.ts'
import * as words from '../../wording/enrol.ts'
import { ending } from '../rest.ts'
import type { Move, State } from '../state.ts'
import { slotsOf, type Turn, text, withTalk } from '../turn.ts'
import { anotherChildSaid } from './another.ts'
import { absorbed, goOn } from './answers.ts'
import { fieldNamed, openEditing } from './edits.ts'
import { mustConsent, newDraft } from './family.ts'
import { withChild } from './gates.ts'
import { blankChild, shortName } from './people.ts'
import { go, isPrepared } from './prepared.ts'
import { proceed, toWhichChild } from './proceed.ts'
import { closedWords, meantProgramme, openProgrammes } from './programmes.ts'
import { isEmpty, read } from './read.ts'
import { draftOf, programmeOf, type So, saying, soFar } from './so.ts'
import { isAnotherFamily, whoSaid } from './who.ts'

/** The id of the child that a draft begins with; further ones of the same message are 2 and up (read.ts). */
const firstChildId = 9

/**
 * Begins an enrolment from a request, with or without facts in it, or goes on with the unfinished one. Facts of the first
 * message are kept in the draft only; nothing is stored of a family before its consent.
 */
export const openEnrol = (turn: Turn): Move => {
  if (turn.state.talk.draft) return addTo(turn)
  const open = openProgrammes(turn.scene)
  if (open.length === 0) return ending(turn.state, [text(closedWords(turn.scene))], ['questions', 'human'])
  const state = begun(turn.state, turn, meantProgramme(turn, open))
  const so = { ...soFar(turn), state }
  const reading = read({ ...turn, state }, draftOf(state), null, false)
  if (isEmpty(reading) || onlyModules(turn)) return toWhom(turn, absorbed(so, reading, false))
  const reused = state.talk.draft?.guardian.name !== undefined ? saying(so, words.asBefore) : so
  return goOn(turn, greeted(turn, reused), reading, false)
}

/** A further child of the family, or with a helper a further family. */
export const openAnother = (turn: Turn): Move => {
  if (turn.state.talk.draft) return addTo(turn)
  const open = openProgrammes(turn.scene)
  if (open.length === 0) return ending(turn.state, [text(closedWords(turn.scene))], ['questions', 'human'])
  const helping = turn.state.talk.who === 'helper' && !turn.state.family
  const state = begun(turn.state, turn, meantProgramme(turn, open), helping ? 'helper' : null)
  const so = { ...soFar(turn), state }
  const reading = read({ ...turn, state }, draftOf(state), null, false)
  const reused = draftOf(state).guardian.name !== undefined ? saying(so, words.asBefore) : so
  return goOn(turn, reused, reading, false)
}

/** A talk with an empty draft in it, and with who is speaking as far as that is known. */
const begun = (
  before: State,
  turn: Turn,
  programme: Programme | null,
  known: 'guardian' | 'helper' | null = null,
): State => {
  const who = known ?? whoSaid(turn) ?? (before.family ? 'guardian' : null)
  // What a helper agreed to is no parent's consent for an own child.
  const agreed = before.talk.who === 'helper' && who !== 'helper' ? null : before.talk.agreed
  const talk = { ...before.talk, who, agreed, programmeId: programme?.id ?? before.talk.programmeId }
  const state = { ...before, talk }
  const child = blankChild(turn.scene.fresh.id(firstChildId))
  return withTalk(state, { draft: newDraft(state, turn.scene, programme?.id ?? '', child) })
}

const ofNewChild = ['name', 'age', 'birth', 'grade', 'sex'] as const

/** Only modules were named (想再报个画画), or nothing: it may be a child that is enrolled already. */
const onlyModules = (turn: Turn): boolean =>
  ofNewChild.every((key) => slotsOf(turn.meaning, key).length === 0) && !anotherChildSaid.test(turn.text)

/** For which child: without a family a new one; the only child where a course is meant (再报一门课); else it is asked. */
const toWhom = (turn: Turn, so: So): Move => {
  const { family, talk } = so.state
  const children = talk.who === 'guardian' ? (family?.children ?? []) : []
  const wanted = draftOf(so.state).children.some((child) => child.wanted.length > 0)
  const programme = programmeOf(so.state, turn.scene)
  if (children.length === 0 || anotherChildSaid.test(turn.text)) return proceed(turn, greeted(turn, so))
  if (programme && mustConsent(so.state, programme)) return proceed(turn, so)
  const named = children.find(({ name }) => turn.text.includes(shortName(name)))
  if (named) return withChild(turn, so, named.id)
  return children.length === 1 && (wanted || turn.meaning.intent === 'pick_modules')
    ? withChild(turn, so, children[0]?.id ?? null)
    : toWhichChild(turn, so)
}

/** A helper who said so in the first breath is told what the help is worth. */
const greeted = (turn: Turn, so: So): So =>
  so.state.talk.who === 'helper' && turn.state.talk.who !== 'helper'
    ? saying(so, helperHello(keptFor.helperHoldHours))
    : so

/** A request while a draft is open: its facts go into the draft. */
const addTo = (turn: Turn): Move => {
  if (isAnotherFamily(turn)) {
    const [first] = draftOf(turn.state).children.flatMap(({ name }) => name ?? [])
    return proceed(turn, saying(soFar(turn), words.familyLater(first ?? thisFamily)))
  }
  const inFlow = turn.state.talk.flow?.topic === 'enrol'
  const reading = read(turn, draftOf(turn.state), null, turn.meaning.intent === 'correct')
  if (isPrepared(turn) && isEmpty(reading)) return go(turn)
  const so = inFlow ? soFar(turn) : saying(soFar(turn), words.goOnFilling)
  return goOn(turn, so, reading)
}

/** Goes on with an unfinished enrolment where it stopped. */
export const resumeDraft = (turn: Turn): Move => (turn.state.talk.draft ? addTo(turn) : openEnrol(turn))

/** 修改 while an enrolment is being filled in. Consent and who is speaking come first where they are still open. */
export const openEditDraft = (turn: Turn, field: Expects | null): Move => {
  const { talk } = turn.state
  if (!talk.draft) return openEnrol(turn)
  const programme = programmeOf(turn.state, turn.scene)
  const early = !programme || talk.who === null || mustConsent(turn.state, programme)
  return early ? addTo(turn) : openEditing(turn, field ?? fieldNamed(turn.text))
}
