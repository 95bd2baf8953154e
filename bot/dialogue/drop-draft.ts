import { draftDropped, nothingToDrop } from '../wording/menu.ts'
import { ending, signUp } from './rest.ts'
import type { Move } from './state.ts'
import { type Turn, text, withTalk } from './turn.ts'

/** 不填了: what was typed is gone, which is said. Enrolments that stand are not touched. */
export const dropDraft = (turn: Turn): Move => {
  const said = turn.state.talk.draft ? draftDropped : nothingToDrop
  const state = withTalk(turn.state, { draft: null })
  return ending(
    state,
    [text(said)],
    [signUp(state), ...(state.family ? (['mine'] as const) : []), 'courses', 'human'],
  )
}
