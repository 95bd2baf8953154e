import type { Effect, Entry, Facts, Input, Outcome, Scene, State } from '../../bot/dialogue/state.ts'
import { newTalk, noFacts } from '../../bot/dialogue/state.ts'
import { step } from '../../bot/dialogue/step.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Answer } from '../../shared/contract/reply.ts'
import type { Family } from '../../shared/family.ts'
import type { ContactId, MessageId, TurnId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { guardCodes } from './guesses.ts'
import { hear } from './hear.ts'
import { answerInRoom } from './in-room.ts'
import { lexiconFor } from './lexicon.ts'
import {
  attemptPauseMs,
  attempts,
  effectRounds,
  keptAnswers,
  keptDoneIds,
  keptMessageIds,
  lookRounds,
  patienceMs,
  retryAfterSeconds,
} from './limits.ts'
import type { Link } from './link.ts'
import type { Clock, Conversation, FaultPoint, Minting, OpenTurn, Store } from './ports.ts'
import { createQueue } from './queue.ts'
import { answerOf, spokenAt } from './replies.ts'

export interface ConverseDeps {
  readonly store: Store
  readonly link: Link
  readonly clock: Clock
  readonly minting: Minting
  /** Real time, for waiting: at least that many milliseconds. */
  readonly delay: (ms: number) => Promise<void>
  readonly fault?: FaultPoint
}

/** `network`: where a browser's message comes from, for counting wrong codes only; null where a gateway vouches for it. */
export type Converse = (message: Message, network?: string | null) => Promise<ConverseResult>

export type ConverseResult =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The one before it is still being answered: the same message may be sent again after that time. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }

/** A turn under way: what was read, and what it has come to so far. */
interface Work {
  readonly conversation: Conversation
  readonly state: State
  readonly catalogue: Catalogue
  readonly messageId: MessageId
  readonly turnId: TurnId
}

interface Stepped {
  readonly state: State
  readonly answer: Answer
  readonly effects: readonly Effect[]
  readonly entries: readonly Entry[]
  /** What was answered before must not be kept: it speaks of what has just been let go. */
  readonly forgets: boolean
}

/**
 * Answers one message: reads once, understands and steps (pure), writes once. Where seats change, the decision is written
 * first, then carried out, then worded and written, so that a crash anywhere is finished by whoever comes next.
 * A message id seen before gives its stored answer and nothing else.
 */
export const createConverse = (given: ConverseDeps): Converse => {
  const guarded = guardCodes(given.store, given.clock)
  const queue = createQueue(() => given.delay(patienceMs))
  return async (message, network = null) => {
    if (message.roomId !== undefined) return { kind: 'answer', answer: await answerInRoom(given, message) }
    const deps = { ...given, store: guarded(network) }
    const result = await queue.run(message.contactId, () => answerMessage(deps, message))
    return result === 'busy' ? { kind: 'busy', retryAfterSeconds } : result
  }
}

const answerMessage = async (deps: ConverseDeps, message: Message): Promise<ConverseResult> => {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const answer = await attemptTurn(deps, message, attempt)
    if (answer) return { kind: 'answer', answer }
    await deps.delay(attemptPauseMs * attempt)
  }
  return { kind: 'busy', retryAfterSeconds }
}

/** Null when somebody else wrote first, and the turn must be run again on what they wrote. */
const attemptTurn = async (deps: ConverseDeps, message: Message, attempt: number): Promise<Answer | null> => {
  const opening = await deps.store.open(message.contactId)
  const conversation = opening.conversation ?? emptyConversation(message.contactId, deps.clock.now())
  const work: Work = {
    conversation,
    state: { talk: conversation.talk, family: opening.family },
    catalogue: opening.catalogue,
    messageId: message.messageId,
    turnId: turnIdOf(deps.minting, message, conversation, attempt),
  }
  if (conversation.open) {
    const answer = await finishOpen(deps, work, conversation.open)
    return conversation.open.messageId === message.messageId ? answer : null
  }
  if (isKnown(conversation, message.messageId)) return storedAnswer(conversation, message.messageId)
  const now = deps.clock.now()
  const lexicon = lexiconFor(work.catalogue, work.state.talk.programmeId)
  const asked = {
    expects: work.state.talk.asked?.expects ?? null,
    missing: work.state.talk.asked?.missing ?? [],
  }
  return carryOut(
    deps,
    work,
    await stepFully(deps, work, hear(message, asked, work.catalogue, lexicon, now)),
    1,
  )
}

