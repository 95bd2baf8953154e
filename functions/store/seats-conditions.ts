import type { ChildId, OrganisationId } from '../../shared/ids.ts'
import type { Draw } from '../../shared/quotas.ts'
import type { Source } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import type { Value } from './marshal.ts'
import type { Condition } from './requests.ts'
import { type Holder, letterOf, type Seats, type Waiter, waiterValue } from './seats-item.ts'

/** Every condition under which seats change, by name. They are put together with `allOf`, so that no two name a thing alike. */

export const absent: Condition = { when: 'attribute_not_exists(pk)' }
export const present: Condition = { when: 'attribute_exists(pk)' }

/** One with an OR brings its own parentheses: the engine refuses redundant ones. */
export const allOf = (...conditions: readonly (Condition | null)[]): Condition => {
  const all = conditions.filter((one) => one !== null)
  const names = Object.assign({}, ...all.map((one) => one.names))
  const values = Object.assign({}, ...all.map((one) => one.values))
  return {
    when: all.map(({ when }) => when).join(' AND '),
    ...(Object.keys(names).length > 0 ? { names } : {}),
    ...(Object.keys(values).length > 0 ? { values } : {}),
  }
}

const letter = (n: number): string => String.fromCharCode(97 + n)

export const isSmall: Condition = { when: 'attribute_exists(holders)' }
export const isLarge: Condition = { when: 'attribute_exists(pk) AND attribute_not_exists(holders)' }

/** In a large section the holder's own item says so. */
export const seatless = (...children: readonly ChildId[]): Condition => ({
  when: children.map((_, nth) => `attribute_not_exists(holders.#n${letter(nth)})`).join(' AND '),
  names: Object.fromEntries(children.map((child, nth) => [`#n${letter(nth)}`, child])),
})

/** Room for the party there, and nobody waits for it. */
export const freeIn = (source: Source, party: number, now: Instant): Condition =>
  source === 'open'
    ? {
        when: '#left >= :party AND waiting = :zero',
        names: { '#left': 'left' },
        values: { ':party': party, ':zero': 0 },
      }
    : {
        when: 'quotas.#o.l >= :party AND quotas.#o.w = :zero AND quotas.#o.u > :now',
        names: { '#o': source.organisation },
        values: { ':party': party, ':zero': 0, ':now': now },
      }

export const nobodyWaits: Condition = { when: 'waiting = :zero', values: { ':zero': 0 } }
export const somebodyWaits: Condition = { when: 'waiting > :zero', values: { ':zero': 0 } }

/** No seat that this party may draw may have come free at the moment of joining the queue. */
export const noneFree = (draws: readonly Draw[], party: number, now: Instant): Condition => ({
  when: [
    '(#left < :party OR waiting > :zero)',
    ...draws.map(
      (_, nth) =>
        `(quotas.#d${letter(nth)}.l < :party OR quotas.#d${letter(nth)}.w > :zero OR quotas.#d${letter(nth)}.u <= :now)`,
    ),
  ].join(' AND '),
  names: {
    '#left': 'left',
    ...Object.fromEntries(draws.map(({ organisation }, nth) => [`#d${letter(nth)}`, organisation])),
  },
  values: { ':party': party, ':zero': 0, ...(draws.length > 0 ? { ':now': now } : {}) },
})

/** Clocks differ, and a write may be late: the line is in the order in which places were written, so no place told gets worse. */
export const behindAll = (at: Instant): Condition => ({
  when: '(attribute_not_exists(joined) OR joined < :joined)',
  values: { ':joined': at },
})

/** Which of these quotas there are stands as it was read: their counters are written by path. */
export const sameQuotas = (
  { quotas }: Pick<Seats, 'quotas'>,
  organisations: readonly OrganisationId[],
): Condition | null => {
  const all = [...new Set(organisations)]
  if (all.length === 0) return null
  return {
    when: all
      .map((id, nth) => `attribute_${quotas.has(id) ? '' : 'not_'}exists(quotas.#e${letter(nth)})`)
      .join(' AND '),
    names: Object.fromEntries(all.map((id, nth) => [`#e${letter(nth)}`, id])),
  }
}

/** Nobody left the list, and no seat came or went, since it was read. Who joined since stands behind. */
export const unmoved = ({ left, marks }: Pick<Seats, 'left' | 'marks'>): Condition => ({
  when: `#seen = :seen AND ${marks === 0 ? 'attribute_not_exists(marks)' : 'marks = :marks'}`,
  names: { '#seen': 'left' },
  values: { ':seen': left, ...(marks === 0 ? {} : { ':marks': marks }) },
})

export const sameLeft = ({ left }: Pick<Seats, 'left'>): Condition => ({
  when: '#seen = :seen',
  names: { '#seen': 'left' },
  values: { ':seen': left },
})

type Field = readonly [key: string, value: Value | undefined]

/** Each field as it was read, an absent one absent. */
const fieldsAre = (path: string, fields: readonly Field[]): Condition => ({
  when: fields
    .map(([key, value]) =>
      value === undefined ? `attribute_not_exists(${path}${key})` : `${path}${key} = :${key}`,
    )
    .join(' AND '),
  values: Object.fromEntries(
    fields.flatMap(([key, value]) => (value === undefined ? [] : [[`:${key}`, value]])),
  ),
})

/** The very seat that was seen: not one made firm, renewed or taken anew since. */
const holderIs = (path: string, { familyId, standing, until, at, from }: Holder): Condition => {
  const kind: Condition =
    standing === 'firm'
      ? { when: `(attribute_not_exists(${path}k) OR ${path}k = :k)`, values: { ':k': 's' } }
      : fieldsAre(path, [['k', letterOf(standing)]])
  const since: Condition = { when: `${path}#at = :at`, names: { '#at': 'at' }, values: { ':at': at } }
  const rest = fieldsAre(path, [
    ['f', familyId],
    ['u', until ?? undefined],
    ['q', from?.organisation],
  ])
  return allOf(rest, since, kind)
}

/** Of a small section, in the section's item. */
export const sameSeat = (child: ChildId, holder: Holder): Condition => {
  const { when, names, values } = holderIs('holders.#c.', holder)
  return { when, names: { ...names, '#c': child }, ...(values ? { values } : {}) }
}

/** Of a large one, in its own item. */
export const sameHolder = (holder: Holder): Condition => holderIs('', holder)

/** Not one whose family confirmed, or of which anything else changed, since it was read. */
export const sameWaiter = (waiter: Waiter): Condition => {
  const { f, u, b, g } = waiterValue(waiter)
  return fieldsAre('', [
    ['f', f],
    ['u', u],
    ['b', b],
    ['g', g],
  ])
}
