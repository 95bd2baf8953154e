import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs, instantOf } from '../../../shared/time.ts'
import { families, startQueue } from '../../support/queue.ts'
import { enrol, enrolmentsOf, saying, seatsIn, startWalk, toSummary, type Walk } from '../../support/walk.ts'
import { words } from '../../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startQueue()
})

describe('a seat that comes free', () => {
  it('is offered to the next in line, who is told by a late reply', async () => {
    const next = walk.parent('demo-c')
    const { after } = await next.later()
    await saying(walk.parent('demo-a'), '取消报名', '1')
    await walk.sweep()
    const news = await next.later(after)
    expect(words(news)).toMatch(/有空位了/)
    expect(words(news)).toContain('王小雨')
    expect(await enrolmentsOf(walk, 'demo-c')).toMatchObject([{ state: 'offered' }])
    expect(words(await next.say('我的报名'))).toContain('等您回话')
    await next.say('要')
    expect(words(await next.say('我的报名'))).toContain('已报上')
    expect(words(await walk.parent('demo-d').say('我的报名'))).toContain('候补第1位')
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 0, waiting: 1 })
  })

  it('by an erasure too', async () => {
    await saying(walk.parent('demo-b'), '删除我的信息', '1')
    await walk.sweep()
    expect(words(await walk.parent('demo-c').later())).toContain('有空位了')
  })

  it('by a change of course too', async () => {
    const a = walk.parent('demo-a')
    await saying(a, '换成绘画', '1')
    if ((await enrolmentsOf(walk, 'demo-a')).some(({ sectionId }) => sectionId === 'mini-2027.ball-tiny'))
      await a.say('1')
    await walk.sweep()
    expect(words(await walk.parent('demo-c').later())).toContain('有空位了')
  })

  it('is not offered to who left the list', async () => {
    await saying(walk.parent('demo-c'), '不排了', '1')
    await saying(walk.parent('demo-a'), '取消报名', '1')
    await walk.sweep()
    expect(await enrolmentsOf(walk, 'demo-c')).toEqual([])
    expect(await enrolmentsOf(walk, 'demo-d')).toMatchObject([{ state: 'offered' }])
  })

  it('is offered to the next where the first says no, and where it says nothing', async () => {
    await saying(walk.parent('demo-a'), '取消报名', '1')
    await saying(walk.parent('demo-c'), '不要')
    expect(await enrolmentsOf(walk, 'demo-d')).toMatchObject([{ state: 'offered' }])
    walk.clock.now += 49 * hourMs
    await walk.sweep()
    expect(words(await walk.parent('demo-d').later())).toContain('没等到您回话')
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 1, waiting: 0 })
  })

  it('is never given to two: the late yes hears a kind no', async () => {
    await saying(walk.parent('demo-a'), '取消报名', '1')
    walk.clock.now += 49 * hourMs
    await walk.sweep()
    await walk.parent('demo-d').say('要')
    expect(await enrolmentsOf(walk, 'demo-d')).toMatchObject([{ state: 'seat' }])
    expect(words(await walk.parent('demo-c').say('要'))).toContain('没有给您留着的空位')
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 0, waiting: 0 })
  })

  it('by a hold of a helper that lapses', async () => {
    walk = await startWalk()
    const zhou = walk.parent('demo-zhou')
    await toSummary(zhou, '篮球 山前村', { who: '帮别人报' })
    await zhou.say('1')
    for (const [name, child] of families.slice(0, 2))
      await enrol(walk.parent(`demo-${name}`), '篮球 山前村', { 'child.name': child })
    expect(await enrolmentsOf(walk, 'demo-b')).toMatchObject([{ state: 'waiting' }])
    walk.clock.now += 49 * hourMs
    await walk.sweep()
    expect(await enrolmentsOf(walk, 'demo-b')).toMatchObject([{ state: 'offered' }])
    expect(words(await walk.parent('demo-b').later())).toContain('有空位了')
  })
})

describe('late replies', () => {
  it('with a cursor brings nothing twice beyond its lag', async () => {
    const next = walk.parent('demo-c')
    await saying(walk.parent('demo-a'), '取消报名', '1')
    await walk.sweep()
    const first = await next.later()
    expect(words(first)).toContain('有空位了')
    walk.clock.now += hourMs
    const second = await next.later(first.after)
    walk.clock.now += hourMs
    const third = await next.later(second.after)
    expect(third.replies).toEqual([])
    expect(third.after >= second.after).toBe(true)
  })

  it('repeats an answer whose delivery may have been lost, under the same ids', async () => {
    const li = walk.li
    const answer = await li.say('你好')
    const later = await li.later()
    expect(later.replies.map(({ id }) => id)).toEqual(
      expect.arrayContaining(answer.replies.map(({ id }) => id)),
    )
  })

  it('a cursor that is none gives everything that is kept', async () => {
    const li = walk.li
    await li.say('你好')
    expect((await li.later('nonsense')).replies.length).toBeGreaterThan(0)
  })

  it('no one hears another’s news', async () => {
    await saying(walk.parent('demo-a'), '取消报名', '1')
    await walk.sweep()
    expect(words(await walk.parent('demo-x').later())).toBe('')
  })

  it('a conversation idle for a week is let go, the family stays', async () => {
    walk.clock.now = instantOf('2027-06-20', '10:00')
    await walk.sweep()
    const back = await walk.parent('demo-a').say('你好')
    expect(back.expects).toBe('menu')
    expect(words(await walk.parent('demo-a').say('我的报名'))).toContain('篮球')
  })
})
