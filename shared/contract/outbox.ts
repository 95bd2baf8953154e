import type { ContactId } from '../ids.ts'
import type { Instant } from '../time.ts'

/**
 * A message that the program begins itself, written in the same transaction as what caused it. Its id is made of its cause
 * and its addressee, so that a cause repeated writes it once. Words are made from `what` and the ids when it is delivered.
 */
export interface Notice {
  readonly id: string
  readonly to: ContactId
  readonly what: NoticeKind
  readonly at: Instant
  /** Ids only (family, child, section, case); never a name, a number or a free word. */
  readonly about: Readonly<Record<string, string>>
}

export const noticeKinds = [
  'family.confirmed',
  'family.lapsed',
  'family.joined',
  'family.erased',
  'guardian.left',
  'seat.from_waitlist',
  'seat.taken_back',
] as const
export type NoticeKind = (typeof noticeKinds)[number]
