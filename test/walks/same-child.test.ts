import { describe, expect, it } from 'vitest'
import { isAnother, isSame } from '../../bot/wording/same-child.ts'
import { hourMs, minuteMs } from '../../shared/time.ts'
import {
  type Answers,
  asAnother,
  choice,
  codeIn,
  enrol,
  enrolmentsOf,
  familyOf,
  fillIn,
  hasCard,
  proven,
  saying,
  seatsIn,
  startWalk,
  toCourses,
  toSummary,
  type Walk,
  walkIn,
} from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

const mother = 'demo-li'
const father = 'demo-father'
const fathers: Answers = {
  'guardian.name': '李大山',
  'guardian.phone': '13800002222',
  'guardian.relation': '爸爸',
  health: '花生过敏',
}
const places = 12
const drawing = 'mini-2027.draw-hall'

/** Up to the course that is chosen: what comes instead of the summary. */
const upTo = async (parent: Parent, course: string, given: Answers = fathers) => {
  const list = await toCourses(parent, given)
  return parent.say(choice(list, course))
}

/** What came to a contact meanwhile, in words. */
const mailOf = async (parent: Parent): Promise<string> =>
  (await parent.later()).replies.map(({ text }) => text).join('\n')

const holdersOf = async (walk: Walk, section = drawing): Promise<number> =>
  places - (await seatsIn(walk, section.split('.')[1] ?? '')).left

const itemsLike = async (walk: Walk, prefix: string): Promise<number> => {
  const { ScanCommand } = await import('@aws-sdk/client-dynamodb')
  const { Items = [] } = await walk.table.client.send(new ScanCommand({ TableName: walk.table.tableName }))
  return Items.filter(({ pk }) => pk?.S?.startsWith(prefix)).length
}

