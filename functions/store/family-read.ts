import type { Family } from '../../shared/family.ts'
import type { FamilyId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { isAlive, openedFamily, readFamily, readFamilyBody, type StoredFamily } from './family-item.ts'
import { familyKey, familyKeyId, placeOf } from './keys.ts'
import type { Kit } from './kit.ts'
import type { Item } from './marshal.ts'

export const familyPlace = (id: FamilyId): string => placeOf(familyKey(id), 'body')

/** Null where the family is gone: never there, ended, being erased, its key destroyed, or of an unknown version. */
export const openFamily = async (kit: Kit, item: Item | null, now: Instant): Promise<Family | null> => {
  const stored = item && readFamily(item)
  if (!stored || !isAlive(stored, now)) return null
  kit.known.marks.set(stored.id, { rev: stored.rev, marks: stored.marks })
  const bytes = await kit.keyring.unseal(familyKeyId(stored.id), familyPlace(stored.id), stored.body)
  return bytes && openedFamily(stored, readFamilyBody(bytes))
}

/** Without opening it: ids and states are enough for seats and notices. */
export const findFamily = async (kit: Kit, id: FamilyId): Promise<StoredFamily | null> => {
  const item = await kit.db.get(familyKey(id))
  const stored = item && readFamily(item)
  return stored && isAlive(stored, kit.clock.now()) ? stored : null
}
