import { expect } from 'vitest'
import type { Item } from '../../../functions/store/marshal.ts'
import {
  readHolder,
  readSeats,
  readWaiter,
  type Seats,
  type Waiter,
} from '../../../functions/store/seats-item.ts'
import type { Real } from './real.ts'
import { type ModelSection, waitersOf } from './section.ts'

/** A section as it is written, read item by item. */
export interface Written {
  readonly seats: Seats
  readonly holders: ReadonlyMap<string, ReturnType<typeof readHolder>>
  /** In the order of the line. */
  readonly line: readonly Waiter[]
  readonly pointers: readonly Waiter[]
}

const partsOf = (item: Item): readonly string[] => String(item.sk).split('#')
const ofKind = (items: readonly Item[], kind: string): readonly Item[] =>
  items.filter((item) => partsOf(item)[0] === kind)

export const writtenIn = (items: readonly Item[]): Written => {
  const [item] = ofKind(items, 'SEATS')
  if (!item) throw new Error('there is no such section')
  const seats = readSeats(item)
  const beside = ofKind(items, 'HOLDER').map((one) => [partsOf(one)[1] ?? '', readHolder(one)] as const)
  return {
    seats,
    holders: seats.holders ?? new Map(beside),
    line: ofKind(items, 'WAIT').map(readWaiter),
    pointers: ofKind(items, 'WAITER').map(readWaiter),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
const byChild = (a: { readonly childId: string }, b: { readonly childId: string }): number =>
  a.childId < b.childId ? -1 : 1

/** What must hold of any section at rest, whatever a model says. */
export const expectSound = ({ seats, holders, line, pointers }: Written): void => {
  const taken = sum([...holders.values()].map(({ party }) => party))
  const kept = sum([...seats.quotas.values()].map(({ left }) => left))
  expect(seats.left + kept + taken, 'no seat is lost, and none is sold twice').toBe(seats.capacity)
  for (const [id, quota] of seats.quotas) {
    const drawn = [...holders.values()].filter(({ from }) => from?.organisation === id)
    expect(quota.left, `quota ${id} is not overdrawn`).toBeGreaterThanOrEqual(0)
    expect(quota.left + sum(drawn.map(({ party }) => party)), `seats of quota ${id}`).toBe(quota.kept)
    const waiting = line.filter(({ draws }) => draws.some(({ organisation }) => organisation === id))
    expect(quota.waiting, `who waits for quota ${id}`).toBe(waiting.length)
  }
  expect(seats.waiting, 'who waits').toBe(line.length)
  expect([...line].sort(byChild), 'each place is written twice, alike').toEqual([...pointers].sort(byChild))
  const both = line.filter(({ childId }) => holders.has(childId))
  expect(both, 'nobody is both seated and waiting').toEqual([])
}

/** What a model and a section at rest have in common. */
const shown = (section: ModelSection) => ({
  capacity: section.capacity,
  left: section.left,
  quotas: [...section.quotas]
    .map(([id, { left, kept, until }]) => ({ id, left, kept, until, waiting: waitersOf(section, id) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  seats: [...section.seats]
    .map(([childId, { familyId, party, standing, until, from }]) => ({
      childId,
      familyId,
      party,
      standing,
      until,
      from,
    }))
    .sort(byChild),
  line: section.line.map(({ childId, familyId, party, until, group, passed }) => ({
    childId,
    familyId,
    party,
    until,
    group,
    passed,
  })),
})

const asShown = ({ seats, holders, line }: Written): ReturnType<typeof shown> => ({
  capacity: seats.capacity,
  left: seats.left,
  quotas: [...seats.quotas]
    .map(([id, { left, kept, until, waiting }]) => ({ id, left, kept, until, waiting }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  seats: [...holders]
    .map(([childId, { familyId, party, standing, until, from }]) => {
      if (standing === 'granted') throw new Error('nobody grants a seat here')
      return { childId, familyId, party, standing, until, from }
    })
    .sort(byChild),
  line: line.map(({ childId, familyId, party, until, group, passed }) => ({
    childId,
    familyId,
    party,
    until,
    group,
    passed,
  })),
})

/** The section is sound, and is what the model says. */
export const expectAlike = async (real: Real, nth: 0 | 1, model: ModelSection): Promise<void> => {
  const written = writtenIn(await real.items(real.sections[nth]))
  expectSound(written)
  expect(asShown(written)).toEqual(shown(model))
}

/** At the end of a run: the history, the store's own recount, the families' view, and one message an offer. */
export const expectTold = async (real: Real, sections: readonly ModelSection[]): Promise<void> => {
  for (const [nth, model] of sections.entries()) {
    const section = real.sections[nth === 0 ? 0 : 1]
    const lines = (await real.history(section)).map((item) => partsOf(item).slice(2).join(' '))
    const told = lines.filter((line) => !/ (?:resized|together)$/.test(line))
    expect(told.sort(), 'every move has its line').toEqual([...model.moves].sort())
    const counted = await real.room.store.recountSection(section)
    expect(counted?.left.stored).toBe(counted?.left.counted)
    expect(counted?.waiting.stored).toBe(counted?.waiting.counted)
    for (const [childId, seat] of model.seats) {
      if (seat.standing !== 'offered') continue
      const { family } = await real.room.store.open(`wx-${seat.familyId}`)
      const seen = family?.enrolments.find((each) => each.sectionId === section && each.childId === childId)
      expect(seen, `the family of ${childId} knows of its offer`).toMatchObject({
        state: 'offered',
        until: seat.until,
        party: seat.party,
      })
    }
    const offered: string[] = []
    for (const familyId of real.familyIds) {
      for await (const item of real.room.db.query({
        pk: `CONTACT#wx-${familyId}`,
        from: 'NOTE#',
        to: 'NOTE#~',
      })) {
        const about = item.about as Readonly<Record<string, unknown>> | undefined
        if (item.what === 'offer.made' && about?.sectionId === section) offered.push(String(about.childId))
      }
    }
    expect(offered.sort(), 'one message an offer').toEqual([...model.offers].sort())
  }
}
