import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Catalogue, indexCatalogue, type Section } from '../../../shared/catalogue.ts'
import { mayChoose, offersFor } from '../../../shared/enrolment.ts'
import { isTown } from '../../../shared/organisations.ts'
import { readProgramme } from '../../../shared/programme-file.ts'
import { overlap, sessionsOn } from '../../../shared/schedule.ts'
import { instantOf } from '../../../shared/time.ts'

const read = readProgramme(readFileSync('shared/programmes/yuhuan-2027.yaml', 'utf8'))
if (!read.ok) throw new Error(JSON.stringify(read.error))
const programme = read.value
const catalogue: Catalogue = indexCatalogue([{ programme, version: 1 }])
const sections = catalogue.sectionsOf(programme.id)
const section = (id: string): Section => {
  const found = sections.find((each) => each.plan.id === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}

describe('what the reports say of 玉环', () => {
  const count = (kind: string) => programme.modules.filter((module) => module.kind === kind).length

  test('5 interest courses, 2 kinds of talk', () => {
    expect(count('course')).toBe(5)
    expect(programme.modules.filter((module) => module.category === 'talk')).toHaveLength(2)
    const names = programme.modules.map((module) => module.name)
    expect(names).toEqual(expect.arrayContaining(['手工', '绘画', '篮球']))
  })

  test('12 rounds of visits to culture halls, service centres and firms, 3 films for families', () => {
    const visits = sections.filter((each) => each.module.id === 'visit')
    expect(visits).toHaveLength(12)
    expect(new Set(visits.map((each) => each.site.kind))).toEqual(
      new Set(['culture_hall', 'service_centre', 'enterprise']),
    )
    const films = sections.filter((each) => each.module.kind === 'film')
    expect(films.map((each) => [each.plan.party.max, each.capacity > 100, each.plan.dates.kind])).toEqual(
      Array.from({ length: 3 }, () => [5, true, 'once']),
    )
  })

  test('11 towns and streets, 15 numbered firms', () => {
    expect(programme.organisations.filter(isTown)).toHaveLength(11)
    const firms = programme.organisations.filter((each) => each.kind === 'enterprise')
    expect(firms.map((each) => each.name)).toEqual(Array.from({ length: 15 }, (_, n) => `示例企业${n + 1}`))
  })

  test('5 teachers, 2 trainers, 10 volunteers', () => {
    const team = (kind: string) => programme.teachers.filter((each) => each.kind === kind).length
    expect([team('teacher'), team('trainer'), team('volunteer')]).toEqual([5, 2, 10])
  })

  test('basketball at 白岩村文化礼堂 in 玉城街道', () => {
    const { site, town, module } = section('basketball-baiyan')
    expect([site.name, town.name, module.name]).toEqual(['白岩村文化礼堂', '玉城街道', '篮球'])
  })
})

describe('the sample works as a programme', () => {
  test('every town has something, every module a section', () => {
    expect(new Set(sections.map((each) => each.town.id)).size).toBeGreaterThanOrEqual(11)
    expect(new Set(sections.map((each) => each.module.id)).size).toBe(programme.modules.length)
  })

  test('no teacher is in two places at once', () => {
    for (const [index, one] of sections.entries()) {
      for (const other of sections.slice(index + 1)) {
        if (one.plan.teacher !== other.plan.teacher) continue
        expect([one.id, other.id, overlap(one, other, 20)?.a.id]).toEqual([one.id, other.id, undefined])
      }
    }
  })

  test('who teaches can teach it', () => {
    const skills = new Map(programme.teachers.map((each) => [each.id, each.skills]))
    for (const { plan } of sections) expect(skills.get(plan.teacher ?? '')).toContain(plan.module)
  })

  test('rooms are not used twice at a time', () => {
    for (const [index, one] of sections.entries()) {
      for (const other of sections.slice(index + 1)) {
        if (one.site.id !== other.site.id) continue
        expect([one.id, other.id, overlap(one, other, 0)?.a.id]).toEqual([one.id, other.id, undefined])
      }
    }
  })

  test('白岩村 has lessons on the 6th, 7th and 8th of July', () => {
    const baiyan = sections.filter((each) => each.site.id === 'baiyan-hall')
    const on = (day: string) =>
      baiyan.filter((each) => sessionsOn(each, day).length > 0).map((each) => each.plan.id)
    expect(on('2027-07-06')).toEqual(['art-baiyan', 'calligraphy-baiyan'])
    expect(on('2027-07-07')).toEqual(['basketball-baiyan', 'craft-baiyan'])
    expect(on('2027-07-08')).toEqual(['art-baiyan', 'calligraphy-baiyan', 'safety-baiyan'])
  })

  test.each([instantOf('2026-11-22'), instantOf('2027-07-06', '18:00')])(
    'a child of 8 in 白岩村 can take basketball and drawing there (%i)',
    (now) => {
      const child = { age: 8, place: 'baiyan', days: { from: '2027-07-03', to: '2027-08-25' } }
      const [ball, art] = [section('basketball-baiyan'), section('art-baiyan')]
      expect(mayChoose(child, [], ball, now)).toBeNull()
      expect(mayChoose(child, [ball], art, now)).toBeNull()
      const [first] = offersFor(child, sections, [], now)
      expect(first?.section.site.id).toBe('baiyan-hall')
    },
  )

  test('some classes are for staff, one for villagers, some keep seats, some give lunch', () => {
    const ids = (test: (each: Section) => boolean) => sections.filter(test).map((each) => each.plan.id)
    expect(ids((each) => each.plan.who.may === 'staff')).toEqual(['craft-firm-1', 'basketball-firm-7'])
    expect(ids((each) => each.plan.who.may === 'villagers')).toEqual(['calligraphy-baiyan'])
    expect(ids((each) => each.plan.quotas.length > 0)).toEqual(['art-yucheng', 'art-damaiyu'])
    expect(ids((each) => each.plan.noonCare)).toEqual(['craft-xiqingtang-day', 'art-huxin-day'])
  })
})
