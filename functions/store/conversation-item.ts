import type { FamilyId, MessageId } from '../../shared/ids.ts'
import { type Instant, minuteMs } from '../../shared/time.ts'
import { type Conversation, newTalk, type OpenTurn, type Talk, talkVersion } from '../app/ports.ts'
import { type Age, endOf, nextLook, ttlOf } from './aging.ts'
import { dueMark } from './due.ts'
import { contactKeyId, conversationKey, familyKeyId } from './keys.ts'
import { bytesOf, type Item, maybeText, numberOf, textOf } from './marshal.ts'
import type { Put } from './requests.ts'

export const conversationVersion = 1
/** An open turn that is older than this was left behind by a crash. */
export const openPatienceMs = minuteMs

/** What is sealed: all words. */
export interface ConversationBody {
  readonly talk: Talk
  readonly answers: Conversation['answers']
}

/** A conversation before it is opened: what may be read without a key. */
export interface StoredConversation {
  readonly rev: number
  readonly link: FamilyId | null
  /** Id of the key it is sealed under. */
  readonly under: string
  readonly body: Uint8Array
  readonly seen: readonly MessageId[]
  readonly done: readonly MessageId[]
  readonly open: OpenTurn | null
  readonly touchedAt: Instant
}

export const keyIdOf = (conversation: Pick<Conversation, 'contact' | 'familyId'>): string =>
  conversation.familyId === null ? contactKeyId(conversation.contact) : familyKeyId(conversation.familyId)

export const ageOf = (conversation: Conversation, familyEndsAt: Instant | null): Age => ({
  touchedAt: conversation.touchedAt,
  draft: conversation.talk.draft !== null && conversation.talk.agreed !== null,
  familyEndsAt: conversation.familyId === null ? null : familyEndsAt,
})

/** An open turn is due soon; anything else when it fades. */
const markOf = (conversation: Conversation, age: Age, now: Instant) => {
  const { pk } = conversationKey(conversation.contact)
  return conversation.open
    ? dueMark('open', pk, now + openPatienceMs)
    : dueMark('conversation', pk, nextLook(age, now))
}

/** The whole item, written only over the revision that was read. */
export const conversationPut = (
  conversation: Conversation,
  sealed: Uint8Array,
  age: Age,
  now: Instant,
): Put => ({
  item: {
    ...conversationKey(conversation.contact),
    v: conversationVersion,
    rev: conversation.rev + 1,
    link: conversation.familyId ?? undefined,
    under: keyIdOf(conversation),
    body: sealed,
    seen: JSON.stringify(conversation.seen),
    done: conversation.done.length > 0 ? JSON.stringify(conversation.done) : undefined,
    open: conversation.open ? JSON.stringify(conversation.open) : undefined,
    touchedAt: conversation.touchedAt,
    ttl: ttlOf(endOf(age)),
    ...markOf(conversation, age, now),
  },
  condition: unchanged(conversation.rev),
})

export const unchanged = (rev: number) =>
  rev === 0
    ? { when: 'attribute_not_exists(pk)' }
    : { when: '#rev = :rev', names: { '#rev': 'rev' }, values: { ':rev': rev } }

const parsed = <T>(text: string | null, none: T): T => {
  if (text === null) return none
  const value: T = JSON.parse(text)
  return value
}

/** Null for an item of a version that this program does not know: it is let go. Older versions are upgraded here. */
export const readConversation = (item: Item): StoredConversation | null => {
  if (item.v !== conversationVersion) return null
  return {
    rev: numberOf(item, 'rev'),
    link: maybeText(item, 'link'),
    under: textOf(item, 'under'),
    body: bytesOf(item, 'body'),
    seen: parsed<readonly MessageId[]>(maybeText(item, 'seen'), []),
    done: parsed<readonly MessageId[]>(maybeText(item, 'done'), []),
    open: parsed<OpenTurn | null>(maybeText(item, 'open'), null),
    touchedAt: numberOf(item, 'touchedAt'),
  }
}

/** Null where the talk is of another version than this program speaks. What an older talk did not know yet reads as none. */
export const readBody = (bytes: Uint8Array): ConversationBody | null => {
  const body: ConversationBody = JSON.parse(Buffer.from(bytes).toString('utf8'))
  return body.talk.v === talkVersion ? { ...body, talk: { ...newTalk(), ...body.talk } } : null
}

export const bodyBytes = ({ talk, answers }: ConversationBody): Uint8Array =>
  Buffer.from(JSON.stringify({ talk, answers }))
