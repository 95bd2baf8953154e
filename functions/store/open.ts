import type { Catalogue } from '../../shared/catalogue.ts'
import type { Family } from '../../shared/family.ts'
import type { ContactId } from '../../shared/ids.ts'
import { isUnfinished } from '../../shared/retention.ts'
import type { Instant } from '../../shared/time.ts'
import { type Conversation, newTalk, type Opening, type OpenTurn } from '../app/ports.ts'
import { stageOf, trimmed } from './aging.ts'
import { readHead } from './catalogue.ts'
import {
  ageOf,
  type ConversationBody,
  readBody,
  readConversation,
  type StoredConversation,
} from './conversation-item.ts'
import { readFamily } from './family-item.ts'
import { openFamily } from './family-read.ts'
import { contactKeyId, conversationKey, familyKey, headKey, placeOf } from './keys.ts'
import type { Kit } from './kit.ts'
import type { Item } from './marshal.ts'
import { releaseTaken } from './orphans.ts'

export const conversationPlace = (contact: ContactId): string => placeOf(conversationKey(contact), 'body')

interface Read {
  readonly conversation: Item | null
  readonly head: Item | null
  readonly family: Item | null
}

/** One request where this process knows the contact's family; where it does not, or the link has changed, one more. */
const readAll = async (kit: Kit, contact: ContactId): Promise<Read> => {
  const guess = kit.known.links.get(contact)?.familyId ?? null
  const keys = [conversationKey(contact), headKey, ...(guess === null ? [] : [familyKey(guess)])]
  const [conversation = null, head = null, family = null] = await kit.db.batchGet(keys)
  const link = typeof conversation?.link === 'string' ? conversation.link : null
  if (link === null || link === guess) return { conversation, head, family: link === null ? null : family }
  return { conversation, head, family: await kit.db.get(familyKey(link)) }
}

/** What a turn begins with. An item of an unknown version, or one whose key is gone, is a conversation that starts anew. */
export const openContact = async (kit: Kit, contact: ContactId): Promise<Opening> => {
  const now = kit.clock.now()
  const read = await readAll(kit, contact)
  const [catalogue, family]: [Catalogue, Family | null] = await Promise.all([
    kit.catalogues.at(readHead(read.head)),
    openFamily(kit, read.family, now),
  ])
  remember(kit, contact, read.family, family)
  // Whoever begins anew gets a new key; what this process holds of the old one may have been retired elsewhere.
  if (read.conversation?.link !== undefined ? !family : !read.conversation)
    kit.keyring.forget(contactKeyId(contact))
  if (!read.conversation) return { conversation: null, family: null, catalogue }
  const stored = readConversation(read.conversation)
  if (!stored) return { conversation: unknown(contact, read.conversation, now), family: null, catalogue }
  const linkGone = stored.link !== null && family === null
  const body = linkGone ? null : await openBody(kit, contact, stored)
  const open = linkGone ? await withoutOrphans(kit, stored) : stored.open
  const whole = conversationOf(contact, stored, body, family, open)
  return { conversation: faded(whole, familyEndsAt(read.family), now), family, catalogue }
}

const familyEndsAt = (item: Item | null): Instant | null => (item && readFamily(item)?.endsAt) ?? null

const remember = (kit: Kit, contact: ContactId, item: Item | null, family: Family | null): void => {
  kit.known.links.set(contact, {
    familyId: family?.id ?? null,
    familyEndsAt: family ? familyEndsAt(item) : null,
    unfinished: family !== null && isUnfinished(family),
  })
}

const openBody = async (
  kit: Kit,
  contact: ContactId,
  stored: StoredConversation,
): Promise<ConversationBody | null> => {
  const bytes = await kit.keyring.unseal(stored.under, conversationPlace(contact), stored.body)
  return bytes && readBody(bytes)
}

/** What was seen stays seen, and the revision stands: only the words are gone. */
const conversationOf = (
  contact: ContactId,
  stored: StoredConversation,
  body: ConversationBody | null,
  family: Family | null,
  open: OpenTurn | null,
): Conversation => ({
  contact,
  rev: stored.rev,
  familyId: family?.id ?? null,
  talk: body?.talk ?? newTalk(),
  answers: body?.answers ?? [],
  seen: stored.seen,
  done: stored.done,
  open,
  touchedAt: stored.touchedAt,
})

const unknown = (contact: ContactId, item: Item, now: Instant): Conversation => ({
  contact,
  rev: typeof item.rev === 'number' ? item.rev : 0,
  familyId: null,
  talk: newTalk(),
  answers: [],
  seen: [],
  done: [],
  open: null,
  touchedAt: now,
})

/** As a reader sees it at this moment, whether or not the sweep has been there. */
export const faded = (conversation: Conversation, familyEnds: Instant | null, now: Instant): Conversation => {
  const stage = stageOf(ageOf(conversation, familyEnds), now)
  if (stage === 'whole') return conversation
  const talk = stage === 'gone' ? newTalk() : trimmed(conversation.talk, conversation.touchedAt, now)
  return { ...conversation, talk, answers: [], seen: [], done: [] }
}

/**
 * The family went while this turn was under way. Seats that the turn may have claimed for it after the erasure looked are
 * given back here; an erasure that was cut short stays open, to be finished and answered.
 */
const withoutOrphans = async (kit: Kit, { open, link }: StoredConversation): Promise<OpenTurn | null> => {
  if (!open) return null
  if (link !== null) await releaseTaken(kit, open.effects, link)
  const erasures = open.effects.filter(({ kind }) => kind === 'erase' || kind === 'erase_requests')
  return erasures.length > 0 ? { ...open, effects: erasures } : null
}
