import type { Family } from '../../shared/family.ts'
import { draftEndsAt, familyEndsAt, isUnfinished } from '../../shared/retention.ts'
import { dayMs, type Instant } from '../../shared/time.ts'
import { readHead } from './catalogue.ts'
import { familyBytes, familyPut } from './family-item.ts'
import { familyPlace } from './family-read.ts'
import { familyKeyId, headKey } from './keys.ts'
import type { Kit } from './kit.ts'
import type { Put } from './requests.ts'

/** For a family whose programme is no longer published: as if its season ended a year after it came. */
const seasonUnknown = 365 * dayMs

const endsAtOf = async (kit: Kit, family: Family): Promise<Instant> => {
  const catalogue = kit.catalogues.latest() ?? (await kit.catalogues.at(readHead(await kit.db.get(headKey))))
  const programme = catalogue.programmes.get(family.programmeId)
  const now = kit.clock.now()
  if (programme) return familyEndsAt(family, programme, now)
  if (isUnfinished(family)) return draftEndsAt(now)
  return family.pending?.until ?? family.createdAt + seasonUnknown
}

/** Seals a family for a write over the revision that was read. Throws KeyGoneError where it was erased. */
export const familyWrite = async (
  kit: Kit,
  family: Family,
): Promise<{ readonly put: Put; readonly endsAt: Instant }> => {
  const endsAt = await endsAtOf(kit, family)
  const sealed = await kit.keyring.seal(familyKeyId(family.id), familyPlace(family.id), familyBytes(family))
  return { put: familyPut(family, sealed, endsAt), endsAt }
}
