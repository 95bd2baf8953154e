import type { Catalogue } from '../../shared/catalogue.ts'
import type { Family } from '../../shared/family.ts'
import { draftEndsAt, familyEndsAt, isUnfinished } from '../../shared/retention.ts'
import { dayMs, type Instant } from '../../shared/time.ts'
import { readHead } from './catalogue.ts'
import { familyBytes, familyPut } from './family-item.ts'
import { familyPlace } from './family-read.ts'
import { familyKey, familyKeyId, headKey } from './keys.ts'
import type { Kit, Marks } from './kit.ts'
import { type Free, markingOf, readMarks } from './marks.ts'
import type { Put, Write } from './requests.ts'

/** For a family whose programme is no longer published: as if its season ended a year after it came. */
const seasonUnknown = 365 * dayMs

const endsAtOf = (kit: Kit, family: Family, catalogue: Catalogue): Instant => {
  const programme = catalogue.programmes.get(family.programmeId)
  const now = kit.clock.now()
  if (programme) return familyEndsAt(family, programme, now)
  if (isUnfinished(family)) return draftEndsAt(now)
  return family.pending?.until ?? family.createdAt + seasonUnknown
}

/** As of the revision that is written over: what this process read or wrote last, or reads again. */
const marksBefore = async (kit: Kit, { id, rev }: Family): Promise<Marks> => {
  if (rev === 0) return {}
  const known = kit.known.marks.get(id)
  if (known?.rev === rev) return known.marks
  const item = await kit.db.get(familyKey(id), { only: ['marks'] })
  return item ? readMarks(item) : {}
}

export interface FamilyWrite {
  readonly put: Put
  /** Goes with it in the same transaction: where its children are marked. Empty unless children changed. */
  readonly beside: readonly Write[]
  readonly endsAt: Instant
  /** To be told that it was written: the next write of this process need not read what is marked. */
  readonly written: () => void
}

/**
 * Seals a family for a write over the revision that was read. `free`: where its new children are to be marked, as was looked
 * up. Throws KeyGoneError where it was erased.
 */
export const familyWrite = async (kit: Kit, family: Family, free: Free = {}): Promise<FamilyWrite> => {
  const catalogue = kit.catalogues.latest() ?? (await kit.catalogues.at(readHead(await kit.db.get(headKey))))
  const endsAt = endsAtOf(kit, family, catalogue)
  const { marks, writes } = await markingOf(kit, family, catalogue, {
    before: await marksBefore(kit, family),
    free,
  })
  const sealed = await kit.keyring.seal(familyKeyId(family.id), familyPlace(family.id), familyBytes(family))
  return {
    put: familyPut(withLiveAsks(family, kit.clock.now()), sealed, endsAt, marks),
    beside: writes,
    endsAt,
    written: () => void kit.known.marks.set(family.id, { rev: family.rev + 1, marks }),
  }
}

/** Who asked and was not answered in time is not kept. */
const withLiveAsks = (family: Family, now: Instant): Family =>
  family.asks ? { ...family, asks: family.asks.filter(({ until }) => now < until) } : family
