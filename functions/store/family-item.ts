import type { Ask, Child, ChildWishes, Enrolment, Family } from '../../shared/family.ts'
import type { ChildId, ContactId, FamilyId, GuardianId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { ttlOf } from './aging.ts'
import { askAttributes, asksOf } from './asks.ts'
import { unchanged } from './conversation-item.ts'
import { dueMark } from './due.ts'
import { familyKey } from './keys.ts'
import type { Marks } from './kit.ts'
import { readMarks } from './marks.ts'
import { bytesOf, type Item, mapOf, maybeNumber, maybeText, numberOf, textOf } from './marshal.ts'
import type { Put, Update } from './requests.ts'

/** 2: a child's told age stands as it was said (`told`); 1 had none. */
export const familyVersion = 2
const readable: readonly unknown[] = [1, familyVersion]

/** What is sealed: everything that says who these people are. */
export type FamilyBody = Pick<Family, 'guardians' | 'children' | 'consents'>

/** A family before it is opened: ids and states. */
export interface StoredFamily {
  readonly id: FamilyId
  readonly programmeId: string
  readonly rev: number
  readonly createdAt: Instant
  readonly endsAt: Instant
  /** Set by an erasure that has begun: from then on the family is gone for every reader. */
  readonly erasing: boolean
  readonly contacts: readonly ContactId[]
  readonly pending: Family['pending']
  readonly left: readonly GuardianId[]
  readonly enrolments: readonly Enrolment[]
  readonly wishes: readonly ChildWishes[]
  readonly asks: readonly Ask[]
  readonly marks: Marks
  readonly body: Uint8Array
}

export const enrolmentKey = (section: SectionId, child: ChildId): string => `${section}/${child}`

type EnrolmentValue = {
  readonly state: string
  readonly party: number
  readonly since: number
  readonly until: number | null
}
const enrolmentValue = ({
  state,
  party,
  since,
  until,
}: Omit<Enrolment, 'childId' | 'sectionId'>): EnrolmentValue => ({
  state,
  party,
  since,
  until,
})

/** Ids only. Absent where nothing was wished for, as in items of before. */
const wishAttributes = (wishes: readonly ChildWishes[]) =>
  wishes.length > 0 ? { wishes: JSON.stringify(wishes) } : {}
const wishesIn = (item: Item): readonly ChildWishes[] => {
  const text = maybeText(item, 'wishes')
  return text === null ? [] : JSON.parse(text)
}

export const familyPut = (family: Family, sealed: Uint8Array, endsAt: Instant, marks: Marks = {}): Put => {
  const key = familyKey(family.id)
  return {
    item: {
      ...key,
      v: familyVersion,
      rev: family.rev + 1,
      programmeId: family.programmeId,
      createdAt: family.createdAt,
      endsAt,
      ttl: ttlOf(endsAt),
      contacts: family.contacts,
      pending: family.pending ? { helper: family.pending.helper, until: family.pending.until } : undefined,
      left: family.left,
      marks: Object.keys(marks).length > 0 ? marks : undefined,
      ...askAttributes(family.asks ?? []),
      ...wishAttributes(family.wishes ?? []),
      enrolments: Object.fromEntries(
        family.enrolments.map((each) => [enrolmentKey(each.sectionId, each.childId), enrolmentValue(each)]),
      ),
      body: sealed,
      ...dueMark('family', key.pk, endsAt),
    },
    condition: unchanged(family.rev),
  }
}

/** The condition on which something may be written beside a family. */
export const familyAlive = 'attribute_exists(pk) AND attribute_not_exists(erasing)'
const named = (section: SectionId, child: ChildId) => ({ '#rev': 'rev', '#k': enrolmentKey(section, child) })

/** Writes into the family's view what became of its seats, without opening the family. */
export const enrolmentSet = (family: FamilyId, ...enrolments: readonly Enrolment[]): Update => {
  const each = enrolments.map((enrolment, nth) => ({ enrolment, at: String.fromCharCode(97 + nth) }))
  return {
    key: familyKey(family),
    set: `SET ${each.map(({ at }) => `enrolments.#k${at} = :e${at}`).join(', ')}, #rev = #rev + :one`,
    names: {
      '#rev': 'rev',
      ...Object.fromEntries(
        each.map(({ enrolment, at }) => [`#k${at}`, enrolmentKey(enrolment.sectionId, enrolment.childId)]),
      ),
    },
    values: {
      ':one': 1,
      ...Object.fromEntries(each.map(({ enrolment, at }) => [`:e${at}`, enrolmentValue(enrolment)])),
    },
    condition: { when: familyAlive },
  }
}

export const enrolmentRemoved = (family: FamilyId, section: SectionId, child: ChildId): Update => ({
  key: familyKey(family),
  set: 'SET #rev = #rev + :one REMOVE enrolments.#k',
  names: named(section, child),
  values: { ':one': 1 },
  condition: { when: familyAlive },
})

/** Somebody goes on with a family that is enrolled in nothing and wished for nothing. Its revision stays: nobody's view of it has changed. */
export const laterEnd = (family: FamilyId, endsAt: Instant): Update => {
  const key = familyKey(family)
  return {
    key,
    set: 'SET endsAt = :ends, #ttl = :ttl, dueAt = :due',
    names: { '#ttl': 'ttl' },
    values: {
      ':ends': endsAt,
      ':ttl': ttlOf(endsAt),
      ':due': dueMark('family', key.pk, endsAt).dueAt,
      ':none': 0,
    },
    condition: { when: `${familyAlive} AND size(enrolments) = :none AND attribute_not_exists(wishes)` },
  }
}

/** The first thing that an erasure writes into the family: whoever read it before can no longer write it. */
export const erasingMark = (family: FamilyId, rev: number | null): Update => ({
  key: familyKey(family),
  set: 'SET erasing = :yes, #rev = #rev + :one',
  names: { '#rev': 'rev' },
  values: { ':yes': true, ':one': 1, ...(rev === null ? {} : { ':rev': rev }) },
  condition: { when: rev === null ? 'attribute_exists(pk)' : '#rev = :rev' },
})

const listOf = (item: Item, key: string): readonly string[] => {
  const value = item[key]
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}

const stateOf = (text: string): Enrolment['state'] =>
  text === 'seat' || text === 'held' || text === 'offered' ? text : 'waiting'

/** A map comes back in any order; what is numbered in one answer and picked in the next must stand still. */
const enrolmentsOf = (item: Item): readonly Enrolment[] => {
  const map = mapOf(item, 'enrolments')
  const keys = Object.keys(map).sort()
  return keys.map((key) => {
    const at = key.lastIndexOf('/')
    const value = mapOf(map, key)
    return {
      sectionId: key.slice(0, at),
      childId: key.slice(at + 1),
      party: numberOf(value, 'party'),
      state: stateOf(textOf(value, 'state')),
      since: numberOf(value, 'since'),
      until: value.until === null ? null : maybeNumber(value, 'until'),
    }
  })
}

const pendingOf = (item: Item): Family['pending'] => {
  if (item.pending === undefined) return null
  const pending = mapOf(item, 'pending')
  return { helper: textOf(pending, 'helper'), until: numberOf(pending, 'until') }
}

/** A family as far as its seats and its contacts go: what work over many families reads of each. */
export type ClearFamily = Pick<
  StoredFamily,
  'id' | 'endsAt' | 'erasing' | 'contacts' | 'pending' | 'enrolments'
>
/** The attributes that `readClear` needs. */
export const clearAttributes = ['v', 'endsAt', 'erasing', 'contacts', 'pending', 'enrolments'] as const

/** Null for a version that is not known. */
export const readClear = (item: Item): ClearFamily | null => {
  if (!readable.includes(item.v)) return null
  return {
    id: textOf(item, 'pk').slice(familyKey('x').pk.length - 1),
    endsAt: numberOf(item, 'endsAt'),
    erasing: item.erasing === true,
    contacts: listOf(item, 'contacts'),
    pending: pendingOf(item),
    enrolments: enrolmentsOf(item),
  }
}

/** Null for a version that is not known. Older versions are upgraded here. */
export const readFamily = (item: Item): StoredFamily | null => {
  const clear = readClear(item)
  return (
    clear && {
      ...clear,
      programmeId: textOf(item, 'programmeId'),
      rev: numberOf(item, 'rev'),
      createdAt: numberOf(item, 'createdAt'),
      left: listOf(item, 'left'),
      wishes: wishesIn(item),
      asks: asksOf(item),
      marks: readMarks(item),
      body: bytesOf(item, 'body'),
    }
  )
}

/** A family whose record has ended, or whose erasure has begun, is gone although the item still stands. */
export const isAlive = (family: Pick<StoredFamily, 'erasing' | 'endsAt'>, now: Instant): boolean =>
  !family.erasing && now < family.endsAt

/** Whom the family's news go to: its own contacts, or the helper who entered it while nobody of them has confirmed. */
export const hearers = (family: Pick<StoredFamily, 'contacts' | 'pending'>): readonly ContactId[] =>
  family.contacts.length > 0 || !family.pending ? family.contacts : [family.pending.helper]

export const familyBytes = ({ guardians, children, consents }: FamilyBody): Uint8Array =>
  Buffer.from(JSON.stringify({ guardians, children, consents }))

type FirstChild = Omit<Child, 'told'> & Partial<Pick<Child, 'told'>>
type StoredBody = Omit<FamilyBody, 'children'> & { readonly children: readonly FirstChild[] }

/** A body of version 1 is upgraded: what it holds of a birth stays as it is. */
export const readFamilyBody = (bytes: Uint8Array): FamilyBody => {
  const body: StoredBody = JSON.parse(Buffer.from(bytes).toString('utf8'))
  return { ...body, children: body.children.map((child) => ({ ...child, told: child.told ?? null })) }
}

export const openedFamily = (stored: StoredFamily, body: FamilyBody): Family => ({
  id: stored.id,
  programmeId: stored.programmeId,
  rev: stored.rev,
  createdAt: stored.createdAt,
  contacts: stored.contacts,
  guardians: body.guardians,
  children: body.children,
  consents: body.consents,
  enrolments: stored.enrolments,
  pending: stored.pending,
  left: stored.left,
  ...(stored.wishes.length > 0 ? { wishes: stored.wishes } : {}),
  ...(stored.asks.length > 0 ? { asks: stored.asks } : {}),
})
