import type { Family } from '../../shared/family.ts'
import type { FamilyId } from '../../shared/ids.ts'
import { familyEndsAt, isUnfinished } from '../../shared/retention.ts'
import type { Instant } from '../../shared/time.ts'
import { hourMs } from '../../shared/time.ts'
import type { Conversation, Entry, Save } from '../app/ports.ts'
import { KeyGoneError } from '../crypto/keyring.ts'
import { ageOf, bodyBytes, conversationPut, keyIdOf, unchanged } from './conversation-item.ts'
import { entryWrites } from './entries.ts'
import { laterEnd, readFamily } from './family-item.ts'
import { contactKeyId, familyKey } from './keys.ts'
import type { Kit } from './kit.ts'
import type { Free } from './marks.ts'
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

const write = async (
  kit: Kit,
  { conversation, family, stands, entries }: Save,
): Promise<'saved' | 'conflict'> => {
  const now = kit.clock.now()
  freshKey(kit, conversation)
  const free = freeIn(entries)
  const familyPart = family && (await familyWrite(kit, family, free))
  const goesOn = family ? null : laterEndOf(kit, conversation, now)
  const ends =
    family && family.id === conversation.familyId
      ? (familyPart?.endsAt ?? null)
      : (goesOn ?? (await linkEnds(kit, conversation)))
  const put = await conversationWrite(kit, conversation, ends, now)
  const others = (
    await Promise.all(entries.filter(isPlain).map((entry) => entryWrites(kit, entry, conversation, now)))
  ).flat()
  const entered = await Promise.all(
    entries.filter((entry) => entry.kind === 'family').map(({ family }) => familyWrite(kit, family, free)),
  )
  const written = [...(familyPart ? [familyPart] : []), ...entered]
  const families: readonly Write[] = [
    ...written.flatMap((one) => [{ put: one.put }, ...one.beside]),
    ...(goesOn !== null && conversation.familyId
      ? [{ update: laterEnd(conversation.familyId, goesOn) }]
      : []),
    ...(stands && !(goesOn !== null && conversation.familyId === stands.id)
      ? [{ check: { key: familyKey(stands.id), condition: unchanged(stands.rev) } }]
      : []),
  ]
  const writes: readonly Write[] = [{ put }, ...families, ...others]
  const { ok } = writes.length === 1 ? await kit.db.put(put) : await kit.db.transact(writes)
  if (!ok) return 'conflict'
  for (const one of written) one.written()
  await linked(kit, conversation, ends, family)
  return 'saved'
}

type Plain = Exclude<Entry, { kind: 'family' | 'entering' }>
const isPlain = (entry: Entry): entry is Plain => entry.kind !== 'family' && entry.kind !== 'entering'

/** Where children that are new are to be marked, as the turn looked it up. */
const freeIn = (entries: readonly Entry[]): Free =>
  Object.fromEntries(
    entries.flatMap((entry) => (entry.kind === 'entering' ? Object.entries(entry.free) : [])),
  )

export const conversationWrite = async (
  kit: Kit,
  conversation: Conversation,
  endsAt: Instant | null,
  now: Instant,
): Promise<Put> => {
  const place = conversationPlace(conversation.contact)
  const sealed = await kit.keyring.seal(keyIdOf(conversation), place, bodyBytes(conversation))
  return conversationPut(conversation, sealed, ageOf(conversation, endsAt), now)
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

/** So much may a family that is enrolled in nothing lag behind its conversation: a form filled in at one sitting is one write. */
const lagMs = hourMs

/** When the family in hand ends now that its contact has spoken; null where that does not move it, or hardly. */
const laterEndOf = (kit: Kit, { contact, familyId, talk }: Conversation, now: Instant): Instant | null => {
  const link = familyId === null ? undefined : kit.known.links.get(contact)
  if (link?.familyId !== familyId || !link?.unfinished || link.familyEndsAt === null) return null
  const programme = kit.catalogues.latest()?.programmes.get(talk.programmeId ?? '')
  if (!programme) return null
  const endsAt = familyEndsAt({ consents: [], pending: null, enrolments: [] }, programme, now)
  return endsAt - link.familyEndsAt > lagMs ? endsAt : null
}

const endsOf = async (kit: Kit, familyId: FamilyId): Promise<Instant | null> => {
  const item = await kit.db.get(familyKey(familyId))
  return (item && readFamily(item)?.endsAt) ?? null
}

/** From now on the words are under the family's key; older copies under the contact's own shall not outlive it. */
const linked = async (
  kit: Kit,
  { contact, familyId }: Conversation,
  endsAt: Instant | null,
  written: Family | null,
): Promise<void> => {
  const before = kit.known.links.get(contact)
  const unfinished = written ? isUnfinished(written) : before?.familyId === familyId && before.unfinished
  kit.known.links.set(contact, { familyId, familyEndsAt: endsAt, unfinished })
  if (familyId === null || before?.familyId === familyId) return
  await kit.fault('save.linked')
  await kit.keyring.retire(contactKeyId(contact))
}
