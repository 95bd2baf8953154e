import type { Notice } from '../../../shared/contract/outbox.ts'
import { hourMs, minuteMs } from '../../../shared/time.ts'
import * as words from '../../wording/prepared.ts'
import { numberedChoices } from '../pick.ts'
import type { Draft, Entry, Move } from '../state.ts'
import { asking, type Turn, text, withTalk } from '../turn.ts'
import { nextOpening } from './opening.ts'
import { flowOf, type So, withDraft } from './so.ts'

/** A quarter of an hour before: time to have the phone at hand. */
const aheadMs = 15 * minuteMs
/** Whoever has not come by then has other ways to hear of it. */
const worthMs = 12 * hourMs

/**
 * The reminder of an opening, written when all is ready for it. It is stamped with when it is due and not with now: a notice
 * is kept a week from its stamp, and an opening may be further off.
 */
export const openingNotice = (turn: Turn, draft: Draft): readonly Entry[] => {
  const { scene, state } = turn
  const opensAt = nextOpening(draft, scene)
  if (opensAt === null || opensAt - aheadMs <= scene.now) return []
  const familyId = state.talk.who === 'helper' ? null : (state.family?.id ?? null)
  const notice: Notice = {
    id: `enrolment.opening.${draft.programmeId}.${opensAt}`,
    to: scene.contact,
    what: 'enrolment.opening',
    at: opensAt - aheadMs - minuteMs,
    about: { programmeId: draft.programmeId, opensAt: String(opensAt), ...(familyId ? { familyId } : {}) },
    notBefore: opensAt - aheadMs,
    expiresAt: opensAt + worthMs,
  }
  return [{ kind: 'notice', notice }]
}

/** The whole was confirmed, and none of it is open yet: it waits for one word. */
export const keepReady = (turn: Turn, so: So, draft: Draft): Move => {
  const ready: Draft = { ...draft, ready: true }
  const { state } = withDraft(so, ready)
  const opensAt = nextOpening(ready, turn.scene) ?? turn.scene.now
  const asked = asking(
    withTalk(state, { asked: null }),
    flowOf('prepared'),
    'confirm',
    [...so.lines, text(words.prepared(opensAt, turn.scene.now))],
    { choices: numberedChoices(words.preparedLabels) },
  )
  return { ...asked, entries: [...so.entries, ...openingNotice(turn, ready)] }
}