describe('a child whom the mother has enrolled', () => {
  it('is asked about when the father enrols it, and nothing of her family is told', async () => {
    const walk = await startWalk()
    await enrol(walk.li, '绘画')
    const asked = await upTo(walk.parent(father), '绘画')
    expect(asked.choices.map(({ label }) => label)).toEqual([isSame, isAnother])
    expect(words(asked)).toContain('好像有家里人已经给王小雨报过名了')
    expect(words(asked)).not.toMatch(/张小丽|1111|妈妈|绘画|大会堂/)
    expect(await holdersOf(walk)).toBe(1)
  })

  it('becomes one child of one family when both say so, with what both told', async () => {
    const walk = await startWalk()
    const dad = walk.parent(father)
    await enrol(walk.li, '绘画')
    await upTo(dad, '绘画')
    const waits = await dad.say('1')
    expect(words(waits)).toContain('我去问报过名的家里人')
    expect(await holdersOf(walk)).toBe(1)
    const told = await mailOf(walk.li)
    expect(told).toContain('有人也在给王小雨报名，说是孩子的爸爸。是家里人吗？')
    expect(words(await walk.li.say('1'))).toContain('等TA那边再回一句')
    expect(await mailOf(dad)).toContain('家里人说是一家人')
    expect(words(await dad.say('报名'))).toContain('跟TA一起管王小雨的报名吗')
    expect(words(await dad.say('1'))).toContain('合好了')
    const [hers, his] = [await familyOf(walk, mother), await familyOf(walk, father)]
    expect(his?.id).toBe(hers?.id)
    expect(hers?.children).toMatchObject([{ name: '王小雨', health: '花生过敏' }])
    expect(hers?.guardians.map(({ name }) => name)).toEqual(['张小丽', '李大山'])
    expect(hers?.consents.filter(({ scope }) => scope === 'basic')).toHaveLength(2)
    expect(hers?.asks ?? []).toEqual([])
    expect(await holdersOf(walk)).toBe(1)
    expect(await mailOf(walk.li)).toContain('另一位家长已经加入')
    // His own family, of which nothing is left, ends; one mark of the child stays.
    expect(await itemsLike(walk, 'FAMILY#')).toBe(await itemsLike(walk, `FAMILY#${hers?.id}`))
    expect(await itemsLike(walk, 'CHILD#')).toBe(1)
  })

  it('keeps what he chose and she has not: it is one word more', async () => {
    const walk = await startWalk()
    const dad = walk.parent(father)
    await enrol(walk.li, '绘画')
    await upTo(dad, '篮球')
    await dad.say('1')
    await walk.li.say('1')
    await saying(dad, '报名', '1')
    const summary = await dad.say('接着填报名')
    expect(words(summary)).toContain('篮球')
    expect(hasCard(await dad.say('1'))).toBe(true)
    const family = await familyOf(walk, mother)
    expect(family?.children).toHaveLength(1)
    expect(new Set(family?.enrolments.map(({ childId }) => childId)).size).toBe(1)
    expect(family?.enrolments).toHaveLength(2)
  })

  it('a no lets nobody in, and he is told kindly and offered a person', async () => {
    const walk = await startWalk()
    const dad = walk.parent(father)
    await enrol(walk.li, '绘画')
    await upTo(dad, '绘画')
    await dad.say('1')
    await mailOf(walk.li)
    expect(words(await walk.li.say('2'))).toContain('没让TA进来')
    expect(await mailOf(dad)).toContain('人工')
    const answer = await dad.say('报名')
    expect(words(answer)).toContain('对方说不是一家人')
    expect(answer.choices.map(({ label }) => label)).toContain('找人工')
    expect((await familyOf(walk, mother))?.contacts).toEqual([mother])
    expect(await holdersOf(walk)).toBe(1)
  })

  it('after 48 hours of silence he hears of it, and a yes that comes later is none', async () => {
    const walk = await startWalk()
    const dad = walk.parent(father)
    await enrol(walk.li, '绘画')
    await upTo(dad, '绘画')
    await dad.say('1')
    walk.clock.now += 47 * hourMs
    expect(await mailOf(dad)).not.toContain('没有回音')
    walk.clock.now += 1 * hourMs + minuteMs
    expect(await mailOf(dad)).toContain('家里人一直没有回音')
    await walk.li.say('是家里人')
    expect(words(await dad.say('报名'))).toContain('可以请人工帮您核对')
    expect((await familyOf(walk, mother))?.contacts).toEqual([mother])
  })

  it('who was answered in time hears nothing of silence', async () => {
    const walk = await startWalk()
    const dad = walk.parent(father)
    await enrol(walk.li, '绘画')
    await upTo(dad, '绘画')
    await dad.say('1')
    await walk.li.say('1')
    walk.clock.now += 49 * hourMs
    expect(await mailOf(dad)).not.toContain('没有回音')
  })

  it('who says that it is another child enrols it, and staff are told by ids alone', async () => {
    const walk = await startWalk()
    const dad = walk.parent(father)
    await enrol(walk.li, '绘画')
    const summary = await asAnother(dad, await upTo(dad, '绘画'))
    expect(summary.expects).toBe('confirm')
    expect(hasCard(await dad.say('1'))).toBe(true)
    expect(await holdersOf(walk)).toBe(2)
    const { requests } = await walk.store.requests(null, 10)
    const [hers, his] = [await familyOf(walk, mother), await familyOf(walk, father)]
    expect(requests).toHaveLength(1)
    expect(requests[0]?.words).toContain(`${his?.id}/${his?.children[0]?.id}`)
    expect(requests[0]?.words).toContain(`${hers?.id}/${hers?.children[0]?.id}`)
    expect(requests[0]?.words).not.toMatch(/王小雨|2018/)
    expect(words(await dad.say('我的信息'))).not.toContain('可能是同一个孩子')
  })

  it.each([
    ['of another month', { 'child.birth': '2018年4月' }],
    ['of another year', { 'child.birth': '2017年3月' }],
    ['of another name', { 'child.name': '王小明' }],
  ])('is no child %s', async (_, other) => {
    const walk = await startWalk()
    await enrol(walk.li, '绘画')
    expect((await upTo(walk.parent(father), '绘画', { ...fathers, ...other })).expects).toBe('confirm')
  })

  it.each([
    ['the year alone', '2018年'],
    ['the day', '2018年3月5日'],
  ])('may be the child of whom %s is told', async (_, birth) => {
    const walk = await startWalk()
    await enrol(walk.li, '绘画')
    const asked = await upTo(walk.parent(father), '绘画', { ...fathers, 'child.birth': birth })
    expect(asked.choices.map(({ label }) => label)).toEqual([isSame, isAnother])
  })

  it('is forgotten with her family: nobody is asked about a child that is gone', async () => {
    const walk = await startWalk()
    await enrol(walk.li, '绘画')
    expect(await itemsLike(walk, 'CHILD#')).toBe(1)
    await saying(walk.li, '删除我的信息', '1')
    expect(await itemsLike(walk, 'CHILD#')).toBe(0)
    expect((await upTo(walk.parent(father), '绘画')).expects).toBe('confirm')
  })

  it('is found under the name and birth that were put right', async () => {
    const walk = await startWalk()
    await enrol(walk.li, '绘画', { 'child.name': '王小玉' })
    await saying(walk.li, '孩子名字改成王小雨', '1')
    expect((await familyOf(walk, mother))?.children[0]?.name).toBe('王小雨')
    expect(await itemsLike(walk, 'CHILD#')).toBe(1)
    expect((await upTo(walk.parent(father), '绘画')).choices.map(({ label }) => label)).toContain(isSame)
  })
})

