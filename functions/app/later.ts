import type { Later, Reply } from '../../shared/contract/reply.ts'
import type { ContactId } from '../../shared/ids.ts'
import { refOf } from '../../shared/notice-ref.ts'
import { dropped, isSafety } from '../../shared/outbox.ts'
import { type Instant, minuteMs } from '../../shared/time.ts'
import { silenceOf } from './deliver.ts'
import { type WordsDeps, wordsOf } from './notice-words.ts'
import type { Arrived, Clock, Mailbox, Opening, Outbox, Store } from './ports.ts'

export interface LaterDeps extends WordsDeps {
  readonly store: WordsDeps['store'] & Store & Mailbox & Pick<Outbox, 'fetched' | 'change'>
  readonly clock: Clock
}

const pageSize = 50
/**
 * A notice is stamped before its transaction commits, so one may appear a little in the past of a reader. The cursor that
 * is handed out therefore stays this far behind; who reads drops ids that it has already shown.
 */
export const cursorLagMs = 2 * minuteMs

/**
 * What a contact has not heard yet: answers whose delivery may have been lost (the last three are kept) and notices that
 * the program began itself, oldest first, safety that was missed before all else. `after` is the cursor of the last call, or '' for everything kept. A browser that
 * asks is about, so there are no quiet hours here.
 */
export const createLater =
  (deps: LaterDeps) =>
  async (contact: ContactId, after: string): Promise<Later> => {
    const cursor = /^\d{13}$/.test(after) ? after : ''
    const [opening, arrived] = await Promise.all([
      deps.store.open(contact),
      deps.store.after(contact, cursor, pageSize),
    ])
    const now = deps.clock.now()
    const begun = await Promise.all(
      arrived.map(async (notice) => ({ notice, replies: await wordsFor(deps, notice, opening) })),
    )
    await writeDown(deps, begun, opening, now)
    const all = [
      ...spoken(opening).filter(({ reply }) => reply.id > cursor),
      ...begun.flatMap(({ notice, replies }) =>
        replies.map((reply) => ({ reply, at: shownAt(notice), urgent: isUrgent(notice) })),
      ),
    ].sort((a, b) => Number(b.urgent) - Number(a.urgent) || a.at - b.at || (a.reply.id < b.reply.id ? -1 : 1))
    return {
      replies: all.map(({ reply, at }) => ({ ...reply, at: new Date(at).toISOString() })),
      after: nextCursor(now, cursor, arrived),
    }
  }

const spoken = ({ conversation }: Opening) =>
  (conversation?.answers ?? []).flatMap(({ answer, at }) =>
    answer.replies.map((reply) => ({ reply, at, urgent: false })),
  )

/** 停课 that nobody has seen yet stands before older news: who opens the page must not read past it. */
const isUrgent = (notice: Arrived): boolean => notice.fresh && isSafety(notice)

/** What was put off came when it was due. */
const shownAt = ({ at, notBefore }: Arrived): Instant => Math.max(at, notBefore ?? at)

const isWanted = (notice: Arrived, { conversation }: Opening): boolean =>
  isSafety(notice) || !conversation?.talk.manners.stopped

const wordsFor = async (deps: WordsDeps, notice: Arrived, opening: Opening): Promise<readonly Reply[]> =>
  isWanted(notice, opening) ? wordsOf(deps, notice, opening) : []

/** Once for each notice: what is handed over now is fetched, and what nobody wants or has words for is over. */
const writeDown = async (
  { store }: LaterDeps,
  begun: readonly { readonly notice: Arrived; readonly replies: readonly Reply[] }[],
  opening: Opening,
  now: Instant,
): Promise<void> => {
  const fresh = begun.filter(({ notice }) => notice.fresh)
  const said = fresh.filter(({ replies }) => replies.length > 0).map(({ notice }) => refOf(notice))
  const unsaid = fresh.filter(({ replies }) => replies.length === 0)
  await Promise.all([
    said.length > 0 ? store.fetched(said, now) : undefined,
    ...unsaid.map(({ notice }) => {
      const why = isWanted(notice, opening) ? silenceOf(notice, opening) : 'unwanted'
      return store.change(refOf(notice), (delivery) =>
        delivery.state === 'queued' ? dropped(delivery, why, now) : null,
      )
    }),
  ])
}

/**
 * A full page goes on from its last notice; else the cursor follows the clock, behind by the lag, never back. What was put
 * off may stand before the cursor, and must not hold it there.
 */
const nextCursor = (now: Instant, cursor: string, page: readonly Arrived[]): string => {
  const last = page.length >= pageSize ? page.at(-1) : undefined
  const at = last && last.at > Number(cursor) ? last.at : Math.max(now - cursorLagMs, 0)
  const next = String(at).padStart(13, '0')
  return next > cursor ? next : cursor
}
