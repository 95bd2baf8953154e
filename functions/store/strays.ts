import type { Enrolment } from '../../shared/family.ts'
import type { FamilyId } from '../../shared/ids.ts'
import type { Stray } from '../app/ports.ts'
import { dueInOrder } from './due-order.ts'
import { type ClearFamily, enrolmentRemoved, isAlive, readClear } from './family-item.ts'
import { familyKey, familyPk } from './keys.ts'
import type { Kit } from './kit.ts'
import { textOf } from './marshal.ts'
import { holderOf, placeOfChild, readSection } from './section.ts'

const familyPrefix = familyPk('x').slice(0, -1)

/** Far beyond every record's end: a family stands in its queue from when it is written. */
const everAfter = 8_000_000_000_000

/** Every family, by the queue of its end. */
async function* everyFamily(kit: Kit): AsyncIterable<ClearFamily> {
  for await (const item of dueInOrder(kit, 'family', everAfter, 100)) {
    const id = textOf(item, 'pk')
    if (!id.startsWith(familyPrefix)) continue
    const found = await kit.db.get(familyKey(id.slice(familyPrefix.length)))
    const family = found && readClear(found)
    if (family && isAlive(family, kit.clock.now())) yield family
  }
}

const isThere = async (kit: Kit, family: FamilyId, { sectionId, childId }: Enrolment): Promise<boolean> => {
  const standing = await placeOfChild(kit, sectionId, childId)
  if (standing?.waiter.familyId === family) return true
  const seats = await readSection(kit, sectionId)
  return (seats && (await holderOf(kit, sectionId, childId, seats)))?.familyId === family
}

/** What a family's view has that no section knows of. */
export async function* strays(kit: Kit, mend: boolean): AsyncIterable<Stray> {
  for await (const family of everyFamily(kit)) {
    for (const enrolment of family.enrolments) {
      if (await isThere(kit, family.id, enrolment)) continue
      const { sectionId, childId, state } = enrolment
      if (mend) await kit.db.update(enrolmentRemoved(family.id, sectionId, childId))
      yield { familyId: family.id, sectionId, childId, state }
    }
  }
}