const isKnown = ({ seen, done }: Conversation, id: MessageId): boolean =>
  seen.includes(id) || done.includes(id)

/**
 * A message that is long forgotten and comes again is a new turn: its ids and codes must not meet those of the old one,
 * which stand in the table and would refuse every write. So it goes by the revision that it was begun on; and where a code
 * is somebody else's by chance, the next attempt makes another. What was decided keeps its turn's id with its effects.
 */
const turnIdOf = (
  minting: Minting,
  { contactId, messageId }: Message,
  { rev }: Conversation,
  attempt: number,
): TurnId => minting.turnId(contactId, messageId, `${rev}.${attempt}`)

/** Saves what a step decided; where it decided effects, performs them and steps on with their outcomes. */
const carryOut = async (
  deps: ConverseDeps,
  work: Work,
  stepped: Stepped,
  round: number,
): Promise<Answer | null> => {
  const { messageId, turnId } = work
  const done = stepped.effects.length === 0
  const open: OpenTurn | null = done ? null : { messageId, turnId, round, effects: stepped.effects }
  const saved = await save(deps, work, stepped, open)
  if (!saved) return null
  await deps.fault?.(done ? 'turn.saved' : `turn.decided.${round}`)
  return open ? finishOpen(deps, saved, open) : stepped.answer
}

/** Carries out effects that were decided, now or before a crash. Each is idempotent, so a helper in a hurry does no harm. */
const finishOpen = async (deps: ConverseDeps, work: Work, open: OpenTurn): Promise<Answer | null> => {
  if (open.round > effectRounds)
    throw new Error(`a turn asked for more than ${effectRounds} rounds of effects`)
  const outcomes: Outcome[] = await Promise.all(
    open.effects.map((effect, number) =>
      effect.kind === 'calendar'
        ? deps.link(effect, open.turnId)
        : deps.store.perform(effect, open.turnId, open.round * 100 + number),
    ),
  )
  await deps.fault?.(`turn.performed.${open.round}`)
  const owner = { ...work, messageId: open.messageId, turnId: open.turnId }
  const next = await stepFully(deps, owner, { kind: 'outcomes', outcomes })
  const answer = await carryOut(deps, owner, next, open.round + 1)
  // The family may have been erased while this turn was slow, and the turn dropped by whoever opened the contact since.
  if (answer === null) await deps.store.disown(open.effects)
  return answer
}

/** Steps, looking up what the topics say they lack. A step is pure, so it is simply run again with more in hand. */
const stepFully = async (deps: ConverseDeps, work: Work, input: Input): Promise<Stepped> => {
  let facts = noFacts
  for (let round = 0; round <= lookRounds; round++) {
    const scene = sceneOf(deps, work, facts)
    const next = step(work.state, input, scene)
    if (!('need' in next)) {
      const { lines, ...rest } = next
      return {
        ...rest,
        answer: answerOf(lines, next.state.talk.asked, spokenAt(scene.now, work.conversation)),
        forgets: letsGo(work.state, next.state, input),
      }
    }
    const found = await deps.store.look(next.need)
    facts = {
      seats: new Map([...facts.seats, ...found.seats]),
      positions: new Map([...facts.positions, ...found.positions]),
      codes: new Map([...facts.codes, ...found.codes]),
      entered: new Map([...facts.entered, ...found.entered]),
      requests: new Map([...facts.requests, ...found.requests]),
      looks: new Map([...facts.looks, ...found.looks]),
      same: new Map([...facts.same, ...found.same]),
      kin: new Map([...facts.kin, ...found.kin]),
      wishes: new Map([...facts.wishes, ...found.wishes]),
    }
  }
  throw new Error(`a step asked for facts more than ${lookRounds} times`)
}

/**
 * A family or a form left this conversation, or was erased by it: the last answers, which are kept to be given again, would
 * bring names and numbers under the contact's own key and outlive the family's (PIPL 47).
 */
const letsGo = (before: State, next: State, input: Input): boolean => {
  const left = before.family !== null || (before.talk.draft !== null && next.talk.draft === null)
  const erased = input.kind === 'outcomes' && input.outcomes.some(({ did }) => did === 'erased')
  return next.family === null && (left || erased)
}

