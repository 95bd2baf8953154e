import { describe, expect, it } from 'vitest'
import { menuChoice, openMenu } from '../../../bot/dialogue/menu.ts'
import { aFamily, aGuardian, twoChildren, twoParents } from '../../support/family.ts'
import { aTurn, decided, labelsOf, next, slots, wordsOf } from '../../support/turn.ts'

const draft = { programmeId: 'mini-2027', children: [], guardian: {}, trail: [] }

describe('the menu', () => {
  it('greets a stranger with the programme and offers to enrol first', () => {
    const move = openMenu(aTurn())

    expect(wordsOf(move)).toContain('小候鸟暑期班')
    expect(labelsOf(move)).toEqual(['给孩子报名', '有什么课', '常见问题', '人工'])
    expect(decided(move).state.talk.asked?.expects).toBe('menu')
  })

  it('greets a family by the child and the one who speaks', () => {
    expect(wordsOf(openMenu(aTurn({ family: aFamily() })))).toContain('小明妈妈，您好！')
    expect(wordsOf(openMenu(aTurn({ family: twoChildren() })))).toContain('小明、小雨的妈妈，您好！')
    const uncle = aFamily({ guardians: [aGuardian({ relation: '舅舅' })] })
    expect(wordsOf(openMenu(aTurn({ family: uncle })))).toContain('小明家长，您好！')
  })

  it('shows an enrolled family what it does daily', () => {
    const labels = labelsOf(openMenu(aTurn({ family: aFamily() })))

    expect(labels).toEqual([
      '我的报名',
      '今天和明天的课',
      '再报一门，或再报一个孩子',
      '取消或换课',
      '我的信息和人工',
    ])
  })

  it('offers to go on with a half-filled enrolment, or to drop it', () => {
    const move = openMenu(aTurn({ talk: { draft } }))

    expect(wordsOf(move)).toContain('还没填完')
    expect(labelsOf(move).slice(0, 2)).toEqual(['接着填报名', '不填了'])
    const dropped = decided(menuChoice(next(move, { text: '2', meaning: { slots: slots('opt', '2') } })))
    expect(dropped.state.talk.draft).toBeNull()
    expect(wordsOf(dropped)).toContain('清掉了')
  })

  it('never has more than five entries', () => {
    for (const turn of [aTurn(), aTurn({ talk: { draft } }), aTurn({ family: aFamily(), talk: { draft } })])
      expect(labelsOf(openMenu(turn)).length).toBeLessThanOrEqual(5)
  })

  it.each([
    ['a number that was understood', '1', slots('opt', '1')],
    ['full-width digits', '１', []],
    ['the words of the entry', '我的报名', []],
  ])('takes %s', (_, text, said) => {
    const menu = openMenu(aTurn({ family: aFamily() }))

    const chosen = menuChoice(next(menu, { text, meaning: { slots: said } }))

    expect(wordsOf(decided(chosen))).toContain('小明的报名')
  })

  it('takes no number beyond the list, and none in the middle of something else', () => {
    const menu = openMenu(aTurn({ family: aFamily() }))

    expect(menuChoice(next(menu, { text: '9', meaning: { slots: slots('opt', '9') } }))).toBeNull()
    expect(menuChoice(aTurn({ text: '1', talk: { flow: { topic: 'human', stage: 'words' } } }))).toBeNull()
  })

  it('opens the smaller menus behind an entry', () => {
    const menu = openMenu(aTurn({ family: aFamily() }))

    const fourth = menuChoice(next(menu, { text: '4' }))
    expect(labelsOf(fourth)).toEqual(['取消报名', '换课', '回菜单'])
    const back = menuChoice(next(fourth, { text: '3' }))
    expect(labelsOf(back)).toEqual(labelsOf(menu))
  })

  it('asks the guardian who stayed whether the rest shall stay too', () => {
    const left = twoParents({ contacts: ['contact-mother'], guardians: [aGuardian()], left: ['guardian-2'] })

    expect(wordsOf(openMenu(aTurn({ family: left })))).toContain('要留着吗')
  })
})
