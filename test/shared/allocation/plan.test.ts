import { describe, expect, it } from 'vitest'
import { allocate, drawOf, drawSchema, type WishesNow } from '../../../shared/allocation.ts'
import { mayStandBeside } from '../../../shared/enrolment.ts'
import type { Programme } from '../../../shared/programme.ts'
import { aCatalogue, aProgramme, aSectionInput, type ProgrammeInput } from '../../support/programme.ts'

const days = { from: '2027-06-01', to: '2027-06-03', drawn: '2027-06-05' }
const groups = [{ id: 'east-first', name: '东镇的家庭', of: ['east'] }]
const byWishes = (overrides: Partial<ProgrammeInput> = {}): Programme =>
  aProgramme({ allocation: { method: 'wishes', wishes: { ...days, groups } }, ...overrides })
const sectionsOf = (programme: Programme) => aCatalogue(programme).sectionsOf(programme.id)
const wishes = (overrides: Partial<WishesNow> = {}): WishesNow => ({
  childId: 'child-1',
  familyId: 'family-1',
  organisations: ['hill', 'firm-1'],
  together: null,
  ranked: ['mini-2027.draw-hall'],
  taken: [],
  ...overrides,
})
const planned = (programme: Programme, ...each: readonly WishesNow[]) =>
  drawOf(programme, sectionsOf(programme), each)

describe('the draw of a programme', () => {
  it('counts a family in every organisation above its own, and in the groups that name one of them', () => {
    const [child] = planned(byWishes(), wishes()).applicants
    expect([...(child?.organisations ?? [])].sort()).toEqual(['county', 'east', 'firm-1', 'hill'])
    expect(child?.groups).toEqual(['east-first'])
    expect(planned(byWishes(), wishes({ organisations: ['lake'] })).applicants[0]?.groups).toEqual([])
  })

  it('gives the seats of sections by wishes only', () => {
    const programme = aProgramme({
      allocation: { wishes: { ...days, groups } },
      sections: [aSectionInput({ allocation: 'wishes' }), aSectionInput({ id: 'other' })],
    })
    expect(planned(programme).sections.map(({ id, seats }) => [id, seats])).toEqual([
      ['mini-2027.draw-hall', 12],
      ['mini-2027.other', null],
    ])
  })

  it('keeps a quota through its last day', () => {
    const quotas = ['2027-06-04', '2027-06-05'].map((until, n) => ({
      organisation: `firm-${n + 1}`,
      seats: 3,
      until,
    }))
    const programme = byWishes({ sections: [aSectionInput({ quotas })] })
    expect(planned(programme).sections[0]?.quotas).toEqual([{ organisation: 'firm-2', seats: 3 }])
  })

  it('draws again what an earlier run gave, and leaves what came another way', () => {
    const taken = ['mini-2027.draw-hall', 'mini-2027.film-july', 'other-2027.x']
    const programme = byWishes({
      sections: [aSectionInput(), aSectionInput({ id: 'film-july', allocation: 'first_come' })],
    })
    expect(planned(programme, wishes({ taken })).applicants[0]?.taken).toEqual(taken.slice(1))
  })

  it('goes through a file and comes back the same', () => {
    const draw = planned(byWishes(), wishes())
    expect(drawSchema.parse(JSON.parse(JSON.stringify(draw)))).toEqual(draw)
    expect(allocate(drawSchema.parse(JSON.parse(JSON.stringify(draw))), 's')).toEqual(allocate(draw, 's'))
  })

  it.each([0, 15, 600])('knows the limits of an enrolment, with %i minutes of way', (travelMinutes) => {
    const programme = byWishes({
      limits: { courses: 9, onePeriod: true, travelMinutes },
      periods: [
        { id: 'p1', name: '第一期', from: '2027-07-05', to: '2027-07-20' },
        { id: 'p2', name: '第二期', from: '2027-07-21', to: '2027-08-06' },
      ],
      sections: aProgramme().sections.map((plan, n) =>
        n === 3 || n === 4 ? { ...plan, period: `p${n - 2}` } : plan,
      ),
    })
    const all = sectionsOf(programme)
    const { sections } = planned(programme)
    for (const [at, a] of all.entries())
      for (const b of all.slice(at + 1)) {
        const told = sections[at]?.apart.find(({ section }) => section === b.id)?.because ?? null
        expect(told).toBe(mayStandBeside([a], b)?.code ?? null)
      }
  })
})
