import type { Outcome } from '../../../functions/app/ports.ts'
import type { Draw } from '../../../shared/quotas.ts'
import type { Instant } from '../../../shared/time.ts'
import { promote, type Rules, sweep, worthALook } from './promote.ts'
import { isOver, type ModelSection, type Seat, sit, standUp, waitersOf } from './section.ts'

type Unasked<O> = O extends Outcome ? Omit<O, 'effect'> : never
/** What the store must answer. */
export type Expected = Unasked<Outcome>

export interface Wanted {
  readonly childId: string
  readonly familyId: string
  readonly party: number
  readonly draws: readonly Draw[]
  readonly onFull: 'wait' | 'refuse'
  readonly until: Instant | null
}

/** Seats that a newcomer may take without passing over anybody who may draw from the same. */
const freeFor = (section: ModelSection, { party, draws }: Wanted, now: Instant): Draw | null | undefined => {
  const own = draws.find(({ organisation }) => {
    const quota = section.quotas.get(organisation)
    return quota && quota.left >= party && quota.until > now && waitersOf(section, organisation) === 0
  })
  if (own) return own
  return section.left >= party && section.line.length === 0 ? null : undefined
}

const said = (seat: Seat): Expected => {
  if (seat.standing === 'offered') return { did: 'offered', until: seat.until ?? 0 }
  return { did: seat.standing === 'firm' ? 'seat' : 'held', ...(seat.from ? { drew: seat.from } : {}) }
}

const positionOf = (section: ModelSection, childId: string): number =>
  1 + section.line.findIndex((place) => place.childId === childId)

const own = (section: ModelSection, wanted: Wanted, rules: Rules, now: Instant): Expected | null => {
  const seat = section.seats.get(wanted.childId)
  if (!seat) return null
  if (isOver(seat, now)) {
    sweep(section, rules, now)
    return null
  }
  if (seat.standing === 'held' && wanted.until === null)
    section.seats.set(wanted.childId, { ...seat, standing: 'firm', until: null })
  return said(section.seats.get(wanted.childId) ?? seat)
}

const join = (section: ModelSection, wanted: Wanted, rules: Rules, now: Instant): Expected => {
  const { onFull: _, ...place } = wanted
  const draws = wanted.draws.filter(({ organisation }) => section.quotas.has(organisation))
  section.line.push({ ...place, draws, group: [], passed: null })
  section.moves.push(`${wanted.childId} waiting`)
  promote(section, rules, now)
  const seat = section.seats.get(wanted.childId)
  return seat ? said(seat) : { did: 'waiting', position: positionOf(section, wanted.childId) }
}

/** The section's own mark says so to whoever claims. */
const somethingIsOver = ({ seats, quotas }: ModelSection, now: Instant): boolean =>
  [...seats.values(), ...quotas.values()].some((one) => isOver(one, now))

/** A seat, a place in line, or a no. */
export const claim = (section: ModelSection, wanted: Wanted, rules: Rules, now: Instant): Expected => {
  const standing = own(section, wanted, rules, now)
  if (standing) return standing
  const inLine = () => section.line.find(({ childId }) => childId === wanted.childId)
  if (!inLine()) {
    const from = freeFor(section, wanted, now)
    if (from !== undefined) return take(section, wanted, from)
  }
  if (worthALook(section) || somethingIsOver(section, now)) {
    if (somethingIsOver(section, now)) sweep(section, rules, now)
    else promote(section, rules, now)
    const seat = section.seats.get(wanted.childId)
    if (seat) return own(section, wanted, rules, now) ?? said(seat)
    const from = inLine() ? undefined : freeFor(section, wanted, now)
    if (from !== undefined) return take(section, wanted, from)
  }
  const place = inLine()
  if (place && isOver(place, now)) {
    sweep(section, rules, now)
    return claim(section, wanted, rules, now)
  }
  if (place) {
    if (wanted.until === null)
      section.line = section.line.map((each) => (each === place ? { ...each, until: null } : each))
    return { did: 'waiting', position: positionOf(section, wanted.childId) }
  }
  if (wanted.onFull === 'refuse' || wanted.party > section.capacity) return { did: 'refused', why: 'full' }
  return join(section, wanted, rules, now)
}

const take = (section: ModelSection, wanted: Wanted, from: Draw | null): Expected => {
  const { childId, familyId, party, until } = wanted
  const seat: Seat = { familyId, party, standing: until === null ? 'firm' : 'held', until, from }
  sit(section, childId, seat)
  return said(seat)
}

export type Who = Pick<Wanted, 'childId' | 'familyId'>

/** A family's yes, to an offer or a hold. */
export const firm = (section: ModelSection, who: Who, rules: Rules, now: Instant): Expected => {
  const seat = section.seats.get(who.childId)
  const place = section.line.find(({ childId }) => childId === who.childId)
  if (seat && !isOver(seat, now)) {
    if (seat.standing === 'offered') section.moves.push(`${who.childId} accepted`)
    section.seats.set(who.childId, { ...seat, standing: 'firm', until: null })
    return { did: 'seat' }
  }
  if (place && !isOver(place, now)) {
    section.line = section.line.map((each) => (each === place ? { ...each, until: null } : each))
    return { did: 'waiting', position: positionOf(section, who.childId) }
  }
  if (seat || place) sweep(section, rules, now)
  const draws = place?.draws ?? (seat?.from ? [seat.from] : [])
  const again = claim(
    section,
    { ...who, party: (seat ?? place)?.party ?? 1, draws, onFull: 'refuse', until: null },
    rules,
    now,
  )
  if (again.did === 'seat') return { did: 'seat' }
  return again.did === 'refused' ? { did: 'refused', why: 'lapsed' } : again
}

/** Given up: a seat, an offer, a place in line. Declining means an offer alone. */
export const release = (
  section: ModelSection,
  { childId }: Who,
  why: 'cancelled' | 'declined' | 'changed',
  { rules, now }: { readonly rules: Rules; readonly now: Instant },
): Expected => {
  const seat = section.seats.get(childId)
  const place = section.line.find((each) => each.childId === childId)
  if (seat) {
    if (why === 'declined' && seat.standing === 'firm') return { did: 'seat' }
    standUp(section, childId)
    section.moves.push(`${childId} ${why}`)
  } else if (place && why !== 'declined') {
    section.line = section.line.filter((each) => each !== place)
    section.moves.push(`${childId} ${why}`)
  }
  if (section.line.length > 0) promote(section, rules, now)
  return { did: 'released' }
}

/** Siblings who wait stand together from now on, or alone again. */
export const together = (
  section: ModelSection,
  { childIds, familyId }: { readonly childIds: readonly string[]; readonly familyId: string },
  { on, rules, now }: { readonly on: boolean; readonly rules: Rules; readonly now: Instant },
): Expected => {
  const waiting = section.line
    .filter((place) => place.familyId === familyId && childIds.includes(place.childId))
    .map(({ childId }) => childId)
    .sort()
  const group = on && waiting.length > 1 ? waiting : []
  section.line = section.line.map((place) =>
    waiting.includes(place.childId) && place.familyId === familyId ? { ...place, group } : place,
  )
  // Alone a child may fit where the pair did not.
  if (!on) promote(section, rules, now)
  return { did: 'together', childIds: group }
}
