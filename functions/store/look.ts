import type { ContactId, FamilyId, SectionId } from '../../shared/ids.ts'
import type {
  CodeFact,
  EnteredFact,
  LookedUp,
  LookFact,
  PositionFact,
  Query,
  RequestFact,
  SeatCount,
  WishFact,
} from '../app/ports.ts'
import { drawnOf } from './draw.ts'
import { readCode } from './entries.ts'
import { findFamily, openFamily } from './family-read.ts'
import { codeKey, familyKey, seatsKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { looksAt } from './looks.ts'
import { maybeNumber, numberOf } from './marshal.ts'
import { ownRequests } from './own-requests.ts'
import { kinOf, sameOf } from './same-child.ts'
import { placeOfChild, positionFromEnd } from './section.ts'

/** Everything that a turn asks for, at once. */
export const lookUp = async (kit: Kit, queries: readonly Query[]): Promise<LookedUp> => {
  const sections = new Set(queries.flatMap((query) => (query.kind === 'seats' ? query.sections : [])))
  const [seats, positions, codes, requests, looks, same, kin, wishes, entered] = await Promise.all([
    seatCounts(kit, [...sections]),
    Promise.all(queries.flatMap((query) => (query.kind === 'position' ? [position(kit, query)] : []))),
    Promise.all(queries.flatMap((query) => (query.kind === 'code' ? [code(kit, query.code)] : []))),
    Promise.all(queries.flatMap((query) => (query.kind === 'requests' ? [asked(kit, query.contact)] : []))),
    Promise.all(queries.flatMap((query) => (query.kind === 'looks' ? [looked(kit, query)] : []))),
    Promise.all(queries.flatMap((query) => (query.kind === 'same' ? [sameOf(kit, query)] : []))),
    Promise.all(queries.flatMap((query) => (query.kind === 'kin' ? [kinOf(kit, query)] : []))),
    Promise.all(queries.flatMap((query) => (query.kind === 'wishes' ? [drawn(kit, query)] : []))),
    Promise.all(
      queries
        .flatMap((query) => (query.kind === 'entered' ? query.families : []))
        .map((id) => entry(kit, id)),
    ),
  ])
  return {
    seats,
    positions: new Map(positions),
    codes: new Map(codes),
    requests: new Map(requests),
    looks: new Map(looks),
    entered: new Map(entered),
    same: new Map(same.flat()),
    kin: new Map(kin),
    wishes: new Map(wishes),
  }
}

const drawn = async (
  kit: Kit,
  { programmeId, familyId }: Extract<Query, { kind: 'wishes' }>,
): Promise<readonly [FamilyId, readonly WishFact[]]> => [familyId, await drawnOf(kit, programmeId, familyId)]

/** Unopened: a helper sees nothing of the family any more. */
const entry = async (kit: Kit, id: FamilyId): Promise<readonly [FamilyId, EnteredFact | null]> => {
  const family = await findFamily(kit, id)
  if (!family?.pending) return [id, null]
  const sections = [...new Set(family.enrolments.map(({ sectionId }) => sectionId))]
  return [id, { ...family.pending, sections }]
}

const asked = async (kit: Kit, contact: ContactId): Promise<readonly [ContactId, readonly RequestFact[]]> => [
  contact,
  await ownRequests(kit, contact),
]

const looked = async (
  kit: Kit,
  { contact, familyId }: Extract<Query, { kind: 'looks' }>,
): Promise<readonly [ContactId, readonly LookFact[]]> => [contact, await looksAt(kit, contact, familyId)]

/** Counters only, a moment old at most, in one request for a hundred sections: what is shown is no promise. */
const seatCounts = async (
  kit: Kit,
  sections: readonly SectionId[],
): Promise<ReadonlyMap<SectionId, SeatCount>> => {
  const keys = sections.map(seatsKey)
  const items = await kit.db.batchGet(keys, { only: ['capacity', 'left', 'waiting', 'granted'], loose: true })
  const found = new Map<SectionId, SeatCount>()
  for (const [at, id] of sections.entries()) {
    const item = items[at]
    if (!item) continue
    const left = Math.max(0, numberOf(item, 'left'))
    const granted = maybeNumber(item, 'granted') ?? 0
    const told = granted > 0 ? { granted } : {}
    found.set(id, { capacity: numberOf(item, 'capacity'), left, waiting: numberOf(item, 'waiting'), ...told })
  }
  return found
}

const position = async (
  kit: Kit,
  { sectionId, childId }: Extract<Query, { kind: 'position' }>,
): Promise<readonly [string, PositionFact | null]> => {
  const standing = await placeOfChild(kit, sectionId, childId)
  if (!standing) return [`${sectionId}/${childId}`, null]
  const place = await positionFromEnd(kit, sectionId, standing.place)
  const { passed } = standing.waiter
  // What is kept for others is an officer's matter: nobody who waits is told of it.
  return [`${sectionId}/${childId}`, { place, passed: passed === 'quota' ? null : passed }]
}

/** Null for a code that was never given, was used or is over, and for one whose family is gone. */
const code = async (kit: Kit, typed: string): Promise<readonly [string, CodeFact | null]> => {
  const now = kit.clock.now()
  const item = /^\d{1,16}$/.test(typed) ? await kit.db.get(codeKey(typed)) : null
  const stored = item && readCode(item, now)
  const family = stored && (await openFamily(kit, await kit.db.get(familyKey(stored.familyId)), now))
  if (!stored || !family) return [typed, null]
  // Whoever leaves a family takes no way back along.
  if (stored.purpose === 'join' && stored.left !== family.left.length) return [typed, null]
  return [typed, { purpose: stored.purpose, family, until: stored.until, tries: stored.tries }]
}
