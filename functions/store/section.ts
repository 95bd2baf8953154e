import type { ChildId, SectionId } from '../../shared/ids.ts'
import { holderKey, last, seatsKey, sectionPk, waiterKey, waitUntil } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, maybeNumber, numberOf, textOf } from './marshal.ts'
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

/** In order. With a page's size only so many are read as are asked for. */
export async function* waitersOf(kit: Kit, section: SectionId, pageSize?: number): AsyncIterable<Waiter> {
  const page = { ...queue(section), ...(pageSize === undefined ? {} : { pageSize }) }
  for await (const item of kit.db.query(page)) yield readWaiter(item)
}

/** A child's place on the waiting list. */
export interface Place {
  readonly waiter: Waiter
  /** The key under which it stands in line. */
  readonly place: string
}

export const readPlace = (item: Item): Place => ({ waiter: readWaiter(item), place: textOf(item, 'place') })

export const placeOfChild = async (kit: Kit, section: SectionId, child: ChildId): Promise<Place | null> => {
  const item = await kit.db.get(waiterKey(section, child))
  return item && readPlace(item)
}

export const placesOf = async (
  kit: Kit,
  section: SectionId,
  children: readonly ChildId[],
): Promise<readonly (Place | null)[]> => {
  const items = await kit.db.batchGet(children.map((child) => waiterKey(section, child)))
  return items.map((item) => item && readPlace(item))
}

/** 1 is the first in line. What it costs grows with those before. */
export const positionOf = (kit: Kit, section: SectionId, place: string): Promise<number> =>
  kit.db.count({ ...queue(section), to: place })

interface Line {
  readonly waiting: number
  readonly marks: number
  readonly joined: number | null
}

const lineOf = async (kit: Kit, section: SectionId): Promise<Line | null> => {
  const item = await kit.db.get(seatsKey(section), { only: ['waiting', 'marks', 'joined'] })
  return (
    item && {
      waiting: numberOf(item, 'waiting'),
      marks: maybeNumber(item, 'marks') ?? 0,
      joined: maybeNumber(item, 'joined'),
    }
  )
}

/** So often somebody may leave while places are counted. */
const looks = 3

/**
 * The same for who stands at the end: what it costs grows with those behind. Who joined after the first look is not counted,
 * since all of them stand behind the last one that it saw; where somebody left meanwhile, it is counted again.
 */
export const positionFromEnd = async (kit: Kit, section: SectionId, place: string): Promise<number> => {
  let seen = await lineOf(kit, section)
  for (let look = 0; look < looks && seen && seen.joined !== null; look++) {
    const to = waitUntil(seen.joined)
    if (place > to) break
    // A blank sorts before every character of a key: the place itself is left out.
    const behind = await kit.db.count({ ...queue(section), from: `${place} `, to })
    const now = await lineOf(kit, section)
    if (now?.marks === seen.marks) return Math.max(1, seen.waiting - behind)
    seen = now
  }
  return positionOf(kit, section, place)
}
