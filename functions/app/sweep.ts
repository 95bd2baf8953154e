import type { Instant } from '../../shared/time.ts'
import type { ConverseDeps } from './converse.ts'
import { finishTurn } from './converse.ts'
import type { Dues, Outbox, Upkeep } from './ports.ts'

export interface SweepDeps extends ConverseDeps {
  readonly dues: Dues
  readonly upkeep: Upkeep
  readonly outbox: Pick<Outbox, 'reviewLapsed'>
  /** Real time: leases never follow the demo's clock. */
  readonly realNow: () => Instant
  /** Told of one piece of work that threw; the others are done all the same, and it is due again. */
  readonly failed: (work: keyof Swept, error: unknown) => void
}

/** How much was done, for the log. */
export interface Swept {
  readonly finished: number
  readonly conversations: number
  readonly families: number
  readonly cases: number
  readonly holds: number
  /** Messages whose sender fell silent. */
  readonly reviewed: number
}

/** Work of one kind in one pass; what is left over is due at the next. */
const page = 500

/**
 * What is due: turns that a crash left open, holds that lapsed, talk and families whose time to be kept is over. Every piece
 * is idempotent and stands alone, so that a sweep may be killed, repeated, or run beside another.
 */
export const sweep = async (deps: SweepDeps): Promise<Swept> => {
  const now = deps.clock.now()
  const each = async <T>(
    work: keyof Swept,
    due: AsyncIterable<T>,
    act: (one: T) => Promise<boolean>,
  ): Promise<number> => {
    let done = 0
    for await (const one of due) {
      try {
        if (await act(one)) done++
      } catch (error) {
        deps.failed(work, error)
      }
    }
    return done
  }
  const finished = await each('finished', deps.dues.openTurns(page), (contact) => finishTurn(deps, contact))
  const holds = await deps.upkeep.takeBackLapsed(now, page).catch((error: unknown) => {
    deps.failed('holds', error)
    return 0
  })
  const families = await each(
    'families',
    deps.dues.endedFamilies(now, page),
    async (family) => (await deps.upkeep.endFamily(family, now)) === 'erased',
  )
  const cases = await each(
    'cases',
    deps.dues.endedCases(now, page),
    async (id) => (await deps.upkeep.endCase(id, now)) === 'deleted',
  )
  const conversations = await each(
    'conversations',
    deps.dues.endedConversations(now, page),
    async (contact) => (await deps.upkeep.endConversation(contact, now)) !== 'kept',
  )
  const reviewed = await deps.outbox
    .reviewLapsed('gateway', { limit: page, now, realNow: deps.realNow() })
    .catch((error: unknown) => {
      deps.failed('reviewed', error)
      return 0
    })
  return { finished, conversations, families, cases, holds, reviewed }
}
