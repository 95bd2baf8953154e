import type { Desk, StaffRequest } from '../app/ports.ts'
import { dueList } from './due-order.ts'
import { casePlace, caseVersion } from './entries.ts'
import { caseKey, caseKeyId, casePk, casePointerKey, ownCaseKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { bytesOf, type Item, maybeText, numberOf, textOf } from './marshal.ts'

export const caseIdOf = (item: Item): string => textOf(item, 'pk').slice(casePk('x').length - 1)

/** Null where it went meanwhile, or where its words are gone with the family's key. */
export const openRequest = async (kit: Kit, item: Item | null): Promise<StaffRequest | null> => {
  if (!item || (item.v !== 1 && item.v !== caseVersion)) return null
  const id = caseIdOf(item)
  const bytes = await kit.keyring.unseal(textOf(item, 'under'), casePlace(id), bytesOf(item, 'words'))
  if (bytes === null) return null
  const [at, contact] = [numberOf(item, 'at'), textOf(item, 'contact')]
  const words = Buffer.from(bytes).toString('utf8')
  return { id, at, contact, familyId: maybeText(item, 'familyId'), words }
}

/** Oldest first. A page may be shorter than its limit where requests went meanwhile. */
export const listRequests: (
  kit: Kit,
  ...asked: Parameters<Desk['requests']>
) => ReturnType<Desk['requests']> = async (kit, after, limit) => {
  const page = await dueList(kit, 'case', caseIdOf, { after, limit })
  const items = await kit.db.batchGet(page.items.map((item) => caseKey(caseIdOf(item))))
  const opened = await Promise.all(items.map((item) => openRequest(kit, item)))
  return { requests: opened.filter((request) => request !== null), after: page.after }
}

/**
 * The words are sealed under the family's key, or under one of their own, which goes with them. What stands beside family and
 * contact goes in the same write: whoever is stopped here finds the request again, or nothing of it.
 */
export const deleteCase = async (kit: Kit, id: string, item: Item): Promise<void> => {
  const [contact, family] = [textOf(item, 'contact'), maybeText(item, 'familyId')]
  await kit.keyring.retire(caseKeyId(id))
  await kit.fault('end.case')
  const keys = [
    caseKey(id),
    ownCaseKey(contact, id),
    ...(family === null ? [] : [casePointerKey(family, id)]),
  ]
  await kit.db.transact(keys.map((key) => ({ del: { key } })))
}

/** False where it is gone already. */
export const deleteCaseById = async (kit: Kit, id: string): Promise<boolean> => {
  const item = await kit.db.get(caseKey(id))
  if (item) await deleteCase(kit, id, item)
  return item !== null
}

export const closeRequest = async (kit: Kit, id: string): Promise<'closed' | 'gone'> =>
  (await deleteCaseById(kit, id)) ? 'closed' : 'gone'
