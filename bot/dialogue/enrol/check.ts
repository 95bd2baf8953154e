import {
  type Born,
  bornAtAge,
  bornOf,
  bornOfGrade,
  shiftYears,
  yearsOn,
  yearsTold,
} from '../../../shared/age.ts'
import type { Section } from '../../../shared/catalogue.ts'
import { mayJoin } from '../../../shared/enrolment.ts'
import type { ToldAge } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import type { Band } from '../../../shared/refusals.ts'
import { no, ok, type Result } from '../../../shared/result.ts'
import { type Day, dayOf, type Instant, isDay } from '../../../shared/time.ts'
import { isBabble } from '../../understand/babble.ts'
import { birthWords, gradeWords } from '../../wording/common.ts'
import { reasons } from '../../wording/enrol.ts'
import { agesWords, gradesWords } from '../../wording/refusals.ts'
import type { ChildDraft } from '../state.ts'

/** Full years from which nobody is a child here. */
const grownUp = 18

/** A birth as told: a day, month or year that exists, is past, and is no grown-up's. */
export const checkBirth = (birth: string, now: Instant): Result<string, string> => {
  const full = `${birth}${'-01-01'.slice(0, 10 - birth.length)}`
  if (!/^\d{4}(-\d{2}){0,2}$/.test(birth) || !isDay(full)) return no(reasons.birthWrong)
  const today = dayOf(now)
  if (birth > today.slice(0, birth.length)) return no(reasons.birthFuture)
  return yearsOn(birth, today).least >= grownUp ? no(reasons.birthGrownUp) : ok(birth)
}

export const checkAge = (words: string): Result<number, string> => {
  const age = Number(words)
  return Number.isInteger(age) && age >= 0 && age < grownUp ? ok(age) : no(reasons.ageOdd(age))
}

/** `K1` … `K3` and `1` … `9` as numbers from -2 to 9; null for anything else. */
export const gradeOf = (words: string): number | null => {
  const grade = words.startsWith('K') ? Number(words.slice(1)) - 3 : Number(words)
  return Number.isInteger(grade) && grade >= -2 && grade <= 9 ? grade : null
}

interface Told {
  readonly words: string
  readonly born: Born
}

const widened = (born: Born): Born => ({ first: shiftYears(born.first, -1), last: shiftYears(born.last, 1) })

/** What was told of a child's age, each with the births it means. An age is taken a year either way: many count 虚岁. */
export const toldOf = (child: Partial<ChildDraft>, season: number): readonly Told[] => [
  ...(child.birth === undefined
    ? []
    : [{ words: `${birthWords(child.birth)}生`, born: bornOf(child.birth) }]),
  ...(child.told === undefined
    ? []
    : [{ words: `${child.told.age}岁`, born: widened(bornAtAge(child.told)) }]),
  ...(child.grade === undefined
    ? []
    : [{ words: gradeWords(child.grade), born: bornOfGrade(child.grade, season) }]),
]

/** The first two of them that cannot both be true, or null. */
export const contradiction = (told: readonly Told[]): readonly [string, string] | null => {
  for (const [index, a] of told.entries()) {
    const b = told.slice(index + 1).find(({ born }) => a.born.first > born.last || born.first > a.born.last)
    if (b) return [a.words, b.words]
  }
  return null
}

const ageCodes: ReadonlySet<string> = new Set(['too_young', 'too_old', 'grade_out'])

export const refusedForAge = (child: ChildDraft, section: Section): boolean =>
  ageCodes.has(mayJoin(child, section)?.code ?? '')

/** The ages that all sections together take, where this child is outside every one of them; null when some section fits. */
export const outOfAllBands = (child: ChildDraft, sections: readonly Section[]): string | null => {
  const forChildren = sections.filter(({ module }) => !module.adults)
  if (forChildren.length === 0 || !forChildren.every((section) => refusedForAge(child, section))) return null
  const ages = wholeBand(forChildren.map(({ plan }) => plan.ages))
  const grades = wholeBand(forChildren.map(({ plan }) => plan.grades))
  return ages ? agesWords(ages) : grades ? gradesWords(grades) : null
}

const wholeBand = (bands: readonly (Band | undefined)[]): Band | null => {
  const known = bands.flatMap((band) => (band ? [band] : []))
  if (known.length === 0) return null
  return { from: Math.min(...known.map(({ from }) => from)), to: Math.max(...known.map(({ to }) => to)) }
}

/** Not all of these are Chinese names, but all of what is none is outside. */
export const isName = (words: string): boolean => /^[\p{Script=Han}·A-Za-z ]{1,20}$/u.test(words)

/** What a child is called in the family is not its name: 孙子, 我家老大, 女儿. */
export const isKinWord = (words: string): boolean =>
  /^(我|他|她|家|的|是)*(外?孙(子|女|儿)?|儿子?|女儿|闺女|小?孩子?|娃儿?|娃娃|老[大二三]|[大二]宝|外甥女?|侄[子女儿]|弟弟|妹妹|哥哥|姐姐|爸爸?|妈妈?|爷爷|奶奶|外[婆公])$/.test(
    words,
  )

/** Characters and words of requests and sentences, which no name holds. */
const sentence =
  /[不没吗呢吧啊么谁哪怎我你他她要想请报课孩的了错帮]|取消|修改|退[出课]|名字|电话|号码|家长|同意|[一两]个|老师|谢谢|人工|返回|确认|等一?下/u

/** Words that could be an unusual name, where a name was asked for and none was recognised. */
export const maybeName = (words: string): boolean =>
  /^[\p{Script=Han}·]{2,8}$/u.test(words) && !sentence.test(words) && !isKinWord(words) && !isBabble(words)

export const isPhone = (digits: string): boolean => /^1[3-9]\d{9}$/.test(digits)

/** A number meant as a phone number that cannot be one: why. Null where there is none in the words. */
export const phoneMistake = (text: string): string | null => {
  const digits = /\+?\d(?:[\d\s-]{4,18})\d/.exec(text.normalize('NFKC'))?.[0].replace(/\D/g, '')
  if (!digits || isPhone(digits)) return null
  return digits.length === 11 ? reasons.phoneShape : reasons.phoneLength(digits.length)
}

/** A day of the season: what was heard as last or next year is this summer. */
export const inSeason = (day: Day, programme: Programme): Day => {
  const moved = `${programme.season}${day.slice(4)}`
  return day.startsWith(String(programme.season)) || !isDay(moved) ? day : moved
}

/** Below this age no child goes alone or with a minor (未成年人保护法 21). */
const aloneFrom = 8
export const minors: ReadonlySet<string> = new Set([
  '哥哥',
  '姐姐',
  '弟弟',
  '妹妹',
  '自己',
  '同学',
  '堂哥',
  '堂姐',
  '表哥',
  '表姐',
])

/** Pupils of the third grade are eight at the earliest in the summer before it. */
const surelyEightFromGrade = 4

/** An age told after that day counts as it was said: nobody has grown younger. */
const youngestOn = (told: ToldAge, day: Day): number => yearsTold(told, told.on > day ? told.on : day).least

/** May the child be under eight on the season's first day? What was told best decides; untold is no, it is asked first. */
export const mayBeUnderEight = (child: Partial<ChildDraft>, programme: Programme): boolean => {
  if (child.birth !== undefined) return yearsOn(child.birth, programme.first).least < aloneFrom
  if (child.told !== undefined) return youngestOn(child.told, programme.first) < aloneFrom
  return child.grade !== undefined && child.grade < surelyEightFromGrade
}
