import type { ChildId, SectionId } from '../../shared/ids.ts'
import type { SeatDesk, SeatReads, SeatTable, WaitingLine } from '../app/ports.ts'
import { answerBelonging } from './belonging.ts'
import { grant } from './grant.ts'
import { historyOf } from './history.ts'
import { last, sectionPk } from './keys.ts'
import type { Kit } from './kit.ts'
import { textOf } from './marshal.ts'
import { type Holder, readWaiter, type Waiter } from './seats-item.ts'
import { holdersOf, readSection } from './section.ts'

const peopleOf = (holders: readonly Holder[]): number => holders.reduce((sum, { party }) => sum + party, 0)

const lineOf = ([childId, { at, ...holder }]: readonly [ChildId, Holder]): SeatTable['holders'][number] => {
  const { familyId, party, standing, until, from } = holder
  return { childId, familyId, party, standing, until, since: at, from }
}

const seatsByQuota = async (kit: Kit, section: SectionId): Promise<SeatTable | null> => {
  const seats = await readSection(kit, section)
  if (!seats) return null
  const holders = [...(await holdersOf(kit, section, seats))]
  const drawn = (organisation: string): readonly Holder[] =>
    holders.flatMap(([, holder]) => (holder.from?.organisation === organisation ? [holder] : []))
  return {
    sectionId: section,
    capacity: seats.capacity,
    left: Math.max(0, seats.left),
    waiting: seats.waiting,
    granted: seats.granted,
    excess: Math.max(0, -seats.left),
    quotas: [...seats.quotas].map(([organisation, quota]) => ({
      ...quota,
      organisation,
      taken: peopleOf(drawn(organisation)),
    })),
    holders: holders.map(lineOf),
  }
}

const waitingOf = ({ childId, familyId, party, at, draws, group, passed }: Waiter): WaitingLine => ({
  childId,
  familyId,
  party,
  since: at,
  draws,
  group,
  passed,
})

/** The cursor is the last line's place: a blank sorts before every character of a key, so that it is left out. */
const waitingList: (
  kit: Kit,
  ...asked: Parameters<SeatReads['waitingList']>
) => ReturnType<SeatReads['waitingList']> = async (kit, section, after, limit) => {
  const lines: { readonly sk: string; readonly line: WaitingLine }[] = []
  const from = after === null ? 'WAIT#' : `${after} `
  const page = { pk: sectionPk(section), from, to: last('WAIT#'), limit: limit + 1 }
  for await (const item of kit.db.query(page))
    lines.push({ sk: textOf(item, 'sk'), line: waitingOf(readWaiter(item)) })
  const given = lines.slice(0, limit)
  return {
    waiting: given.map(({ line }) => line),
    after: lines.length > limit ? (given.at(-1)?.sk ?? null) : null,
  }
}

export const createSeatReads = (kit: Kit): SeatReads => ({
  seatsByQuota: (section) => seatsByQuota(kit, section),
  waitingList: (section, after, limit) => waitingList(kit, section, after, limit),
  historyOf: (section, child) => historyOf(kit, section, child),
})

export const createSeatDesk = (kit: Kit): SeatDesk => ({
  answerBelonging: (section, child, answer) => answerBelonging(kit, section, child, answer),
  grant: (given) => grant(kit, given),
})
