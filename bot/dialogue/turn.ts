import type { Expects } from '../../shared/contract/expects.ts'
import type { Choice } from '../../shared/contract/reply.ts'
import type { Meaning, Slot, SlotKey } from '../understand/meaning.ts'
import type { Flow } from './flows.ts'
import type { Line, Move, Outcome, Scene, State, Talk } from './state.ts'

/** One message being answered. */
export interface Turn {
  readonly state: State
  readonly scene: Scene
  /** The words as sent, at most 500 characters. Empty when nothing was said (a picture, an outcome). */
  readonly text: string
  readonly meaning: Meaning
}

/**
 * One thing that a person can be in the middle of. Every function is pure: it returns what shall be, and performs nothing.
 */
export interface Topic<F extends Flow = Flow> {
  /** Puts the pending question of this flow, for the first time or again. */
  readonly ask: (turn: Turn, flow: F) => Move
  /** Takes what was said as an answer to it; null when it is none. */
  readonly answer: (turn: Turn, flow: F) => Move | null
  /** One step back within the topic; null when it is at its first. */
  readonly back: (turn: Turn, flow: F) => Move | null
  /** Goes on with what the world made of the effects. */
  readonly resume?: (turn: Turn, flow: F, outcomes: readonly Outcome[]) => Move
  /** Why the pending question is asked (为什么要填电话); null for the general answer. */
  readonly why?: (turn: Turn, flow: F) => string | null
}

export const text = (words: string): Line => ({ kind: 'text', text: words })

export const withTalk = (state: State, change: Partial<Talk>): State => ({
  ...state,
  talk: { ...state.talk, ...change },
})

/** Says something and leaves a question pending. */
export const asking = (
  state: State,
  flow: Flow,
  expects: Expects,
  lines: readonly Line[],
  options: { readonly choices?: readonly Choice[]; readonly missing?: readonly Expects[] } = {},
): Exclude<Move, { need: unknown }> => ({
  state: withTalk(state, {
    flow,
    asked: { expects, choices: options.choices ?? [], missing: options.missing ?? [] },
  }),
  lines,
})

/** Puts further lines before what a move says; a need stays a need. */
export const after = (lines: readonly Line[], move: Move): Move =>
  'need' in move ? move : { ...move, lines: [...lines, ...move.lines] }

export const slotsOf = (
  meaning: { readonly slots: readonly Slot[] },
  key: SlotKey,
  child?: number,
): string[] =>
  meaning.slots
    .filter((slot) => slot.key === key && (child === undefined || slot.child === child))
    .map((slot) => slot.value)

export const slotOf = (
  meaning: { readonly slots: readonly Slot[] },
  key: SlotKey,
  child?: number,
): string | undefined => slotsOf(meaning, key, child)[0]
