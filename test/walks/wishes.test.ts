import { beforeEach, describe, expect, it } from 'vitest'
import { allocateProgramme } from '../../functions/app/allocate.ts'
import { instantOf } from '../../shared/time.ts'
import {
  type Answers,
  choice,
  enrolmentsOf,
  familyOf,
  saying,
  seatsIn,
  startWalk,
  toCourses,
  type Walk,
} from '../support/walk.ts'
import {
  aDrawnProgramme,
  drawnAt,
  leftAt,
  seed,
  wishesOpen,
  wishesOver,
  withSeed,
} from '../support/wishes.ts'
import { type Parent, words } from '../support/world.ts'

const ball = 'mini-2027.ball-tiny'
const draw = 'mini-2027.draw-hall'
const chen: Answers = { 'child.name': '陈小明', 'guardian.name': '陈大山', 'guardian.phone': '13900002222' }

let walk: Walk
let li: Parent
beforeEach(async () => {
  walk = await startWalk({ programmes: [aDrawnProgramme()], now: wishesOpen })
  li = walk.li
})

const wish = async (parent: Parent, said: string, given: Answers = {}): Promise<string> => {
  await toCourses(parent, given)
  const back = await parent.say(said)
  expect(back.expects, words(back)).toBe('wishes')
  return words(await saying(parent, '1', '1'))
}

const drawNow = async (): Promise<void> => {
  await walk.store.revise('mini-2027', withSeed)
  walk.clock.now = drawnAt
  await walk.work()
}

const states = async (contact: string) =>
  (await enrolmentsOf(walk, contact)).map(({ sectionId, state }) => `${sectionId} ${state}`)

describe('wishes and their draw', () => {
  it('two families, one seat: named in order, drawn, told why, and the other waits', async () => {
    expect(await wish(li, '绘画第二，篮球第一')).toContain('第一志愿篮球，第二志愿绘画')
    await wish(walk.parent('demo-chen'), '篮球、绘画', chen)
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 1, waiting: 0 })
    expect((await familyOf(walk, 'demo-li'))?.wishes?.[0]?.ranked).toEqual([ball, draw])
    walk.clock.now = wishesOver
    const planned = await allocateProgramme({ store: walk.store })('mini-2027', seed)
    await drawNow()
    if (!planned.ok) throw new Error(planned.error)
    const [first, second] = planned.value.table.rows
    const winner = (await familyOf(walk, 'demo-li'))?.id === first?.familyId ? 'demo-li' : 'demo-chen'
    const loser = winner === 'demo-li' ? 'demo-chen' : 'demo-li'
    expect(first?.accepted.map(({ section }) => section)).toEqual([ball, draw])
    expect(await states(winner)).toEqual([`${ball} seat`, `${draw} seat`])
    expect(second?.accepted).toEqual([])
    expect(await states(loser)).toEqual([`${ball} waiting`, `${draw} waiting`])
    const won = words(await walk.parent(winner).later())
    expect(won).toContain('篮球：抽中了！')
    const lost = words(await walk.parent(loser).later())
    expect(lost).toContain('篮球：位子不够，排在候补第一位')
    expect(lost).toContain('6月6日8:00起')
    expect(words(await walk.parent(loser).say('我的志愿'))).toContain('排在候补第一位')
  })

  it('a seat that comes free after the draw is offered to who waits', async () => {
    await wish(li, '篮球')
    await wish(walk.parent('demo-chen'), '篮球', chen)
    walk.clock.now = wishesOver
    await drawNow()
    const [winner, loser] = (await states('demo-li')).includes(`${ball} seat`)
      ? (['demo-li', 'demo-chen'] as const)
      : (['demo-chen', 'demo-li'] as const)
    await saying(walk.parent(winner), '取消报名', '1')
    expect(await states(loser)).toEqual([`${ball} offered`])
  })

  it('may be changed and withdrawn until the last evening', async () => {
    await wish(li, '篮球、绘画')
    const back = await saying(li, '我的志愿', '1', '绘画第一，篮球第二')
    expect(words(back)).toMatch(/第一志愿：绘画[\s\S]*第二志愿：篮球/)
    expect(words(await li.say('2'))).toContain('第一志愿绘画，第二志愿篮球')
    expect((await familyOf(walk, 'demo-li'))?.wishes).toMatchObject([{ ranked: [draw, ball], waits: false }])
    expect(words(await li.say('我的信息'))).toContain('第一志愿：绘画')
    await saying(li, '撤回志愿', '1')
    expect((await familyOf(walk, 'demo-li'))?.wishes).toBeUndefined()
    const id = (await familyOf(walk, 'demo-li'))?.id ?? ''
    expect(await walk.store.wishesOfFamily('mini-2027', id)).toEqual([])
  })

  it('too early: all is filled in before, and one word names it when it begins', async () => {
    walk.clock.now = instantOf('2027-05-31', '20:00')
    await toCourses(li)
    const ready = await saying(li, '篮球、绘画', '1', '1')
    expect(words(ready)).toContain('开始报名')
    expect((await familyOf(walk, 'demo-li'))?.wishes).toBeUndefined()
    walk.clock.now = instantOf('2027-06-01', '00:01')
    expect(words(await li.say('报名'))).toContain('第一志愿篮球，第二志愿绘画')
  })

  it('too late: nothing is named or changed, and what is left is anybody’s the morning after the draw', async () => {
    await wish(li, '绘画')
    walk.clock.now = wishesOver
    expect(words(await li.say('撤回志愿'))).toContain('志愿已经收完了')
    const chens = walk.parent('demo-chen')
    expect(words(await toCourses(chens, chen))).not.toContain('篮球（山前村文化礼堂）')
    expect(words(await chens.say('篮球，山前村那个'))).toContain('抽签')
    await drawNow()
    walk.clock.now = leftAt
    const wu = walk.parent('demo-wu')
    const list = await toCourses(wu, { 'child.name': '吴小雨', 'guardian.phone': '13700003333' })
    await saying(wu, choice(list, '篮球 山前村'), '1')
    expect(await states('demo-wu')).toEqual([`${ball} seat`])
  })

  it('children one after another, and once whether siblings are drawn together', async () => {
    await wish(li, '篮球')
    await saying(li, '给孩子报名', '2', '王小明，2019年5月，全程都来，没有过敏')
    const list = await li.say('外婆接')
    const back = list.expects === 'modules' ? await li.say('篮球') : list
    expect(words(back)).toContain('王小明的志愿')
    const asked = await li.say('1')
    expect(words(asked)).toContain('要一起抽，还是各抽各的')
    await saying(li, '1', '1')
    const wishes = (await familyOf(walk, 'demo-li'))?.wishes ?? []
    expect(wishes.map(({ together }) => together)).toEqual([true, true])
  })
})
