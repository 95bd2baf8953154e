import type { Programme } from '../../../shared/programme.ts'
import type { Flow } from '../flows.ts'
import type { Draft, Entry, Line, Scene, State } from '../state.ts'
import { type Turn, text, withTalk } from '../turn.ts'

export type EnrolFlow = Extract<Flow, { topic: 'enrol' }>

/** What a turn has come to so far: handed from part to part until a question is put. */
export interface So {
  readonly state: State
  readonly lines: readonly Line[]
  readonly entries: readonly Entry[]
}

export const soFar = (turn: Turn): So => ({ state: turn.state, lines: [], entries: [] })
export const withDraft = (so: So, draft: Draft | null): So => ({
  ...so,
  state: withTalk(so.state, { draft }),
})
export const saying = (so: So, ...words: readonly string[]): So => ({
  ...so,
  lines: [...so.lines, ...words.filter((each) => each !== '').map(text)],
})

/** The draft being filled in. A flow of this topic never stands without one. */
export const draftOf = (state: State): Draft => {
  const { draft } = state.talk
  if (!draft) throw new Error('an enrolment goes on without its draft')
  return draft
}

/** The programme of the draft; undefined until it was chosen, or when it is no longer published. */
export const programmeOf = (state: State, scene: Scene): Programme | undefined =>
  scene.catalogue.programmes.get(state.talk.draft?.programmeId ?? '')

/** The family that the draft is about: the one in hand, except where a helper fills in another's. */
export const familyOf = (state: State) => (state.talk.who === 'helper' ? null : state.family)

export const flowOf = (
  stage: EnrolFlow['stage'],
  child = 0,
  field: EnrolFlow['field'] = null,
): EnrolFlow => ({
  topic: 'enrol',
  stage,
  child,
  field,
})
