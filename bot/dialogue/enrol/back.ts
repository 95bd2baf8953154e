import * as words from '../../wording/enrol.ts'
import type { Move } from '../state.ts'
import { type Turn, withTalk } from '../turn.ts'
import { changedChild, openTo } from './choose.ts'
import { askEdit } from './edits.ts'
import { cleared, isShared, type Spot } from './form.ts'
import { proceed } from './proceed.ts'
import { openProgrammes } from './programmes.ts'
import { putConsent, putProgrammes, putWho } from './put.ts'
import { putList } from './put-sections.ts'
import { draftOf, type EnrolFlow, flowOf, programmeOf, saying, soFar, withDraft } from './so.ts'

/** One step back: the last answer is undone and asked again. Null at the first question, where only the menu is left. */
export const back = (turn: Turn, flow: EnrolFlow): Move | null => {
  switch (flow.stage) {
    case 'consent':
      return toProgrammes(turn)
    case 'who':
      return flow.field === 'choice' ? null : toConsent(turn)
    case 'fill':
      return undo(turn, flow)
    case 'modules':
      return backFromList(turn, flow)
    case 'wishes':
      return backFromWishes(turn, flow)
    case 'excursion':
      return undo(turn, null)
    case 'same':
    case 'kin':
      return undo(turn, null)
    case 'summary':
      return flow.field === 'choice' ? proceed(turn, soFar(turn)) : undo(turn, null)
    case 'remove':
    case 'prepared':
      return proceed(turn, soFar(turn))
    case 'edit':
      return flow.field ? askEdit(turn, flowOf('edit')) : proceed(turn, soFar(turn))
    default:
      return null
  }
}

const toProgrammes = (turn: Turn): Move | null => {
  const open = openProgrammes(turn.scene)
  if (open.length < 2) return null
  const so = withDraft(soFar(turn), { ...draftOf(turn.state), programmeId: '' })
  return putProgrammes(turn, so, flowOf('programme'), open)
}

/** Nothing was stored yet: a family is made only when it is known that a guardian speaks. */
const toConsent = (turn: Turn): Move | null => {
  const programme = programmeOf(turn.state, turn.scene)
  if (!programme || turn.state.family) return null
  const so = { ...soFar(turn), state: withTalk(turn.state, { agreed: null }) }
  return putConsent(turn, so, flowOf('consent'), programme)
}

/** Before the first answer: who is speaking, which nothing depends on yet where the family has no child. */
const toWho = (turn: Turn): Move | null =>
  turn.state.family && turn.state.family.children.length > 0
    ? null
    : putWho(turn, { ...soFar(turn), state: withTalk(turn.state, { who: null }) }, flowOf('who'))

/** The answer given last. While the form is filled, modules named in passing are left alone: nobody was asked for them yet. */
const lastOf = (trail: readonly Spot[], filling: boolean): number =>
  trail.findLastIndex(({ field }) => !filling || field !== 'modules')

const undo = (turn: Turn, filling: EnrolFlow | null): Move | null => {
  const draft = draftOf(turn.state)
  // A name that is shown back is the last answer itself.
  const at = lastOf(draft.trail, filling !== null)
  const spot = draft.trail[at]
  if (!spot) return filling ? toWho(turn) : proceed(turn, soFar(turn))
  // An answer that was shared by several children stands once for each: all of them go.
  const trail = draft.trail.filter(
    (each, index) => index !== at && !(isShared(spot.field) && each.field === spot.field),
  )
  const next = withDraft(soFar(turn), cleared({ ...draft, trail }, spot))
  return proceed(turn, saying(next, words.undone(spot.field)), { first: spot, lead: '' })
}

const backFromList = (turn: Turn, flow: EnrolFlow): Move | null => {
  const so = soFar(turn)
  const child = draftOf(turn.state).children[flow.child]
  if (flow.field !== 'choice' && (flow.page ?? 0) > 0) {
    return putList(turn, so, flow.child, openTo(turn, so, flow.child), (flow.page ?? 1) - 1)
  }
  if (child?.was && child.was.length > 0 && child.sections.length === 0) {
    const kept = changedChild(so, flow.child, { sections: child.was, was: [], chosen: true })
    return proceed(turn, saying(kept, words.coursesKept))
  }
  if (!child || child.sections.length === 0) return undo(turn, flow)
  const fewer = changedChild(so, flow.child, { sections: child.sections.slice(0, -1), chosen: false })
  return proceed(turn, saying(fewer, words.undone('modules')))
}

/** From a list put anew to what was said back; from that to the courses, with the last of them taken out. */
const backFromWishes = (turn: Turn, flow: EnrolFlow): Move | null => {
  if (flow.field === 'wishes') return proceed(turn, soFar(turn))
  const { children } = draftOf(turn.state)
  const at = flow.field === 'choice' ? children.findLastIndex(({ ranked }) => ranked) : flow.child
  if (at < 0) return null
  if (flow.field === 'choice') return proceed(turn, changedChild(soFar(turn), at, { ranked: false }))
  const sections = children[at]?.sections.slice(0, -1) ?? []
  const fewer = changedChild(soFar(turn), at, { sections, chosen: false })
  return proceed(turn, saying(fewer, words.undone('modules')))
}
