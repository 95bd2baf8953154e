import type { ChildId, SectionId } from '../../shared/ids.ts'
import { holderKey, last, seatsKey, sectionPk, waiterKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { textOf } from './marshal.ts'
import {
  type Holder,
  readHolder,
  readHolderItem,
  readSeats,
  readWaiter,
  type Seats,
  type Waiter,
} from './seats-item.ts'

export const readSection = async (kit: Kit, section: SectionId): Promise<Seats | null> => {
  const item = await kit.db.get(seatsKey(section))
  const seats = item && readSeats(item)
  if (seats && seats.holders === null) kit.known.large.set(section, true)
  return seats
}

/** Everybody who holds a seat, wherever it is written. */
export const holdersOf = async (
  kit: Kit,
  section: SectionId,
  seats: Seats,
): Promise<ReadonlyMap<ChildId, Holder>> => {
  if (seats.holders) return seats.holders
  const found: (readonly [ChildId, Holder])[] = []
  const range = { pk: sectionPk(section), from: 'HOLDER#', to: last('HOLDER#') }
  for await (const item of kit.db.query(range)) found.push(readHolderItem(item))
  return new Map(found)
}

export const holderOf = async (
  kit: Kit,
  section: SectionId,
  child: ChildId,
  seats: Seats,
): Promise<Holder | null> => {
  if (seats.holders) return seats.holders.get(child) ?? null
  const item = await kit.db.get(holderKey(section, child))
  return item && readHolder(item)
}

const queue = (section: SectionId) => ({ pk: sectionPk(section), from: 'WAIT#', to: last('WAIT#') })

export const firstWaiter = async (kit: Kit, section: SectionId): Promise<Waiter | null> => {
  for await (const item of kit.db.query({ ...queue(section), limit: 1 })) return readWaiter(item)
  return null
}

export async function* waitersOf(kit: Kit, section: SectionId): AsyncIterable<Waiter> {
  for await (const item of kit.db.query(queue(section))) yield readWaiter(item)
}

/** A child's place on the waiting list, and the key under which it stands in line. */
export const placeOfChild = async (
  kit: Kit,
  section: SectionId,
  child: ChildId,
): Promise<{ readonly waiter: Waiter; readonly place: string } | null> => {
  const item = await kit.db.get(waiterKey(section, child))
  return item && { waiter: readWaiter(item), place: textOf(item, 'place') }
}

/** 1 is the next to get a seat. */
export const positionOf = (kit: Kit, section: SectionId, place: string): Promise<number> =>
  kit.db.count({ ...queue(section), to: place })
