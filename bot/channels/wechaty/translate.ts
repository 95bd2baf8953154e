import { createHash } from 'node:crypto'
import type { Message } from '../../../shared/contract/message.ts'

/** What the adapter reads from a Wechaty message before any decision: plain values only. */
export interface Incoming {
  readonly id: string
  readonly self: boolean
  readonly kind: 'text' | 'voice' | 'image' | 'file' | 'location' | 'other'
  /** Without the mention of the bot. */
  readonly text: string
  readonly fileName: string
  readonly place: { readonly lat: number; readonly lon: number; readonly label: string } | null
  readonly talkerId: string
  readonly talkerName: string
  readonly roomId: string | null
  readonly mentioned: boolean
  readonly sentAt: Date
}

/** The program reads the first 500 characters and says so; more than this many is never worth sending. */
const longestText = 4_000
/** Longest id of the contract. */
const longestId = 128
const prefix = 'wx:'

/**
 * A WeChat id as an id of the contract. Letters, digits and `_.:@-` stay; anything else becomes `=` and its UTF-8 bytes in
 * hex, so that different ids stay different. An id too long for the contract becomes a hash.
 */
export const contractId = (wechatId: string): string => {
  const escaped = prefix + wechatId.replace(/[^A-Za-z0-9_.:@-]/gu, hexOf)
  return escaped.length <= longestId ? escaped : prefix + createHash('sha256').update(wechatId).digest('hex')
}

const hexOf = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')

/** The WeChat id that became this contact of the contract; null for another channel's. One kept as a hash names nobody. */
export const wechatId = (contact: string): string | null => {
  if (!contact.startsWith(prefix)) return null
  const id = Buffer.from(
    contact
      .slice(prefix.length)
      .replace(/=([0-9a-f]{2})|[^=]/g, (found, hex: string | undefined) =>
        hex === undefined ? found : String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    'latin1',
  ).toString('utf8')
  return contractId(id) === contact ? id : null
}

/**
 * The message of the contract, or null for what the bot must not answer: its own words, and talk in a room that does not
 * mention it.
 */
export const translate = (incoming: Incoming): Message | null => {
  if (incoming.self || (incoming.roomId !== null && !incoming.mentioned)) return null
  const common = {
    messageId: contractId(incoming.id),
    contactId: contractId(incoming.talkerId),
    sentAt: incoming.sentAt.toISOString(),
    ...(incoming.talkerName === '' ? {} : { contactName: cut(incoming.talkerName, 200) }),
    ...(incoming.roomId === null ? {} : { roomId: cut(contractId(incoming.roomId), 200), mentioned: true }),
  }
  return { ...common, ...bodyOf(incoming) }
}

type Body =
  | { kind: 'text'; text: string }
  | { kind: 'voice' | 'image' | 'other' }
  | { kind: 'file'; name?: string }
  | { kind: 'location'; lat: number; lon: number; label: string }

const bodyOf = ({ kind, text, fileName, place }: Incoming): Body => {
  if (kind === 'text') return { kind, text: cut(text, longestText) }
  if (kind === 'file') return fileName === '' ? { kind } : { kind, name: cut(fileName, 300) }
  if (kind !== 'location') return { kind }
  return place === null ? { kind: 'other' } : { kind, ...place, label: cut(place.label, 200) }
}

/** Somebody became a friend: the bot greets. The id is made of the friendship, so that it greets once. */
export const translateFriend = (friend: {
  readonly id: string
  readonly contactId: string
  readonly contactName: string
  readonly at: Date
}): Message => ({
  kind: 'event',
  event: 'friend',
  messageId: contractId(friend.id),
  contactId: contractId(friend.contactId),
  sentAt: friend.at.toISOString(),
  ...(friend.contactName === '' ? {} : { contactName: cut(friend.contactName, 200) }),
})

/** The first `units` UTF-16 units, never half a character. */
const cut = (text: string, units: number): string =>
  text.length <= units ? text : text.slice(0, units).replace(/[\uD800-\uDBFF]$/u, '')
