import { noticeKinds } from '../../shared/contract/outbox.ts'
import type { ContactId, FamilyId } from '../../shared/ids.ts'
import type { NoticeName } from '../../shared/notice-ref.ts'
import { outlivesFamily } from '../../shared/outbox.ts'
import { noticeEndsAt } from '../../shared/retention.ts'
import type { Instant } from '../../shared/time.ts'
import { contactPk, last } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, mapOf } from './marshal.ts'
import { keyOfName, nameOf } from './notices.ts'

const outlives = (item: Item): boolean =>
  noticeKinds.some((kind) => kind === item.what && outlivesFamily(kind))

/** Deletes those of a contact's notices that `over` names, in whatever state: what is queued goes from its queue too. */
const forget = async (
  kit: Kit,
  contact: ContactId,
  over: (name: NoticeName, item: Item) => boolean,
): Promise<void> => {
  const range = { pk: contactPk(contact), from: 'NOTE#', to: last('NOTE#') }
  for await (const item of kit.db.query({ ...range, only: ['pk', 'sk', 'what', 'about'] })) {
    const name = nameOf(item)
    if (!over(name, item)) continue
    await kit.db.del({ key: keyOfName(name) })
    await kit.fault('forget.notice')
  }
}

/** Where an engine deletes nothing of itself, what was to be told goes here: ids only, but they have their end too. */
export const forgetOld = (kit: Kit, contact: ContactId, now: Instant): Promise<void> =>
  forget(kit, contact, ({ at }) => now >= noticeEndsAt(at))

/** A conversation ends, with what was to be told in it. Who is told of a family's end has no conversation about it any more. */
export const forgetContact = (kit: Kit, contact: ContactId, now: Instant): Promise<void> =>
  forget(kit, contact, ({ at }, item) => !outlives(item) || now >= noticeEndsAt(at))

/** An erased family has nothing more to hear, but that it is erased. */
export const forgetFamily = (kit: Kit, contact: ContactId, family: FamilyId): Promise<void> =>
  forget(kit, contact, (_, item) => mapOf(item, 'about').familyId === family && !outlives(item))
