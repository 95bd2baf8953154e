import { noticeWords } from '../../bot/wording/notices.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Notice } from '../../shared/contract/outbox.ts'
import type { Later, Reply } from '../../shared/contract/reply.ts'
import type { Family } from '../../shared/family.ts'
import type { ContactId } from '../../shared/ids.ts'
import { type Instant, minuteMs } from '../../shared/time.ts'
import type { Clock, Mailbox, Store } from './ports.ts'
import { replyId } from './replies.ts'

export interface LaterDeps {
  readonly store: Store & Mailbox
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
 * the program began itself, oldest first. `after` is the cursor of the last call, or '' for everything kept.
 */
export const createLater =
  (deps: LaterDeps) =>
  async (contact: ContactId, after: string): Promise<Later> => {
    const cursor = /^\d{13}$/.test(after) ? after : ''
    const [opening, notices] = await Promise.all([
      deps.store.open(contact),
      deps.store.after(contact, cursor, pageSize),
    ])
    const spoken = (opening.conversation?.answers ?? []).flatMap(({ answer, at }) =>
      answer.replies.map((reply) => ({ reply, at })),
    )
    const begun = notices.map((notice) => ({
      reply: worded(notice, opening.family, opening.catalogue),
      at: notice.at,
    }))
    const all = [...spoken, ...begun]
      .filter((one) => one.reply.id > cursor)
      .sort((a, b) => (a.reply.id < b.reply.id ? -1 : 1))
    return {
      replies: all.map(({ reply, at }) => ({ ...reply, at: new Date(at).toISOString() })),
      after: nextCursor(deps.clock.now(), cursor, notices),
    }
  }

/** A full page goes on from its last notice; else the cursor follows the clock, behind by the lag, never back. */
const nextCursor = (now: Instant, cursor: string, page: readonly Notice[]): string => {
  const last = page.at(-1)
  const at = page.length === pageSize && last ? last.at : Math.max(now - cursorLagMs, 0)
  const next = String(at).padStart(13, '0')
  return next > cursor ? next : cursor
}

/** Names are looked up at delivery, so that an erased family is named nowhere. */
const worded = (notice: Notice, family: Family | null, catalogue: Catalogue): Reply => {
  const own = family && notice.about.familyId === family.id ? family : null
  const child = own?.children.find((one) => one.id === notice.about.childId)?.name
  const section = catalogue.sections.get(notice.about.sectionId ?? '')?.module.name
  return {
    id: `${replyId(notice.at, 0)}.${notice.id}`,
    kind: 'text',
    text: noticeWords(notice.what, { child, section }),
  }
}