const sceneOf = (deps: ConverseDeps, work: Work, facts: Facts): Scene => ({
  now: deps.clock.now(),
  turnId: work.turnId,
  contact: work.conversation.contact,
  catalogue: work.catalogue,
  facts,
  fresh: { id: (n) => deps.minting.id(work.turnId, n), code: (n) => deps.minting.code(work.turnId, n) },
})

/** One write of everything the step decided. Null on a conflict; else the work as it now stands. */
const save = async (
  deps: ConverseDeps,
  work: Work,
  stepped: Stepped,
  open: OpenTurn | null,
): Promise<Work | null> => {
  const conversation = nextConversation(work, stepped, open, deps.clock.now())
  const family = stepped.state.family === work.state.family ? null : stepped.state.family
  await deps.fault?.('turn.stepped')
  const stands = open && !family ? restingOn(work, stepped) : null
  const result = await deps.store.save({ conversation, family, stands, entries: stepped.entries })
  if (result === 'conflict') return null
  const written = { ...conversation, rev: conversation.rev + 1 }
  return {
    ...work,
    conversation: written,
    state: { talk: stepped.state.talk, family: afterWrite(stepped.state.family, family) },
  }
}

/**
 * Effects are decided on what the family was when it was read: a cancellation or a new guardian in between must be seen
 * first. A family that the same write changes is checked by that.
 */
const restingOn = (work: Work, stepped: Stepped): Family | null => {
  const read = work.state.family
  const written = stepped.entries.some((entry) => entry.kind === 'family' && entry.family.id === read?.id)
  return read && read.rev > 0 && !written ? read : null
}

const afterWrite = (inHand: Family | null, written: Family | null): Family | null =>
  written ? { ...written, rev: written.rev + 1 } : inHand

const nextConversation = (work: Work, stepped: Stepped, open: OpenTurn | null, at: Instant): Conversation => {
  const before = work.conversation
  const kept = stepped.forgets ? [] : before.answers
  const answered = {
    messageId: work.messageId,
    turnId: work.turnId,
    answer: stepped.answer,
    at: spokenAt(at, before),
  }
  return {
    contact: before.contact,
    rev: before.rev,
    familyId: stepped.state.family?.id ?? null,
    talk: stepped.state.talk,
    seen: withId(before.seen, work.messageId, keptMessageIds),
    done: open || stepped.entries.length > 0 ? withId(before.done, work.messageId, keptDoneIds) : before.done,
    answers: open ? kept : [...kept, answered].slice(-keptAnswers),
    open,
    touchedAt: at,
  }
}

const withId = (ids: readonly MessageId[], id: MessageId, kept: number): readonly MessageId[] =>
  ids.includes(id) ? ids : [...ids, id].slice(-kept)

/** The answer given before; where it is no longer kept, nothing is said again and the pending question is named. */
const storedAnswer = (conversation: Conversation, messageId: MessageId): Answer =>
  conversation.answers.find((kept) => kept.messageId === messageId)?.answer ?? {
    replies: [],
    expects: conversation.talk.asked?.expects ?? null,
    choices: conversation.talk.asked?.choices ?? [],
  }

export const emptyConversation = (contact: ContactId, now: Instant): Conversation => ({
  contact,
  rev: 0,
  familyId: null,
  talk: newTalk(),
  seen: [],
  done: [],
  answers: [],
  open: null,
  touchedAt: now,
})

/**
 * Finishes what a crash left open for a contact: at start-up and by the sweep. True when nothing is left open.
 */
export const finishTurn = async (deps: ConverseDeps, contact: ContactId): Promise<boolean> => {
  const opening = await deps.store.open(contact)
  const open = opening.conversation?.open
  if (!opening.conversation) return true
  // What it was about is gone (a family erased meanwhile): written without its effects, so that it is due no more.
  if (!open) {
    const { conversation } = opening
    return (await deps.store.save({ conversation, family: null, entries: [] })) === 'saved'
  }
  const work: Work = {
    conversation: opening.conversation,
    state: { talk: opening.conversation.talk, family: opening.family },
    catalogue: opening.catalogue,
    messageId: open.messageId,
    turnId: open.turnId,
  }
  return (await finishOpen(deps, work, open)) !== null
}
