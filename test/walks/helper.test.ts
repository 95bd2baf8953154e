import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../shared/contract/reply.ts'
import { hourMs, secondMs } from '../../shared/time.ts'
import {
  type Answers,
  codeIn,
  enrol,
  enrolmentsOf,
  familyOf,
  saying,
  seatsIn,
  startWalk,
  toSummary,
  type Walk,
} from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let zhou: Parent

beforeEach(async () => {
  walk = await startWalk()
  zhou = walk.parent('demo-zhou')
})

const helping: Answers = { who: '帮别人报', 'guardian.relation': '妈妈' }
const entered = async (given: Answers = {}, course = '绘画'): Promise<Answer> => {
  await toSummary(zhou, course, { ...helping, ...given })
  return zhou.say('1')
}

describe('a helper enters a family', () => {
  it('and cannot consent: the seat is held for 48 hours and a code is given', async () => {
    const done = await entered()
    expect(words(done)).toContain('确认')
    expect(codeIn(done)).toMatch(/^\d{8}$/)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect(await familyOf(walk, 'demo-zhou')).toBe(null)
  })

  it('the card that travels names nobody', async () => {
    const done = await entered()
    const card = done.replies.find((reply) => reply.kind === 'card')
    expect(card?.text).toContain('绘画')
    expect(card?.text).not.toMatch(/王小雨|张小丽|1380000/)
  })

  it('sees nothing of the family any more', async () => {
    await entered()
    expect(words(await zhou.say('我的报名'))).not.toContain('王小雨')
    expect(words(await zhou.say('我的信息'))).not.toMatch(/王小雨|13800001111/)
  })

  it('cannot confirm it either', async () => {
    const code = codeIn(await entered())
    const own = await zhou.say(code)
    expect(own.expects).not.toBe('consent')
    expect(words(own)).toContain('家长')
  })

  it('the guardian sends the code, sees the notice and what was entered, and consents', async () => {
    const code = codeIn(await entered())
    const shown = await walk.li.say(code)
    expect(shown.expects).toBe('consent')
    for (const part of ['王小雨', '13800001111', '绘画', '90天', '纸质']) expect(words(shown)).toContain(part)
    const confirmed = await walk.li.say('同意')
    expect(words(confirmed)).toContain('绘画')
    expect(await enrolmentsOf(walk, 'demo-li')).toMatchObject([{ state: 'seat', until: null }])
    expect(words(await walk.li.say('我的报名'))).toContain('已报上')
    const later = await zhou.later()
    expect(words(later)).toContain('已经确认')
    walk.clock.now += 49 * hourMs
    await walk.sweep()
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('the code serves once and opens nothing when it is wrong', async () => {
    const code = codeIn(await entered())
    await saying(walk.li, code, '同意')
    const other = walk.parent('demo-wang')
    const used = await other.say(code)
    expect(used.expects).toBe('menu')
    expect(words(used)).not.toContain('王小雨')
    const wrong = await other.say('12345678')
    expect(words(wrong)).not.toContain('王小雨')
    const tries: string[] = []
    for (const digits of ['11112222', '33334444', '55556666', '77778888'])
      tries.push(words(await other.say(digits)))
    expect(tries.at(-1)).toMatch(/小时/)
  })

  it('a guardian who refuses gives the seat back and nothing is kept', async () => {
    const code = codeIn(await entered())
    const refused = await saying(walk.li, code, '不同意')
    expect(words(refused)).toContain('删')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    expect(await familyOf(walk, 'demo-li')).toBe(null)
  })

  it('what is wrong can be mended once consent is given', async () => {
    const code = codeIn(await entered())
    expect((await saying(walk.li, code, '有不对的')).expects).toBe('consent')
    await walk.li.say('同意')
    const changed = await saying(walk.li, '修改手机号', '13900009999')
    expect(words(changed)).toContain('13900009999')
  })

  it('after 48 hours without a word all of it lapses, and the helper is told', async () => {
    const code = codeIn(await entered())
    walk.clock.now += 48 * hourMs - 10 * secondMs
    await walk.sweep()
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    walk.clock.now += 11 * secondMs
    await walk.sweep()
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    expect(words(await zhou.later())).toContain('没有确认')
    const late = await walk.li.say(code)
    expect(words(late)).not.toContain('王小雨')
    expect(late.expects).toBe('menu')
  })

  it('a code that has lapsed opens nothing even before the sweep', async () => {
    const code = codeIn(await entered())
    walk.clock.now += 49 * hourMs
    expect(words(await walk.li.say(code))).not.toContain('王小雨')
  })

  it('enters several families, one after another', async () => {
    const first = codeIn(await entered())
    await zhou.say('再报一个孩子')
    const second = codeIn(await entered({ 'child.name': '陈小二', 'guardian.phone': '13700001111' }))
    expect(second).not.toBe(first)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 10, waiting: 0 })
    const wang = walk.parent('demo-wang')
    expect(words(await walk.li.say(first))).toContain('王小雨')
    expect(words(await wang.say(second))).toContain('陈小二')
    expect(words(await zhou.say('我的报名'))).toContain('2家')
  })

  it('a helper who is a guardian too keeps the own family', async () => {
    await enrol(walk.li, '绘画')
    await walk.li.say('再报一个孩子')
    expect(words(await walk.li.say('我的报名'))).toContain('王小雨')
  })

  it('a helper may refuse the notice as well', async () => {
    expect((await saying(zhou, '我是老师，帮学生报名', '不同意')).expects).toBe('menu')
  })
})
