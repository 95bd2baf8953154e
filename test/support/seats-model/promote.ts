import type { Draw } from '../../../shared/quotas.ts'
import { offerEndsAt } from '../../../shared/seats.ts'
import type { Instant } from '../../../shared/time.ts'
import { isOver, type ModelSection, type Place, sit, standUp, waitersOf } from './section.ts'

/** What the model knows of the world besides the section. */
export interface Rules {
  readonly offerHours: number
  readonly sessions: readonly { readonly startsAt: Instant }[]
}

/** Whether seats that are free may be somebody's who waits. */
export const worthALook = (section: ModelSection): boolean =>
  section.line.length > 0 &&
  (section.left > 0 || [...section.quotas].some(([id, { left }]) => left > 0 && waitersOf(section, id) > 0))

/** Where each of them would sit, one after the other; null where one finds no seat. A quota comes before the open seats. */
const seatsFor = (section: ModelSection, people: readonly Place[]): readonly (Draw | null)[] | null => {
  let open = section.left
  const free = new Map([...section.quotas].map(([id, { left }]) => [id, left]))
  const found: (Draw | null)[] = []
  for (const { party, draws } of people) {
    const own = draws.find(({ organisation }) => (free.get(organisation) ?? 0) >= party)
    if (own) free.set(own.organisation, (free.get(own.organisation) ?? 0) - party)
    else if (open >= party) open -= party
    else return null
    found.push(own ?? null)
  }
  return found
}

const reasonFor = (section: ModelSection, people: readonly Place[]) => {
  const quotas = people.flatMap(({ draws }) =>
    draws.map(({ organisation }) => section.quotas.get(organisation)),
  )
  if (section.left <= 0 && quotas.every((quota) => (quota?.left ?? 0) <= 0)) return 'quota'
  return people.length > 1 ? 'pair' : 'party'
}

/** Those who stand together, the one who came first at the front; everybody else alone. */
const unitsOf = (section: ModelSection): readonly Place[][] => {
  const units: Place[][] = []
  const byGroup = new Map<string, Place[]>()
  for (const place of section.line) {
    const name = `${place.familyId} ${place.group.join()}`
    const known = place.group.length > 0 ? byGroup.get(name) : undefined
    if (known) known.push(place)
    else {
      const unit = [place]
      units.push(unit)
      if (place.group.length > 0) byGroup.set(name, unit)
    }
  }
  return units
}

const leaveLine = (section: ModelSection, childId: string): void => {
  section.line = section.line.filter((place) => place.childId !== childId)
}

const dropped = (section: ModelSection, people: readonly Place[]): void => {
  for (const { childId } of people) {
    leaveLine(section, childId)
    section.moves.push(`${childId} dropped`)
  }
}

const offer = (
  section: ModelSection,
  people: readonly Place[],
  seats: readonly (Draw | null)[],
  end: Instant,
): void => {
  people.forEach((place, n) => {
    leaveLine(section, place.childId)
    sit(section, place.childId, {
      familyId: place.familyId,
      party: place.party,
      standing: place.until === null ? 'offered' : 'held',
      until: Math.min(place.until ?? end, end),
      from: seats[n] ?? null,
    })
    section.moves.push(`${place.childId} offered`)
  })
  if (people[0]?.until === null) section.offers.push(people[0].childId)
}

const releaseQuotas = (section: ModelSection, now: Instant): boolean => {
  const over = [...section.quotas].filter(([, { until }]) => until <= now)
  for (const [id, { left }] of over) {
    section.left += left
    section.quotas.delete(id)
    section.moves.push(`${id} quota_released`)
  }
  return over.length > 0
}

/** Offers what is free to the first in line who fits; says of whom that passes over, and why. False when nothing is to be done. */
const offerOnce = (section: ModelSection, rules: Rules, now: Instant): boolean => {
  if (releaseQuotas(section, now)) return true
  const end = worthALook(section) ? offerEndsAt(now, rules.offerHours, rules.sessions) : null
  if (end === null) return false
  const passed: (readonly Place[])[] = []
  for (const unit of unitsOf(section)) {
    const seats = seatsFor(section, unit)
    if (seats === null) {
      passed.push(unit)
      continue
    }
    const over = unit.filter((place) => isOver(place, now))
    if (over.length > 0) {
      dropped(section, over)
      return true
    }
    for (const before of passed) markPassed(section, before)
    offer(section, unit, seats, end)
    return true
  }
  return false
}

const markPassed = (section: ModelSection, unit: readonly Place[]): void => {
  const why = reasonFor(section, unit)
  for (const { childId, passed } of unit) {
    if (passed === why) continue
    section.line = section.line.map((place) =>
      place.childId === childId ? { ...place, passed: why } : place,
    )
    section.moves.push(`${childId} passed`)
  }
}

export const promote = (section: ModelSection, rules: Rules, now: Instant): void => {
  while (offerOnce(section, rules, now)) {
    // Until nobody fits any more.
  }
}

/** All that is over goes, then those who wait come. */
export const sweep = (section: ModelSection, rules: Rules, now: Instant): void => {
  const over = [...section.seats].filter(([, seat]) => isOver(seat, now)).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [childId] of over) {
    standUp(section, childId)
    section.moves.push(`${childId} lapsed`)
  }
  dropped(
    section,
    section.line.filter((place) => isOver(place, now)),
  )
  promote(section, rules, now)
}
