import { describe, expect, it } from 'vitest'
import { careOf, closureOf, keepingClosures, withClosure } from '../../shared/closures.ts'
import type { Closure } from '../../shared/programme.ts'
import { readProgramme } from '../../shared/programme-file.ts'
import { aCatalogue, aProgramme, sectionIn } from '../support/programme.ts'

const day = '2027-07-07'
const typhoon: Closure = { day, town: 'east', goesOn: false, reason: '台风' }

describe('a closure', () => {
  it('takes the day’s lessons from every section of the town, and from no other', () => {
    const programme = aProgramme({ closures: [typhoon] })
    const daysOf = (id: string) => sectionIn(programme, id).sessions.map((session) => session.day)
    expect([daysOf('draw-hall').includes(day), daysOf('ball-canteen').includes(day)]).toEqual([false, false])
    expect(daysOf('draw-hall')).toContain('2027-07-09')
    const west = aProgramme({ closures: [{ ...typhoon, town: 'west' }] })
    expect(sectionIn(west, 'draw-hall').sessions.map((session) => session.day)).toContain(day)
  })

  it('that says 照常 takes none', () => {
    const programme = aProgramme({ closures: [{ ...typhoon, goesOn: true }] })
    expect(sectionIn(programme, 'draw-hall').sessions.map((session) => session.day)).toContain(day)
  })

  it('of the nearest organisation holds: a village may go on where its town does not', () => {
    const programme = aProgramme({ closures: [typhoon, { ...typhoon, town: 'hill', goesOn: true }] })
    expect([closureOf(programme, 'hill', day)?.goesOn, closureOf(programme, 'firm-1', day)?.goesOn]).toEqual([
      true,
      false,
    ])
  })

  it('may leave a section without any lesson, which breaks nothing', () => {
    const closed = { day: '2027-07-16', town: 'west', goesOn: false, reason: '台风' }
    const catalogue = aCatalogue(aProgramme({ closures: [closed] }))
    expect(catalogue.sections.get('mini-2027.film-july')?.sessions).toEqual([])
  })

  it('takes the place of the one for its town and day', () => {
    const after = withClosure(aProgramme({ closures: [typhoon] }), { ...typhoon, goesOn: true })
    expect(after.closures).toEqual([{ ...typhoon, goesOn: true }])
  })

  it('that was ordered outlives the file, but for what the file itself says', () => {
    const published = aProgramme({ closures: [typhoon, { ...typhoon, day: '2027-07-08' }] })
    const file = aProgramme({ closures: [{ ...typhoon, reason: '高温' }] })
    expect(keepingClosures(file, published).closures).toEqual([
      { ...typhoon, day: '2027-07-08' },
      { ...typhoon, reason: '高温' },
    ])
  })

  it('names its emergency care by a site or in words', () => {
    const programme = aProgramme()
    expect(careOf(programme, { care: 'hall' })).toMatchObject({ name: '山前村文化礼堂' })
    expect(careOf(programme, { care: '镇政府一楼' })).toBe('镇政府一楼')
    expect(careOf(programme, {})).toBeNull()
  })
})

describe('the file', () => {
  it('is told of a closure of no town, of a day outside the season, and of one written twice', () => {
    const lines = (text: string) => {
      const read = readProgramme(`closures:\n${text}`)
      return read.ok
        ? []
        : read.error.filter(({ field }) => field.startsWith('closures')).map(({ rule }) => rule)
    }
    const wrong = lines(
      '  - { day: 2027-09-01, town: nowhere, goesOn: false, reason: 台风 }\norganisations: []\nfirst: 2027-07-05\nlast: 2027-08-20\n',
    )
    expect(wrong.join(' ')).toMatch(/单位里没有 nowhere/)
    expect(wrong.join(' ')).toMatch(/2027-09-01 不在项目的日期里/)
    const one = '  - { day: 2027-07-08, town: east, goesOn: false, reason: 台风 }\n'
    expect(lines(one + one).join(' ')).toMatch(/写了两次/)
  })
})
