import type { ContactId, FamilyId } from '../../shared/ids.ts'
import { caseEndsAt } from '../../shared/retention.ts'
import type { Instant } from '../../shared/time.ts'
import type { Conversation, Upkeep } from '../app/ports.ts'
import { stageOf } from './aging.ts'
import { ageOf, readBody, readConversation, type StoredConversation, unchanged } from './conversation-item.ts'
import { dueSections } from './dues.ts'
import { eraseFamily, inLedger } from './erase.ts'
import { erasingMark, readFamily, type StoredFamily } from './family-item.ts'
import { forgetContact, forgetOld } from './forget-notices.ts'
import { caseKey, contactKeyId, conversationKey, familyKey, familyKeyId } from './keys.ts'
import type { Kit } from './kit.ts'
import { sweepSection } from './lapse.ts'
import { type Item, numberOf } from './marshal.ts'
import { noticePut, noticesOf } from './notices.ts'
import { conversationPlace, faded } from './open.ts'
import { answeredAtOf, answeredEndsAt } from './own-words.ts'
import { recount } from './recount.ts'
import { repair } from './repair.ts'
import { conversationWrite } from './save.ts'
import { deleteCase } from './staff-requests.ts'
import { strays } from './strays.ts'

export const createUpkeep = (kit: Kit): Upkeep => ({
  endConversation: (contact, now) => endConversation(kit, contact, now),
  endFamily: (family, now) => endFamily(kit, family, now),
  endCase: (id, now) => endCase(kit, id, now),
  takeBackLapsed: async (now, limit) => {
    let taken = 0
    for (const section of await dueSections(kit, now, limit)) taken += await sweepSection(kit, section, now)
    return taken
  },
  replayErasures: () => replay(kit),
  recountSection: (section) => recount(kit, section),
  repairSection: (section) => repair(kit, section),
  strayEnrolments: (mend) => strays(kit, mend),
})

const linkedFamily = async (
  kit: Kit,
  { link }: StoredConversation,
  now: Instant,
): Promise<StoredFamily | null> => {
  const item = link === null ? null : await kit.db.get(familyKey(link))
  const family = item && readFamily(item)
  return family && !family.erasing && now < family.endsAt ? family : null
}

/** What is no longer to be kept is really gone afterwards, and where nothing stays, the contact's key too. */
const endConversation = async (
  kit: Kit,
  contact: ContactId,
  now: Instant,
): Promise<'trimmed' | 'deleted' | 'kept'> => {
  const item = await kit.db.get(conversationKey(contact))
  const stored = item && readConversation(item)
  if (!item || stored?.open) return 'kept'
  await forgetOld(kit, contact, now)
  const family = stored && (await linkedFamily(kit, stored, now))
  const conversation = stored && (await reopened(kit, contact, stored, family))
  const stage = conversation ? stageOf(ageOf(conversation, family?.endsAt ?? null), now) : 'gone'
  if (!conversation || stage === 'gone') {
    await forgetContact(kit, contact, now)
    return remove(kit, contact, typeof item.rev === 'number' ? item.rev : 0)
  }
  if (stage === 'whole') return 'kept'
  const kept = faded(conversation, family?.endsAt ?? null, now)
  const put = await conversationWrite(kit, kept, family?.endsAt ?? null, now)
  return (await kit.db.put(put)).ok ? 'trimmed' : 'kept'
}

/** Null where its words are gone for good: the family ended or was erased, or the version is unknown. */
const reopened = async (
  kit: Kit,
  contact: ContactId,
  stored: StoredConversation,
  family: StoredFamily | null,
): Promise<Conversation | null> => {
  if (stored.link !== null && !family) return null
  const bytes = await kit.keyring.unseal(stored.under, conversationPlace(contact), stored.body)
  const body = bytes && readBody(bytes)
  return body && { contact, familyId: stored.link, ...stored, ...body }
}

/** One that was answered ends with its message. */
const endOf = (item: Item): Instant => {
  const answeredAt = answeredAtOf(item)
  return answeredAt === null ? caseEndsAt(numberOf(item, 'at')) : answeredEndsAt(answeredAt)
}

const endCase = async (kit: Kit, id: string, now: Instant): Promise<'deleted' | 'kept'> => {
  const item = await kit.db.get(caseKey(id))
  if (!item || now < endOf(item)) return 'kept'
  await deleteCase(kit, id, item)
  return 'deleted'
}

const remove = async (kit: Kit, contact: ContactId, rev: number): Promise<'deleted' | 'kept'> => {
  const gone = await kit.db.del({ key: conversationKey(contact), condition: unchanged(rev) })
  if (!gone.ok) return 'kept'
  kit.known.links.delete(contact)
  await kit.fault('end.conversation')
  await kit.keyring.retire(contactKeyId(contact))
  return 'deleted'
}

/** Only over the revision that was seen to have ended: a guardian who confirms at that moment is not swept away. */
const endFamily = async (kit: Kit, family: FamilyId, now: Instant): Promise<'erased' | 'kept'> => {
  const item = await kit.db.get(familyKey(family))
  const stored = item && readFamily(item)
  const begun = stored?.erasing || (await inLedger(kit, family))
  if (!stored && !begun) return 'kept'
  if (stored && !begun) {
    if (now < stored.endsAt) return 'kept'
    const marked = await kit.db.transact([
      { update: erasingMark(family, stored.rev) },
      ...lapsedNotice(stored, now),
    ])
    if (!marked.ok) return 'kept'
    await kit.fault('end.family')
  }
  await eraseFamily(kit, family)
  return 'erased'
}

/** A helper hears that the guardian did not confirm in time. */
const lapsedNotice = ({ id, pending }: StoredFamily, now: Instant) =>
  noticesOf(pending ? [pending.helper] : [], {
    what: 'family.lapsed',
    cause: `family.lapsed.${id}`,
    at: now,
    about: { familyId: id },
  }).map((notice) => ({ put: noticePut(notice) }))

const familyPrefix = familyKeyId('')

/** The ledger beside the keys outlives a restore of the data; whoever stands in it is erased again. */
const replay = async (kit: Kit): Promise<number> => {
  let erased = 0
  for await (const { id } of kit.keyring.erasures()) {
    if (!id.startsWith(familyPrefix)) continue
    await eraseFamily(kit, id.slice(familyPrefix.length))
    erased++
  }
  return erased
}
