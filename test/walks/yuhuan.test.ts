import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Programme } from '../../shared/programme.ts'
import { readProgramme } from '../../shared/programme-file.ts'
import { aProgramme } from '../support/programme.ts'
import {
  choice,
  enrolmentsOf,
  familyOf,
  fillIn,
  hasCard,
  saying,
  startWalk,
  type Walk,
} from '../support/walk.ts'
import { words } from '../support/world.ts'

const yuhuan = (): Programme => {
  const read = readProgramme(
    readFileSync(new URL('../../shared/programmes/yuhuan-2027.yaml', import.meta.url), 'utf8'),
  )
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}

describe('the programme of 玉环', () => {
  let walk: Walk

  beforeAll(async () => {
    walk = await startWalk({ programmes: [yuhuan()] })
  })

  it('a child is enrolled in two courses in four messages', async () => {
    const { li } = walk
    const notice = await li.say('我家娃小明今年8岁在白岩村想报篮球跟画画')
    expect(words(notice)).toContain('玉环市总工会')
    const summary = await saying(li, '同意', '全程都来 李大山 13800001234 没有第二个电话 爸爸 没过敏 奶奶接')
    expect(summary.expects).toBe('confirm')
    expect(words(summary)).toContain('白岩村文化礼堂')
    const result = await li.say('1')
    expect(hasCard(result)).toBe(true)
    expect((await enrolmentsOf(walk, 'demo-li')).map(({ state }) => state)).toEqual(['seat', 'seat'])
    expect((await familyOf(walk, 'demo-li'))?.guardians).toMatchObject([{ name: '李大山', relation: '爸爸' }])
    const lesson = words(await li.say('7月5号有什么课'))
    expect(lesson).toContain('8:30')
  })

  it('the list of courses is short enough to read, near first, and can be paged', async () => {
    const li = walk.parent('demo-wang')
    const list = await fillIn(li, await li.say('报名'), { place: '白岩村' })
    expect(list.expects).toBe('modules')
    expect(list.choices.length).toBeLessThanOrEqual(9)
    expect(list.choices[0]?.label).toContain('白岩村')
    const more = await li.say(choice(list, '更多'))
    expect(more.expects).toBe('modules')
    expect(words(more)).not.toBe(words(list))
    expect((await li.say('1')).expects).toBe('confirm')
  })

  it('a firm by its number', async () => {
    const li = walk.parent('demo-chen')
    const list = await fillIn(li, await li.say('报名'), { place: '企业3号' })
    expect(list.expects).toBe('modules')
    const summary = await li.say('1')
    expect(words(summary)).toMatch(/住处：\S*企业/)
  })
})

describe('two programmes at once', () => {
  let walk: Walk

  beforeAll(async () => {
    walk = await startWalk({ programmes: [aProgramme(), yuhuan()] })
  })

  it('which one is asked, by number or name', async () => {
    const li = walk.parent('demo-zhou')
    const which = await li.say('报名')
    expect(which.expects).toBe('choice')
    expect(which.choices).toHaveLength(2)
    const notice = await li.say(choice(which, '玉环'))
    expect(notice.expects).toBe('consent')
    expect(words(notice)).toContain('玉环市总工会')
    const wang = walk.parent('demo-wang')
    const other = await saying(wang, '报名', '小候鸟暑期班')
    expect(words(other)).toContain('示例市总工会')
  })

  it('a place that only one of them has needs no question', async () => {
    const answer = await walk.li.say('我家娃小明今年8岁在白岩村想报篮球跟画画')
    const notice = answer.expects === 'choice' ? await walk.li.say(choice(answer, '玉环')) : answer
    expect(notice.expects).toBe('consent')
    const missing = await walk.li.say('同意')
    expect(words(missing)).not.toContain('住的村')
  })

  it('a question with none chosen is answered', async () => {
    const li = walk.parent('demo-chen')
    expect((await li.say('有什么课')).choices.length).toBeGreaterThan(0)
    expect((await li.say('还有名额吗')).choices.length).toBeGreaterThan(0)
  })
})
