import type { FamilyId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import type { Enrolled, Rosters } from '../app/ports.ts'
import { clearAttributes, hearers, isAlive, readClear } from './family-item.ts'
import { familyKey, last, sectionPk } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Holder, hasLapsed, readHolderItem } from './seats-item.ts'
import { readSection, waitersOf } from './section.ts'
import { unenrolled } from './unenrolled.ts'

/** Families that one request reads. A small section is one page. */
const pageSize = 100

/** Each once: siblings stand in a section with a seat each. */
const familiesOf = (holders: Iterable<Holder>, now: Instant): readonly FamilyId[] => [
  ...new Set(
    [...holders]
      .filter((holder) => holder.standing !== 'offered' && !hasLapsed(holder, now))
      .map(({ familyId }) => familyId),
  ),
]

/** What is clear of them, in one request; nothing is opened. */
const enrolled = async (kit: Kit, ids: readonly FamilyId[], now: Instant): Promise<readonly Enrolled[]> => {
  const items = await kit.db.batchGet(ids.map(familyKey), { only: clearAttributes })
  return items.flatMap((item) => {
    const family = item && readClear(item)
    if (!family || !isAlive(family, now)) return []
    return [{ familyId: family.id, contacts: hearers(family), enrolments: family.enrolments }]
  })
}

/** Of a large section the holders stand beside it, and are read as far as they are asked for. */
async function* holderPages(kit: Kit, section: SectionId): AsyncIterable<readonly Holder[]> {
  let page: Holder[] = []
  const range = { pk: sectionPk(section), from: 'HOLDER#', to: last('HOLDER#'), pageSize }
  for await (const item of kit.db.query(range)) {
    page.push(readHolderItem(item)[1])
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  yield page
}

/** Who waits is on no roster, and who was offered a seat is not on it yet. Siblings on two pages of a large section bring their family twice. */
async function* families(kit: Kit, section: SectionId): AsyncIterable<readonly Enrolled[]> {
  const seats = await readSection(kit, section)
  if (!seats) return
  const now = kit.clock.now()
  const pages = seats.holders ? [[...seats.holders.values()]] : holderPages(kit, section)
  for await (const holders of pages) {
    const page = await enrolled(kit, familiesOf(holders, now), now)
    if (page.length > 0) yield page
  }
}

/** Siblings that wait on two pages bring their family twice. */
async function* waiting(kit: Kit, section: SectionId): AsyncIterable<readonly Enrolled[]> {
  const now = kit.clock.now()
  let ids = new Set<FamilyId>()
  for await (const waiter of waitersOf(kit, section)) {
    if (!hasLapsed(waiter, now)) ids.add(waiter.familyId)
    if (ids.size < pageSize) continue
    yield await enrolled(kit, [...ids], now)
    ids = new Set()
  }
  if (ids.size > 0) yield await enrolled(kit, [...ids], now)
}

export const createRosters = (kit: Kit): Rosters => ({
  families: (section) => families(kit, section),
  waiting: (section) => waiting(kit, section),
  unenrolled: (programme, from, to) => unenrolled(kit, programme, from, to),
})
