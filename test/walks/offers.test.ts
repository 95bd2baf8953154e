import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs } from '../../shared/time.ts'
import { startOffer, statesOf } from '../support/queue.ts'
import { saying, seatsIn, type Walk } from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startOffer()
})

describe('an offer of a seat that came free', () => {
  it('is told with what, where, when, until when, and is taken with 1', async () => {
    const c = walk.parent('demo-c')
    const news = words(await c.later())
    expect(news).toContain('王小雨候补的篮球有空位了！\n山前村文化礼堂，第一次课7月6日周二 14:00–15:30')
    expect(news).toMatch(/给您留到(?:今|明).+点.*，要就回1，不要就回2。/)
    expect(await statesOf(walk, 'c')).toEqual(['offered'])
    expect(words(await c.say('1'))).toContain('王小雨的篮球定下来了！第一次课7月6日周二')
    expect(await statesOf(walk, 'c')).toEqual(['seat'])
    expect(words(await c.say('我的报名'))).toContain('已报上')
    expect(words(await walk.parent('demo-d').say('我排第几'))).toContain('候补第1位，一有空位先问您')
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 0, waiting: 1 })
  })

  it('is refused with 2, and offered to the next', async () => {
    const c = walk.parent('demo-c')
    expect(words(await c.say('2'))).toContain('让给下一家了。以后还想上，回复“报名”再排就行')
    expect(await statesOf(walk, 'c')).toEqual([])
    expect(await statesOf(walk, 'd')).toEqual(['offered'])
    expect(words(await walk.parent('demo-d').later())).toContain('有空位了')
  })

  it('an unclear word leaves it as it is', async () => {
    const c = walk.parent('demo-c')
    expect(words(await c.say('收到'))).toContain('有空位，给您留到')
    await c.say('哈哈哈')
    expect(await statesOf(walk, 'c')).toEqual(['offered'])
  })

  it('amid a form 1 takes it and the form goes on', async () => {
    const c = walk.parent('demo-c')
    await c.say('我排第几')
    const asked = await saying(c, '0', '报名', '再报一个孩子')
    expect(asked.expects).toBe('child.name')
    const answer = await c.say('1')
    expect([words(answer).includes('篮球定下来了'), answer.expects]).toEqual([true, 'child.name'])
    expect(await statesOf(walk, 'c')).toEqual(['seat'])
  })

  it('a word that comes too late: a kind no, and what next', async () => {
    walk.clock.now += 49 * hourMs
    await walk.sweep()
    const c = walk.parent('demo-c')
    expect(words(await c.later())).toContain('没等到您回话，已经让给下一家了')
    expect(await statesOf(walk, 'c')).toEqual([])
    expect(await statesOf(walk, 'd')).toEqual(['offered'])
    expect(words(await c.say('要'))).toContain('现在没有给您留着的空位')
  })
})

describe('the waiting list', () => {
  it('is left with 不排了, after one more yes', async () => {
    const d = walk.parent('demo-d')
    expect(words(await d.say('不排了'))).toContain('不排候补了，确定吗')
    expect(await statesOf(walk, 'd')).toEqual(['waiting'])
    expect(words(await d.say('1'))).toContain('不排了。以后还想上，回复“报名”再排')
    expect(await statesOf(walk, 'd')).toEqual([])
  })

  it('says why it is not one’s turn, whatever was asked before', async () => {
    const answer = words(await walk.parent('demo-d').say('为什么还没轮到我'))
    expect(answer).toMatch(/候补第1位|有空位/)
    expect(answer).toContain('不想排了，回复“不排了”')
  })
})
