import type { ChildId, FamilyId, OrganisationId, SectionId } from '../../shared/ids.ts'
import type { Draw } from '../../shared/quotas.ts'
import type { Passed, Quota, Room } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import { dueMark } from './due.ts'
import { seatsKey } from './keys.ts'
import { type Item, mapOf, maybeNumber, maybeText, numberOf, textOf, type Value } from './marshal.ts'
import type { Put } from './requests.ts'

/** 2: offers, quotas, grants, and a holder's fields left out where they are the usual ones; 1 had seats and holds only. */
export const seatsVersion = 2
/** Beyond this the holders stand beside the counters, one small item each: a claim must not rewrite a large item. */
export const smallSection = 100

/**
 * `firm` is for good, and so is `granted`, over the capacity. `held` waits for the own word of a guardian whom a helper
 * entered, `offered` for the yes of who waited, both until `until`.
 */
export type Standing = 'firm' | 'held' | 'offered' | 'granted'

/** Who holds a seat. */
export interface Holder {
  readonly familyId: FamilyId
  readonly party: number
  readonly standing: Standing
  readonly until: Instant | null
  /** When it was claimed; of who waited, when the list was joined, by the order of the list (`Seats.joined`). */
  readonly at: Instant
  /** The quota that it was drawn from; null for an open seat. */
  readonly from: Draw | null
  /** Of a large section: names the note of the claim that took it (notes.ts). */
  readonly token?: string
}

/** The truth about a section. */
export interface Seats extends Room {
  /** All who wait. */
  readonly waiting: number
  /** People seated over the capacity by special grants. */
  readonly granted: number
  /** Null for a large section, whose holders are items of their own. */
  readonly holders: ReadonlyMap<ChildId, Holder> | null
  /** The earliest moment at which something may have to be done: never later than the first lapse in this item. */
  readonly dueAt: Instant | null
  /** How often something was marked as due, or somebody left the list. */
  readonly marks: number
  /** The moment by which who joined the list last stands in it; whoever joins next stands behind. Null while nobody has. */
  readonly joined: Instant | null
  /** Of a large section: claims that may not have written their holder yet, by token. Null where it has no such notes. */
  readonly notes: ReadonlyMap<string, string> | null
}

/** A place on the waiting list. `until` as of a hold: an unconfirmed family's place lapses too. */
export interface Waiter {
  readonly childId: ChildId
  readonly familyId: FamilyId
  readonly party: number
  readonly until: Instant | null
  readonly at: Instant
  /** Quotas that the child may draw from. */
  readonly draws: readonly Draw[]
  /** The children of the family who are offered seats together, their ids sorted; empty for one alone. */
  readonly group: readonly ChildId[]
  /** Why somebody behind was offered a seat before, the last time. */
  readonly passed: Passed | null
}

const letters: Readonly<Record<Standing, string | undefined>> = {
  firm: undefined,
  held: 'h',
  offered: 'o',
  granted: 'g',
}

export const letterOf = (standing: Standing): string | undefined => letters[standing]

/** Version 1 wrote an `s` for a firm seat. */
const standingOf = (letter: string | null): Standing => {
  if (letter === 'h') return 'held'
  if (letter === 'o') return 'offered'
  return letter === 'g' ? 'granted' : 'firm'
}

const given = (fields: { readonly [key: string]: Value | undefined }): { readonly [key: string]: Value } =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined),
  )

/**
 * Stored as `f n k u q p t at`, one letter a field and the usual values left out, since a section's item is rewritten at
 * every claim: one with 60 holders stays below 4 KB.
 */
export const holderValue = ({ familyId, party, standing, until, at, from, token }: Holder) =>
  given({
    f: familyId,
    n: party === 1 ? undefined : party,
    k: letterOf(standing),
    u: until ?? undefined,
    q: from?.organisation,
    p: from?.provisional ? 1 : undefined,
    t: token,
    at,
  })

const sourceOf = (value: Item): Draw | null => {
  const organisation = maybeText(value, 'q')
  return organisation === null ? null : { organisation, provisional: value.p !== undefined }
}

export const readHolder = (value: Item): Holder => {
  const token = maybeText(value, 't')
  return {
    familyId: textOf(value, 'f'),
    party: maybeNumber(value, 'n') ?? 1,
    standing: standingOf(maybeText(value, 'k')),
    until: maybeNumber(value, 'u'),
    at: numberOf(value, 'at'),
    from: sourceOf(value),
    ...(token === null ? {} : { token }),
  }
}

