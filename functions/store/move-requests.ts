import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import { holderKey, seatsKey, waiterKey, waitKey } from './keys.ts'
import { placeWrites } from './queue-requests.ts'
import type { Condition, Write } from './requests.ts'
import { holderItem } from './seat-requests.ts'
import { changeSeats } from './seats-change.ts'
import { absent, allOf, isLarge, present, sameHolder, sameSeat, sameWaiter } from './seats-conditions.ts'
import { type Holder, holderValue, type Waiter } from './seats-item.ts'

/** From whom to whom. The child may be one and the same: then only the family changes. */
export interface Moving {
  readonly section: SectionId
  readonly from: ChildId
  readonly to: { readonly familyId: FamilyId; readonly childId: ChildId }
}

/** A hold becomes firm by it: a guardian has spoken. An offer stays one, since nobody has said yes to it. */
const movedHolder = ({ token: _, ...holder }: Holder, { to }: Moving): Holder =>
  holder.standing === 'held'
    ? { ...holder, familyId: to.familyId, standing: 'firm', until: null }
    : { ...holder, familyId: to.familyId }

/** The very seat that was seen, and nobody has one under the other name. */
const seen = ({ from, to }: Moving, holder: Holder): Condition =>
  to.childId === from
    ? sameSeat(from, holder)
    : allOf(sameSeat(from, holder), {
        when: 'attribute_not_exists(holders.#d)',
        names: { '#d': to.childId },
      })

/** The counters do not move, so nobody can slip in between. */
export const moveSmall = (moving: Moving, holder: Holder): readonly Write[] => {
  const { section, from, to } = moving
  const renamed = to.childId !== from
  return [
    {
      update: {
        key: seatsKey(section),
        set: renamed ? 'SET holders.#d = :holder REMOVE holders.#c' : 'SET holders.#c = :holder',
        values: { ':holder': holderValue(movedHolder(holder, moving)) },
        condition: seen(moving, holder),
      },
    },
  ]
}

/** The note of its claim goes: it names the child that had the seat before. */
const withoutNote = (section: SectionId, { token }: Holder): readonly Write[] =>
  token === undefined ? [] : [{ update: changeSeats(section, { forget: [token] }, isLarge) }]

export const moveLarge = (moving: Moving, holder: Holder): readonly Write[] => {
  const { section, from, to } = moving
  const item = holderItem(section, to.childId, movedHolder(holder, moving))
  if (to.childId === from)
    return [{ put: { item, condition: sameHolder(holder) } }, ...withoutNote(section, holder)]
  return [
    { del: { key: holderKey(section, from), condition: sameHolder(holder) } },
    { put: { item, condition: absent } },
    ...withoutNote(section, holder),
  ]
}

/** Keeps its place in the line, which goes by the moment at which it was joined; no longer together with who stays. */
export const moveWaiter = (moving: Moving, waiter: Waiter): readonly Write[] => {
  const { section, from, to } = moving
  const moved: Waiter = {
    ...waiter,
    childId: to.childId,
    familyId: to.familyId,
    until: null,
    group: [],
  }
  const place = waitKey(section, waiter.at, from)
  if (to.childId !== from) {
    return [
      { del: { key: waiterKey(section, from), condition: sameWaiter(waiter) } },
      { del: { key: place, condition: present } },
      ...placeWrites(section, moved),
    ]
  }
  const [pointer, line] = placeWrites(section, moved)
  return [
    ...(pointer && 'put' in pointer
      ? [{ put: { item: pointer.put.item, condition: sameWaiter(waiter) } }]
      : []),
    ...(line && 'put' in line ? [{ put: { item: line.put.item, condition: present } }] : []),
  ]
}
