import { conversationEndsAt, draftEndsAt } from '../../shared/retention.ts'
import { dayMs, type Instant, secondMs } from '../../shared/time.ts'
import { newTalk, type Talk } from '../app/ports.ts'

/**
 * How a conversation fades (shared/retention.ts): all of it for 7 idle days; then its draft, with what the draft cannot be
 * read without, until 30; then nothing. A contact of a family keeps the link to it, that consent was given, and when it wants
 * to be left alone, until the family's record ends: a parent who enrolled in November comes back in July.
 */
export interface Age {
  readonly touchedAt: Instant
  /** There is one, of somebody who agreed to the notice: without consent it ends with the conversation. */
  readonly draft: boolean
  /** When the linked family's record ends; null without a family. */
  readonly familyEndsAt: Instant | null
}

export type Stage = 'whole' | 'trimmed' | 'gone'

export const endOf = ({ touchedAt, draft, familyEndsAt }: Age): Instant =>
  Math.max(draft ? draftEndsAt(touchedAt) : conversationEndsAt(touchedAt), familyEndsAt ?? 0)

export const stageOf = (age: Age, now: Instant): Stage => {
  if (now >= endOf(age)) return 'gone'
  return now >= conversationEndsAt(age.touchedAt) ? 'trimmed' : 'whole'
}

export const trimmed = (talk: Talk, touchedAt: Instant, now: Instant): Talk => ({
  ...newTalk(),
  programmeId: talk.programmeId,
  who: talk.who,
  agreed: talk.agreed,
  manners: talk.manners,
  draft: talk.agreed === null || now >= draftEndsAt(touchedAt) ? null : talk.draft,
})

const ceilDay = (at: Instant): Instant => Math.ceil(at / dayMs) * dayMs

/** When the sweep should next look at it: whole days, so that an ordinary turn leaves the index as it is. */
export const nextLook = (age: Age, now: Instant): Instant => {
  const stages = [conversationEndsAt(age.touchedAt), age.draft ? draftEndsAt(age.touchedAt) : 0, endOf(age)]
  return ceilDay(Math.min(...stages.filter((at) => at > now), endOf(age)))
}

/** The engine may delete it some days after its end, so that the sweep comes first and lets the key go too. */
const graceDays = 3
export const ttlOf = (endsAt: Instant): number => Math.floor((ceilDay(endsAt) + graceDays * dayMs) / secondMs)