describe('two families with children', () => {
  /** He has 王小虎 in drawing already, and enrols 王小雨 whom she has in drawing. */
  const both = async () => {
    const walk = await startWalk()
    const dad = walk.parent(father)
    await enrol(walk.li, '绘画')
    await enrol(dad, '绘画', { ...fathers, 'child.name': '王小虎', 'child.birth': '2017年5月' })
    const list = await fillIn(dad, await dad.say('再报一个孩子'), fathers)
    await dad.say(choice(list, '绘画'))
    return { walk, dad }
  }

  it('join only when both have said so, and every seat goes along', async () => {
    const { walk, dad } = await both()
    await dad.say('1')
    await walk.li.say('1')
    expect((await familyOf(walk, father))?.children).toHaveLength(1)
    expect((await familyOf(walk, mother))?.children).toHaveLength(1)
    expect(words(await saying(dad, '报名', '1'))).toContain('合好了')
    const family = await familyOf(walk, father)
    expect(family?.contacts).toEqual([mother, father])
    expect(family?.children.map(({ name }) => name).sort()).toEqual(['王小虎', '王小雨'])
    expect(family?.enrolments.map(({ state }) => state)).toEqual(['seat', 'seat'])
    expect(await holdersOf(walk)).toBe(2)
    expect((await walk.store.recountSection(drawing))?.orphans).toEqual([])
  })

  it('cut short at any moment of it, they are one in the end, and no seat is lost or doubled', async () => {
    for (let nth = 1; nth <= 8; nth++) {
      const { walk, dad } = await both()
      await dad.say('1')
      await walk.li.say('1')
      await dad.say('报名')
      let passed = 0
      walk.faults.point = () => {
        if (++passed === nth) throw new Error('stopped')
      }
      await dad.say('1').catch(() => undefined)
      walk.faults.point = () => undefined
      walk.clock.now += 2 * minuteMs
      await walk.sweep()
      if ((await familyOf(walk, father))?.contacts.length === 1) await saying(dad, '报名', '1')
      const [hers, his] = [await familyOf(walk, mother), await familyOf(walk, father)]
      expect([nth, his?.id, his?.children.length]).toEqual([nth, hers?.id, 2])
      expect([nth, await holdersOf(walk)]).toEqual([nth, 2])
      expect((await walk.store.recountSection(drawing))?.orphans).toEqual([])
      expect([nth, await itemsLike(walk, 'CHILD#')]).toEqual([nth, 2])
    }
  }, 60_000)

  it('stay two when he thinks better of it', async () => {
    const { walk, dad } = await both()
    await dad.say('1')
    await walk.li.say('1')
    await saying(dad, '报名', '2')
    expect((await familyOf(walk, father))?.contacts).toEqual([father])
    expect((await familyOf(walk, mother))?.contacts).toEqual([mother])
  })
})

