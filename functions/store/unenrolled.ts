import type { FamilyId, ProgrammeId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import type { Enrolled } from '../app/ports.ts'
import { duePages } from './due.ts'
import { clearAttributes, isAlive, readClear } from './family-item.ts'
import { familyKey, familyPk } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, textOf } from './marshal.ts'

const pageSize = 100
const prefix = familyPk('x').slice(0, -1)

/** A family that a helper entered is no unfinished one: its guardian has not been asked yet. */
const readUnenrolled = (item: Item | null, programme: ProgrammeId, now: Instant): Enrolled | null => {
  const family = item && readClear(item)
  if (!item || !family || !isAlive(family, now) || textOf(item, 'programmeId') !== programme) return null
  if (family.pending || family.enrolments.length > 0) return null
  return { familyId: family.id, contacts: family.contacts, enrolments: [] }
}

const read = async (
  kit: Kit,
  ids: readonly FamilyId[],
  programme: ProgrammeId,
): Promise<readonly Enrolled[]> => {
  const items = await kit.db.batchGet(ids.map(familyKey), { only: [...clearAttributes, 'programmeId'] })
  const now = kit.clock.now()
  return items.map((item) => readUnenrolled(item, programme, now)).filter((family) => family !== null)
}

/** The index knows when records end; lines of the ledger of erasures stand in the same queue. */
export async function* unenrolled(
  kit: Kit,
  programme: ProgrammeId,
  from: Instant,
  to: Instant,
): AsyncIterable<readonly Enrolled[]> {
  for (const page of duePages('family', to - 1, undefined, from)) {
    let ids: FamilyId[] = []
    for await (const item of kit.db.query({ ...page, pageSize })) {
      const pk = textOf(item, 'pk')
      if (pk.startsWith(prefix)) ids.push(pk.slice(prefix.length))
      if (ids.length < pageSize) continue
      yield await read(kit, ids, programme)
      ids = []
    }
    if (ids.length > 0) yield await read(kit, ids, programme)
  }
}
