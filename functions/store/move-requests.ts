import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import { holderKey, seatsKey, waiterKey, waitKey } from './keys.ts'
import type { Condition, Update, Write } from './requests.ts'
import { absent, present, sameHolder, sameWaiter } from './seats-conditions.ts'
import { type Holder, holderValue, type Waiter, waiterValue } from './seats-item.ts'

/** From whom to whom. The child may be one and the same: then only the family changes. */
export interface Moving {
  readonly section: SectionId
  readonly from: ChildId
  readonly to: { readonly familyId: FamilyId; readonly childId: ChildId }
}

const firmOf = (holder: Holder, { to }: Moving): Holder => ({
  ...holder,
  familyId: to.familyId,
  firm: true,
  until: null,
})

/** The very seat that was seen, and nobody has one under the other name. */
const seen = (holder: Holder, renamed: boolean): Condition => ({
  when: [
    'holders.#c.f = :f AND holders.#c.n = :n AND holders.#c.k = :k',
    ...(holder.until === null ? [] : ['holders.#c.u = :u']),
    ...(renamed ? ['attribute_not_exists(holders.#d)'] : []),
  ].join(' AND '),
  values: {
    ':f': holder.familyId,
    ':n': holder.party,
    ':k': holder.firm ? 's' : 'h',
    ...(holder.until === null ? {} : { ':u': holder.until }),
  },
})

/** One write: the counters do not move, so nobody can slip in between. */
export const moveSmall = (moving: Moving, holder: Holder): Update => {
  const { section, from, to } = moving
  const renamed = to.childId !== from
  return {
    key: seatsKey(section),
    set: renamed ? 'SET holders.#d = :holder REMOVE holders.#c' : 'SET holders.#c = :holder',
    names: renamed ? { '#c': from, '#d': to.childId } : { '#c': from },
    values: { ':holder': holderValue(firmOf(holder, moving)) },
    condition: seen(holder, renamed),
  }
}

export const moveLarge = (moving: Moving, holder: Holder): readonly Write[] => {
  const { section, from, to } = moving
  const item = { ...holderKey(section, to.childId), v: 1, ...holderValue(firmOf(holder, moving)) }
  if (to.childId === from) return [{ put: { item, condition: sameHolder(holder) } }]
  return [
    { del: { key: holderKey(section, from), condition: sameHolder(holder) } },
    { put: { item, condition: absent } },
  ]
}

/** Keeps its place in the line, which goes by the moment at which it was joined. */
export const moveWaiter = (moving: Moving, waiter: Waiter, place: string): readonly Write[] => {
  const { section, from, to } = moving
  const renamed = to.childId !== from
  const value = { v: 1, ...waiterValue({ ...waiter, familyId: to.familyId, until: null }) }
  const line = waitKey(section, waiter.at, to.childId)
  return [
    ...(renamed
      ? [
          { del: { key: waiterKey(section, from), condition: sameWaiter(waiter) } },
          { del: { key: { pk: line.pk, sk: place }, condition: present } },
        ]
      : []),
    {
      put: {
        item: { ...waiterKey(section, to.childId), ...value, place: line.sk },
        condition: renamed ? absent : sameWaiter(waiter),
      },
    },
    { put: { item: { ...line, ...value }, condition: renamed ? absent : present } },
  ]
}
