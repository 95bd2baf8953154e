import { describe, expect, it } from 'vitest'
import { planOf } from '../../../../bot/dialogue/confirm/plan.ts'
import { isSameChild, mergedChild } from '../../../../bot/dialogue/confirm/same.ts'
import { aChild, aFamily, aGuardian, anEnrolment, sectionIds } from '../../../support/family.ts'
import { aProgramme } from '../../../support/programme.ts'
import { aTurn } from '../../../support/turn.ts'

const pending = { helper: 'teacher', until: 1 }
const entry = (child: Parameters<typeof aChild>[0], sectionId: string, state: 'held' | 'waiting' = 'held') =>
  aFamily({
    id: 'entered',
    contacts: [],
    pending,
    consents: [],
    guardians: [aGuardian({ id: 'g-entered', contact: null, phone2: '13900009999' })],
    children: [aChild({ id: 'child-entered', ...child })],
    enrolments: [anEnrolment({ childId: 'child-entered', sectionId, state, until: 1 })],
  })
const plan = (own: ReturnType<typeof aFamily>, entered: ReturnType<typeof aFamily>) =>
  planOf(aTurn({ family: own }), own, entered, aProgramme())

describe('a helper’s entry, for a guardian who has a family', () => {
  it('of another child brings that child and its seat', () => {
    const { family, moves, told } = plan(aFamily(), entry({ name: '王小雨' }, sectionIds.draw))
    expect(family.children.map(({ name }) => name)).toEqual(['小明', '王小雨'])
    expect(moves).toMatchObject([{ childId: 'child-entered', enrolment: { sectionId: sectionIds.draw } }])
    expect(told).toEqual([])
  })

  it('of the same child brings the seat to that child', () => {
    const { family, moves, told } = plan(aFamily(), entry({ birth: '2019' }, sectionIds.tiny))
    expect(family.children).toHaveLength(1)
    expect(moves).toMatchObject([{ childId: 'child-1' }])
    expect(told.join()).toContain('原来就有')
  })

  it('of a namesake whose birth cannot be the same is another child', () => {
    expect(plan(aFamily(), entry({ birth: '2016-01' }, sectionIds.ball)).family.children).toHaveLength(2)
  })

  it('leaves out what the child has already, and says so', () => {
    const { moves, told } = plan(aFamily(), entry({}, sectionIds.draw))
    expect(moves).toEqual([])
    expect(told.join()).toMatch(/绘画.*小明.*退了/)
  })

  it('leaves out what clashes in time', () => {
    const { moves, told } = plan(aFamily(), entry({}, sectionIds.ball))
    expect(moves).toEqual([])
    expect(told.join()).toMatch(/篮球.*绘画.*退了/)
  })

  it('leaves out what is beyond the limit of courses', () => {
    const two = [anEnrolment(), anEnrolment({ sectionId: sectionIds.tiny })]
    const { moves, told } = plan(aFamily({ enrolments: two }), entry({}, sectionIds.ball))
    expect(moves).toEqual([])
    expect(told.join()).toContain('最多2门课')
  })

  it('takes a held seat for which the child waits', () => {
    const own = aFamily({ enrolments: [anEnrolment({ state: 'waiting' })] })
    expect(plan(own, entry({}, sectionIds.draw)).moves).toHaveLength(1)
    expect(plan(own, entry({}, sectionIds.draw, 'waiting')).moves).toHaveLength(0)
  })

  it('knows the guardian by the phone, and adds one that it does not know without a contact', () => {
    const known = plan(aFamily(), entry({}, sectionIds.ball)).family.guardians
    expect(known).toEqual(aFamily().guardians)
    const other = { ...entry({}, sectionIds.ball) }
    const father = aGuardian({ id: 'g-2', contact: null, name: '李小山', phone: '13700001234', phone2: '' })
    const both = plan(aFamily(), { ...other, guardians: [father] }).family.guardians
    expect(both.map(({ id, contact }) => [id, contact])).toEqual([
      ['guardian-1', aGuardian().contact],
      ['g-2', null],
    ])
  })
})

describe('one child entered twice', () => {
  it('keeps both notes on health, everybody who collects, the finer birth and all days', () => {
    const own = aChild({ birth: '2019', health: '花生过敏', days: { from: '2027-07-05', to: '2027-07-20' } })
    const entered = aChild({
      birth: '2019-05',
      health: '哮喘',
      pickup: [{ who: '爷爷', name: null }],
      days: { from: '2027-07-12', to: '2027-08-06' },
    })
    expect(isSameChild(own, entered, 2027)).toBe(true)
    expect(mergedChild(own, entered)).toMatchObject({
      birth: '2019-05',
      health: '花生过敏；哮喘',
      pickup: [{ who: '奶奶' }, { who: '爷爷' }],
      days: { from: '2027-07-05', to: '2027-08-06' },
    })
    expect(mergedChild(own, own)).toEqual(own)
  })
})
