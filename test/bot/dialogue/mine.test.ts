import { describe, expect, it } from 'vitest'
import { openMine } from '../../../bot/dialogue/mine.ts'
import { openPosition } from '../../../bot/dialogue/position.ts'
import { aChat } from '../../support/chat.ts'
import { aFamily, anEnrolment, mother, sectionIds, twoChildren } from '../../support/family.ts'
import { aTurn, labelsOf, slots, wordsOf } from '../../support/turn.ts'

const waiting = aFamily({
  enrolments: [anEnrolment(), anEnrolment({ sectionId: sectionIds.tiny, state: 'waiting' })],
})
const third = { positions: new Map([[`${sectionIds.tiny}/child-1`, { place: 3, passed: null }]]) }

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

  it.each([
    ['pair', '不够两个孩子一起进，先给了后面的，您家的位置没变。想分开，回复“分开排”'],
    ['party', '不够您一家几口，先给了后面人少的，您家的位置没变'],
  ] as const)('says why one was passed over: %s', (passed, words) => {
    const positions = new Map([[`${sectionIds.tiny}/child-1`, { place: 1, passed }]])
    const said = wordsOf(openPosition(aTurn({ family: waiting, facts: { positions } })))
    expect(said).toContain('候补第1位，一有空位先问您。')
    expect(said).toContain(words)
  })

  it('says how to leave the list', () => {
    expect(wordsOf(openPosition(aTurn({ family: waiting, facts: third })))).toContain(
      '不想排了，回复“不排了”',
    )
  })
})

describe('leaving the waiting list', () => {
  const chatOf = (...states: readonly ('seat' | 'waiting')[]) =>
    aChat({
      contact: mother,
      family: aFamily({
        enrolments: states.map((state, nth) =>
          anEnrolment({ sectionId: nth === 0 ? sectionIds.tiny : sectionIds.draw, state }),
        ),
      }),
    })

  it.each(['不排了', '我不想排了', '退出候补', '别排了', '不等了'])('%s: after one more yes', (words) => {
    const chat = chatOf('waiting', 'seat')
    const asked = chat.say(words)
    expect([asked.effects, asked.words.includes('小明的篮球（山前村文化礼堂）不排候补了，确定吗')]).toEqual([
      [],
      true,
    ])
    const left = chat.say('1')
    expect(left.effects).toMatchObject([{ kind: 'release', sectionId: sectionIds.tiny }])
    expect(left.words).toContain('不排了。以后还想上，回复“报名”再排')
    expect(left.state.family?.enrolments).toHaveLength(1)
  })

  it('a no keeps the place', () => {
    expect(chatOf('waiting').all('不排了', '2').words).toContain('接着排，位置不变')
  })

  it('a question about it leaves nothing', () => {
    for (const words of ['为什么还没轮到', '怎么还没排到我', '后面的怎么先进了'])
      expect(chatOf('waiting').say(words).words).toContain('候补第3位，前面还有2个')
  })

  it('no seat goes by these words', () => {
    const said = chatOf('seat').say('不排了')
    expect([said.effects, said.words.includes('没有在候补')]).toEqual([[], true])
  })
})
