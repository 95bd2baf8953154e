import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Candidate, mayChoose, mayJoin, offersFor, windowOf } from '../../shared/enrolment.ts'
import { addDays, instantOf } from '../../shared/time.ts'
import {
  aCatalogue,
  aProgramme,
  aProgrammeInput,
  aSection,
  aSectionInput,
  beforeSeason,
  inSeason,
  sectionIn,
} from '../support/programme.ts'

const programme = aProgramme()
const draw = sectionIn(programme, 'draw-hall')
const ball = sectionIn(programme, 'ball-canteen')
const tiny = sectionIn(programme, 'ball-tiny')
const staff = sectionIn(programme, 'draw-staff')
const film = sectionIn(programme, 'film-july')
const codeOf = (refusal: { code: string } | null) => refusal?.code ?? null

describe('ages', () => {
  const section = aSection({ ages: { from: 6, to: 8 } })

  test('are full years on the first day of the section', () => {
    expect(mayJoin({ birth: '2021-07-05' }, section)).toBeNull()
    expect(mayJoin({ birth: '2021-07-06' }, section)).toEqual({
      code: 'too_young',
      band: { from: 6, to: 8 },
      on: '2027-07-05',
    })
    expect(mayJoin({ birth: '2018-07-06' }, section)).toBeNull()
    expect(codeOf(mayJoin({ birth: '2018-07-05' }, section))).toBe('too_old')
  })

  test('a birth year or month is accepted if any date of it fits', () => {
    expect(mayJoin({ birth: '2021' }, section)).toBeNull()
    expect(mayJoin({ birth: '2018' }, section)).toBeNull()
    expect(mayJoin({ birth: '2021-07' }, section)).toBeNull()
    expect(codeOf(mayJoin({ birth: '2022' }, section))).toBe('too_young')
    expect(codeOf(mayJoin({ birth: '2021-08' }, section))).toBe('too_young')
    expect(codeOf(mayJoin({ birth: '2017' }, section))).toBe('too_old')
  })

  test('an age told months before counts from the day when it was told', () => {
    const told = (age: number, on: string) => ({ told: { age, on } })
    expect(mayJoin(told(5, '2026-11-20'), section)).toBeNull()
    expect(codeOf(mayJoin(told(4, '2026-11-20'), section))).toBe('too_young')
    expect(codeOf(mayJoin(told(9, '2026-11-20'), section))).toBe('too_old')
    expect(codeOf(mayJoin(told(5, '2027-07-05'), section))).toBe('too_young')
  })

  test('a grade alone gives the usual age, a year either way', () => {
    expect(mayJoin({ grade: 1 }, section)).toBeNull()
    expect(mayJoin({ grade: 4 }, section)).toBeNull()
    expect(codeOf(mayJoin({ grade: 6 }, section))).toBe('too_old')
    expect(codeOf(mayJoin({ grade: -2 }, section))).toBe('too_young')
  })

  test('nobody is refused over what was not told', () => {
    expect(mayJoin({}, section)).toBeNull()
    expect(mayJoin({ birth: null, grade: null }, section)).toBeNull()
  })

  const aBirth = fc.integer({ min: 0, max: 5000 }).map((days) => addDays('2012-01-01', days))
  const bounds = fc.integer({ min: 0, max: 15 })

  test('a year or month never refuses what one of its dates allows', () => {
    fc.assert(
      fc.property(aBirth, bounds, bounds, (birth, a, b) => {
        const one = aSection({
          ages: { from: Math.min(a, b), to: Math.max(a, b) },
          grades: { from: -2, to: 4 },
        })
        if (mayJoin({ birth }, one) !== null) return
        expect(mayJoin({ birth: birth.slice(0, 7) }, one)).toBeNull()
        expect(mayJoin({ birth: birth.slice(0, 4) }, one)).toBeNull()
      }),
      { numRuns: 60 },
    )
  })
})

