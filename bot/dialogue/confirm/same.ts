import type { Birth, Child, Family, Guardian } from '../../../shared/family.ts'
import { isCalled } from '../enrol/called.ts'
import { contradiction, toldOf } from '../enrol/check.ts'
import { childDraftOf } from '../enrol/family.ts'

/** One child entered twice: of one name, and of births that can both be true. */
export const isSameChild = (own: Child, entered: Child, season: number): boolean =>
  isCalled({ name: own.name }, entered.name) &&
  contradiction([...toldOf(childDraftOf(own), season), ...toldOf(childDraftOf(entered), season)]) === null

/** 2018-03 says more than 2018. */
const finer = (own: Birth | null, entered: Birth | null): Birth | null =>
  (entered?.length ?? 0) > (own?.length ?? 0) ? entered : own

/** Both notes on a child's health count: a nut allergy that only one of them names is still one. */
const bothWords = (own: string, entered: string): string => {
  if (entered === '' || own.includes(entered)) return own
  return own === '' || entered.includes(own) ? entered : `${own}；${entered}`
}

const bothCollectors = (own: Child['pickup'], entered: Child['pickup']): Child['pickup'] => [
  ...own,
  ...entered.filter((one) => !own.some(({ who, name }) => who === one.who && name === one.name)),
]

const bothSpans = (own: Child['days'], entered: Child['days']): Child['days'] => {
  const ends = [own.from, own.to, entered.from, entered.to].sort()
  return { from: ends[0] ?? own.from, to: ends.at(-1) ?? own.to }
}

/** What the guardian said holds; what only the helper knew is added, and nothing of either goes missing. */
export const mergedChild = (own: Child, entered: Child): Child => ({
  ...own,
  birth: finer(own.birth, entered.birth),
  told: own.told ?? (own.birth === null ? entered.told : null),
  grade: own.grade ?? entered.grade,
  sex: own.sex ?? entered.sex,
  days: bothSpans(own.days, entered.days),
  place: own.place ?? entered.place,
  employer: own.employer ?? entered.employer,
  health: bothWords(own.health, entered.health),
  pickup: bothCollectors(own.pickup, entered.pickup),
})

const phonesOf = ({ phone, phone2 }: Guardian): readonly string[] =>
  [phone, phone2].filter((one) => one !== '')

const isSameGuardian = (own: Guardian, entered: Guardian): boolean =>
  own.name === entered.name || phonesOf(entered).some((phone) => phonesOf(own).includes(phone))

/** A number that only the helper knew becomes the second one where there is none. */
const mergedGuardian = (own: Guardian, entered: Guardian): Guardian => {
  const further = phonesOf(entered).find((phone) => !phonesOf(own).includes(phone))
  return own.phone2 === '' && further !== undefined ? { ...own, phone2: further } : own
}

/** Whom a helper named and the family knows is that guardian; else one more, whose own contact may join later. */
export const withGuardian = (family: Family, entered: Guardian): Family => {
  const known = family.guardians.find((own) => isSameGuardian(own, entered))
  const guardians = known
    ? family.guardians.map((own) => (own === known ? mergedGuardian(own, entered) : own))
    : [...family.guardians, entered]
  return { ...family, guardians }
}
