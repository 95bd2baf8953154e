import { beforeEach, describe, expect, it } from 'vitest'
import { closeTown } from '../../functions/app/close-town.ts'
import { instantOf, minuteMs } from '../../shared/time.ts'
import { aProgramme, aProgrammeInput } from '../support/programme.ts'
import { enrol, familyOf, startWalk, type Walk } from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk

/** A drawing class enrolled in June, and nothing fetched since. */
beforeEach(async () => {
  walk = await startWalk()
  await enrol(walk.li, '绘画')
})

const at = async (day: string, time: string): Promise<string> => {
  walk.clock.now = instantOf(day, time)
  await walk.work()
  return words(await walk.li.later())
}

const moved = aProgramme({
  sections: aProgrammeInput().sections.map((section) =>
    section.id === 'draw-hall'
      ? {
          ...section,
          dates: {
            kind: 'weekly',
            weekdays: [1, 3, 5],
            from: '2027-07-05',
            to: '2027-08-06',
            time: { from: '15:00', to: '16:30' },
          },
        }
      : section,
  ),
})

describe('in the evening', () => {
  it('tomorrow’s lessons come at six, not before, and only once', async () => {
    expect(await at('2027-07-06', '17:59')).not.toContain('明天（7月7日')
    const said = await at('2027-07-06', '18:00')
    expect(said).toContain('明天（7月7日 周三）的课')
    expect(said).toContain('看到请回“收到”')
    expect((await at('2027-07-06', '18:01')).split('7月7日 周三').length).toBe(2)
  })

  it('收到 confirms them', async () => {
    await at('2027-07-06', '18:00')
    expect(words(await walk.li.say('收到'))).not.toMatch(/没看懂|没听懂/)
  })

  it('a class moved after the message was written is told as it is now', async () => {
    walk.clock.now = instantOf('2027-07-06', '18:00')
    await walk.work()
    await walk.store.publish(moved)
    await walk.work()
    const said = words(await walk.li.later())
    expect(said).toContain('15:00–16:30 绘画')
    expect(said).toContain('8:30–10:00 → 15:00–16:30')
  })
})

describe('a town closed for a day', () => {
  it('stands before older news for who opens the page later', async () => {
    walk.clock.now = instantOf('2027-07-06', '12:00')
    const familyId = (await familyOf(walk, 'demo-li'))?.id ?? ''
    const joined = { id: 'n-1', to: 'demo-li', what: 'family.joined', about: { familyId } } as const
    await walk.store.put({ ...joined, at: walk.clock.now })
    walk.clock.now += minuteMs
    const order = { programmeId: 'mini-2027', day: '2027-07-07', town: 'east', goesOn: false, reason: '台风' }
    await closeTown({ store: walk.store, clock: { now: () => walk.clock.now } })(order)
    walk.clock.now += minuteMs
    await walk.work()
    const [first, ...older] = (await walk.li.later()).replies
    expect(first?.text).toContain('停课：台风。不用送孩子来。')
    expect(older.length).toBeGreaterThan(0)
  })

  it('is heard of within the minute, and the day has no lesson any more', async () => {
    await at('2027-07-06', '18:00')
    const order = { programmeId: 'mini-2027', day: '2027-07-07', town: 'east', goesOn: false, reason: '台风' }
    await closeTown({ store: walk.store, clock: { now: () => walk.clock.now } })(order)
    walk.clock.now += minuteMs
    await walk.work()
    expect(words(await walk.li.later())).toContain('停课：台风。')
    expect(words(await walk.li.say('明天有课吗'))).toMatch(/停课[\s\S]*7月9日/)
  })
})