describe('grades', () => {
  const section = aSection({ ages: { from: 3, to: 5 }, grades: { from: -2, to: 0 } })

  test('both bands must fit', () => {
    expect(mayJoin({ birth: '2022-09-10', grade: -1 }, section)).toBeNull()
    expect(mayJoin({ birth: '2022-09-10', grade: 1 }, section)).toEqual({
      code: 'grade_out',
      band: { from: -2, to: 0 },
    })
    expect(codeOf(mayJoin({ birth: '2019', grade: 0 }, section))).toBe('too_old')
  })

  test('a birth alone is judged by the usual grade, a year either way', () => {
    const { ages: _ages, ...noAges } = aSectionInput({ grades: { from: 1, to: 3 } })
    const grades = sectionIn(aProgramme({ sections: [noAges] }), 'draw-hall')
    expect(mayJoin({ birth: '2021-10-01' }, grades)).toBeNull()
    expect(codeOf(mayJoin({ birth: '2023-10-01' }, grades))).toBe('grade_out')
    expect(codeOf(mayJoin({ told: { age: 14, on: '2027-07-06' } }, grades))).toBe('grade_out')
  })
})

describe('who may join', () => {
  test('staff of the firm, and of nothing else', () => {
    expect(mayJoin({ employer: 'firm-1', place: null }, staff)).toBeNull()
    expect(mayJoin({ employer: 'firm-2', place: null }, staff)).toEqual({
      code: 'staff_only',
      of: ['firm-1'],
    })
    expect(codeOf(mayJoin({ employer: null, place: 'hill' }, staff))).toBe('staff_only')
  })

  test('a union named stands for all below it', () => {
    const town = aSection({ who: { may: 'villagers', of: ['east'] } })
    expect(mayJoin({ place: 'hill' }, town)).toBeNull()
    expect(mayJoin({ place: 'east' }, town)).toBeNull()
    expect(codeOf(mayJoin({ place: 'lake' }, town))).toBe('villagers_only')
  })

  test('nobody named means any firm, or any village', () => {
    const any = aSection({ who: { may: 'staff' } })
    expect(mayJoin({ employer: 'firm-2' }, any)).toBeNull()
    expect(codeOf(mayJoin({ place: 'hill' }, any))).toBe('staff_only')
  })

  test('is not judged before a place or a firm was told', () => {
    expect(mayJoin({ birth: '2019' }, staff)).toBeNull()
  })

  test('no child joins a lesson for grown-ups', () => {
    const [first, ...rest] = aProgrammeInput().modules
    const modules = first ? [{ ...first, adults: true }, ...rest] : []
    const adults = sectionIn(aProgramme({ modules }), 'draw-hall')
    expect(codeOf(mayJoin({ told: { age: 8, on: '2027-07-06' } }, adults))).toBe('adults_only')
  })
})

describe('the window', () => {
  const { opensAt, closesAt } = windowOf(draw)

  test('opens at its hour and closes at the end of its last day', () => {
    expect([opensAt, closesAt]).toEqual([instantOf('2026-11-01', '08:00'), instantOf('2027-08-02')])
    expect(mayChoose({}, [], draw, opensAt - 1)).toEqual({ code: 'not_open_yet', opensAt })
    expect(mayChoose({}, [], draw, opensAt)).toBeNull()
    expect(mayChoose({}, [], draw, closesAt - 1)).toBeNull()
    expect(mayChoose({}, [], draw, closesAt)).toEqual({ code: 'closed', closedAt: closesAt })
  })

  test('a section may have its own', () => {
    const own = aSection({ enrolment: { opens: '2027-06-10', closes: '2027-06-20' } })
    expect(codeOf(mayChoose({}, [], own, beforeSeason))).toBe('not_open_yet')
    expect(codeOf(mayChoose({}, [], own, inSeason))).toBe('closed')
  })

  test('a section whose last lesson has ended is over, one that is going on is not', () => {
    expect(codeOf(mayChoose({}, [], film, instantOf('2027-07-16', '21:29')))).toBeNull()
    expect(codeOf(mayChoose({}, [], film, instantOf('2027-07-16', '21:30')))).toBe('over')
  })
})

