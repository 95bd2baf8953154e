import { sayInRoom } from '../../bot/dialogue/in-room.ts'
import { noFacts } from '../../bot/dialogue/state.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Answer } from '../../shared/contract/reply.ts'
import { hear } from './hear.ts'
import { lexiconFor } from './lexicon.ts'
import type { Clock, Minting, Store } from './ports.ts'
import { answerOf } from './replies.ts'

interface RoomDeps {
  readonly store: Pick<Store, 'open'>
  readonly clock: Clock
  readonly minting: Minting
}

const nothing: Answer = { replies: [], expects: null, choices: [] }

/**
 * Answers what was written in a room, where everybody reads along: nothing unless the bot was mentioned, and then only what
 * is the same for everybody. Nothing is written, so that no talk or enrolment goes on in a room; the same message again is
 * answered again.
 */
export const answerInRoom = async (deps: RoomDeps, message: Message): Promise<Answer> => {
  if (!message.mentioned) return nothing
  const { catalogue } = await deps.store.open(message.contactId)
  const now = deps.clock.now()
  const turnId = deps.minting.turnId(message.contactId, message.messageId, 'room')
  const input = hear(message, { expects: null, missing: [] }, catalogue, lexiconFor(catalogue, null), now)
  const lines = sayInRoom(input, {
    now,
    turnId,
    contact: message.contactId,
    catalogue,
    facts: noFacts,
    fresh: { id: (n) => deps.minting.id(turnId, n), code: (n) => deps.minting.code(turnId, n) },
  })
  return answerOf(lines, null, now)
}
