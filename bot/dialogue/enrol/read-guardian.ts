import { reasons } from '../../wording/enrol.ts'
import { isName, isPhone, maybeName, phoneMistake } from './check.ts'
import {
  type Context,
  isAsked,
  plainly,
  type Reader,
  type Reading,
  refusing,
  saysNone,
  tookGuardian,
} from './reading.ts'

const values = (context: Context, key: string): readonly string[] =>
  context.facts.filter((fact) => fact.key === key).map(({ value }) => value)

export const readGuardianName: Reader = (reading, context) => {
  const words = plainly(context.text)
  const guessed =
    isAsked(context, 'guardian.name') && context.facts.length === 0 && maybeName(words) ? words : undefined
  const name = values(context, 'gname')[0] ?? guessed
  if (name === undefined) return reading
  return isName(name)
    ? tookGuardian(reading, 'guardian.name', { name })
    : refusing(reading, { spot: { child: 0, field: 'guardian.name' }, words: reasons.nameOdd })
}

const parents: ReadonlySet<string> = new Set(['爸爸', '妈妈'])

/** A helper's own relation to the child is not the guardian's, unless it was asked for. */
export const readRelation: Reader = (reading, context) => {
  const asked = isAsked(context, 'guardian.relation')
  const relation = values(context, 'rel')[0] ?? (asked ? values(context, 'pickup')[0] : undefined)
  if (relation === undefined || (context.helper && !asked && !parents.has(relation))) return reading
  return tookGuardian(reading, 'guardian.relation', { relation })
}

/** Where the numbers of a message go: to the one asked for first, the next to the other. */
export const readPhones: Reader = (reading, context) => {
  const numbers = [...new Set([...values(context, 'phone'), ...values(context, 'phone2')])].filter(isPhone)
  const secondOnly =
    isAsked(context, 'guardian.phone2') || (values(context, 'phone').length === 0 && numbers.length > 0)
  const known =
    reading.draft.guardian.phone !== undefined && !context.correcting && !isAsked(context, 'guardian.phone')
  const [first, second] = secondOnly || known ? [undefined, numbers.at(-1)] : numbers
  const withFirst = first === undefined ? reading : tookGuardian(reading, 'guardian.phone', { phone: first })
  return numbers.length === 0 ? phoneMissed(withFirst, context) : readSecond(withFirst, context, second)
}

const readSecond = (reading: Reading, context: Context, second: string | undefined): Reading => {
  const none = values(context, 'phone2').includes('none')
  if (second === undefined) return none ? tookGuardian(reading, 'guardian.phone2', { phone2: '' }) : reading
  return second === reading.draft.guardian.phone
    ? refusing(reading, { spot: { child: 0, field: 'guardian.phone2' }, words: reasons.samePhone })
    : tookGuardian(reading, 'guardian.phone2', { phone2: second })
}

/** No number was read: a bare 没有 answers the second one, and a wrong number is told what is wrong with it. */
const phoneMissed = (reading: Reading, context: Context): Reading => {
  const asked = context.asked?.field
  const none =
    values(context, 'phone2').includes('none') || (asked === 'guardian.phone2' && saysNone(context))
  if (none) return tookGuardian(reading, 'guardian.phone2', { phone2: '' })
  const field = asked === 'guardian.phone2' ? asked : 'guardian.phone'
  const open = asked === field || reading.draft.guardian.phone === undefined
  const mistake = open && context.facts.length === 0 ? phoneMistake(context.text) : null
  return mistake && (asked === 'guardian.phone' || asked === 'guardian.phone2')
    ? refusing(reading, { spot: { child: 0, field }, words: mistake })
    : reading
}
