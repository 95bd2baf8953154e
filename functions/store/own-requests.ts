import type { ContactId } from '../../shared/ids.ts'
import { caseEndsAt } from '../../shared/retention.ts'
import type { RequestFact } from '../app/ports.ts'
import { duePages } from './due.ts'
import { caseKey, contactPk, last, ownCaseKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { forgetLooks } from './looks.ts'
import { textOf } from './marshal.ts'
import type { Page } from './requests.ts'
import { caseIdOf, deleteCase, openRequest } from './staff-requests.ts'

const prefix = 'CASE#'

const besideContact = async (kit: Kit, contact: ContactId): Promise<readonly string[]> => {
  const ids: string[] = []
  const page = { pk: contactPk(contact), from: prefix, to: last(prefix), only: ['sk'] }
  for await (const item of kit.db.query(page)) ids.push(textOf(item, 'sk').slice(prefix.length))
  return ids
}

/** So many requests of version 1 are looked through in each shard of the queue, the oldest. */
const oldest = 100

/** In the order of writing: after the first request of a later version there is none of version 1. */
const ofVersion1 = async (kit: Kit, contact: ContactId, page: Page): Promise<readonly string[]> => {
  const ids: string[] = []
  for await (const due of kit.db.query(page)) {
    const id = caseIdOf(due)
    const item = await kit.db.get(caseKey(id), { only: ['v', 'contact'] })
    if (item && item.v !== 1) break
    if (item?.contact === contact) ids.push(id)
  }
  return ids
}

/**
 * Ids of what a contact asked of staff, in a family or before it: what stands beside the contact, and what was stored before
 * that was written there. Of the latter there is none 90 days after the change (caseDays), and then it costs a look at each
 * shard.
 */
const idsOf = async (kit: Kit, contact: ContactId): Promise<readonly string[]> => {
  const pages = duePages('case', kit.clock.now(), oldest)
  const found = await Promise.all([
    besideContact(kit, contact),
    ...pages.map((page) => ofVersion1(kit, contact, page)),
  ])
  return [...new Set(found.flat())]
}

/** What a contact asked of staff and is still kept, opened, oldest first. */
export const ownRequests = async (kit: Kit, contact: ContactId): Promise<readonly RequestFact[]> => {
  const now = kit.clock.now()
  const items = await kit.db.batchGet((await idsOf(kit, contact)).map(caseKey))
  const opened = await Promise.all(items.map((item) => openRequest(kit, item)))
  return opened
    .flatMap((one) => (one?.contact === contact && now < caseEndsAt(one.at) ? [one] : []))
    .sort((a, b) => a.at - b.at)
    .map(({ at, words }) => ({ at, words }))
}

/** Deletes what a contact asked of staff, the keys, and who looked at it. Stopped anywhere and begun again it comes to the same. */
export const eraseRequests = async (kit: Kit, contact: ContactId): Promise<void> => {
  for (const id of await idsOf(kit, contact)) {
    const item = await kit.db.get(caseKey(id))
    if (item?.contact === contact) await deleteCase(kit, id, item)
    else await kit.db.del({ key: ownCaseKey(contact, id) })
    await kit.fault('erase.request')
  }
  await forgetLooks(kit, contact)
}
