import { beforeEach, describe, expect, it } from 'vitest'
import { instantOf } from '../../../shared/time.ts'
import {
  type Answers,
  codeIn,
  enrolmentsOf,
  familyOf,
  proven,
  saying,
  seatsIn,
  startWalk,
  toCourses,
  type Walk,
} from '../../support/walk.ts'
import { aDrawnProgramme, drawnAt, wishesOpen, wishesOver, withSeed } from '../../support/wishes.ts'
import { type Parent, words } from '../../support/world.ts'

const ball = 'mini-2027.ball-tiny'
const draw = 'mini-2027.draw-hall'

let walk: Walk
let li: Parent
beforeEach(async () => {
  walk = await startWalk({ programmes: [aDrawnProgramme()], now: wishesOpen })
  li = walk.li
})

const named = async (parent: Parent, said: string, given: Answers = {}) => {
  await toCourses(parent, given)
  return saying(parent, said, '1', '1')
}
const kept = async (contact = 'demo-li') => (await familyOf(walk, contact))?.wishes ?? []
const drawNow = async (): Promise<void> => {
  await walk.store.revise('mini-2027', withSeed)
  walk.clock.now = drawnAt
  await walk.work()
}

describe('naming wishes', () => {
  it.each([
    ['篮球第一，绘画第二', [ball, draw]],
    ['绘画第二，篮球第一', [ball, draw]],
    ['第一志愿绘画，第二志愿篮球', [draw, ball]],
    ['篮球，然后绘画', [ball, draw]],
    ['2、1', [ball, draw]],
  ])('%s', async (said, ranked) => {
    await named(li, said)
    expect((await kept())[0]?.ranked).toEqual(ranked)
  })

  it('one at a time, and one more', async () => {
    await toCourses(li)
    await saying(li, '篮球', '再加绘画', '2', '1')
    expect(await kept()).toMatchObject([{ ranked: [ball, draw], waits: false }])
  })

  it('in the first breath, before anything else is told', async () => {
    await li.say('我要报名，给孩子报绘画第二，篮球第一')
    await saying(li, '同意', '我是孩子家长')
    const back = await li.say(
      '孩子姓名：王小雨，出生年月：2018年3月，来的日期：全程都来，家长姓名：张小丽，手机号：13800001111，备用电话：没有，关系：妈妈，住址：山前村，过敏：没有，谁来接：外婆',
    )
    expect(words(back)).toMatch(/第一志愿：篮球[\s\S]*第二志愿：绘画/)
  })

  it('重新排 lists them anew, 返回 goes back a step, and 为什么 says that no order does harm', async () => {
    await toCourses(li)
    await li.say('篮球、绘画')
    expect(words(await li.say('为什么'))).toContain('排哪个在前都不会吃亏')
    await li.say('3')
    expect(words(await li.say('2'))).toContain('第一志愿：绘画')
    expect(words(await li.say('返回'))).not.toContain('第一志愿')
  })

  it('beside a class that is first come: the seat is taken at once, the wish is drawn', async () => {
    await toCourses(li)
    await saying(li, '示例企业1的篮球', '再加一门课', '绘画', '1', '1')
    expect(await enrolmentsOf(walk, 'demo-li')).toMatchObject([
      { sectionId: 'mini-2027.ball-canteen', state: 'seat' },
    ])
  })

  it('a class that is drawn is not changed to: it would be a race again', async () => {
    await toCourses(li)
    await saying(li, '示例企业1的篮球', '1')
    expect(words(await li.say('篮球换成绘画'))).toContain('抽签')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 1, waiting: 0 })
  })
})

describe('wishes go with whom they are of', () => {
  it('a family with wishes alone is still there after 30 days', async () => {
    await named(li, '篮球')
    walk.clock.now = instantOf('2027-07-20', '10:00')
    await walk.sweep()
    expect(await kept()).toHaveLength(1)
  })

  it('an erased family leaves none, and nothing is drawn for it', async () => {
    await named(li, '篮球')
    await saying(li, '删除我的信息', '1')
    walk.clock.now = wishesOver
    await drawNow()
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 1, waiting: 0 })
  })

  it('so does a child that is taken out of its family', async () => {
    await named(li, '篮球')
    const id = (await familyOf(walk, 'demo-li'))?.id ?? ''
    await saying(li, '删除王小雨的信息', '1')
    expect(await walk.store.wishesOfFamily('mini-2027', id)).toEqual([])
  })

  it('a second guardian sees and changes the same', async () => {
    await named(li, '篮球')
    const code = codeIn(await saying(li, '菜单', '让孩子爸爸也能看'))
    const father = walk.parent('demo-father')
    await saying(father, proven(code), '同意', '爸爸')
    await saying(father, '王大山', '13900005555')
    expect(words(await father.say('我的志愿'))).toContain('第一志愿：篮球')
  })
})

describe('a helper', () => {
  const helping: Answers = { who: '帮别人报', 'guardian.relation': '妈妈' }

  it('names them for others; they count when the guardian has confirmed', async () => {
    const zhou = walk.parent('demo-zhou')
    const done = await named(zhou, '篮球、绘画', helping)
    expect(words(done)).toContain('家长确认了才算数')
    const shown = await li.say(proven(codeIn(done)))
    expect(words(shown)).toContain('第一志愿：篮球')
    expect(words(await li.say('同意'))).toContain('第一志愿篮球')
    const [wishes] = await kept()
    const id = (await familyOf(walk, 'demo-li'))?.id ?? ''
    expect((await walk.store.wishesOfFamily('mini-2027', id))[0]?.ranked).toEqual(wishes?.ranked)
  })

  it('whose guardian confirms too late hears so', async () => {
    walk.clock.now = instantOf('2027-06-03', '20:00')
    const done = await named(walk.parent('demo-zhou'), '篮球', helping)
    walk.clock.now = wishesOver
    await li.say(proven(codeIn(done)))
    expect(words(await li.say('同意'))).toContain('志愿已经收完了')
    expect(await kept()).toEqual([])
  })

  it('and a guardian who has a family already gets them into that one', async () => {
    await named(li, '绘画')
    const done = await named(walk.parent('demo-zhou'), '篮球', { ...helping, 'child.name': '王小明' })
    await saying(li, proven(codeIn(done)), '同意')
    expect((await kept()).map(({ ranked }) => ranked)).toEqual([[draw], [ball]])
  })
})

describe('siblings', () => {
  it('drawn together both get it or neither, and wait together', async () => {
    await named(li, '篮球')
    await saying(li, '给孩子报名', '2', '王小明，2019年5月，全程都来，没有过敏')
    const list = await li.say('外婆接')
    if (list.expects === 'modules') await li.say('篮球')
    await saying(li, '1', '一起', '1')
    expect((await kept()).map(({ together }) => together)).toEqual([true, true])
    walk.clock.now = wishesOver
    await drawNow()
    const states = (await enrolmentsOf(walk, 'demo-li')).map(({ state }) => state)
    expect(new Set(states).size).toBeLessThanOrEqual(1)
    expect(words(await li.later())).toContain('不够几个孩子一起进')
  })
})
