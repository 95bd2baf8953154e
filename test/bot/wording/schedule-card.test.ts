import { expect, it } from 'vitest'
import { scheduleText, scheduleView } from '../../../bot/wording/schedule-card.ts'
import { familyLessons, lessonsOn } from '../../../shared/lessons.ts'
import { aChild, aFamily, anEnrolment, sectionIds, twoChildren } from '../../support/family.ts'
import { aCatalogue } from '../../support/programme.ts'

const viewOf = (family: Parameters<typeof familyLessons>[0], day: string) =>
  scheduleView(day, lessonsOn(familyLessons(family, aCatalogue()), [day]))

it('says all that a grandparent needs to bring a child', () => {
  expect(scheduleText(viewOf(aFamily(), '2027-07-07'))).toBe(
    '7月7日 周三\n\n小明 8:30–10:00 绘画\n地点：山前村文化礼堂\n怎么走：村口公交站对面\n老师：林老师\n要带：水彩笔\n\n有变动会马上告诉您。',
  )
})

it('says lunch, and when a child may be brought, where the section has them', () => {
  const family = aFamily({ enrolments: [anEnrolment({ sectionId: sectionIds.staff })] })

  expect(viewOf(family, '2027-07-19').lessons[0]?.facts).toEqual(
    expect.arrayContaining([
      { label: '怎么走', words: '东镇工业路2号' },
      { label: '接送', words: '8:00–17:30' },
      { label: '中饭', words: '管中饭，10元/餐' },
    ]),
  )
})

it('holds no full name, number, health note or who collects', () => {
  const full = [aChild({ name: '王小雨' }), aChild({ id: 'child-2', name: '王大明' })]

  const said = JSON.stringify(viewOf(twoChildren({ children: full }), '2027-07-07'))

  expect(said).toContain('小雨')
  expect(said).not.toMatch(/王|李大山|138|花生|奶奶|family-1|child-1/)
})

it('of a day without lessons says so', () => {
  expect(scheduleText(viewOf(aFamily(), '2027-07-08'))).toBe('7月8日 周四\n\n这天没有课了。')
})

it('ends a very long day with how many there are besides', () => {
  const family = aFamily({
    children: Array.from({ length: 14 }, (_, n) => aChild({ id: `child-${n}` })),
    enrolments: Array.from({ length: 14 }, (_, n) => anEnrolment({ childId: `child-${n}` })),
  })

  const view = viewOf(family, '2027-07-07')

  expect([view.lessons.length, view.foot]).toEqual([12, '还有2次课，发“课表”看全部。'])
})
