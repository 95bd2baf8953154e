import type { Child, Enrolment, Family, Guardian } from '../../shared/family.ts'
import { beforeSeason } from './programme.ts'

/** Ids in the programme of test/support/programme.ts. */
export const sectionIds = {
  draw: 'mini-2027.draw-hall',
  ball: 'mini-2027.ball-canteen',
  tiny: 'mini-2027.ball-tiny',
  film: 'mini-2027.film-july',
  staff: 'mini-2027.draw-staff',
} as const

export const mother = 'contact-mother'
export const father = 'contact-father'

export const aChild = (overrides: Partial<Child> = {}): Child => ({
  id: 'child-1',
  name: '小明',
  birth: '2019-05',
  told: null,
  grade: null,
  sex: null,
  days: { from: '2027-07-05', to: '2027-08-20' },
  place: 'hill',
  employer: null,
  health: '花生过敏',
  pickup: [{ who: '奶奶', name: null }],
  ...overrides,
})

export const aGuardian = (overrides: Partial<Guardian> = {}): Guardian => ({
  id: 'guardian-1',
  contact: mother,
  name: '李大山',
  phone: '13800001234',
  phone2: '13800005678',
  relation: '妈妈',
  ...overrides,
})

export const anEnrolment = (overrides: Partial<Enrolment> = {}): Enrolment => ({
  childId: 'child-1',
  sectionId: sectionIds.draw,
  party: 1,
  state: 'seat',
  since: beforeSeason,
  until: null,
  ...overrides,
})

/** One child with a seat in drawing, one guardian who agreed to the notice. */
export const aFamily = (overrides: Partial<Family> = {}): Family => ({
  id: 'family-1',
  programmeId: 'mini-2027',
  rev: 3,
  createdAt: beforeSeason,
  contacts: [mother],
  guardians: [aGuardian()],
  children: [aChild()],
  consents: [{ scope: 'basic', given: true, at: beforeSeason, by: { contact: mother }, notice: 'n-1' }],
  enrolments: [anEnrolment()],
  pending: null,
  left: [],
  ...overrides,
})

/** 小明 in drawing, 小雨 in ball: two children, one course each. */
export const twoChildren = (overrides: Partial<Family> = {}): Family =>
  aFamily({
    children: [aChild(), aChild({ id: 'child-2', name: '小雨', birth: '2017-03', health: '' })],
    enrolments: [anEnrolment(), anEnrolment({ childId: 'child-2', sectionId: sectionIds.ball })],
    ...overrides,
  })

/** The mother's family with the father in it. */
export const twoParents = (overrides: Partial<Family> = {}): Family =>
  aFamily({
    contacts: [mother, father],
    guardians: [
      aGuardian(),
      aGuardian({
        id: 'guardian-2',
        contact: father,
        name: '李小山',
        phone: '13900001234',
        phone2: '',
        relation: '爸爸',
      }),
    ],
    ...overrides,
  })
