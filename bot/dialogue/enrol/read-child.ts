import { no } from '../../../shared/result.ts'
import { dayOf } from '../../../shared/time.ts'
import { numeral, readNumber } from '../../understand/numbers.ts'
import { listed, theChild } from '../../wording/common.ts'
import { nominalAge, reasons, zodiacYear } from '../../wording/enrol.ts'
import type { ChildDraft } from '../state.ts'
import {
  checkAge,
  checkBirth,
  contradiction,
  gradeOf,
  isKinWord,
  isName,
  maybeName,
  outOfAllBands,
  toldOf,
} from './check.ts'
import { changeChild, without } from './form.ts'
import { said } from './people.ts'
import {
  type Context,
  eachChild,
  noting,
  plainly,
  type Reader,
  type Reading,
  refusing,
  tookChild,
} from './reading.ts'

/** The name of each child. One that the parser doubts, or that only its place makes a name, is shown back. */
export const readNames: Reader = (reading, context) =>
  eachChild(reading, (so, child) => {
    const name = said(context.facts, 'name', child)[0] ?? guessedName(context, child)
    const known = so.draft.children[child]?.name
    const spot = { child, field: 'child.name' } as const
    const asked = context.asked?.field === 'child.name' && context.asked.child === child
    if (isKinWord(name ?? (asked ? plainly(context.text) : '')))
      return asked ? refusing(so, { spot, words: reasons.kinNoName }) : so
    if (name === undefined || name === known) return so
    if (!isName(name)) return refusing(so, { spot, words: reasons.nameOdd })
    // 小明 said of 王小明 is no other name, unless it is the name that is corrected.
    if (known?.endsWith(name) && !(context.correcting && (asked || /名|姓|叫/.test(context.text)))) return so
    const next = tookChild(so, spot, { name })
    const doubtful = context.meaning.confidence === 'low' || said(context.facts, 'name', child).length === 0
    return doubtful && context.asked?.field === 'child.name' ? { ...next, doubt: child } : next
  })

const guessedName = (context: Context, child: number): string | undefined => {
  const words = plainly(context.text)
  const open = context.asked?.field === 'child.name' && context.asked.child === child
  const noise =
    !['inform', 'correct', 'offtopic'].includes(context.meaning.intent) || context.facts.length > 0
  return open && !noise && maybeName(words) ? words : undefined
}

const halfSaid = new RegExp(`(${numeral})(?:周)?岁半`, 'g')

/** 五岁半: said of the child of that age. */
const saysHalf = (text: string, age: number): boolean =>
  [...text.normalize('NFKC').matchAll(halfSaid)].some(([, years = '']) => readNumber(years) === age)

type Given = Pick<Partial<ChildDraft>, 'birth' | 'told' | 'grade'>

/** Birth, age and grade as far as told, or why one of them cannot be. */
const givenOf = (context: Context, child: number): { given: Given; words: string | null } => {
  const birth = said(context.facts, 'birth', child)[0]
  const age = said(context.facts, 'age', child)[0]
  const grade = said(context.facts, 'grade', child)[0]
  const born = birth === undefined ? null : checkBirth(birth, context.now)
  // A bare 1 or 2 is the number of a list that is not there, rather than an age.
  const stray = /^[012]$/.test(plainly(context.text))
  const aged = age === undefined ? null : stray ? no(reasons.ageOdd(Number(age))) : checkAge(age)
  const class_ = grade === undefined ? null : gradeOf(grade)
  const given: Given = {
    ...(born?.ok ? { birth: born.value } : {}),
    ...(aged?.ok
      ? {
          told: {
            age: aged.value,
            on: dayOf(context.now),
            ...(saysHalf(context.text, aged.value) ? { half: true as const } : {}),
          },
        }
      : {}),
    ...(class_ === null ? {} : { grade: class_ }),
  }
  return { given, words: born && !born.ok ? born.error : aged && !aged.ok ? aged.error : null }
}

/** When each child was born, how old it is, which grade it is in: any of them does, and they must agree. */
export const readBirths: Reader = (reading, context) =>
  eachChild(reading, (so, child) => {
    const { given, words } = givenOf(context, child)
    const spot = { child, field: 'child.birth' } as const
    const asked = context.asked?.field === 'child.birth' && context.asked.child === child
    const odd = words ?? (asked ? oddYear(context) : null)
    if (odd) return refusing(so, { spot, words: odd })
    return Object.keys(given).length === 0 ? so : mergeBirth(so, context, child, given)
  })

/** A year to come, or a grown-up's, is no birth to the parser: it is told why. */
const oddYear = (context: Context): string | null => {
  const year = /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(context.text)?.[0]
  if (year === undefined || context.facts.length > 0) return null
  const checked = checkBirth(year, context.now)
  return checked.ok ? null : checked.error
}

const mergeBirth = (reading: Reading, context: Context, child: number, given: Given): Reading => {
  const before = reading.draft.children[child]
  if (!before) return reading
  const spot = { child, field: 'child.birth' } as const
  const base = context.correcting ? without(before, 'birth', 'told', 'grade') : before
  const merged: ChildDraft = { ...base, ...given }
  const clash = contradiction(toldOf(merged, context.programme?.season ?? 0))
  const bare = changeChild(reading.draft, child, {})
  if (clash) {
    const draft = {
      ...bare,
      children: bare.children.map((each, at) =>
        at === child ? without(before, 'birth', 'told', 'grade') : each,
      ),
    }
    const choices = clash.map((label) => ({ label, say: label }))
    return refusing({ ...reading, draft }, { spot, words: reasons.contradiction(...clash), choices })
  }
  const ages = outOfAllBands(merged, context.sections)
  if (ages !== null)
    return refusing(reading, { spot, words: reasons.outOfBands(merged.name ?? theChild, ages) })
  // A birth says more than an age does.
  const kept = merged.birth === undefined ? merged : without(merged, 'told')
  const draft = { ...bare, children: bare.children.map((each, at) => (at === child ? kept : each)) }
  return { ...reading, draft, taken: [...reading.taken, spot] }
}

/** Says how an age was read where people count in other ways than the form does. */
export const noteAges: Reader = (reading, context) => {
  const ages = context.facts.filter(({ key }) => key === 'age').map(({ value }) => value)
  const years = context.facts.filter(({ key }) => key === 'birth').map(({ value }) => value.slice(0, 4))
  if (/虚/.test(context.text) && ages.length > 0) return noting(reading, nominalAge(listed(ages)))
  return /属[鼠牛虎兔龙蛇马羊猴鸡狗猪]/.test(context.text) && years.length > 0
    ? noting(reading, zodiacYear(listed(years)))
    : reading
}

export const readSex: Reader = (reading, context) =>
  eachChild(reading, (so, child) => {
    const sex = said(context.facts, 'sex', child)[0]
    return sex === 'M' || sex === 'F' ? { ...so, draft: changeChild(so.draft, child, { sex }) } : so
  })
