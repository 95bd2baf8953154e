import { describe, expect, it } from 'vitest'
import { expectsList } from '../../../shared/contract/expects.ts'
import type { Answer, Choice } from '../../../shared/contract/reply.ts'
import { type Household, householdOf } from './people.ts'
import { breathOf, formOf, type Mind, mindOf, partySize, replyTo } from './reads.ts'

const household: Household = {
  ...householdOf(7, 3, ['白岩村']),
  guardian: { name: '李大山', phone: '13800001234', phone2: '没有', relation: '爸爸' },
  place: '白岩村',
}
const child = {
  name: '李小雨',
  birth: '2018年3月',
  wants: ['绘画', '手工'],
  courses: 1,
  health: '没有',
} as const

const mind = (overrides: Partial<Mind> = {}): Mind => ({
  ...mindOf({ household, way: 'one_by_one' }, child, { means: [] }),
  ...overrides,
})
const numbered = (...labels: readonly string[]): readonly Choice[] =>
  labels.map((label, index) => ({ label, say: String(index + 1) }))
const asked = (expects: Answer['expects'], choices: readonly Choice[] = []): Answer => ({
  replies: [],
  expects,
  choices,
})
const page = [
  ...numbered('篮球（1号班） 白岩村文化礼堂', '绘画（2号班） 白岩村文化礼堂', '手工（3号班） 白岩村文化礼堂'),
  { label: '更多', say: '更多' },
  { label: '先不选', say: '先不选' },
]

describe('a parent reads what is expected', () => {
  it.each(expectsList.filter((expects) => expects !== 'menu'))('and has an answer to %s', (expects) => {
    expect(replyTo(asked(expects, numbered('甲', '乙')), mind())).toBeTruthy()
  })

  it('and says nothing where nothing is asked, or where a menu has nothing that is meant', () => {
    expect(replyTo(asked(null), mind())).toBe(null)
    expect(replyTo(asked('menu', numbered('我的报名', '人工')), mind())).toBe(null)
  })

  it('and takes from a menu what is meant, the dearest first', () => {
    const choices = numbered('给孩子报名', '接着填报名')
    expect(replyTo(asked('menu', choices), mind({ means: ['接着填', '给孩子报名'] }))).toBe('2')
  })

  it('and tells of the child and of itself', () => {
    expect(replyTo(asked('child.name'), mind())).toBe('李小雨')
    expect(replyTo(asked('guardian.phone'), mind())).toBe('13800001234')
    expect(replyTo(asked('place'), mind())).toBe('白岩村')
  })

  it('and sends the whole form once, where it likes forms', () => {
    expect(replyTo(asked('child.name'), mind({ way: 'form' }))).toBe(formOf(mind()))
    expect(formOf(mind())).toContain('出生年月：2018年3月')
    expect(replyTo(asked('child.name'), mind({ way: 'form', filledIn: true }))).toBe('李小雨')
    expect(breathOf(mind())).toBe('我家娃李小雨2018年3月生的，在白岩村，想报绘画')
  })

  it('and says for whom it speaks', () => {
    expect(replyTo(asked('who'), mind())).toBe('我是孩子家长')
    expect(replyTo(asked('who'), mind({ helper: true }))).toBe('帮别人报')
  })

  it('and proves a code by the last four digits of its phone', () => {
    expect(replyTo(asked('code'), mind())).toBe('1234')
  })
})

describe('courses', () => {
  it('are the ones that are wanted, as many as are wanted', () => {
    expect(replyTo(asked('modules', page), mind())).toBe('2')
    expect(replyTo(asked('modules', page), mind({ child: { ...child, courses: 2 } }))).toBe('2和3')
  })

  it('are looked for on the next page, and then taken as they come', () => {
    const dance: Mind['child'] = { ...child, wants: ['舞蹈'] }
    expect(replyTo(asked('modules', page), mind({ child: dance }))).toBe('更多')
    expect(replyTo(asked('modules', page), mind({ child: dance, pages: 9 }))).toBe('1')
  })

  it('are none where there are none', () => {
    expect(replyTo(asked('modules', page.slice(-1)), mind())).toBe('先不选')
  })
})

describe('a choice', () => {
  it('is the one that is meant, a ticket for as many as come, or the first', () => {
    const sure = numbered('确定取消', '不取消')
    expect(replyTo(asked('yes_no', sure), mind({ means: ['不取消'] }))).toBe('2')
    expect(replyTo(asked('yes_no', sure), mind())).toBe('1')
    const people = numbered('1个人', '2个人', `${partySize}个人`)
    expect(replyTo(asked('choice', people), mind())).toBe('3')
    expect(replyTo(asked('choice', numbered('李小雨', '再报一个孩子')), mind({ means: ['李小雨'] }))).toBe(
      '1',
    )
  })
})