describe('beside what was taken', () => {
  test('only courses count towards the limit', () => {
    const full = aProgramme({ limits: { courses: 1 } })
    const [one, other, event] = ['draw-hall', 'ball-tiny', 'film-july'].map((id) => sectionIn(full, id))
    if (!one || !other || !event) throw new Error('unreachable')
    expect(mayChoose({}, [one], other, beforeSeason)).toEqual({ code: 'limit', courses: 1, taken: [one.id] })
    expect(mayChoose({}, [one], event, beforeSeason)).toBeNull()
    expect(mayChoose({}, [event], other, beforeSeason)).toBeNull()
  })

  test('a section that was taken is taken', () => {
    expect(mayChoose({}, [draw], draw, beforeSeason)).toEqual({ code: 'already', sectionId: draw.id })
  })

  test('nobody is in two places at once', () => {
    const refusal = mayChoose({}, [draw], ball, beforeSeason)
    expect(refusal).toMatchObject({ code: 'overlap', taken: draw.id, travelMinutes: 0 })
    expect(refusal?.code === 'overlap' && refusal.session.day).toBe('2027-07-07')
    expect(mayChoose({}, [draw], tiny, beforeSeason)).toBeNull()
  })

  test('the way between two sites counts', () => {
    const near = aProgramme({
      sections: [
        aSectionInput({ id: 'first' }),
        aSectionInput({
          id: 'then',
          site: 'canteen',
          dates: { kind: 'once', day: '2027-07-07', time: { from: '10:10', to: '11:00' } },
        }),
      ],
    })
    const refusal = mayChoose({}, [sectionIn(near, 'first')], sectionIn(near, 'then'), beforeSeason)
    expect(refusal).toMatchObject({ code: 'overlap', travelMinutes: 15 })
  })

  test('where a child takes one period, another period is refused', () => {
    const periods = [
      { id: 'one', name: '第一期', from: '2027-07-05', to: '2027-07-23' },
      { id: 'two', name: '第二期', from: '2027-07-26', to: '2027-08-13' },
    ]
    const week = (from: string, to: string) => ({
      kind: 'daily' as const,
      from,
      to,
      time: { from: '08:30', to: '10:00' },
    })
    const two = aProgramme({
      periods,
      limits: { onePeriod: true, courses: 3 },
      sections: [
        aSectionInput({ id: 'a', period: 'one', dates: week('2027-07-05', '2027-07-09') }),
        aSectionInput({ id: 'b', period: 'one', dates: week('2027-07-12', '2027-07-16') }),
        aSectionInput({ id: 'c', period: 'two', dates: week('2027-07-26', '2027-07-30') }),
      ],
    })
    const a = sectionIn(two, 'a')
    expect(mayChoose({}, [a], sectionIn(two, 'b'), beforeSeason)).toBeNull()
    expect(mayChoose({}, [a], sectionIn(two, 'c'), beforeSeason)).toEqual({ code: 'one_period', taken: a.id })
  })
})

describe("the child's days", () => {
  test('missing a part is fine, missing all is not', () => {
    expect(mayChoose({ days: { from: '2027-07-30', to: '2027-09-01' } }, [], draw, beforeSeason)).toBeNull()
    expect(mayChoose({ days: { from: '2027-08-07', to: '2027-09-01' } }, [], draw, beforeSeason)).toEqual({
      code: 'not_your_days',
      first: '2027-07-05',
      last: '2027-08-06',
    })
  })

  test('lessons that are over do not help', () => {
    const days = { from: '2027-07-05', to: '2027-07-06' }
    expect(mayChoose({ days }, [], draw, beforeSeason)).toBeNull()
    expect(codeOf(mayChoose({ days }, [], draw, inSeason))).toBe('not_your_days')
  })
})

describe('offers', () => {
  const sections = aCatalogue(programme).sectionsOf(programme.id)
  const ids = (child: Candidate) =>
    offersFor(child, sections, [], beforeSeason).map(({ section }) => section.plan.id)

  test('the own village first, then the own town, each by its start', () => {
    expect(ids({ place: 'hill' })).toEqual([
      'draw-hall',
      'ball-tiny',
      'draw-little',
      'ball-canteen',
      'draw-staff',
      'film-july',
    ])
    expect(ids({ place: 'lake' })[0]).toBe('film-july')
  })

  test('every section is there, with the reason where it is refused', () => {
    const offers = offersFor({ birth: '2019', place: 'hill' }, sections, [draw], beforeSeason)
    expect(offers.map(({ section, refusal }) => [section.plan.id, codeOf(refusal)])).toEqual([
      ['draw-hall', 'already'],
      ['ball-tiny', null],
      ['draw-little', 'too_old'],
      ['ball-canteen', 'overlap'],
      ['draw-staff', 'staff_only'],
      ['film-july', null],
    ])
  })
})
