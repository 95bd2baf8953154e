import { describe, expect, it } from 'vitest'
import { openMine } from '../../../bot/dialogue/mine.ts'
import { openPosition } from '../../../bot/dialogue/position.ts'
import { aFamily, anEnrolment, sectionIds, twoChildren } from '../../support/family.ts'
import { aTurn, labelsOf, slots, wordsOf } from '../../support/turn.ts'

const waiting = aFamily({
  enrolments: [anEnrolment(), anEnrolment({ sectionId: sectionIds.tiny, state: 'waiting' })],
})
const third = { positions: new Map([[`${sectionIds.tiny}/child-1`, 3]]) }

describe('what the family is enrolled in', () => {
  it('shows each course with its dates and place', () => {
    const said = wordsOf(openMine(aTurn({ family: aFamily() })))

    expect(said).toContain('小明的报名')
    expect(said).toContain('绘画：已报上')
    expect(said).toContain('每周一三五 8:30–10:00')
    expect(said).toContain('山前村文化礼堂')
  })

  it('shows both children, or only the one who was named', () => {
    const both = wordsOf(openMine(aTurn({ family: twoChildren() })))
    expect(both).toMatch(/小明的报名[\s\S]*小雨的报名/)

    const one = wordsOf(openMine(aTurn({ family: twoChildren(), meaning: { slots: slots('name', '小雨') } })))
    expect(one).toContain('小雨的报名')
    expect(one).not.toContain('小明')
  })

  it('looks up the place on a waiting list before it says it', () => {
    expect(openMine(aTurn({ family: waiting }))).toEqual({
      need: [{ kind: 'position', sectionId: sectionIds.tiny, childId: 'child-1' }],
    })
    expect(wordsOf(openMine(aTurn({ family: waiting, facts: third })))).toContain('篮球：候补第3位')
  })

  it('tells who has nothing what to do, and a helper that the guardians see it themselves', () => {
    expect(labelsOf(openMine(aTurn()))[0]).toBe('给孩子报名')
    const helper = aTurn({ talk: { helped: [{ familyId: 'family-9', at: 0 }] } })
    expect(wordsOf(openMine(helper))).toContain('只给家长自己看')
  })

  it('says so when a section is no longer in the catalogue', () => {
    const gone = aFamily({ enrolments: [anEnrolment({ sectionId: 'mini-2027.gone' })] })

    expect(wordsOf(openMine(aTurn({ family: gone })))).toContain('不在课表里')
  })

  it('gives only the answer while another question is pending', () => {
    const busy = aTurn({ family: aFamily(), talk: { flow: { topic: 'human', stage: 'words' } } })

    expect(wordsOf(openMine(busy))).not.toContain('接下来')
  })
})

describe('the place on a waiting list', () => {
  it('is said with how many stand before', () => {
    expect(wordsOf(openPosition(aTurn({ family: waiting, facts: third })))).toContain(
      '候补第3位，前面还有2个',
    )
  })

  it('says that nothing waits', () => {
    expect(wordsOf(openPosition(aTurn({ family: aFamily() })))).toContain('没有在候补')
  })
})
