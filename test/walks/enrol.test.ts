import { beforeEach, describe, expect, it } from 'vitest'
import { type Parent, startWorld, type World, words } from '../support/world.ts'

let world: World
let li: Parent

beforeEach(async () => {
  world = await startWorld()
  li = world.parent('demo-li')
})

/** Says one thing after another and gives the last answer. */
const saying = async (parent: Parent, ...lines: string[]) => {
  let answer = await parent.say(lines[0] ?? '')
  for (const line of lines.slice(1)) answer = await parent.say(line)
  return answer
}

describe('a parent enrols a child', () => {
  it('in four messages: the request, consent, what is missing, 1', async () => {
    const notice = await li.say('我家娃小明今年8岁在山前村想报画画')
    expect(notice.expects).toBe('consent')
    const missing = await li.say('同意')
    expect(missing.expects).toBe('child.birth')
    const summary = await li.say('2019年5月 全程都来 李大山 13800001234 没有第二个电话 爸爸 没过敏 奶奶接')
    expect(summary.expects).toBe('confirm')
    expect(words(summary)).toContain('小明')
    expect(words(summary)).toContain('13800001234')
    const result = await li.say('1')
    expect(result.replies.some((reply) => reply.kind === 'card')).toBe(true)
    expect(words(await li.say('我的报名'))).toContain('画画')
  })

  it('answering one question at a time', async () => {
    expect((await li.say('你好')).expects).toBe('menu')
    expect((await li.say('1')).expects).toBe('consent')
    expect((await li.say('同意')).expects).toBe('who')
    const answers: Record<string, string> = {
      who: '我是妈妈',
      'child.name': '王小雨',
      'child.birth': '2018年3月',
      'child.grade': '三年级',
      'child.sex': '女孩',
      'child.days': '全程都来',
      'guardian.name': '张小丽',
      'guardian.phone': '13800001111',
      'guardian.phone2': '没有',
      'guardian.relation': '妈妈',
      place: '山前村',
      employer: '没有',
      health: '无',
      pickup: '外婆',
      modules: '1',
      choice: '1',
      yes_no: '1',
    }
    let answer = await li.say('我是妈妈')
    const asked: string[] = []
    for (let turns = 0; turns < 20 && answer.expects !== 'confirm'; turns++) {
      const expects = answer.expects ?? 'nothing'
      asked.push(expects)
      answer = await li.say(answers[expects] ?? expects)
    }
    expect(answer.expects).toBe('confirm')
    expect(asked).toEqual(expect.arrayContaining(['child.name', 'child.birth', 'guardian.phone', 'health', 'pickup', 'modules']))
    expect(new Set(asked).size).toBe(asked.length)
    expect(words(await li.say('1'))).toContain('王小雨')
  })
})

export { saying }
