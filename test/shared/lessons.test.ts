import { expect, test } from 'vitest'
import { familyLessons, lessonsOn, teacherOf, toBring } from '../../shared/lessons.ts'
import { aChild, aFamily, anEnrolment, sectionIds, twoChildren } from '../support/family.ts'
import { aCatalogue, aProgramme, aSectionInput } from '../support/programme.ts'

const catalogue = aCatalogue()
const told = (family: Parameters<typeof familyLessons>[0], ...days: readonly string[]) =>
  lessonsOn(familyLessons(family, catalogue), days).map(
    ({ child, section, session }) => `${child} ${session.day} ${session.from} ${section.module.name}`,
  )

test('are in order of time, of all children', () => {
  expect(told(twoChildren(), '2027-07-07', '2027-07-09')).toEqual([
    '小明 2027-07-07 08:30 绘画',
    '小雨 2027-07-07 09:30 篮球',
    '小明 2027-07-09 08:30 绘画',
  ])
})

test('are those with a seat, firm or held, and not of who waits', () => {
  const held = aFamily({ enrolments: [anEnrolment({ state: 'held' })] })
  const waiting = aFamily({ enrolments: [anEnrolment({ state: 'waiting' })] })

  expect(told(held, '2027-07-07')).toHaveLength(1)
  expect(told(waiting, '2027-07-07')).toEqual([])
})

test('are those of the days on which the child comes, the first and last included', () => {
  const days = { from: '2027-07-09', to: '2027-07-12' }

  expect(
    told(aFamily({ children: [aChild({ days })] }), '2027-07-07', '2027-07-09', '2027-07-12', '2027-07-14'),
  ).toEqual(['小明 2027-07-09 08:30 绘画', '小明 2027-07-12 08:30 绘画'])
})

test('of a section that is no longer on offer there are none', () => {
  expect(told(aFamily({ enrolments: [anEnrolment({ sectionId: 'mini-2027.gone' })] }), '2027-07-07')).toEqual(
    [],
  )
})

test('tell what to bring, of the module and of the section, none twice', () => {
  const section = aCatalogue(
    aProgramme({ sections: [aSectionInput({ bring: ['水杯', '水彩笔'], teacher: 'lin' })] }),
  ).sections.get(sectionIds.draw)
  if (!section) throw new Error('no section')

  expect(toBring(section)).toEqual(['水彩笔', '水杯'])
  expect(teacherOf(section)).toBe('林老师')
})
