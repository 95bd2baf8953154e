import { beforeEach, describe, expect, it } from 'vitest'
import { closeTown } from '../../functions/app/close-town.ts'
import { instantOf, minuteMs } from '../../shared/time.ts'
import { codeIn, enrol, proven, saying, startWalk, toSummary, type Walk } from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let zhou: Parent

beforeEach(async () => {
  walk = await startWalk({ now: instantOf('2027-07-06', '15:00') })
  zhou = walk.parent('demo-zhou')
})

/** A neighbour enters a family for the drawing class, tomorrow at half past eight; the code that the mother needs. */
const entered = async (): Promise<string> => {
  await toSummary(zhou, '绘画', { who: '帮别人报', 'guardian.relation': '妈妈' })
  return codeIn(await zhou.say('1'))
}
const workAt = async (day: string, time: string): Promise<void> => {
  walk.clock.now = instantOf(day, time)
  await walk.work()
}

describe('after the evening’s schedules', () => {
  it('a guardian who confirms gets tomorrow’s at nine, once', async () => {
    const code = await entered()
    await workAt('2027-07-06', '18:00')
    walk.clock.now = instantOf('2027-07-06', '18:40')
    await saying(walk.li, proven(code), '同意')
    const { after } = await walk.li.later()
    await workAt('2027-07-06', '20:59')
    expect(words(await walk.li.later(after))).not.toContain('明天（7月7日 周三）的课')
    await workAt('2027-07-06', '21:00')
    expect(words(await walk.li.later(after))).toContain('明天（7月7日 周三）的课')
    await workAt('2027-07-07', '07:00')
    const all = (await walk.li.later()).replies.filter(({ text }) => text.includes('（7月7日 周三）的课'))
    expect(all).toHaveLength(1)
  })

  it('who enrols in the night reads it in the morning', async () => {
    await workAt('2027-07-06', '21:00')
    walk.clock.now = instantOf('2027-07-06', '22:10')
    await enrol(walk.li, '绘画')
    await workAt('2027-07-07', '07:00')
    expect(words(await walk.li.later())).toContain('今天（7月7日 周三）的课')
  })
})

describe('a family that waits for its guardian', () => {
  it('is told of a closure through its helper, who reads no name', async () => {
    await entered()
    const order = { programmeId: 'mini-2027', day: '2027-07-07', town: 'east', goesOn: false, reason: '台风' }
    await closeTown({ store: walk.store, clock: { now: () => walk.clock.now } })(order)
    walk.clock.now += minuteMs
    await walk.work()
    const said = (await zhou.later()).replies.map(({ text }) => text).find((text) => text.includes('台风'))
    expect(said).toMatch(/^您帮忙报的那一家，明天（7月7日 周三）停课：台风。/)
    expect([said?.includes('请转告家长'), said?.includes('小雨')]).toEqual([true, false])
  })
})
