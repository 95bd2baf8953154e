import { describe, expect, it } from 'vitest'
import { crashTurns, surviveByRepeating, surviveBySweeping } from '../../../support/crash-turns.ts'
import { codeIn, enrol, enrolmentsOf, startWalk } from '../../../support/walk.ts'
import { type Parent, startWorld, type World, words } from '../../../support/world.ts'

const breath = '我家娃小明今年8岁在山前村想报画画'
const rest = '全程都来 李大山 13800001234 没有第二个电话 爸爸 没过敏 奶奶接'
const section = 'mini-2027.draw-hall'

const seatsLeft = async (world: World): Promise<number | undefined> =>
  (await world.store.look([{ kind: 'seats', sections: [section] }])).seats.get(section)?.left

/** Brings a parent to the summary, where `1` enrols. */
const toSummary = async (parent: Parent): Promise<void> => {
  await parent.say(breath)
  await parent.say('同意')
  const answer = await parent.say(rest)
  expect(answer.expects).toBe('confirm')
}

/** Stops the program dead at the nth fault point that it passes; names every point that it passed. */
const dieAt = (world: World, nth: number): { readonly passed: string[] } => {
  const passed: string[] = []
  world.faults.point = (name) => {
    passed.push(name)
    if (passed.length >= nth) throw new Error(`killed at ${name}`)
  }
  return { passed }
}

const enrolling = (parent: Parent) => parent.send({ kind: 'text', text: '1', messageId: 'the-one' })

// Every turn that writes more than once, killed at every point: test/long/crash-turns.test.ts.
const { consent, one, firm } = crashTurns

describe('a crash between any two steps of a turn leaves nothing half done', () => {
  it.each([consent, firm])('$name, once the same message comes again', surviveByRepeating)
  it.each([one])('$name, once the sweep has been', surviveBySweeping)

  it('an enrolment, by whatever is said next', async () => {
    for (let nth = 1; nth <= 5; nth++) {
      const world = await startWorld()
      const li = world.parent('demo-li')
      await toSummary(li)
      const { passed } = dieAt(world, nth)
      expect((await enrolling(li)).status).toBe(500)
      const after = await world.restart()
      after.clock.now += 61_000
      const mine = words(await after.parent('demo-li').say('我的报名', 'later'))
      // Before the decision was saved nothing has happened, and the parent says it again.
      const decided = passed.includes('turn.decided.1')
      expect(mine.includes('已报上'), passed.join()).toBe(decided)
      expect(await enrolmentsOf(after, 'demo-li')).toHaveLength(decided ? 1 : 0)
      expect(await seatsLeft(after)).toBe(decided ? 11 : 12)
    }
  })
})

describe('wrong digits sent with a code', () => {
  it('count once, wherever the program died, and again only when sent again', async () => {
    for (let nth = 1; nth <= 2; nth++) {
      const walk = await startWalk()
      await enrol(walk.li, '绘画')
      const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
      const { passed } = dieAt(walk, nth)
      const guess = { kind: 'text', text: `${code} 0001`, messageId: 'guess' }
      expect((await walk.parent('demo-eve').send(guess)).status, passed.join()).toBe(500)
      const after = await walk.restart()
      const eve = after.parent('demo-eve')
      const again = words(await eve.say(`${code} 0001`, 'guess'))
      expect(again, passed.join()).toContain('2次')
      expect(words(await after.parent('demo-eva').say(`${code} 0002`, 'other'))).toContain('1次')
    }
  })
})

describe('two messages of one contact at once', () => {
  it('both take effect, in some order, across processes', async () => {
    const world = await startWorld()
    const li = world.parent('demo-li')
    await li.say(breath)
    await li.say('同意')
    const other = (await world.restart()).parent('demo-li')
    const answers = await Promise.all([li.say('李大山', 'a-1'), other.say('13800001234', 'b-1')])
    expect(answers.every((answer) => answer.replies.length > 0)).toBe(true)
    const stored = words(await li.say('我的信息', 'c-1'))
    expect(stored).toContain('13800001234')
  })

  it('with one id give one effect and the same replies, across processes and at once', async () => {
    const world = await startWorld()
    const li = world.parent('demo-li')
    await toSummary(li)
    const other = (await world.restart()).parent('demo-li')
    const answers = await Promise.all([
      li.say('1', 'x'),
      other.say('1', 'x'),
      li.say('1', 'x'),
      other.say('1', 'x'),
    ])
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await seatsLeft(world)).toBe(11)
  })
})
