import { describe, expect, it } from 'vitest'
import { changesBetween, isDropped, type SectionChange, stillOrdered } from '../../shared/changes.ts'
import type { Programme } from '../../shared/programme.ts'
import { instantOf } from '../../shared/time.ts'
import { aCatalogue, aProgramme, aSectionInput, type SectionInput } from '../support/programme.ts'

const on = (day: string, from = '08:30', to = '10:00') => ({ day, from, to })
const plan = (days: readonly ReturnType<typeof on>[], more: Partial<SectionInput> = {}): Programme =>
  aProgramme({
    sections: [
      aSectionInput({ id: 'a', dates: { kind: 'dates', on: [...days] }, teacher: 'lin', ...more }),
      aSectionInput({ id: 'b', site: 'canteen' }),
    ],
    teachers: [
      { id: 'lin', called: '林老师', kind: 'teacher' },
      { id: 'wu', called: '吴老师', kind: 'teacher' },
    ],
  })

const morning = instantOf('2027-07-06', '09:00')
const between = (before: Programme, after: Programme, from = morning): readonly SectionChange[] =>
  changesBetween(aCatalogue(before), aCatalogue(after), 'mini-2027', from)
const told = (before: Programme, after: Programme, from = morning) =>
  between(before, after, from).flatMap(({ sessions }) =>
    sessions.map((one) =>
      one.kind === 'moved' ? `${one.from.id} → ${one.to.id}` : `${one.kind} ${one.session.id}`,
    ),
  )

const three = [on('2027-07-05'), on('2027-07-07'), on('2027-07-09')]

describe('what two versions change', () => {
  it('is nothing where nothing did, and nothing of what is over', () => {
    expect(between(plan(three), plan(three))).toEqual([])
    expect(between(plan(three), plan(three.slice(1)))).toEqual([])
  })

  it('a time of the same day is a move', () => {
    expect(told(plan(three), plan([on('2027-07-07', '14:00', '15:30'), on('2027-07-09')]))).toEqual([
      'mini-2027.a@2027-07-07T08:30 → mini-2027.a@2027-07-07T14:00',
    ])
  })

  it('a longer lesson is a move too', () => {
    expect(told(plan(three), plan([on('2027-07-07', '08:30', '11:00'), on('2027-07-09')]))).toHaveLength(1)
  })

  it('a day gone and one come is a move, over a month’s end too', () => {
    expect(told(plan([on('2027-07-31')]), plan([on('2027-08-02')]))).toEqual([
      'mini-2027.a@2027-07-31T08:30 → mini-2027.a@2027-08-02T08:30',
    ])
  })

  it('one gone is cancelled, one come is added', () => {
    expect(told(plan(three), plan(three.slice(0, 2)))).toEqual(['cancelled mini-2027.a@2027-07-09T08:30'])
    expect(told(plan(three.slice(0, 2)), plan(three))).toEqual(['added mini-2027.a@2027-07-09T08:30'])
  })

  it('a section that was taken out by mistake and put back is on again', () => {
    const without = aProgramme({ sections: [aSectionInput({ id: 'b', site: 'canteen' })] })
    expect(told(without, plan(three))).toEqual([
      'added mini-2027.a@2027-07-07T08:30',
      'added mini-2027.a@2027-07-09T08:30',
    ])
  })

  it('a section that is gone has all its lessons cancelled', () => {
    const [change] = between(
      plan(three),
      aProgramme({ sections: [aSectionInput({ id: 'b', site: 'canteen' })] }),
    )
    expect([change?.after, change?.sessions.map(({ kind }) => kind)]).toEqual([
      null,
      ['cancelled', 'cancelled'],
    ])
  })

  it('a place and a teacher are told once, while lessons are left', () => {
    const other = plan(three, { site: 'cinema', teacher: 'wu' })
    const [change] = between(plan(three), other)
    expect([change?.site?.before.id, change?.site?.after.id]).toEqual(['hall', 'cinema'])
    expect(change?.teacher).toEqual({ before: '林老师', after: '吴老师' })
    expect(between(plan(three), other, instantOf('2027-07-10'))).toEqual([])
  })

  it('a closure is told as one, not as a cancelled lesson; taken back it brings the lesson again', () => {
    const closed = {
      ...plan(three),
      closures: [{ day: '2027-07-07', town: 'east', goesOn: false, reason: '台风' }],
    }
    const changes = between(plan(three), closed)
    expect(changes.map(({ sectionId }) => sectionId)).toEqual(['mini-2027.a', 'mini-2027.b'])
    expect(changes[0]?.sessions).toEqual([])
    expect(changes[0]?.closures.map(({ session }) => session.day)).toEqual(['2027-07-07'])
    expect(told(closed, plan(three))).toContain('added mini-2027.a@2027-07-07T08:30')
  })
})

describe('what was ordered', () => {
  const order = { day: '2027-07-07', town: 'east', goesOn: false, reason: '台风' }
  const closed = { ...plan(three), closures: [order] }
  const [change] = between(plan(three), closed)
  const current = (programme: Programme) => aCatalogue(programme).sections.get('mini-2027.a') ?? null
  const still = (programme: Programme, now = morning) =>
    stillOrdered(change?.closures ?? [], current(programme), now).length

  it('holds while nothing else was published, and is still to come', () => {
    expect([still(closed), still(closed, instantOf('2027-07-08'))]).toEqual([1, 0])
  })

  it('holds no longer once it was replaced, or the lesson is gone', () => {
    expect(still({ ...closed, closures: [{ ...order, goesOn: true }] })).toBe(0)
    expect(still({ ...plan([on('2027-07-09')]), closures: [order] })).toBe(0)
  })
})

it('a section is dropped when it is gone, or nothing of it is left to come', () => {
  const dropped = (after: Programme, from = morning) =>
    between(plan(three), after, from).map((one) => [one.sectionId, isDropped(one, from)])
  const gone = aProgramme({ sections: [aSectionInput({ id: 'b', site: 'canteen' })] })
  expect(dropped(gone)).toEqual([['mini-2027.a', true]])
  expect(dropped(plan(three.slice(0, 1)))).toEqual([['mini-2027.a', true]])
  expect(dropped(plan(three.slice(0, 2)))).toEqual([['mini-2027.a', false]])
})