/** `b`: the quotas it may draw from, a `?` behind those that are only told; `o`: why it was passed over. */
export const waiterValue = ({ familyId, party, until, at, draws, group, passed }: Waiter) =>
  given({
    f: familyId,
    n: party,
    u: until ?? undefined,
    b:
      draws.length === 0
        ? undefined
        : draws.map(({ organisation, provisional }) => `${organisation}${provisional ? '?' : ''}`).join(','),
    g: group.length === 0 ? undefined : group.join(','),
    o: passed ?? undefined,
    at,
  })

const childOf = (item: Item): ChildId => {
  const sk = textOf(item, 'sk')
  return sk.slice(sk.lastIndexOf('#') + 1)
}

const drawsOf = (item: Item): readonly Draw[] =>
  (maybeText(item, 'b')?.split(',') ?? []).map((one) => ({
    organisation: one.replace(/\?$/, ''),
    provisional: one.endsWith('?'),
  }))

const passedOf = ({ o }: Item): Passed | null => (o === 'pair' || o === 'party' || o === 'quota' ? o : null)

export const readWaiter = (item: Item): Waiter => ({
  childId: childOf(item),
  familyId: textOf(item, 'f'),
  party: numberOf(item, 'n'),
  until: maybeNumber(item, 'u'),
  at: numberOf(item, 'at'),
  draws: drawsOf(item),
  group: maybeText(item, 'g')?.split(',') ?? [],
  passed: passedOf(item),
})

export const readHolderItem = (item: Item): readonly [ChildId, Holder] => [childOf(item), readHolder(item)]

/** `l w s a u`: left, waiting, kept, asked, until. */
export const quotaValue = ({ left, waiting, kept, asked, until }: Quota) => ({
  l: left,
  w: waiting,
  s: kept,
  a: asked,
  u: until,
})

const readQuota = (value: Item): Quota => ({
  left: numberOf(value, 'l'),
  waiting: numberOf(value, 'w'),
  kept: numberOf(value, 's'),
  asked: numberOf(value, 'a'),
  until: numberOf(value, 'u'),
})

/** A map comes back in any order. */
const mapped = <T>(item: Item, key: string, read: (map: Item, key: string) => T): ReadonlyMap<string, T> => {
  if (item[key] === undefined) return new Map()
  const map = mapOf(item, key)
  const keys = Object.keys(map).sort()
  return new Map(keys.map((each) => [each, read(map, each)]))
}

export const readSeats = (item: Item): Seats => {
  const dueAt = maybeText(item, 'dueAt')
  return {
    capacity: numberOf(item, 'capacity'),
    left: numberOf(item, 'left'),
    quotas: mapped(item, 'quotas', (map, id) => readQuota(mapOf(map, id))),
    waiting: numberOf(item, 'waiting'),
    granted: maybeNumber(item, 'granted') ?? 0,
    holders:
      item.holders === undefined
        ? null
        : mapped(item, 'holders', (map, child) => readHolder(mapOf(map, child))),
    dueAt: dueAt === null ? null : Number(dueAt),
    marks: maybeNumber(item, 'marks') ?? 0,
    joined: maybeNumber(item, 'joined'),
    notes: item.notes === undefined ? null : mapped(item, 'notes', textOf),
  }
}

/** A hold ends at `until`: at that very moment it has lapsed. */
export const hasLapsed = (
  { standing, until }: { readonly standing?: Standing; readonly until: Instant | null },
  now: Instant,
): boolean => standing !== 'firm' && standing !== 'granted' && until !== null && until <= now

export const isFirm = ({ standing }: Pick<Holder, 'standing'>): boolean =>
  standing === 'firm' || standing === 'granted'

export const quotasValue = (quotas: ReadonlyMap<OrganisationId, Quota>) =>
  Object.fromEntries([...quotas].map(([id, quota]) => [id, quotaValue(quota)]))

/** When the first of these quotas is over; null where there is none. */
export const quotasEnd = (quotas: ReadonlyMap<OrganisationId, Quota>): Instant | null =>
  quotas.size === 0 ? null : Math.min(...[...quotas.values()].map(({ until }) => until))

export const newSeats = (section: SectionId, { capacity, left, quotas }: Room): Put => {
  const key = seatsKey(section)
  const ends = quotasEnd(quotas)
  const large = capacity > smallSection
  return {
    item: {
      ...key,
      v: seatsVersion,
      capacity,
      left,
      waiting: 0,
      holders: large ? undefined : {},
      notes: large ? {} : undefined,
      quotas: quotas.size === 0 ? undefined : quotasValue(quotas),
      ...(ends === null ? {} : dueMark('section', key.pk, ends)),
    },
    condition: { when: 'attribute_not_exists(pk)' },
  }
}

/** Nobody has come yet. */
export const emptyRoom = (capacity: number): Room => ({ capacity, left: capacity, quotas: new Map() })
