import { beforeEach, describe, expect, it } from 'vitest'
import { instantOf, minuteMs } from '../../shared/time.ts'
import { aProgramme } from '../support/programme.ts'
import { enrolmentsOf, saying, seatsIn, startWalk, toSummary, type Walk } from '../support/walk.ts'
import { words } from '../support/world.ts'

const opensAt = instantOf('2027-06-10', '08:00')
let walk: Walk

/** Enrolment opens nine days from now. */
beforeEach(async () => {
  const programme = aProgramme({ enrolment: { opens: '2027-06-10', closes: '2027-07-01' } })
  walk = await startWalk({ programmes: [programme] })
})

const prepare = async (name: string, child = '王小雨') => {
  const parent = walk.parent(`demo-${name}`)
  await toSummary(parent, '篮球 山前村', { 'child.name': child })
  const ready = await parent.say('1')
  expect(words(ready)).toContain('到点回一个“报名”就行')
  return parent
}

describe('prepared before, claimed at once', () => {
  it('keeps all, reminds shortly before, and claims with one word', async () => {
    const a = await prepare('a')
    expect(await enrolmentsOf(walk, 'demo-a')).toEqual([])
    expect(words(await a.later())).not.toContain('您要报的都填好了')
    walk.clock.now = opensAt - 10 * minuteMs
    const news = words(await a.later())
    expect(news).toContain('小候鸟暑期班今天早上8点开始报名。您要报的都填好了，到点回一个“报名”就行。')
    expect(words(await a.say('报名'))).toContain('还没到时间，今天早上8点开始报名')
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 2, waiting: 0 })
    walk.clock.now = opensAt
    expect(words(await a.say('抢'))).toContain('王小雨的篮球报上了')
    expect(await enrolmentsOf(walk, 'demo-a')).toMatchObject([{ state: 'seat' }])
  })

  it('outlives a week of silence, and a restart', async () => {
    await prepare('a')
    walk.clock.now = opensAt
    await walk.sweep()
    const later = await walk.restart()
    expect(words(await later.parent('demo-a').say('报名', 'after-the-restart'))).toContain('篮球报上了')
  })

  it('at one moment each hears the truth: two seats, the others on the list in order', async () => {
    const names = ['a', 'b', 'c', 'd']
    const children = ['李小明', '陈小红', '王小雨', '张小月']
    for (const [nth, name] of names.entries()) await prepare(name, children[nth])
    walk.clock.now = opensAt
    const said = await Promise.all(
      names.map(async (name) => words(await walk.parent(`demo-${name}`).say('报名'))),
    )
    expect(said.filter((one) => one.includes('篮球报上了'))).toHaveLength(2)
    expect(said.filter((one) => /排在候补第[12]位/.test(one))).toHaveLength(2)
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 0, waiting: 2 })
  })

  it('who is choosing anew is not reminded of what is not ready', async () => {
    const a = await prepare('a')
    await saying(a, '修改', '11')
    walk.clock.now = opensAt - 10 * minuteMs
    expect(words(await a.later())).not.toContain('您要报的都填好了')
  })
})
