import type { StoreEffect } from '../../../functions/app/ports.ts'
import { print, round } from '../print.ts'
import { aFamily, settleIn } from './families.ts'
import {
  type Cost,
  childOf,
  claimOf,
  familyOf,
  perform,
  type SeatsRoom,
  seatsRoom,
  sectionOf,
} from './room.ts'

const places = 30
const long = 500

/** A full section with so many in line. */
const fill = async ({ plain }: SeatsRoom, name: string, waiting: number): Promise<void> => {
  for (let n = 0; n < places; n++) await perform(plain, claimOf(name, n))
  for (let n = places; n < places + waiting; n++) await perform(plain, claimOf(name, n, { onFull: 'wait' }))
}

const late = 9_000
const giveUp = (name: string, n: number): StoreEffect => ({
  kind: 'release',
  sectionId: sectionOf(name),
  childId: childOf(n),
  familyId: familyOf(n),
})

/** What is done at a full section, in this order, each counted alone. */
const acts: readonly {
  readonly what: string
  readonly act: (room: SeatsRoom, name: string) => Promise<unknown>
}[] = [
  { what: 'being refused', act: (room, name) => perform(room.store, claimOf(name, late)) },
  {
    what: 'joining the queue',
    act: (room, name) => perform(room.store, claimOf(name, late + 1, { onFull: 'wait' })),
  },
  {
    what: 'asking one’s place',
    act: (room, name) =>
      room.store.look([{ kind: 'position', sectionId: sectionOf(name), childId: childOf(late + 1) }]),
  },
  { what: 'leaving it', act: (room, name) => room.store.perform(giveUp(name, late + 1), 'turn-1', 0) },
]

const costs = async (room: SeatsRoom, name: string): Promise<ReadonlyMap<string, Cost>> => {
  const found = new Map<string, Cost>()
  for (const { what, act } of acts) found.set(what, (await room.costOf(() => act(room, name))).cost)
  return found
}

/** Who is first has everybody behind. */
const first = async (room: SeatsRoom, name: string): Promise<Cost> => {
  const query = { kind: 'position', sectionId: sectionOf(name), childId: childOf(places) } as const
  return (await room.costOf(() => room.store.look([query]))).cost
}

/** A seat that somebody gives back goes to the first in line: with one or with many behind. */
const freed = async (room: SeatsRoom, name: string): Promise<Cost> =>
  (await room.costOf(() => room.store.perform(giveUp(name, 0), 'turn-1', 0))).cost

const unitsOf = (cost: Cost | undefined): number => (cost?.readUnits ?? 0) + (cost?.writeUnits ?? 0)

const compare = (what: string, short: Cost | undefined, many: Cost | undefined, beside: string): void =>
  print({
    name: `units of ${what}, ${long} waiting`,
    unit: 'units',
    value: round(unitsOf(many), 1),
    floor: { what: beside, value: round(unitsOf(short), 1) },
    ...(unitsOf(short) > 0 ? { ratio: round(unitsOf(many) / unitsOf(short)) } : {}),
    asked: 'the same',
    detail: { requests: [short?.requests, many?.requests], operations: many?.operations },
  })

export const queue = async (): Promise<void> => {
  const room = await seatsRoom({ short: places, long: places, one: places })
  await fill(room, 'short', 0)
  await fill(room, 'long', long)
  await fill(room, 'one', 1)
  // Whoever comes first in line must be somebody.
  await settleIn(room.plain, aFamily(places))
  const [few, many] = [await costs(room, 'short'), await costs(room, 'long')]
  for (const { what } of acts) compare(what, few.get(what), many.get(what), 'with nobody waiting')
  compare(
    'asking the place of the first',
    await first(room, 'one'),
    await first(room, 'long'),
    'with one waiting',
  )
  compare('giving a seat back', await freed(room, 'one'), await freed(room, 'long'), 'with one waiting')
}
