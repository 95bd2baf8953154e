import type { Enrolment } from '../../shared/family.ts'
import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import type { Recount } from '../app/ports.ts'
import { type ClearFamily, clearAttributes, readClear } from './family-item.ts'
import { familyKey, last, sectionPk } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Note, notesIn } from './notes.ts'
import { type Holder, isFirm, type Seats, type Waiter } from './seats-item.ts'
import { holdersOf, readPlace, readSection, waitersOf } from './section.ts'

/** What a section's counters, and its families' views, follow from. */
export interface Truth {
  readonly seats: Seats
  readonly holders: ReadonlyMap<ChildId, Holder>
  readonly line: readonly Waiter[]
  readonly pointers: ReadonlyMap<ChildId, string>
}

const truthOf = async (kit: Kit, section: SectionId): Promise<Truth | null> => {
  const seats = await readSection(kit, section)
  if (!seats) return null
  const line: Waiter[] = []
  for await (const waiter of waitersOf(kit, section)) line.push(waiter)
  const pointers = new Map<ChildId, string>()
  const range = { pk: sectionPk(section), from: 'WAITER#', to: last('WAITER#') }
  for await (const item of kit.db.query(range)) {
    const { waiter, place } = readPlace(item)
    pointers.set(waiter.childId, place)
  }
  return { seats, holders: await holdersOf(kit, section, seats), line, pointers }
}

const peopleIn = (holders: Iterable<Holder>, of: (holder: Holder) => boolean): number =>
  [...holders].filter(of).reduce((sum, { party }) => sum + party, 0)

/** Seats of a large section that are counted, and whose holder is another's or not written. */
export const unwritten = ({ seats, holders }: Truth): readonly Note[] =>
  notesIn(seats).filter(({ token, childId }) => holders.get(childId)?.token !== token)

/** Capacity is what is left open, what is left of the quotas and what is taken without a special grant. */
const countersOf = (truth: Truth) => {
  const { seats, holders, line } = truth
  const all = [...holders.values()]
  const quotas = [...seats.quotas].map(([organisation, quota]) => ({
    organisation,
    left: {
      stored: quota.left,
      counted: quota.kept - peopleIn(all, ({ from }) => from?.organisation === organisation),
    },
    waiting: {
      stored: quota.waiting,
      counted: line.filter(({ draws }) => draws.some((draw) => draw.organisation === organisation)).length,
    },
  }))
  const kept = quotas.reduce((sum, { left }) => sum + left.counted, 0)
  const noted = unwritten(truth).reduce((sum, { party }) => sum + party, 0)
  const taken = noted + peopleIn(all, ({ standing }) => standing !== 'granted')
  return {
    left: { stored: seats.left, counted: seats.capacity - kept - taken },
    waiting: { stored: seats.waiting, counted: line.length },
    granted: { stored: seats.granted, counted: peopleIn(all, ({ standing }) => standing === 'granted') },
    quotas,
  }
}

/** Places in line without their pointer, and the other way round. */
const brokenOf = ({ line, pointers }: Truth): readonly ChildId[] => {
  const inLine = new Set(line.map(({ childId }) => childId))
  return [
    ...line.filter(({ childId }) => !pointers.has(childId)).map(({ childId }) => childId),
    ...[...pointers.keys()].filter((child) => !inLine.has(child)),
  ]
}

const stateOf = (holder: Holder): Enrolment['state'] => {
  if (isFirm(holder)) return 'seat'
  return holder.standing === 'offered' ? 'offered' : 'held'
}

export interface Entry {
  readonly familyId: FamilyId
  readonly enrolment: Omit<Enrolment, 'sectionId'>
}

/** What each family's own view should say. */
const entriesOf = ({ holders, line }: Truth): readonly Entry[] => [
  ...[...holders].map(([childId, holder]) => ({
    familyId: holder.familyId,
    enrolment: {
      childId,
      party: holder.party,
      state: stateOf(holder),
      since: holder.at,
      until: holder.until,
    },
  })),
  ...line.map(({ childId, familyId, party, at, until }) => ({
    familyId,
    enrolment: { childId, party, state: 'waiting' as const, since: at, until },
  })),
]

const familiesOf = async (
  kit: Kit,
  ids: readonly FamilyId[],
): Promise<ReadonlyMap<FamilyId, ClearFamily>> => {
  const items = await kit.db.batchGet([...new Set(ids)].map(familyKey), { only: clearAttributes })
  const families = items.flatMap((item) => (item ? (readClear(item) ?? []) : []))
  return new Map(families.map((family) => [family.id, family]))
}

const viewed = (family: ClearFamily, section: SectionId, child: ChildId): Enrolment | undefined =>
  family.enrolments.find((each) => each.sectionId === section && each.childId === child)

export interface Counting {
  readonly truth: Truth
  readonly recount: Recount
  /** What must be written into families' views. */
  readonly mends: readonly Entry[]
}

export const count = async (kit: Kit, section: SectionId): Promise<Counting | null> => {
  const truth = await truthOf(kit, section)
  if (!truth) return null
  const entries = entriesOf(truth)
  const families = await familiesOf(
    kit,
    entries.map(({ familyId }) => familyId),
  )
  const orphans = [...truth.holders].filter(([, { familyId }]) => !families.has(familyId))
  const mends = entries.filter(({ familyId, enrolment }) => {
    const family = families.get(familyId)
    return family && !family.erasing && viewed(family, section, enrolment.childId)?.state !== enrolment.state
  })
  const recount: Recount = {
    sectionId: section,
    ...countersOf(truth),
    orphans: orphans.map(([child]) => child),
    notes: unwritten(truth).map(({ childId }) => childId),
    broken: brokenOf(truth),
    views: mends.map(({ familyId, enrolment }) => ({
      familyId,
      childId: enrolment.childId,
      state: {
        stored: viewedState(families.get(familyId), section, enrolment.childId),
        counted: enrolment.state,
      },
    })),
  }
  return { truth, recount, mends }
}

const viewedState = (
  family: ClearFamily | undefined,
  section: SectionId,
  child: ChildId,
): Enrolment['state'] | null => (family && viewed(family, section, child)?.state) ?? null

/** What is stored beside what it should be. Reads only. */
export const recount = async (kit: Kit, section: SectionId): Promise<Recount | null> =>
  (await count(kit, section))?.recount ?? null
