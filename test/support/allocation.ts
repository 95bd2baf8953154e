import fc from 'fast-check'
import type { Applicant, Draw, Offered } from '../../shared/allocation.ts'

export const anApplicant = (childId: string, overrides: Partial<Applicant> = {}): Applicant => ({
  childId,
  familyId: `family-${childId}`,
  organisations: [],
  groups: [],
  together: null,
  taken: [],
  wishes: [],
  ...overrides,
})

export const anOffered = (id: string, seats: number, overrides: Partial<Offered> = {}): Offered => ({
  id,
  seats,
  quotas: [],
  counts: true,
  apart: [],
  ...overrides,
})

export const aDraw = (overrides: Partial<Draw> = {}): Draw => ({
  v: 1,
  programmeId: 'mini-2027',
  groups: [],
  courses: 2,
  sections: [],
  applicants: [],
  ...overrides,
})

const sectionIds = ['a', 'b', 'c', 'd', 'e'] as const
const firms = ['firm-1', 'firm-2'] as const
const groups = ['first', 'second'] as const

const quotas = fc.uniqueArray(
  fc.record({ organisation: fc.constantFrom(...firms), seats: fc.integer({ min: 0, max: 2 }) }),
  { selector: ({ organisation }) => organisation },
)
const apart = (id: string) =>
  fc.uniqueArray(
    fc.record({
      section: fc.constantFrom(...sectionIds.filter((other) => other !== id)),
      because: fc.constantFrom('overlap' as const, 'one_period' as const),
    }),
    { selector: ({ section }) => section, maxLength: 2 },
  )
const offered = (id: string): fc.Arbitrary<Offered> =>
  fc.record({
    id: fc.constant(id),
    seats: fc.integer({ min: 0, max: 4 }),
    quotas,
    counts: fc.boolean(),
    apart: apart(id),
  })

const applicant = (n: number, siblings: boolean): fc.Arbitrary<Applicant> =>
  fc.record({
    childId: fc.constant(`child-${n}`),
    familyId: fc.constant(`family-${siblings ? n % 6 : n}`),
    organisations: fc.subarray([...firms]),
    groups: fc.subarray([...groups]),
    together: siblings ? fc.constantFrom(null, 'us', 'us') : fc.constant(null),
    taken: fc.oneof(
      { weight: 5, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.constant(['old']) },
    ),
    wishes: fc.shuffledSubarray([...sectionIds]),
  })

/** Draws of up to 12 children over five small sections that overlap here and there, with two firms' quotas. */
export const draws = (siblings: 'siblings' | 'alone'): fc.Arbitrary<Draw> =>
  fc.integer({ min: 0, max: 12 }).chain((children) =>
    fc.record({
      v: fc.constant(1 as const),
      programmeId: fc.constant('mini-2027'),
      groups: fc.constantFrom(['first', 'second'], ['second', 'first'], []),
      courses: fc.integer({ min: 1, max: 3 }),
      sections: fc.tuple(
        ...sectionIds.map(offered),
        // Not drawn: some have it already, and it overlaps the first.
        fc.constant(anOffered('old', 0, { seats: null, apart: [{ section: 'a', because: 'overlap' }] })),
      ),
      applicants: fc.tuple(
        ...Array.from({ length: children }, (_, n) => applicant(n, siblings === 'siblings')),
      ),
    }),
  )

export const seeds = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 })