describe('a helper', () => {
  it('who enters a child whose family has it already is told so, and enters nothing', async () => {
    const walk = await startWalk()
    const helper = walk.parent('demo-helper')
    await enrol(walk.li, '绘画')
    await upTo(helper, '绘画', { who: '帮别人报' })
    const told = await helper.say('1')
    expect(words(told)).toContain('这边就不再报了')
    expect(await holdersOf(walk)).toBe(1)
    expect(await mailOf(walk.li)).not.toContain('是家里人吗')
  })

  it('who entered a child is asked for its code when a parent enrols it, and there is one seat in the end', async () => {
    const walk = await startWalk()
    const [helper, dad] = [walk.parent('demo-helper'), walk.parent(father)]
    const code = codeIn(await enrol(helper, '绘画', { who: '帮别人报' }))
    await upTo(dad, '绘画')
    expect(words(await dad.say('1'))).toContain('确认码')
    expect(await mailOf(helper)).toContain('请把那8位确认码发给TA')
    await saying(dad, proven(code), '同意')
    const family = await familyOf(walk, father)
    expect(family?.children).toHaveLength(1)
    expect(await enrolmentsOf(walk, father)).toMatchObject([{ state: 'seat' }])
    expect(await holdersOf(walk)).toBe(1)
  })
})

describe('both parents at the same second', () => {
  /** Lets something else happen at the nth place where a turn could be interrupted. */
  const during = (walk: Walk, nth: number, act: () => Promise<unknown>): void => {
    let passed = 0
    walk.faults.point = async () => {
      passed++
      if (passed === nth) await act()
    }
  }

  it('at every moment of the one the other may come between: never two seats once it is over', async () => {
    for (let nth = 1; nth <= 6; nth++) {
      const walk = await startWalk()
      const beside = walkIn(await walk.restart())
      const dad = beside.parent(father)
      await toSummary(walk.li, '绘画')
      const his = await toSummary(dad, '绘画', fathers)
      expect(his.expects).toBe('confirm')
      let answered = ''
      during(walk, nth, async () => {
        answered = words(await dad.say('1'))
      })
      const hers = await walk.li.say('1')
      walk.faults.point = () => undefined
      if (answered === '') answered = words(await dad.say('1'))
      // One has the seat, the other is asked.
      const asked = [words(hers), answered].filter((said) => said.includes('好像有家里人'))
      expect([nth, asked.length]).toEqual([nth, 1])
      expect([nth, await holdersOf(walk)]).toEqual([nth, 1])
      expect(await itemsLike(walk, 'CHILD#')).toBe(1)
      const children = [await familyOf(walk, mother), await familyOf(walk, father)].flatMap(
        (family) => family?.children ?? [],
      )
      expect(children).toHaveLength(1)
    }
  }, 60_000)

  it('eight who enter one child at once: one has it, all others are asked', async () => {
    const walk = await startWalk()
    const crowd = Array.from({ length: 8 }, (_, nth) => walk.parent(`demo-crowd-${nth}`))
    for (const one of crowd) await toSummary(one, '绘画', fathers)
    const said = (await Promise.all(crowd.map((one) => one.say('1')))).map(words)
    expect(said.filter((one) => one.includes('好像有家里人'))).toHaveLength(7)
    expect(await holdersOf(walk)).toBe(1)
  })
})

describe('somebody who tries names', () => {
  it('learns of five an hour and no more', async () => {
    const walk = await startWalk()
    const names = ['王小一', '王小二', '王小三', '王小四', '王小五', '王小六']
    for (const [nth, name] of names.entries())
      await enrol(walk.parent(`demo-family-${nth}`), '绘画', { 'child.name': name })
    const stranger = walk.parent('demo-stranger')
    let answer = await upTo(stranger, '篮球', { ...fathers, who: '帮别人报', 'child.name': '王小一' })
    for (const name of names.slice(1)) {
      expect(answer.choices.map(({ label }) => label)).toContain(isSame)
      await stranger.say('2')
      answer = await stranger.say(`孩子名字改成${name}`)
    }
    expect(words(answer)).toContain('核对的次数太多了')
  })
})
