import { describe, expect, it } from 'vitest'
import { change, openChange } from '../../../bot/dialogue/change.ts'
import { aFamily, anEnrolment, sectionIds, twoChildren } from '../../support/family.ts'
import { beforeSeason } from '../../support/programme.ts'
import { answer, aTurn, decided, labelsOf, next, resume, slots, wordsOf } from '../../support/turn.ts'

const some = { capacity: 12, left: 5, waiting: 0 }
const full = { capacity: 2, left: 0, waiting: 3 }
const facts = {
  seats: new Map([
    [sectionIds.ball, some],
    [sectionIds.tiny, full],
    [sectionIds.film, some],
    [sectionIds.draw, some],
  ]),
}
const now = beforeSeason
const of = { facts, now }
const yes = { ...of, text: '1', meaning: { intent: 'affirm' } } as const
const opt = (number: string) => ({ ...of, text: number, meaning: { slots: slots('opt', number) } })
const family = aFamily()
const toBall = {
  kind: 'claim',
  sectionId: sectionIds.ball,
  childId: 'child-1',
  familyId: 'family-1',
  party: 1,
  onFull: 'refuse',
  until: null,
} as const
const toTiny = { ...toBall, sectionId: sectionIds.tiny }
const away = {
  kind: 'release',
  sectionId: sectionIds.draw,
  childId: 'child-1',
  familyId: 'family-1',
  why: 'changed',
} as const

const listed = () => openChange(aTurn({ ...of, family, text: '换课' }))
const optionOf = (word: string) =>
  opt(String(labelsOf(listed()).findIndex((label) => label.includes(word)) + 1))

describe('changing a course', () => {
  it('looks up seats, then lists what the child could have instead', () => {
    expect(openChange(aTurn({ now, family }))).toHaveProperty('need')

    const said = wordsOf(listed())
    expect(said).toContain('小明的绘画（山前村文化礼堂）想换成哪个')
    expect(said).toMatch(/篮球，示例企业1职工之家，.*还有5个名额/)
    expect(said).not.toContain('绘画，山前村')
  })

  it('takes the new seat first, and gives the old one back only when that is won', () => {
    const sure = answer(change, next(listed(), optionOf('职工之家')))
    expect(wordsOf(decided(sure))).toContain('确定吗')

    const claiming = decided(answer(change, next(sure, yes)))
    expect(claiming.effects).toEqual([toBall])

    const won = decided(resume(change, next(claiming, of), [{ did: 'seat', effect: toBall }]))
    expect(won.effects).toEqual([away])
    expect(won.state.family?.enrolments.map(({ sectionId }) => sectionId)).toEqual([
      sectionIds.draw,
      sectionIds.ball,
    ])

    const done = decided(resume(change, next(won, of), [{ did: 'released', effect: away }]))
    expect(done.state.family?.enrolments.map(({ sectionId }) => sectionId)).toEqual([sectionIds.ball])
    expect(wordsOf(done)).toContain('换好了')
  })

  it('keeps the old seat when the new one was taken meanwhile, and offers ways on', () => {
    const claiming = decided(answer(change, next(answer(change, next(listed(), optionOf('职工之家'))), yes)))

    const lost = resume(change, next(claiming, of), [{ did: 'refused', why: 'full', effect: toBall }])

    expect(decided(lost).state.family).toEqual(family)
    expect(decided(lost).effects).toBeUndefined()
    expect(labelsOf(lost)).toEqual(['排候补，原来的课照上', '看看别的班', '不换了'])
  })

  it('of a full section offers its waiting list, with the old seat kept', () => {
    const asked = answer(change, next(listed(), optionOf('满了')))
    expect(wordsOf(decided(asked))).toContain('满了')

    const claiming = decided(answer(change, next(asked, opt('1'))))
    expect(claiming.effects).toEqual([{ ...toTiny, onFull: 'wait' }])

    const waits = decided(
      resume(change, next(claiming, of), [
        { did: 'waiting', position: 4, effect: { ...toTiny, onFull: 'wait' } },
      ]),
    )
    expect(waits.effects).toBeUndefined()
    expect(waits.state.family?.enrolments.map(({ state }) => state)).toEqual(['seat', 'waiting'])
    expect(wordsOf(waits)).toContain('候补第4位')
  })

  it('goes to the module that was named, and asks only to be sure', () => {
    const said = openChange(
      aTurn({ ...of, family, meaning: { slots: slots('mod-', 'draw', 'mod', 'film') } }),
    )

    expect(wordsOf(said)).toContain('换成露天电影')
    expect(decided(said).state.talk.asked?.expects).toBe('yes_no')
  })

  it('of an hour that is named lists only that, at the list too', () => {
    const afternoon = answer(
      change,
      next(listed(), { ...of, text: '下午的', meaning: { slots: slots('time', 'pm', 'mod', 'ball') } }),
    )

    expect(wordsOf(decided(afternoon))).toContain('山前村文化礼堂')
    expect(wordsOf(decided(afternoon))).not.toContain('职工之家')
  })

  it('says why what was wished for cannot be', () => {
    const staff = aFamily({
      enrolments: [anEnrolment({ sectionId: sectionIds.ball }), anEnrolment({ sectionId: sectionIds.tiny })],
    })

    const said = openChange(
      aTurn({
        ...of,
        family: staff,
        meaning: { slots: slots('mod-', 'ball', 'time-', 'pm', 'mod', 'draw') },
      }),
    )

    expect(wordsOf(said)).toContain('绘画')
    expect(decided(said).effects).toBeUndefined()
  })

  it('asks from which, where several are enrolled, and remembers what was wished', () => {
    const asked = openChange(
      aTurn({ ...of, family: twoChildren(), meaning: { slots: slots('mod', 'film') } }),
    )
    expect(labelsOf(asked)).toHaveLength(2)

    const sure = answer(change, next(asked, opt('2')))
    expect(wordsOf(decided(sure))).toMatch(/小雨的篮球.*换成露天电影/)
  })

  it('steps back from the last question to the list', () => {
    const sure = decided(answer(change, next(listed(), optionOf('职工之家'))))
    const { flow } = sure.state.talk
    if (flow?.topic !== 'change') throw new Error('not changing')

    expect(labelsOf(change.back(next(sure, of), flow))).toEqual(labelsOf(listed()))
  })

  it('has nothing to change for who has nothing', () => {
    expect(wordsOf(openChange(aTurn(of)))).toContain('还没有报课')
  })
})
