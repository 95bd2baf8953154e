import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enrol, familyOf, hasCard, saying, seatsIn, startWalk, type Walk } from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let li: Parent

const enrolled = async (): Promise<void> => {
  walk = await startWalk()
  li = walk.li
  await enrol(li, '绘画', { health: '花生过敏', 'guardian.phone2': '13900000000' })
}

describe('我的信息', () => {
  beforeAll(enrolled)

  it('is a copy of everything stored about the family', async () => {
    const data = await li.say('我的信息')
    expect(hasCard(data)).toBe(true)
    const parts = [
      '王小雨',
      '2018年3月',
      '7月5日',
      '8月20日',
      '山前村',
      '花生过敏',
      '外婆',
      '绘画',
      '张小丽',
      '妈妈',
    ]
    for (const part of [...parts, '13800001111', '13900000000', '同意', '2027年11月18日'])
      expect(words(data)).toContain(part)
  })

  it.each([
    ['孩子姓名', 'child.name', '王大雨', '王大雨'],
    ['出生年月', 'child.birth', '2018年5月', '2018年5月'],
    ['来的日期', 'child.days', '7月5号到7月30号', '7月30日'],
    ['家长姓名', 'guardian.name', '李大山', '李大山'],
    ['手机号', 'guardian.phone', '13900002222', '13900002222'],
    ['备用电话', 'guardian.phone2', '13900003333', '13900003333'],
    ['跟孩子的关系', 'guardian.relation', '爸爸', '爸爸'],
    ['住处', 'place', '湖边村', '湖边村'],
    ['健康过敏', 'health', '鸡蛋过敏', '鸡蛋过敏'],
    ['谁来接', 'pickup', '爷爷', '爷爷'],
  ])('each field can be corrected: %s', async (field, expects, value, shown) => {
    const asked = await li.say(`修改${field}`)
    expect(asked.expects).toBe(expects)
    const told = await li.say(value)
    if (told.expects === 'yes_no' || told.expects === 'choice') await li.say('1')
    const data = await li.say('我的信息')
    expect(words(data)).toContain(shown)
    expect(data.expects).toBe('menu')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('from the list of fields by its number', async () => {
    const which = await li.say('修改')
    expect(which.expects).toBe('field')
    const at = which.choices.find(({ label }) => label.includes('手机号'))
    await saying(li, at?.say ?? '', '13900002222')
    expect((await familyOf(walk, 'demo-li'))?.guardians[0]?.phone).toBe('13900002222')
  })

  it('a value that is none is told, and nothing changes', async () => {
    const told = await saying(li, '修改手机号', '1390')
    expect(told.expects).toBe('guardian.phone')
    expect((await li.say('0')).expects).not.toBe(null)
    expect((await familyOf(walk, 'demo-li'))?.guardians[0]?.phone).not.toBe('1390')
  })

  it('the second phone can be taken out', async () => {
    let answer = await saying(li, '修改备用电话', '没有')
    if (answer.expects === 'yes_no') answer = await li.say('1')
    expect((await familyOf(walk, 'demo-li'))?.guardians[0]?.phone2).toBe('')
  })

  it('lists what was asked of staff with its words, until it is seen to', async () => {
    await saying(li, '人工', '老师说话太快孩子听不懂')
    const data = words(await li.say('我的信息'))
    expect(data).toContain('“老师说话太快孩子听不懂”（还没办完）')
    expect(data).toContain('2027年')
    const [request] = (await walk.store.requests(null, 9)).requests
    expect(await walk.store.closeRequest(request?.id ?? '')).toBe('closed')
    await li.say('你好')
    expect(words(await li.say('我的信息'))).not.toContain('听不懂')
  })

  it('of somebody without a family is what was asked of staff, and can be deleted', async () => {
    const wang = walk.parent('demo-wang')
    await saying(wang, '人工', '有没有校车')
    const data = await wang.say('我的信息')
    expect(words(data)).toContain('“有没有校车”（还没办完）')
    expect(data.choices.some(({ label }) => label.includes('删除'))).toBe(true)
    expect((await wang.say('删除我的信息')).expects).toBe('yes_no')
    await wang.say('不删了')
    expect(words(await wang.say('我的信息'))).toContain('有没有校车')
    expect(words(await saying(wang, '删除我的信息', '1'))).toContain('都删掉了')
    expect((await walk.store.requests(null, 9)).requests).toEqual([])
    expect(words(await wang.say('我的信息'))).toContain('没有存您的信息')
    expect(words(await wang.say('删除我的信息'))).toContain('没有存您的信息')
  })

  it('a stranger is told that nothing is stored', async () => {
    const none = await walk.parent('demo-wang').say('我的信息')
    expect(words(none)).toContain('没有')
    expect(none.choices.length).toBeGreaterThan(0)
  })
})

describe('删除我的信息', () => {
  beforeEach(enrolled)

  it('asks once; a no keeps everything', async () => {
    expect((await li.say('删除我的信息')).expects).toBe('yes_no')
    await li.say('不删了')
    expect(words(await li.say('我的信息'))).toContain('王小雨')
  })

  it('erases, gives the seat back, and confirms', async () => {
    const before = await familyOf(walk, 'demo-li')
    const gone = await saying(li, '删除我的信息', '1')
    expect(words(gone)).toContain('删')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    expect(words(await li.say('我的信息'))).not.toMatch(/王小雨|1380000/)
    expect(words(await li.later())).not.toContain('王小雨')
    const restarted = await walk.restart()
    expect((await restarted.store.open('demo-li')).family).toBe(null)
    expect(before).not.toBe(null)
  })

  it('while filling in, deletes what was filled in', async () => {
    const wang = walk.parent('demo-wang')
    await saying(wang, '报名', '同意', '我是妈妈', '王小晴')
    await saying(wang, '删除我的信息', '1')
    expect(words(await wang.say('我的信息'))).not.toContain('王小晴')
    expect(await familyOf(walk, 'demo-wang')).toBe(null)
  })

  it('a stranger has nothing to delete', async () => {
    const none = await walk.parent('demo-wang').say('删除我的信息')
    expect(none.expects).not.toBe(null)
  })

  it('afterwards one can begin anew', async () => {
    await saying(li, '删除我的信息', '1')
    await enrol(li, '绘画')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })
})
