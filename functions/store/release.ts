import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import type { Kit } from './kit.ts'
import { promote } from './promote.ts'
import { leaveQueue } from './queue-requests.ts'
import { releaseLarge, releaseSmall } from './seat-requests.ts'
import { readSeats, type Seats } from './seats-item.ts'
import { holderOf, placeOfChild, readSection } from './section.ts'

interface Given {
  readonly sectionId: SectionId
  readonly childId: ChildId
  readonly familyId: FamilyId
}

/** What one try came to: `again` when something moved under it. */
interface Try {
  readonly tried: 'gone' | 'freed' | 'again'
  readonly seats: Seats | null
}
const rounds = 50

/** Gives a seat or a place on the waiting list back. Nothing to give back is fine: it was done before. */
export const release = async (kit: Kit, given: Given): Promise<void> => {
  const { sectionId } = given
  for (let round = 0, waited = false; round < rounds; round++) {
    const large = kit.known.large.has(sectionId)
    const { tried, seats }: Try = large ? await tryLarge(kit, given) : await trySmall(kit, given, waited)
    if (tried === 'gone') {
      await leave(kit, given)
      return healed(kit, sectionId, seats)
    }
    if (tried === 'freed') return afterwards(kit, sectionId, seats)
    waited = (seats?.waiting ?? 0) > 0
  }
  throw new Error('a release found no rest')
}

/** A release repeated after a crash finds nothing to give back, but perhaps what it freed and nobody was given yet. */
const healed = async (kit: Kit, section: SectionId, seats: Seats | null): Promise<void> => {
  if (seats && seats.left > 0 && seats.waiting > 0) await promote(kit, section)
}

const afterwards = async (kit: Kit, section: SectionId, seats: Seats | null): Promise<void> => {
  if (!seats || seats.waiting === 0) return
  await kit.fault('release.promote')
  await promote(kit, section)
}

const trySmall = async (kit: Kit, { sectionId, childId, familyId }: Given, waited: boolean): Promise<Try> => {
  const now = kit.clock.now()
  const written = await kit.db.update(releaseSmall(sectionId, childId, { familyId, waited, now }))
  if (written.ok) return { tried: 'freed', seats: readSeats(written.item) }
  if (!written.old) return { tried: 'gone', seats: null }
  const seats = readSeats(written.old)
  if (seats.holders === null) {
    kit.known.large.set(sectionId, true)
    return { tried: 'again', seats }
  }
  return { tried: seats.holders.get(childId)?.familyId === familyId ? 'again' : 'gone', seats }
}

const tryLarge = async (kit: Kit, { sectionId, childId, familyId }: Given): Promise<Try> => {
  const seats = await readSection(kit, sectionId)
  const holder = seats && (await holderOf(kit, sectionId, childId, seats))
  if (!seats || holder?.familyId !== familyId) return { tried: 'gone', seats }
  const now = kit.clock.now()
  const { ok } = await kit.db.transact(
    releaseLarge(sectionId, childId, { holder, waited: seats.waiting > 0, now }),
  )
  return { tried: ok ? 'freed' : 'again', seats }
}

/** No seat: perhaps a place in the queue. Where that is gone meanwhile it may have become a seat, which goes too. */
const leave = async (kit: Kit, given: Given): Promise<void> => {
  const { sectionId, childId, familyId } = given
  const standing = await placeOfChild(kit, sectionId, childId)
  if (standing?.waiter.familyId !== familyId) return
  const left = await kit.db.transact(leaveQueue(sectionId, standing.waiter, standing.place, kit.clock.now()))
  if (!left.ok) return release(kit, given)
  await kit.fault('release.left')
  await promote(kit, sectionId)
}
