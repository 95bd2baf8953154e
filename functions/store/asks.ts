import type { Ask } from '../../shared/family.ts'
import type { ContactId, FamilyId } from '../../shared/ids.ts'
import { familyKey } from './keys.ts'
import { type Item, mapOf, numberOf, textOf } from './marshal.ts'
import type { Update } from './requests.ts'

/** An attribute of the family's item each, so that one may be written without reading the family. */
const prefix = 'ask#'

const askValue = ({ from, childId, as, at, until, answer }: Ask) => ({ from, childId, as, at, until, answer })

export const askAttributes = (asks: readonly Ask[]) =>
  Object.fromEntries(asks.map((ask) => [`${prefix}${ask.contact}`, askValue(ask)]))

const readAs = (as: string): Ask['as'] => (as === 'father' || as === 'mother' ? as : 'family')

const askOf = (item: Item, key: string): Ask => {
  const value = mapOf(item, key)
  const { answer } = value
  return {
    contact: key.slice(prefix.length),
    from: textOf(value, 'from'),
    childId: textOf(value, 'childId'),
    as: readAs(textOf(value, 'as')),
    at: numberOf(value, 'at'),
    until: numberOf(value, 'until'),
    answer: answer === 'yes' || answer === 'no' ? answer : null,
  }
}

export const asksOf = (item: Item): readonly Ask[] =>
  Object.keys(item)
    .filter((key) => key.startsWith(prefix))
    .sort()
    .map((key) => askOf(item, key))

/** Somebody asks to come into a family, or asks once more. */
export const askSet = (family: FamilyId, ask: Ask): Update => ({
  key: familyKey(family),
  set: 'SET #ask = :ask, #rev = #rev + :one',
  names: { '#ask': `${prefix}${ask.contact}`, '#rev': 'rev' },
  values: { ':ask': askValue(ask), ':one': 1 },
  condition: { when: 'attribute_exists(pk) AND attribute_not_exists(erasing)' },
})

/** Whoever asked asks no more. */
export const askRemoved = (family: FamilyId, contact: ContactId): Update => ({
  key: familyKey(family),
  set: 'SET #rev = #rev + :one REMOVE #ask',
  names: { '#ask': `${prefix}${contact}`, '#rev': 'rev' },
  values: { ':one': 1 },
  condition: { when: 'attribute_exists(#ask)' },
})
