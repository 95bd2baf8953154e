import type { FamilyId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import type { Conversation, Save } from '../app/ports.ts'
import { KeyGoneError } from '../crypto/keyring.ts'
import { ageOf, bodyBytes, conversationPut, keyIdOf } from './conversation-item.ts'
import { entryWrites } from './entries.ts'
import { readFamily } from './family-item.ts'
import { contactKeyId, familyKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { conversationPlace } from './open.ts'
import type { Put, Write } from './requests.ts'
import { familyWrite } from './save-family.ts'

/** Everything of a turn in one write: a plain one where only the conversation changed, else a transaction. */
export const saveTurn = async (kit: Kit, save: Save): Promise<'saved' | 'conflict'> => {
  try {
    return await write(kit, save)
  } catch (error) {
    // Erased since it was read: the turn is run again and finds no family.
    if (error instanceof KeyGoneError) return 'conflict'
    throw error
  }
}

const write = async (kit: Kit, { conversation, family, entries }: Save): Promise<'saved' | 'conflict'> => {
  const now = kit.clock.now()
  freshKey(kit, conversation)
  const familyPart = family && (await familyWrite(kit, family))
  const ends =
    family && family.id === conversation.familyId
      ? (familyPart?.endsAt ?? null)
      : await linkEnds(kit, conversation)
  const put = await conversationWrite(kit, conversation, ends, now)
  const others = (
    await Promise.all(entries.map((entry) => entryWrites(kit, entry, conversation, now)))
  ).flat()
  const writes: readonly Write[] = [{ put }, ...(familyPart ? [{ put: familyPart.put }] : []), ...others]
  const { ok } = writes.length === 1 ? await kit.db.put(put) : await kit.db.transact(writes)
  if (!ok) return 'conflict'
  await linked(kit, conversation, ends)
  return 'saved'
}

export const conversationWrite = async (
  kit: Kit,
  conversation: Conversation,
  familyEndsAt: Instant | null,
  now: Instant,
): Promise<Put> => {
  const place = conversationPlace(conversation.contact)
  const sealed = await kit.keyring.seal(keyIdOf(conversation), place, bodyBytes(conversation))
  return conversationPut(conversation, sealed, ageOf(conversation, familyEndsAt), now)
}

/**
 * A contact's key is let go when the contact comes to a family, and made anew when it leaves one: what this process holds
 * of it may be of before.
 */
const freshKey = (kit: Kit, { contact, familyId }: Conversation): void => {
  if (familyId === null && kit.known.links.get(contact)?.familyId !== null)
    kit.keyring.forget(contactKeyId(contact))
}

const linkEnds = async (kit: Kit, { contact, familyId }: Conversation): Promise<Instant | null> => {
  if (familyId === null) return null
  const link = kit.known.links.get(contact)
  return link?.familyId === familyId ? link.familyEndsAt : endsOf(kit, familyId)
}

const endsOf = async (kit: Kit, familyId: FamilyId): Promise<Instant | null> => {
  const item = await kit.db.get(familyKey(familyId))
  return (item && readFamily(item)?.endsAt) ?? null
}

/** From now on the words are under the family's key; older copies under the contact's own shall not outlive it. */
const linked = async (
  kit: Kit,
  { contact, familyId }: Conversation,
  familyEndsAt: Instant | null,
): Promise<void> => {
  const before = kit.known.links.get(contact)
  kit.known.links.set(contact, { familyId, familyEndsAt })
  if (familyId === null || before?.familyId === familyId) return
  await kit.fault('save.linked')
  await kit.keyring.retire(contactKeyId(contact))
}
