import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../../shared/contract/reply.ts'
import { hourMs, secondMs } from '../../../shared/time.ts'
import {
  type Answers,
  codeIn,
  enrol,
  enrolmentsOf,
  familyOf,
  proven,
  saying,
  seatsIn,
  startWalk,
  toSummary,
  type Walk,
} from '../../support/walk.ts'
import { type Parent, words } from '../../support/world.ts'

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
    const shown = await walk.li.say(proven(code))
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
    await saying(walk.li, proven(code), '同意')
    const other = walk.parent('demo-wang')
    const used = await other.say(proven(code))
    expect(used.expects).toBe('menu')
    expect(words(used)).not.toContain('王小雨')
    const wrong = await other.say('12345678')
    expect(words(wrong)).not.toContain('王小雨')
    const tries: string[] = []
    for (const digits of ['11112222', '33334444', '55556666', '77778888'])
      tries.push(words(await other.say(digits)))
    expect(tries.at(-1)).toMatch(/小时/)
  })

  it('the code alone shows nothing: the last four digits of the phone as entered are asked for', async () => {
    const code = codeIn(await entered())
    const asked = await walk.li.say(code)
    expect(asked.expects).toBe('code')
    expect(words(asked)).toContain('后四位')
    expect(words(asked)).not.toMatch(/王小雨|绘画|1380000/)
    const shown = await walk.li.say('尾号1111')
    expect(shown.expects).toBe('consent')
    expect(words(shown)).toContain('王小雨')
  })

  it('wrong digits may be tried twice more, then the code is spent, for everybody, and the entry is not', async () => {
    const code = codeIn(await entered())
    const tries = [await walk.li.say(`${code} 0001`), await walk.li.say('0002')]
    expect(tries.map(words).join()).toMatch(/2次.*1次/s)
    expect(tries.map(({ expects }) => expects)).toEqual(['code', 'code'])
    const other = walk.parent('demo-wang')
    const spent = await other.say(`${code} 0003`)
    expect(words(spent)).toContain('再要一个确认码')
    expect(spent.expects).toBe('menu')
    for (const parent of [walk.li, walk.parent('demo-ma')])
      expect(words(await parent.say(proven(code)))).not.toContain('王小雨')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('of many guesses at once no more than three are judged', async () => {
    const code = codeIn(await entered())
    const guessers = Array.from({ length: 8 }, (_, at) => walk.parent(`demo-eve-${at}`))
    const sent = (at: number) => ({ kind: 'text', text: `${code} 000${at}`, messageId: `guess-${at}` })
    const answers = await Promise.all(guessers.map((guesser, at) => guesser.send(sent(at))))
    const said = await Promise.all(answers.map(async (answer) => JSON.stringify(await answer.json())))
    expect(said.filter((one) => /后四位对不上|作废/.test(one))).toHaveLength(3)
    expect(said.join()).not.toContain('王小雨')
    expect((await walk.li.say(proven(code))).expects).toBe('menu')
  })

  it('the third try may still be right', async () => {
    const code = codeIn(await entered())
    expect((await saying(walk.li, code, '0001', '0002', '13800001111')).expects).toBe('consent')
  })

  it('other words than four digits are no try, and 返回 leads out', async () => {
    const code = codeIn(await entered())
    for (const said of ['不记得了呀', '123', '为什么要手机号']) {
      await walk.li.say(code)
      await walk.li.say(said)
    }
    expect((await saying(walk.li, '0', code, '返回')).expects).toBe('menu')
    expect((await saying(walk.li, code, '1111')).expects).toBe('consent')
  })

  it('the helper asks for a new code when the old one is spent', async () => {
    const code = codeIn(await entered())
    await saying(walk.li, `${code} 0001`, '0002', '0003')
    const renewed = await zhou.say('再要一个确认码')
    expect(words(renewed)).toContain('绘画')
    expect(words(renewed)).not.toMatch(/王小雨|1380000/)
    expect((await walk.li.say(proven(codeIn(renewed)))).expects).toBe('consent')
    await walk.li.say('同意')
    expect(await enrolmentsOf(walk, 'demo-li')).toMatchObject([{ state: 'seat' }])
    expect(words(await zhou.say('再要一个确认码'))).toContain('没有在等')
  })

  it('a guardian who refuses gives the seat back and nothing is kept', async () => {
    const code = codeIn(await entered())
    const refused = await saying(walk.li, proven(code), '不同意')
    expect(words(refused)).toContain('删')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    expect(await familyOf(walk, 'demo-li')).toBe(null)
  })

  it('what is wrong is mended before consent is given', async () => {
    const code = codeIn(await entered())
    expect((await saying(walk.li, proven(code), '有不对的')).expects).toBe('field')
    const mended = await saying(walk.li, '手机号', '13900009999')
    expect(words(mended)).toContain('改好了，手机号：13900009999')
    await walk.li.say('同意')
    expect(words(await walk.li.say('我的信息'))).toContain('13900009999')
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
    const late = await walk.li.say(proven(code))
    expect(words(late)).not.toContain('王小雨')
    expect(late.expects).toBe('menu')
  })

  it('a code that has lapsed opens nothing even before the sweep', async () => {
    const code = codeIn(await entered())
    walk.clock.now += 49 * hourMs
    expect(words(await walk.li.say(proven(code)))).not.toContain('王小雨')
  })

  it('enters several families, one after another', async () => {
    const first = codeIn(await entered())
    await zhou.say('再报一个孩子')
    const second = codeIn(await entered({ 'child.name': '陈小二', 'guardian.phone': '13700001111' }))
    expect(second).not.toBe(first)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 10, waiting: 0 })
    const wang = walk.parent('demo-wang')
    expect(words(await walk.li.say(proven(first)))).toContain('王小雨')
    expect(words(await wang.say(proven(second, '13700001111')))).toContain('陈小二')
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

describe('a guardian who has a family', () => {
  it('takes what a helper entered for another child into it, seat and all', async () => {
    await enrol(walk.li, '绘画')
    const code = codeIn(
      await entered({ 'child.name': '王小明', 'child.birth': '2019年3月', health: '花生过敏' }),
    )
    const done = await saying(walk.li, proven(code), '同意')
    expect(words(done)).toContain('王小明的报名卡')
    const family = await familyOf(walk, 'demo-li')
    expect(family?.children.map(({ name }) => name)).toEqual(['王小雨', '王小明'])
    expect(family?.enrolments.map(({ state }) => state)).toEqual(['seat', 'seat'])
    expect(family).toMatchObject({ pending: null, contacts: ['demo-li'], guardians: [{ name: '张小丽' }] })
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 10, waiting: 0 })
    expect(words(await zhou.later())).toContain('已经确认')
    expect(words(await walk.li.say('我的报名'))).toMatch(/王小雨.*王小明/s)
    walk.clock.now += 49 * hourMs
    await walk.sweep()
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 10, waiting: 0 })
    expect((await walk.store.recountSection('mini-2027.draw-hall'))?.orphans).toEqual([])
  })

  it('and for the same child adds the course to that child', async () => {
    await enrol(walk.li, '绘画', { health: '没有' })
    const code = codeIn(await entered({ health: '花生过敏', pickup: '爷爷' }, '篮球 山前村'))
    const done = await saying(walk.li, proven(code), '同意')
    expect(words(done)).toContain('原来就有')
    const family = await familyOf(walk, 'demo-li')
    expect(family?.children).toMatchObject([{ name: '王小雨', health: '花生过敏' }])
    expect(family?.children[0]?.pickup.map(({ who }) => who)).toEqual(['外婆', '爷爷'])
    expect(family?.enrolments.map(({ childId }) => childId)).toEqual([
      family?.children[0]?.id,
      family?.children[0]?.id,
    ])
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 1, waiting: 0 })
  })

  it('what clashes is told and given back, and nothing else is lost', async () => {
    await enrol(walk.li, '绘画')
    const code = codeIn(await entered())
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 10, waiting: 0 })
    const done = await saying(walk.li, proven(code), '同意')
    expect(words(done)).toMatch(/绘画已经给王小雨选了.*退了/)
    expect(await enrolmentsOf(walk, 'demo-li')).toMatchObject([{ state: 'seat' }])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect(words(await zhou.later())).toContain('已经确认')
  })

  it('and refuses it without any harm to the own', async () => {
    await enrol(walk.li, '绘画')
    const own = await familyOf(walk, 'demo-li')
    const code = codeIn(await entered({ 'child.name': '王小明' }))
    await saying(walk.li, proven(code), '不同意')
    expect(await familyOf(walk, 'demo-li')).toEqual(own)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })
})
