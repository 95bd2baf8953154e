import { bornAtAge } from './age.ts'
import type { Child } from './family.ts'

/**
 * What a child is told by when it is entered twice, by both parents or by a helper too: the name, and when it was born, as far
 * as that was told.
 */
export interface Known {
  readonly name: string
  /** Years (`2018`) in which it may be born; more than one where an age or a grade was told, none where nothing was. */
  readonly years: readonly string[]
  /** `03`; null where it is not known. */
  readonly month: string | null
}

type Told = Pick<Child, 'name' | 'birth' | 'told' | 'grade'>

/** 王小雨, 王 小雨 and 王·小雨 are one name. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s·•・.]/g, '')
    .toLowerCase()

const between = (first: string, last: string): readonly string[] => {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))]
  return Array.from({ length: to - from + 1 }, (_, at) => String(from + at))
}

/** A pupil of the usual age is six by 31 August before the first grade: of two years, the grade alone does not say which. */
const yearsOfGrade = (grade: number, season: number): readonly string[] => {
  const born = season - grade - 5
  return [String(born - 1), String(born)]
}

const yearsOf = ({ birth, told, grade }: Told, season: number): readonly string[] => {
  if (birth !== null) return [birth.slice(0, 4)]
  if (told !== null) return between(bornAtAge(told).first, bornAtAge(told).last)
  return grade === null ? [] : yearsOfGrade(grade, season)
}

/** `season`: the year of the programme, in whose September the grade begins. */
export const knownOf = (child: Told, season: number): Known => ({
  name: plainName(child.name),
  years: yearsOf(child, season),
  month: child.birth?.slice(5, 7) || null,
})

/** 2018-03 and 2018 may be one child, 2018-03 and 2018-04 are two. */
export const mayBeMonth = (one: string | null, other: string | null): boolean =>
  one === null || other === null || one === other
