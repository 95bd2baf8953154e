import { type Applicant, type Draw, lotteryNumber, type Offered } from '../../../shared/allocation.ts'

const sections = 400
const children = 10_000
const wishesEach = 5
const firms = 15
const slots = 20

/** As even as a draw's own numbers, and the same in every run. */
const pick = (what: string, below: number): number => lotteryNumber('bench', what) % below

const sectionOf = (n: number): Offered => ({
  id: `s-${n}`,
  seats: 30,
  quotas: n % 3 === 0 ? [{ organisation: `firm-${n % firms}`, seats: 6 }] : [],
  counts: true,
  // Those at the same hours cannot both be had.
  apart: Array.from({ length: sections }, (_, other) => other)
    .filter((other) => other > n && other % slots === n % slots)
    .map((other) => ({ section: `s-${other}`, because: 'overlap' as const })),
})

/** Some sections are wanted far more than others: of two numbers the smaller is taken. */
const wishesOf = (child: string): readonly string[] => {
  const wishes = new Set<string>()
  for (let at = 0; wishes.size < wishesEach; at++)
    wishes.add(`s-${Math.min(pick(`${child}/${at}/a`, sections), pick(`${child}/${at}/b`, sections))}`)
  return [...wishes]
}

const childOf = (n: number): Applicant => ({
  childId: `c-${n}`,
  // Every fifth has a sibling that it wants to be with.
  familyId: `f-${n % 10 === 1 ? n - 1 : n}`,
  organisations: [`firm-${pick(`firm/${n}`, firms)}`],
  groups: pick(`group/${n}`, 10) === 0 ? ['hardship'] : [],
  together: n % 10 <= 1 ? 'us' : null,
  taken: [],
  wishes: wishesOf(`c-${n % 10 === 1 ? n - 1 : n}`),
})

export const town = (): Draw => ({
  v: 1,
  programmeId: 'bench-2027',
  groups: ['hardship'],
  courses: 2,
  sections: Array.from({ length: sections }, (_, n) => sectionOf(n)),
  applicants: Array.from({ length: children }, (_, n) => childOf(n)),
})
