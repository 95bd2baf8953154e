import type { Desk, StaffRequest } from '../app/ports.ts'
import { duePages } from './due.ts'
import { casePlace } from './entries.ts'
import { caseKey, caseKeyId, casePk, casePointerKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { bytesOf, type Item, maybeText, numberOf, textOf } from './marshal.ts'
import type { Page } from './requests.ts'

const idOf = (item: Item): string => textOf(item, 'pk').slice(casePk('x').length - 1)
/** By when it was written; the id tells apart what one millisecond brought. */
const cursorOf = (item: Item): string => `${textOf(item, 'dueAt')}.${idOf(item)}`

const firstOf = async (kit: Kit, page: Page, after: string, limit: number): Promise<readonly Item[]> => {
  const found: Item[] = []
  let last = ''
  for await (const item of kit.db.query(page)) {
    // What one millisecond brought has no order in the index: its rest is read before the page ends.
    if (found.length >= limit && textOf(item, 'dueAt') !== last) break
    last = textOf(item, 'dueAt')
    if (cursorOf(item) > after) found.push(item)
  }
  return found
}

/** Null where it went meanwhile, or where its words are gone with the family's key. */
export const openRequest = async (kit: Kit, item: Item | null): Promise<StaffRequest | null> => {
  if (item?.v !== 1) return null
  const id = idOf(item)
  const bytes = await kit.keyring.unseal(textOf(item, 'under'), casePlace(id), bytesOf(item, 'words'))
  if (bytes === null) return null
  const [at, contact] = [numberOf(item, 'at'), textOf(item, 'contact')]
  const words = Buffer.from(bytes).toString('utf8')
  return { id, at, contact, familyId: maybeText(item, 'familyId'), words }
}

/** Oldest first: each shard's first, merged. A page may be shorter than its limit where requests went meanwhile. */
export const listRequests: (
  kit: Kit,
  ...asked: Parameters<Desk['requests']>
) => ReturnType<Desk['requests']> = async (kit, after, limit) => {
  const from = Number((after ?? '0').split('.')[0])
  const pages = duePages('case', kit.clock.now(), undefined, Number.isSafeInteger(from) ? from : 0)
  const shards = await Promise.all(pages.map((page) => firstOf(kit, page, after ?? '', limit)))
  const all = shards.flat().sort((a, b) => (cursorOf(a) < cursorOf(b) ? -1 : 1))
  const shown = all.slice(0, limit)
  const items = await kit.db.batchGet(shown.map((item) => caseKey(idOf(item))))
  const opened = await Promise.all(items.map((item) => openRequest(kit, item)))
  const last = shown.at(-1)
  return {
    requests: opened.filter((request) => request !== null),
    after: last && all.length > limit ? cursorOf(last) : null,
  }
}

/** The words are sealed under the family's key, or under one of their own, which goes with them. */
export const deleteCase = async (kit: Kit, id: string, item: Item): Promise<void> => {
  const family = maybeText(item, 'familyId')
  if (family !== null) await kit.db.del({ key: casePointerKey(family, id) })
  await kit.keyring.retire(caseKeyId(id))
  await kit.fault('end.case')
  await kit.db.del({ key: caseKey(id) })
}

export const closeRequest = async (kit: Kit, id: string): Promise<'closed' | 'gone'> => {
  const item = await kit.db.get(caseKey(id))
  if (!item) return 'gone'
  await deleteCase(kit, id, item)
  return 'closed'
}
