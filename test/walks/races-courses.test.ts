import { describe, expect, it } from 'vitest'
import { minuteMs } from '../../shared/time.ts'
import {
  choice,
  codeIn,
  enrol,
  enrolmentsOf,
  familyOf,
  fillIn,
  proven,
  saying,
  seatsIn,
  startWalk,
  type Walk,
  walkIn,
} from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

/** 王小雨 in 篮球 at 山前村, with both parents; the father writes through a process of his own. */
const twoParents = async (): Promise<{ walk: Walk; father: Parent }> => {
  const walk = await startWalk()
  await enrol(walk.li, '篮球 山前村')
  const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
  const father = walkIn(await walk.restart()).parent('demo-father')
  await fillIn(father, await saying(father, proven(code), '同意'), {
    'guardian.relation': '爸爸',
    'guardian.name': '李大山',
    'guardian.phone': '13800002222',
  })
  return { walk, father }
}

/** What the father says is answered in full when the mother's turn is decided and not yet carried out. */
const decidedBetween = (walk: Walk, act: () => Promise<unknown>): void => {
  walk.faults.point = async (name) => {
    if (name !== 'turn.decided.1') return
    walk.faults.point = () => undefined
    await act()
  }
}

const idsOf = async (walk: Walk): Promise<readonly string[]> =>
  (await enrolmentsOf(walk, 'demo-li')).map(({ sectionId }) => sectionId)

const expectCounted = async (walk: Walk, section: string): Promise<void> => {
  const { left } = await seatsIn(walk, section)
  const recount = await walk.store.recountSection(`mini-2027.${section}`)
  expect(recount?.orphans).toEqual([])
  expect(recount?.left.counted).toBe(left)
}

describe('two guardians who decide on courses of one child at the same moment', () => {
  it('the second of two that clash is given back, with the reason and what is possible', async () => {
    const { walk, father } = await twoParents()
    const before = (await seatsIn(walk, 'draw-hall')).left
    await walk.li.say(choice(await walk.li.say('给王小雨再报一门'), '绘画'))
    await father.say(choice(await father.say('给王小雨再报一门'), '示例企业1'))
    decidedBetween(walk, () => father.say('1'))
    const answer = await walk.li.say('1')
    expect(words(answer)).toContain('没加上')
    expect(await idsOf(walk)).toEqual(['mini-2027.ball-canteen', 'mini-2027.ball-tiny'])
    expect((await seatsIn(walk, 'draw-hall')).left).toBe(before)
    await expectCounted(walk, 'draw-hall')
  })

  it('a class changed to two that clash becomes the first of them, and the other is told so', async () => {
    const { walk, father } = await twoParents()
    const before = (await seatsIn(walk, 'draw-hall')).left
    await saying(walk.li, '换课', '绘画')
    await saying(father, '换课', '示例企业1的篮球')
    decidedBetween(walk, () => father.say('1'))
    const answer = await walk.li.say('1')
    expect(words(answer)).toContain('没换成')
    expect(await idsOf(walk)).toEqual(['mini-2027.ball-canteen'])
    expect((await seatsIn(walk, 'draw-hall')).left).toBe(before)
    await expectCounted(walk, 'draw-hall')
  })
})

describe('two guardians who fill in the same new child', () => {
  const kid = { 'child.name': '王小明', 'child.birth': '2019年3月' } as const
  const filledIn = async (parent: Parent, course: string): Promise<void> => {
    const list = await fillIn(parent, await parent.say('再报一个孩子'), kid)
    await parent.say(choice(list, course))
  }

  const both = async (course: string): Promise<{ walk: Walk; father: Parent; before: number }> => {
    const { walk, father } = await twoParents()
    await filledIn(walk.li, '绘画')
    await filledIn(father, course)
    return { walk, father, before: (await seatsIn(walk, 'draw-hall')).left }
  }

  it('one after the other: it is one child with one seat', async () => {
    const { walk, father, before } = await both('绘画')
    await father.say('1')
    walk.clock.now += minuteMs
    expect(words(await walk.li.say('1'))).toContain('王小明的绘画报上了')
    const family = await familyOf(walk, 'demo-li')
    expect(family?.children.map(({ name }) => name)).toEqual(['王小雨', '王小明'])
    expect(family?.enrolments).toHaveLength(2)
    expect((await seatsIn(walk, 'draw-hall')).left).toBe(before - 1)
  })

  it('at the same moment: the second is shown the child with what it has', async () => {
    const { walk, father, before } = await both('绘画')
    decidedBetween(walk, () => father.say('1'))
    const answer = await walk.li.say('1')
    expect(words(answer)).toContain('王小明登记过了')
    if (answer.expects === 'confirm') await walk.li.say('1')
    const family = await familyOf(walk, 'demo-li')
    expect(family?.children.map(({ name }) => name)).toEqual(['王小雨', '王小明'])
    expect(family?.enrolments).toHaveLength(2)
    expect((await seatsIn(walk, 'draw-hall')).left).toBe(before - 1)
    await expectCounted(walk, 'draw-hall')
  })
})

describe('a family that is erased while a turn of it is slow', () => {
  const cases = {
    claim: async (walk: Walk) => {
      await walk.li.say(choice(await walk.li.say('给王小雨再报一门'), '绘画'))
      return '1'
    },
    move: async (walk: Walk) => {
      const entered = {
        'guardian.relation': '妈妈',
        'child.name': '王小明',
        'child.birth': '2019年3月',
      } as const
      const card = await enrol(walk.parent('demo-helper'), '绘画', { who: '帮别人报', ...entered })
      await walk.li.say(proven(codeIn(card)))
      return '同意'
    },
  }

  it.each(['claim', 'move'] as const)('keeps no seat by a %s that comes after its end', async (kind) => {
    const walk = await startWalk()
    await enrol(walk.li, '篮球 山前村')
    const before = (await seatsIn(walk, 'draw-hall')).left
    const said = await cases[kind](walk)
    const familyId = (await familyOf(walk, 'demo-li'))?.id ?? ''
    const beside = walkIn(await walk.restart())
    decidedBetween(walk, async () => {
      await beside.store.perform({ kind: 'erase', familyId }, 'turn', 1)
      await beside.parent('demo-li').say('你好')
    })
    await walk.li.send({ kind: 'text', text: said })
    await walk.sweep()
    expect((await seatsIn(walk, 'draw-hall')).left).toBe(before)
    await expectCounted(walk, 'draw-hall')
  })
})
