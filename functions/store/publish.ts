import { indexCatalogue, type Section } from '../../shared/catalogue.ts'
import type { SectionId } from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Menus } from '../app/ports.ts'
import { chunkPuts, digestOf, headPut, readHead } from './catalogue.ts'
import { headKey, seatsKey } from './keys.ts'
import type { Kit } from './kit.ts'
import type { Item } from './marshal.ts'
import { promote } from './promote.ts'
import { newSeats, readSeats } from './seats-item.ts'
import { changeCapacity } from './section-requests.ts'

/**
 * Chunks first, seats next, the head last and only over the head that was read: until then nobody sees anything of it, and
 * a publication that was cut short is simply run again.
 */
export const createMenus = (kit: Kit): Menus => {
  const publish = async (
    programme: Programme,
  ): Promise<{ readonly version: number; readonly changed: boolean }> => {
    const head = readHead(await kit.db.get(headKey))
    const before = head.programmes[programme.id]
    const digest = digestOf(programme)
    if (before?.digest === digest) return { version: before.version, changed: false }
    const version = (before?.version ?? 0) + 1
    for (const put of chunkPuts(programme, version)) await kit.db.put(put)
    await kit.fault('publish.chunks')
    await provideSeats(kit, programme)
    await kit.fault('publish.seats')
    const programmes = { ...head.programmes, [programme.id]: { version, digest } }
    const written = await kit.db.put(headPut({ ...head, programmes }))
    return written.ok ? { version, changed: true } : publish(programme)
  }
  return { publish }
}

const provideSeats = async (kit: Kit, programme: Programme): Promise<void> => {
  const sections = [...indexCatalogue([{ programme, version: 1 }]).sections.values()]
  const items = await kit.db.batchGet(
    sections.map((section) => seatsKey(section.id)),
    { only: ['capacity'] },
  )
  for (let at = 0; at < sections.length; at += atOnce) {
    const group = sections.slice(at, at + atOnce)
    await Promise.all(group.map((section, n) => provide(kit, section, items[at + n] ?? null)))
  }
}

const atOnce = 25

const provide = async (kit: Kit, section: Section, item: Item | null): Promise<void> => {
  if (!item) await kit.db.put(newSeats(section.id, section.capacity))
  else if (item.capacity !== section.capacity) await adjust(kit, section.id, section.capacity)
}

/** Nobody is thrown out: `left` may go below nothing, and then no claim succeeds until enough have gone. */
const adjust = async (kit: Kit, section: SectionId, capacity: number): Promise<void> => {
  const item = await kit.db.get(seatsKey(section))
  const seats = item && readSeats(item)
  if (!seats || seats.capacity === capacity) return
  const written = await kit.db.update(changeCapacity(section, seats.capacity, capacity, kit.clock.now()))
  if (!written.ok) return adjust(kit, section, capacity)
  await kit.fault('publish.capacity')
  await promote(kit, section)
}
