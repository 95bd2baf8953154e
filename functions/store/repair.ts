import type { ChildId, SectionId } from '../../shared/ids.ts'
import type { Recount } from '../app/ports.ts'
import { enrolmentSet } from './family-item.ts'
import { waiterKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { settleNote } from './notes.ts'
import { promote } from './promote.ts'
import { placeWrites } from './queue-requests.ts'
import { count, type Truth, unwritten } from './recount.ts'
import { release } from './release.ts'
import { corrected } from './section-requests.ts'

/**
 * Writes what is counted, over exactly what was read, and gives back what nobody is left to hold. Tells what it found before.
 * Somebody may have moved meanwhile: then a recount afterwards finds it again.
 */
export const repair = async (kit: Kit, section: SectionId): Promise<Recount | null> => {
  const found = await count(kit, section)
  if (!found) return null
  for (const note of unwritten(found.truth)) await settleNote(kit, section, note)
  for (const child of found.recount.orphans) await releaseOrphan(kit, section, child, found.truth)
  for (const child of found.recount.broken) await mendPlace(kit, section, child, found.truth)
  // What these changed is counted anew.
  const again = await count(kit, section)
  for (const { familyId, enrolment } of again?.mends ?? [])
    await kit.db.update(enrolmentSet(familyId, { ...enrolment, sectionId: section }))
  if (again) await kit.db.update(corrected(section, again.truth.seats, again.recount, kit.clock.now()))
  await promote(kit, section)
  return found.recount
}

const releaseOrphan = async (
  kit: Kit,
  section: SectionId,
  child: ChildId,
  { holders }: Truth,
): Promise<void> => {
  const familyId = holders.get(child)?.familyId
  if (familyId !== undefined) await release(kit, { sectionId: section, childId: child, familyId })
}

/** The line is the truth: a place gets its pointer, and a pointer without a place goes. */
const mendPlace = async (kit: Kit, section: SectionId, child: ChildId, { line }: Truth): Promise<void> => {
  const waiter = line.find(({ childId }) => childId === child)
  if (!waiter) {
    await kit.db.del({ key: waiterKey(section, child) })
    return
  }
  const [pointer] = placeWrites(section, waiter)
  if (pointer && 'put' in pointer) await kit.db.put(pointer.put)
}
