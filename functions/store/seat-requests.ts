import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { holderKey, seatsKey } from './keys.ts'
import type { Update, Write } from './requests.ts'
import {
  absent,
  both,
  conditions,
  dueBy,
  dueNow,
  names,
  ofChild,
  present,
  sameHolder,
} from './seats-conditions.ts'
import { type Holder, holderValue } from './seats-item.ts'

export const claimSmall = (section: SectionId, child: ChildId, holder: Holder): Update => {
  const due = dueBy(section, holder.until)
  return {
    key: seatsKey(section),
    set: `SET #left = #left - :n, holders.#c = :holder${due.set}`,
    names: ofChild(child),
    values: { ':n': holder.party, ':zero': 0, ':holder': holderValue(holder), ...due.values },
    condition: { when: conditions.free },
  }
}

export const claimLarge = (section: SectionId, child: ChildId, holder: Holder): readonly Write[] => {
  const due = dueBy(section, holder.until)
  return [
    {
      update: {
        key: seatsKey(section),
        set: `SET #left = #left - :n${due.set}`,
        names,
        values: { ':n': holder.party, ':zero': 0, ...due.values },
        condition: { when: conditions.freeLarge },
      },
    },
    { put: { item: { ...holderKey(section, child), v: 1, ...holderValue(holder) }, condition: absent } },
  ]
}

/** With nobody waiting it is one plain write; else it leaves a mark, so that a crash before the promotion heals. */
export const releaseSmall = (
  section: SectionId,
  child: ChildId,
  given: { readonly familyId: FamilyId; readonly waited: boolean; readonly now: Instant },
): Update => {
  const due = given.waited ? dueNow(section, given.now) : { set: '', values: {} }
  return {
    key: seatsKey(section),
    set: `SET #left = #left + holders.#c.n${due.set} REMOVE holders.#c`,
    names: ofChild(child),
    values: { ':f': given.familyId, ':zero': 0, ...due.values },
    condition: {
      when: both(conditions.heldByFamily, given.waited ? conditions.somebodyWaits : conditions.nobodyWaits),
    },
  }
}

export const releaseLarge = (
  section: SectionId,
  child: ChildId,
  given: { readonly holder: Holder; readonly waited: boolean; readonly now: Instant },
): readonly Write[] => {
  const due = given.waited ? dueNow(section, given.now) : { set: '', values: {} }
  return [
    {
      update: {
        key: seatsKey(section),
        set: `SET #left = #left + :n${due.set}`,
        names,
        values: { ':n': given.holder.party, ':zero': 0, ...due.values },
        condition: { when: given.waited ? conditions.somebodyWaits : conditions.nobodyWaits },
      },
    },
    { del: { key: holderKey(section, child), condition: sameHolder(given.holder) } },
  ]
}

/** Takes a lapsed hold back. The mark stays as it was, due: promotion follows. */
export const takeBack = (
  section: SectionId,
  child: ChildId,
  holder: Holder,
  large: boolean,
): readonly Write[] => {
  if (!large) {
    return [
      {
        update: {
          key: seatsKey(section),
          set: 'SET #left = #left + holders.#c.n REMOVE holders.#c',
          names: ofChild(child),
          values: { ':f': holder.familyId, ':h': 'h', ':u': holder.until ?? 0 },
          condition: { when: conditions.sameHold },
        },
      },
    ]
  }
  return [
    {
      update: {
        key: seatsKey(section),
        set: 'SET #left = #left + :n',
        names,
        values: { ':n': holder.party },
        condition: present,
      },
    },
    { del: { key: holderKey(section, child), condition: sameHolder(holder) } },
  ]
}

export const makeFirmSmall = (
  section: SectionId,
  child: ChildId,
  familyId: FamilyId,
  now: Instant,
): Update => ({
  key: seatsKey(section),
  set: 'SET holders.#c.k = :s REMOVE holders.#c.u',
  names: { '#c': child },
  values: { ':f': familyId, ':s': 's', ':now': now },
  condition: { when: conditions.firmable },
})

export const makeFirmLarge = (
  section: SectionId,
  child: ChildId,
  familyId: FamilyId,
  now: Instant,
): Update => ({
  key: holderKey(section, child),
  set: 'SET k = :s REMOVE u',
  values: { ':f': familyId, ':s': 's', ':now': now },
  condition: { when: 'f = :f AND (k = :s OR u > :now)' },
})
