import type { Enrolment } from '../../shared/family.ts'
import type { ChildId, SectionId } from '../../shared/ids.ts'
import { givenBack } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import type { SeatDesk } from '../app/ports.ts'
import { enrolmentSet } from './family-item.ts'
import { findFamily } from './family-read.ts'
import { moveLine } from './history.ts'
import { holderKey, seatsKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { promote } from './promote.ts'
import { placeWrites, redraw } from './queue-requests.ts'
import type { Write } from './requests.ts'
import { told } from './seat-notices.ts'
import { holderItem, unseating } from './seat-requests.ts'
import { changeSeats, givenChange, type SeatsChange, together } from './seats-change.ts'
import {
  allOf,
  behindAll,
  nobodyWaits,
  sameHolder,
  sameQuotas,
  sameSeat,
  unmoved,
} from './seats-conditions.ts'
import type { Holder, Seats, Waiter } from './seats-item.ts'
import { holderOf, placeOfChild, readSection } from './section.ts'

type Answer = Parameters<SeatDesk['answerBelonging']>[2]
type Answered = Awaited<ReturnType<SeatDesk['answerBelonging']>>

const rounds = 20

/**
 * An organisation's officer says whether a child is one of its own. Whoever is not gives the quota its seat back and gets an
 * open one, or a place on the list as of when the seat was got: in one transaction, so that nobody stands there without both.
 */
export const answerBelonging = async (
  kit: Kit,
  section: SectionId,
  child: ChildId,
  answer: Answer,
): Promise<Answered> => {
  for (let round = 0; round < rounds; round++) {
    const done = await tryAnswer(kit, { section, child, answer })
    if (done) return done
    await kit.fault('belonging.again')
  }
  throw new Error('a belonging found no rest')
}

interface Asked {
  readonly section: SectionId
  readonly child: ChildId
  readonly answer: Answer
}

const tryAnswer = async (kit: Kit, asked: Asked): Promise<Answered | null> => {
  const { section, child, answer } = asked
  const standing = await placeOfChild(kit, section, child)
  const seats = await readSection(kit, section)
  const holder = seats && (await holderOf(kit, section, child, seats))
  if (!seats || !(holder || standing)) return 'none'
  if (!holder) return standing ? answerWaiter(kit, asked, standing.waiter, seats) : 'none'
  if (holder.from?.organisation !== answer.organisation) return 'kept'
  if (!answer.belongs) return refuse(kit, asked, holder, seats)
  return holder.from.provisional ? confirm(kit, asked, holder, seats) : 'kept'
}

const lineOf = (kit: Kit, { section, child, answer }: Asked, since: Instant, now: Instant): Write => {
  const what = answer.belongs ? 'belongs' : 'belongs_not'
  return moveLine(kit, section, child, what, { since, from: answer.organisation }, now)
}

const confirm = async (kit: Kit, asked: Asked, holder: Holder, seats: Seats): Promise<'kept' | null> => {
  const { section, child } = asked
  const large = seats.holders === null
  const update = large
    ? { key: holderKey(section, child), set: 'REMOVE p', condition: sameHolder(holder) }
    : { key: seatsKey(section), set: 'REMOVE holders.#c.p', condition: sameSeat(child, holder) }
  const { ok } = await kit.db.transact([{ update }, lineOf(kit, asked, holder.at, kit.clock.now())])
  return ok ? 'kept' : null
}

/** The list of those who may draw from the quota gets one shorter or longer; the place itself stays. */
const answerWaiter = async (
  kit: Kit,
  asked: Asked,
  before: Waiter,
  seats: Seats,
): Promise<'waiting' | null> => {
  const { section, answer } = asked
  const { organisation, belongs } = answer
  const draws = before.draws.flatMap((draw) => {
    if (draw.organisation !== organisation) return [draw]
    return belongs ? [{ organisation, provisional: false }] : []
  })
  const after: Waiter = { ...before, draws }
  if (JSON.stringify(draws) === JSON.stringify(before.draws)) return 'waiting'
  const { ok } = await kit.db.transact([
    ...redraw(section, { before, after }, seats),
    lineOf(kit, asked, before.at, kit.clock.now()),
  ])
  return ok ? 'waiting' : null
}

/** The quota's time is over, so that its seats are open ones by now. */
const isOver = ({ from }: Holder, { quotas }: Seats): boolean => !quotas.has(from?.organisation ?? '')

/** An open seat only where nobody waits for one. */
const mayStay = (holder: Holder, seats: Seats): boolean =>
  isOver(holder, seats) || (seats.waiting === 0 && seats.left >= holder.party)

const refuse = async (
  kit: Kit,
  asked: Asked,
  holder: Holder,
  seats: Seats,
): Promise<'seat' | 'waiting' | null> => {
  const stays = mayStay(holder, seats)
  const now = kit.clock.now()
  const { ok } = await kit.db.transact([
    ...(stays ? reseated(asked, holder, seats, now) : onList(asked, holder, seats, now)),
    ...(await tellings(kit, asked, { holder, stays, now })),
  ])
  if (!ok) return null
  await kit.fault('belonging.promote')
  await promote(kit, asked.section)
  return stays ? 'seat' : 'waiting'
}

const back = (holder: Holder, seats: Seats): SeatsChange =>
  givenChange(
    givenBack(seats, { party: holder.party, from: holder.from, granted: holder.standing === 'granted' }),
  )

const unchanged = (seats: Seats, holder: Holder) =>
  allOf(unmoved(seats), sameQuotas(seats, holder.from ? [holder.from.organisation] : []))

/** The same seat, of the open ones. Of a small section one write of its item: what is set stands in place of what was. */
const reseated = (
  { section, child }: Asked,
  holder: Holder,
  seats: Seats,
  now: Instant,
): readonly Write[] => {
  const open: Holder = { ...holder, from: null }
  const change = together(back(holder, seats), { left: -holder.party })
  const large = seats.holders === null
  const when = allOf(unchanged(seats, holder), isOver(holder, seats) ? null : nobodyWaits)
  if (large) {
    return [
      { update: changeSeats(section, { ...change, due: { at: now } }, when) },
      { put: { item: holderItem(section, child, open), condition: sameHolder(holder) } },
    ]
  }
  const seat: SeatsChange = { seat: [[child, open]], due: { at: now } }
  return [{ update: changeSeats(section, together(change, seat), allOf(when, sameSeat(child, holder))) }]
}

const onList = ({ section, child }: Asked, holder: Holder, seats: Seats, now: Instant): readonly Write[] => {
  const { familyId, party, at } = holder
  const { change, when, beside } = unseating(section, child, holder, seats.holders === null)
  const all = together(together(back(holder, seats), change), { waiting: 1 })
  const waiter: Waiter = {
    childId: child,
    familyId,
    party,
    until: holder.standing === 'held' ? holder.until : null,
    at,
    draws: [],
    group: [],
    passed: null,
  }
  // Among those who wait, or behind all of them.
  const last = at > (seats.joined ?? 0)
  const update = changeSeats(
    section,
    { ...all, due: { at: now }, ...(last ? { joined: at } : {}) },
    allOf(when, unchanged(seats, holder), last ? behindAll(at) : null),
  )
  return [{ update }, ...beside, ...placeWrites(section, waiter)]
}

/** History, the family's own view and its message. An offer that was refused so is an offer no longer. */
const tellings = async (
  kit: Kit,
  asked: Asked,
  { holder, stays, now }: { readonly holder: Holder; readonly stays: boolean; readonly now: Instant },
): Promise<readonly Write[]> => {
  const { section, child } = asked
  const line = lineOf(kit, asked, holder.at, now)
  const family = await findFamily(kit, holder.familyId)
  if (!family) return [line]
  const about = { childId: child, familyId: family.id, at: holder.at }
  const said = told(section, about, family, 'quota.refused', now, { now: stays ? 'seat' : 'waiting' })
  if (stays) return [line, ...said]
  const enrolment: Enrolment = {
    childId: child,
    sectionId: section,
    party: holder.party,
    state: 'waiting',
    since: now,
    until: holder.standing === 'held' ? holder.until : null,
  }
  return [line, { update: enrolmentSet(family.id, enrolment) }, ...said]
}
