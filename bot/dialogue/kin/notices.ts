import type { Notice, NoticeKind } from '../../../shared/contract/outbox.ts'
import type { Ask, Family } from '../../../shared/family.ts'
import type { FamilyId } from '../../../shared/ids.ts'
import type { Entry } from '../state.ts'
import type { Turn } from '../turn.ts'

/** The message that nobody answered in time; who answers takes it away, so both must know its id. */
export const silentId = (family: FamilyId, { contact, at }: Pick<Ask, 'contact' | 'at'>): string =>
  `unanswered.${family}.${contact}.${at}`

/** To who asked: what this family says. And nothing is said any more of its silence. */
export const answered = (
  turn: Turn,
  family: Pick<Family, 'id'>,
  ask: Ask,
  what: NoticeKind,
): readonly Entry[] => {
  const notice: Notice = {
    id: `${turn.scene.turnId}.${what}.${ask.contact}`,
    to: ask.contact,
    what,
    at: turn.scene.now,
    about: { familyId: ask.from },
  }
  return [
    { kind: 'notice', notice },
    { kind: 'notice_gone', to: ask.contact, at: ask.at, id: silentId(family.id, ask) },
  ]
}
