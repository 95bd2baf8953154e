import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../bot/dialogue/state.ts'
import type { Enrolment } from '../../../shared/family.ts'
import { aChat, type Said } from '../../support/chat.ts'
import { aFamily, anEnrolment, mother, sectionIds, twoChildren } from '../../support/family.ts'

const waiting = (over: Partial<Enrolment> = {}) =>
  anEnrolment({ sectionId: sectionIds.tiny, state: 'waiting', ...over })
const pair = twoChildren({ enrolments: [waiting(), waiting({ childId: 'child-2' })] })
const set = ({ effects }: Said): readonly boolean[] =>
  effects.flatMap((effect: Effect) => (effect.kind === 'together' ? [effect.on] : []))

/** 小雨 joins the class that 小明 waits for. */
const joining = () => {
  const family = twoChildren({ enrolments: [waiting()] })
  const chat = aChat({ contact: mother, family, left: { [sectionIds.tiny]: 0 } })
  const asked = chat.all('小雨也要报篮球', '同意')
  expect(asked.words).toContain('篮球')
  return chat
}

describe('two children who come to wait in one class', () => {
  it('it is asked once whether they only come together', () => {
    const chat = joining()
    const list = chat.state.talk.asked?.expects === 'modules' ? chat.say('篮球 山前村') : null
    const result =
      (list?.expects ?? chat.state.talk.asked?.expects) === 'confirm' ? chat.say('1') : chat.say('2')
    const asked = result.expects === 'confirm' ? chat.say('1') : result
    expect(asked.words).toContain('两个孩子要一起进，还是谁先有位谁先上？\n1 一起进\n2 谁先有位谁先上')
    expect(asked.words).toContain('小雨的篮球满了，排在候补第3位')
    const said = chat.say('1')
    expect(said.effects).toEqual([
      {
        kind: 'together',
        sectionId: sectionIds.tiny,
        childIds: ['child-1', 'child-2'],
        familyId: 'family-1',
        on: true,
      },
    ])
    expect(said.words).toContain('空位够两个孩子了才给您留')
  })

  it('each by itself needs nothing', () => {
    const chat = joining()
    for (let turn = 0; turn < 3 && chat.state.talk.flow?.topic !== 'together'; turn++)
      chat.say(chat.state.talk.asked?.expects === 'confirm' ? '1' : '篮球 山前村')
    const said = chat.say('分开')
    expect([set(said), said.words.includes('谁先有位谁先上')]).toEqual([[], true])
  })
})

describe('said at any time', () => {
  it.each([
    ['一起排', true],
    ['两个孩子一起进', true],
    ['分开排', false],
    ['还是各排各的', false],
  ])('%s', (words, on) => {
    const said = aChat({ contact: mother, family: pair }).say(words)
    expect(set(said)).toEqual([on])
    expect(said.expects).toBe('menu')
  })

  it('of no two who wait in one class nothing is changed', () => {
    const said = aChat({ contact: mother, family: aFamily({ enrolments: [waiting()] }) }).say('一起排')
    expect([set(said), said.words.includes('您家没有两个孩子在候补同一个班')]).toEqual([[], true])
  })
})
