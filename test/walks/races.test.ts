import { describe, expect, it } from 'vitest'
import { hourMs } from '../../shared/time.ts'
import {
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
import { words } from '../support/world.ts'

/** Lets something else happen, in another process, at the nth place where a turn of this one could be interrupted. */
const during = (walk: Walk, nth: number, act: () => Promise<unknown>): { readonly passed: () => number } => {
  let passed = 0
  walk.faults.point = async () => {
    passed++
    if (passed === nth) await act()
  }
  return { passed: () => passed }
}

const places = 12
const sections = ['draw-hall', 'ball-hall', 'ball-canteen']

/** Every seat that is taken is one that the family sees, and the other way round. */
const expectSeatsSeen = async (walk: Walk, contact: string): Promise<void> => {
  const seen = await enrolmentsOf(walk, contact)
  for (const section of sections) {
    const recount = await walk.store.recountSection(`mini-2027.${section}`)
    expect(recount?.orphans ?? []).toEqual([])
    if (!recount) continue
    expect(recount.left.stored).toBe(recount.left.counted)
    const held = seen.filter((one) => one.sectionId === `mini-2027.${section}` && one.state === 'seat').length
    const capacity = (
      await walk.store.look([{ kind: 'seats', sections: [`mini-2027.${section}`] }])
    ).seats.get(`mini-2027.${section}`)?.capacity
    expect([section, (capacity ?? 0) - recount.left.stored]).toEqual([section, held])
  }
}

const twoParents = async (): Promise<Walk> => {
  const walk = await startWalk()
  await enrol(walk.li, '绘画')
  const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
  await fillIn(walk.parent('demo-father'), await saying(walk.parent('demo-father'), proven(code), '同意'), {
    'guardian.relation': '爸爸',
    'guardian.name': '李大山',
    'guardian.phone': '13800002222',
  })
  return walk
}

describe('two guardians of one family at once', () => {
  it('changing the class and cancelling it leaves no seat that nobody sees', async () => {
    for (let nth = 1; nth <= 6; nth++) {
      const walk = await twoParents()
      const asked = await saying(walk.li, '换课', '篮球')
      if (asked.expects !== 'yes_no' && asked.expects !== 'confirm') await walk.li.say('1')
      const beside = walkIn(await walk.restart())
      await beside.parent('demo-father').say('取消报名')
      during(walk, nth, () => beside.parent('demo-father').say('1'))
      await walk.li.say('1')
      walk.faults.point = () => undefined
      await walk.sweep()
      await expectSeatsSeen(walk, 'demo-li')
    }
  })

  it('who was asked to leave the rest to the other is asked anew when the other has left first', async () => {
    const walk = await twoParents()
    const father = walk.parent('demo-father')
    await walk.li.say('删除我的信息')
    await saying(father, '删除我的信息', '1')
    const again = await walk.li.say('1')
    expect(again.expects).toBe('yes_no')
    expect(await familyOf(walk, 'demo-li')).not.toBeNull()
  })
})

describe('a guardian who consents in the last minute of the 48 hours', () => {
  it('keeps the family and its seat, whenever the sweep comes', async () => {
    for (let nth = 1; nth <= 5; nth++) {
      const walk = await startWalk()
      const helper = walk.parent('demo-helper')
      const code = codeIn(await enrol(helper, '绘画', { who: '帮别人报' }))
      walk.clock.now += 48 * hourMs - 60_000
      const guardian = walk.parent('demo-guardian')
      await guardian.say(proven(code))
      const beside = walkIn(await walk.restart())
      during(walk, nth, async () => {
        beside.clock.now += 120_000
        await beside.sweep()
      })
      const answer = await guardian.say('1')
      walk.faults.point = () => undefined
      await walk.sweep()
      if (nth === 1) continue // Before the consent was written the 48 hours were over: refused with words.
      expect(words(answer)).not.toBe('')
      expect(await familyOf(walk, 'demo-guardian')).not.toBeNull()
      await expectSeatsSeen(walk, 'demo-guardian')
      expect((await seatsIn(walk, 'draw-hall')).left).toBe(places - 1)
    }
  })
})
