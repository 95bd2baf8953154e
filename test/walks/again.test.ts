import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { keptDoneIds, keptMessageIds } from '../../functions/app/limits.ts'
import {
  choice,
  codeIn,
  enrol,
  enrolmentsOf,
  hasCard,
  saying,
  seatsIn,
  startWalk,
  toCourses,
  toSummary,
  type Walk,
  walkIn,
} from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startWalk()
})

describe('the same message id again', () => {
  it('gives the same replies and no second effect', async () => {
    await toSummary(walk.li, '绘画')
    const first = await walk.li.say('1', 'the-one')
    expect(await walk.li.say('1', 'the-one')).toEqual(first)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect(await enrolmentsOf(walk, 'demo-li')).toHaveLength(1)
  })

  it('also after a restart', async () => {
    await toSummary(walk.li, '绘画')
    const first = await walk.li.say('1', 'the-one')
    const anew = walkIn(await walk.restart())
    expect(await anew.parent('demo-li').say('1', 'the-one')).toEqual(first)
    expect(await seatsIn(anew, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect(words(await anew.parent('demo-li').say('我的报名'))).toContain('绘画')
  })

  it('also three at once', async () => {
    await toSummary(walk.li, '绘画')
    const same = await Promise.all([1, 2, 3].map(() => walk.li.say('1', 'the-one')))
    expect(same[1]).toEqual(same[0])
    expect(same[2]).toEqual(same[0])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('also at once at two processes on the same data', async () => {
    await toSummary(walk.li, '绘画')
    const other = walkIn(await walk.restart())
    const same = await Promise.all([walk.li.say('1', 'the-one'), other.parent('demo-li').say('1', 'the-one')])
    expect(words(same[1])).toBe(words(same[0]))
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect(await enrolmentsOf(walk, 'demo-li')).toHaveLength(1)
  })

  it('a message in between does not confuse it', async () => {
    const first = await walk.li.say('报名', 'the-one')
    await walk.li.say('同意')
    expect(await walk.li.say('报名', 'the-one')).toEqual(first)
    expect((await walk.li.say('我是妈妈')).expects).toBe('child.name')
  })

  it('another contact may use the same id', async () => {
    await walk.li.say('你好', 'the-one')
    expect((await walk.parent('demo-wang').say('报名', 'the-one')).expects).toBe('consent')
  })
})

describe('the same message id again, after many others', () => {
  const others = async (parent: Parent, count: number) => {
    const lines = ['我的报名', '要钱吗']
    for (let n = 0; n < count; n++) await parent.say(lines[n % 2] ?? '')
  }
  const codesIn = async () => {
    const { client, tableName } = walk.table
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }))
    return Items.filter(({ pk }) => pk?.S?.startsWith('CODE#')).length
  }

  it('gives out no second code', async () => {
    await enrol(walk.li, '绘画')
    await walk.li.say('让孩子爸爸也能看', 'the-one')
    await others(walk.li, 2 * keptMessageIds)
    const again = await walk.li.say('让孩子爸爸也能看', 'the-one')
    expect(again.replies).toEqual([])
    expect(again.choices.length).toBeGreaterThan(0)
    expect(await codesIn()).toBe(1)
  })

  it('asks staff no second time', async () => {
    await walk.li.say('人工 我想问校车', 'the-one')
    await others(walk.li, 2 * keptMessageIds)
    expect((await walk.li.say('人工 我想问校车', 'the-one')).replies).toEqual([])
    expect((await walk.store.requests(null, 10)).requests).toHaveLength(1)
  })

  it('confirms no other family of a helper, who goes on', async () => {
    const zhou = walk.parent('demo-zhou')
    const helping = { who: '帮别人报' }
    await toSummary(zhou, '绘画', helping)
    await zhou.say('1', 'the-one')
    await others(zhou, keptMessageIds)
    await toSummary(zhou, '篮球', { ...helping, 'child.name': '李小明', 'guardian.phone': '13800002222' })
    expect((await zhou.say('1', 'the-one')).expects).toBe('confirm')
    expect(codeIn(await zhou.say('1'))).toMatch(/^\d{8}$/)
    expect(await codesIn()).toBe(2)
  })

  it('is answered as a new message when more was done since than is remembered', async () => {
    await enrol(walk.li, '绘画')
    await walk.li.say('让孩子爸爸也能看', 'the-one')
    for (let n = 0; n < keptDoneIds; n++) await walk.li.say(n % 2 ? '同意拍照' : '不同意拍照')
    await others(walk.li, keptMessageIds)
    expect(hasCard(await walk.li.say('让孩子爸爸也能看', 'the-one'))).toBe(true)
  })
})

describe('two different messages of one contact at once', () => {
  it('both take effect, in some order', async () => {
    await enrol(walk.li, '绘画')
    const [photo, excursion] = await Promise.all([
      walk.li.say('不同意拍照', 'photo'),
      walk.li.say('不同意外出活动', 'excursion'),
    ])
    expect(photo?.replies.length).toBeGreaterThan(0)
    expect(excursion?.replies.length).toBeGreaterThan(0)
    const { family } = await walk.store.open('demo-li')
    expect(family?.consents.map(({ scope }) => scope).sort()).toEqual(['basic', 'excursion', 'photo'])
  })

  it('also at two processes', async () => {
    const other = walkIn(await walk.restart())
    await saying(walk.li, '报名', '同意', '我是妈妈')
    await Promise.all([
      walk.li.say('孩子叫王小雨', 'name'),
      other.parent('demo-li').say('13800001111', 'phone'),
    ])
    const { conversation } = await walk.store.open('demo-li')
    expect(conversation?.talk.draft?.children[0]?.name).toBe('王小雨')
    expect(conversation?.talk.draft?.guardian.phone).toBe('13800001111')
  })

  it('two confirmations are one enrolment', async () => {
    await toSummary(walk.li, '绘画')
    await Promise.all([walk.li.say('1', 'one'), walk.li.say('1', 'two')])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect(await enrolmentsOf(walk, 'demo-li')).toHaveLength(1)
  })

  it('two cancellations give back one seat', async () => {
    const list = await toCourses(walk.li)
    await saying(walk.li, choice(list, '绘画'), '1', '取消报名')
    await Promise.all([walk.li.say('1', 'one'), walk.li.say('1', 'two')])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })
})
