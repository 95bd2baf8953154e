import type { Mention } from './mention.ts'
import { numeral, readNumber } from './numbers.ts'

const school = /(?:小学)?([一二三四五六七八九]|[1-9])(?:年[级纪]|级(?=$|[,。 了的下上]))(?:下册?|上册?)?/g
const classOf =
  /([一二三四五六七八九]|[1-9])(?:\([一二三四五六七八九\d]{1,2}\)班|年\([一二三四五六七八九\d]{1,2}\)班)/g
const middle = /(?<![月历])初([一二三123])(?!\d|[号级]|步|次)/g
const nursery = /(?:幼儿园)?(?:上|读|念|在|是|的)?([小中大])班(?![上下]|[^,。 ]{0,2}[几多])/g
const rising = /([一二三四五六])升([二三四五六七])|幼升小|幼小衔接|小升初/g

const finished =
  /^(?:的)?(?:[上下]学期|[上下]册)?(?:都|已经|刚刚?|才)?(?:念完|读完|上完|学完|结束|毕业|念满|读满|放假|期末)/
const finishedBefore = /(?:读|念|上|学)完了?(?:小学|幼儿园)?$|刚结束$/
const schoolStart =
  /(?:马上|就要|要|快|今年|准备|九月份?|9月份?|开学|下半年|秋季|暑假后|过完暑假|下学期|刚)[^,。 ]{0,4}(?:上|读|念|升|进)小学|幼儿园(?:刚|马上|要)?(?:毕业|念完|读完|上完)|大班(?:刚|马上)?(?:毕业|念完|读完|上完)|学前班(?:毕业|念完|读完)|(?:上|升|进)小学了?$|一年级新生/g
const middleStart =
  /小学(?:刚|马上|要|已经|都)*(?:毕业|念完|读完|上完)|(?:马上|就要|要|快|准备|九月份?|9月份?|开学|下半年|秋季|升|下学期)[^,。 ]{0,4}(?:上|读|念|升|进)?(?:初中|中学)/g

const of = (match: RegExpMatchArray, value: string | number, because?: string): Mention => ({
  kind: 'grade',
  at: match.index ?? 0,
  end: (match.index ?? 0) + match[0].length,
  value: String(value),
  because: because ?? `${match[0]}→${value}年级`,
})

const schoolGrades = (text: string): Mention[] =>
  [...text.matchAll(school), ...text.matchAll(classOf)].flatMap((match) => {
    const named = readNumber(match[1] ?? '') ?? 0
    const after = text.slice((match.index ?? 0) + match[0].length)
    if (/^(?:以上|以下|到|至|-|~|及)/.test(after)) return []
    const before = text.slice(Math.max(0, (match.index ?? 0) - 6), match.index ?? 0)
    const done = finished.test(after) || finishedBefore.test(before)
    return [of(match, done && named < 9 ? named + 1 : named)]
  })

const preschool = (text: string): Mention[] =>
  [...text.matchAll(/学前班|幼儿园大班/g)].flatMap((match) =>
    finished.test(text.slice(match.index + match[0].length)) ? [] : [of(match, 'K3')],
  )

const nurseryGrades = (text: string): Mention[] =>
  [...text.matchAll(nursery)].flatMap((match) => {
    const named = '小中大'.indexOf(match[1] ?? '') + 1
    const after = text.slice((match.index ?? 0) + match[0].length)
    if (!/幼儿园|[上读念]|岁|^.{0,3}班/.test(text) && text.length > 4) return []
    const before = text.slice(Math.max(0, (match.index ?? 0) - 6), match.index ?? 0)
    const said = match[0].replace(/[小中大]班$/, '')
    if (!finished.test(after) && !finishedBefore.test(before + said)) return [of(match, `K${named}`)]
    return [of(match, named === 3 ? 1 : `K${named + 1}`)]
  })

const risen = (text: string): Mention[] =>
  [...text.matchAll(rising)].map((match) => {
    if (match[0].startsWith('幼')) return of(match, 1)
    return of(match, match[0] === '小升初' ? 7 : (readNumber(match[2] ?? '') ?? 1))
  })

const range = new RegExp(`${numeral}(?:年级)?[到至\\-~]${numeral}年级`)
const coming = /(?:开学|下半年|下学期|九月份?|9月份?|秋季|马上|升|暑假后|过完暑假|要[上读念])[^,。]{0,6}$/

/**
 * School grades: the one named, or the one to come where the message says so: 三年级 (3), 开学四年级 (4), 二年级念完了 (3),
 * 大班 (K3), 大班毕业 (1), 开学读初一 (7), 三升四 (4). Of two for one child (上学期二年级下半年三年级) the coming one stays.
 */
export const findGrades = (text: string): Mention[] => {
  if (range.test(text)) return []
  const starts = [...text.matchAll(schoolStart)].map((match) => of(match, 1))
  const middles = [...text.matchAll(middleStart)].map((match) => of(match, 7))
  const junior = [...text.matchAll(middle)].map((match) => {
    const named = 6 + (readNumber(match[1] ?? '') ?? 1)
    return of(
      match,
      finished.test(text.slice(match.index + match[0].length)) && named < 9 ? named + 1 : named,
    )
  })
  const all = [
    ...risen(text),
    ...schoolGrades(text),
    ...junior,
    ...middles,
    ...starts,
    ...nurseryGrades(text),
    ...preschool(text),
  ]
  return all
    .filter(
      (mention, n) => !all.slice(0, n).some((other) => other.at < mention.end && mention.at < other.end),
    )
    .sort((a, b) => a.at - b.at)
}

/** Where two grades are said of one child, the one that comes, or else the last. */
export const comingGrade = (text: string, grades: readonly Mention[]): Mention | undefined =>
  grades.find(({ at }) => coming.test(text.slice(0, at))) ?? grades.at(-1)
