import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../../shared/time.ts'
import { aProgramme } from '../../support/programme.ts'
import { families, startOffer, statesOf } from '../../support/queue.ts'
import { choice, enrol, enrolmentsOf, saying, seatsIn, startWalk, type Walk } from '../../support/walk.ts'
import { words } from '../../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startOffer()
})

describe('an answer to an offer', () => {
  it('too late before the sweep has seen it: a kind no, and the next is offered it', async () => {
    walk.clock.now += 49 * hourMs
    const answer = words(await walk.parent('demo-c').say('要'))
    expect(answer).toContain('过了时间，已经让给下一家了')
    expect(await statesOf(walk, 'd')).toEqual(['offered'])
  })

  it('a message sent twice takes one seat', async () => {
    const c = walk.parent('demo-c')
    await c.say('1', 'twice')
    const again = await c.say('1', 'twice')
    expect(words(again)).toContain('定下来了')
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 0, waiting: 1 })
  })
})

describe('siblings in one class', () => {
  /** Both of the family wait behind d, who goes. */
  const pair = async (together: '1' | '2') => {
    const e = walk.parent('demo-e')
    await enrol(e, '篮球 山前村', { 'child.name': '王小云', 'guardian.phone': '13800002222' })
    let answer = await saying(e, '报名', '再报一个孩子', '王小月')
    for (let turn = 0; turn < 8 && answer.expects !== 'modules'; turn++)
      answer = await e.say(
        answer.expects === 'child.birth' ? '2017年3月' : answer.expects === 'health' ? '没有' : '全程都来',
      )
    await e.say('篮球 山前村')
    const asked = await e.say('1')
    expect(words(asked)).toContain('两个孩子要一起进，还是谁先有位谁先上？')
    return words(await e.say(together))
  }

  it('are asked once, and together get nothing before two seats are free', async () => {
    expect(await pair('1')).toContain('空位够两个孩子了才给您留')
    await saying(walk.parent('demo-d'), '不排了', '1')
    await saying(walk.parent('demo-c'), '2')
    expect(await statesOf(walk, 'e')).toEqual(['waiting', 'waiting'])
    expect(words(await walk.parent('demo-e').say('为什么还没轮到'))).toContain('候补第1位')
    await saying(walk.parent('demo-b'), '取消报名', '1')
    walk.clock.now += 5 * minuteMs
    expect(await statesOf(walk, 'e')).toEqual(['offered', 'offered'])
    const e = walk.parent('demo-e')
    expect(words(await e.later())).toContain('王小云、王小月候补的篮球有两个空位了，可以一起上')
    await e.say('1')
    expect(await statesOf(walk, 'e')).toEqual(['seat', 'seat'])
  })

  it('each by itself gets the first seat', async () => {
    expect(await pair('2')).toContain('谁先有位谁先上')
    await saying(walk.parent('demo-d'), '不排了', '1')
    await saying(walk.parent('demo-c'), '2')
    expect((await statesOf(walk, 'e')).toSorted()).toEqual(['offered', 'waiting'])
  })
})

describe('an offer that cannot stand beside what the child has', () => {
  it('of a change that waited for it: it is asked what goes, and the old seat goes only then', async () => {
    const one = aProgramme({ limits: { courses: 1, travelMinutes: 15 } })
    walk = await startWalk({ programmes: [one] })
    for (const [name, child] of families.slice(0, 2))
      await enrol(walk.parent(`demo-${name}`), '篮球 山前村', { 'child.name': child })
    const c = walk.parent('demo-c')
    await enrol(c, '绘画')
    const list = await c.say('换课')
    const full = await c.say(choice(list, '山前村文化礼堂，每周二四'))
    await c.say(choice(full, '候补'))
    expect((await statesOf(walk, 'c')).toSorted()).toEqual(['seat', 'waiting'])
    await saying(walk.parent('demo-a'), '取消报名', '1')
    walk.clock.now += 5 * minuteMs
    const asked = await c.say('要')
    expect(words(asked)).toContain('每个孩子最多1门课，王小雨已经有绘画了。')
    expect((await statesOf(walk, 'c')).toSorted()).toEqual(['offered', 'seat'])
    expect(words(await c.say(choice(asked, '退掉绘画')))).toContain('王小雨的篮球定下来了')
    expect(await enrolmentsOf(walk, 'demo-c')).toMatchObject([
      { sectionId: 'mini-2027.ball-tiny', state: 'seat' },
    ])
    expect((await seatsIn(walk, 'draw-hall')).left).toBe(12)
  })
})
