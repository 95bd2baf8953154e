import { beforeEach, describe, expect, it } from 'vitest'
import { emptyConversation } from '../../functions/app/converse.ts'
import type { Answer } from '../../shared/contract/reply.ts'
import { addDays, dayMs, hourMs, type Instant, instantOf, minuteMs } from '../../shared/time.ts'
import { everyItem, keyIds, keyOf, openableTraces } from '../support/evidence.ts'
import { lis } from '../support/households.ts'
import { aProgramme } from '../support/programme.ts'
import {
  codeIn,
  enrol,
  familyOf,
  proven,
  saying,
  seatsIn,
  startWalk,
  toSummary,
  type Walk,
} from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk
beforeEach(async () => {
  walk = await startWalk()
})

const wait = (ms: number): void => {
  walk.clock.now += ms
}
const talk = async (contact = 'demo-li') => (await walk.store.open(contact)).conversation?.talk
const stored = async (part: RegExp) => (await everyItem(walk)).map(keyOf).filter((key) => part.test(key))
const seasonEnds = (years = 0): Instant => {
  const { last } = aProgramme()
  const day = `${Number(last.slice(0, 4)) + years}${last.slice(4)}`
  return instantOf(addDays(day, 91))
}

describe('a conversation without consent', () => {
  const told = '我家娃王小雨，2018年3月生的，想报画画，手机号13800001111'

  it('is as new for every reader after 7 idle days, swept or not', async () => {
    await walk.li.say(told)
    wait(7 * dayMs - minuteMs)
    expect((await talk())?.draft).not.toBe(null)
    wait(minuteMs)
    expect(await talk()).toEqual(emptyConversation('demo-li', 0).talk)
    expect(words(await walk.li.later())).toBe('')
    const answer = (await (await walk.li.send({ kind: 'text', text: '同意' })).json()) as Answer
    expect(answer.expects).not.toBe('child.name')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
  })

  it('and by the sweep its words and its key are gone', async () => {
    await walk.li.say(told)
    wait(8 * dayMs)
    await walk.sweep()
    expect(await stored(/demo-li/)).toEqual([])
    expect(await keyIds(walk)).toEqual([])
  })
})

describe('a form that was begun and not finished', () => {
  const begun = async (): Promise<void> => {
    await saying(walk.li, '我家娃王小雨，2018年3月生的，想报画画', '同意')
    expect((await familyOf(walk, 'demo-li'))?.enrolments).toEqual([])
  }

  it('waits while the rest of the conversation goes, and is gone after 30 days with consent and family', async () => {
    await begun()
    wait(8 * dayMs)
    expect((await talk())?.draft?.children[0]?.name).toBe('王小雨')
    wait(22 * dayMs)
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    expect((await talk())?.draft).toBe(null)
    expect(words(await walk.li.say('我的信息'))).not.toContain('王小雨')
    expect((await walk.li.say('报名')).expects).toBe('consent')
  })

  it('and by the sweep nothing of it opens any more', async () => {
    await begun()
    wait(31 * dayMs)
    await walk.sweep()
    expect(await openableTraces(walk, lis.words)).toEqual([])
    expect(await stored(/demo-li|FAMILY/)).toEqual([])
    expect(await keyIds(walk)).toEqual([])
    expect(await stored(/ERASED/)).toHaveLength(1)
  })

  it('stays as long as somebody goes on with it', async () => {
    await begun()
    for (let weeks = 0; weeks < 3; weeks++) {
      wait(20 * dayMs)
      await walk.sweep()
      expect((await talk())?.draft?.children[0]?.name).toBe('王小雨')
      await walk.li.say('你好')
    }
    wait(31 * dayMs)
    expect(await familyOf(walk, 'demo-li')).toBe(null)
  })

  it('a family that gave back its last seat ends in the same way', async () => {
    await enrol(walk.li, '绘画')
    await saying(walk.li, '取消报名', '1')
    wait(29 * dayMs)
    expect(await familyOf(walk, 'demo-li')).not.toBe(null)
    wait(2 * dayMs)
    expect(await familyOf(walk, 'demo-li')).toBe(null)
  })
})

describe('an enrolled family', () => {
  const nextYear = async (): Promise<void> => {
    const { family, conversation } = await walk.store.open('demo-li')
    if (!family || !conversation) throw new Error('the family of this test is missing')
    const agreed = { scope: 'next_year', given: true, at: walk.clock.now, notice: 'n' } as const
    const consents = [...family.consents, { ...agreed, by: { contact: 'demo-li' } }]
    expect(await walk.store.save({ conversation, family: { ...family, consents }, entries: [] })).toBe(
      'saved',
    )
  }

  it('is kept through the season and 90 days, its conversation only while it is spoken', async () => {
    await enrol(walk.li, '绘画', lis.answers)
    walk.clock.now = seasonEnds() - minuteMs
    await walk.sweep()
    expect((await familyOf(walk, 'demo-li'))?.children).toHaveLength(1)
    expect((await walk.store.open('demo-li')).conversation?.answers).toEqual([])
    wait(minuteMs)
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    expect(words(await walk.li.say('我的信息'))).not.toContain('王小雨')
  })

  it('and by the sweep nothing of it opens any more', async () => {
    await enrol(walk.li, '绘画', lis.answers)
    await saying(walk.li, '人工', lis.matter)
    walk.clock.now = seasonEnds() + dayMs
    await walk.sweep()
    expect(await openableTraces(walk, lis.words)).toEqual([])
    expect(await stored(/demo-li|FAMILY|CASE/)).toEqual([])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })

  it('is kept a year more where it agreed to be told of the next season, and no longer', async () => {
    await enrol(walk.li, '绘画', lis.answers)
    await nextYear()
    walk.clock.now = seasonEnds(1) - minuteMs
    await walk.sweep()
    expect(await familyOf(walk, 'demo-li')).not.toBe(null)
    wait(minuteMs)
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    await walk.sweep()
    expect(await openableTraces(walk, lis.words)).toEqual([])
  })
})

describe('what a helper entered and no guardian confirmed', () => {
  const entered = async (): Promise<string> => {
    const zhou = walk.parent('demo-zhou')
    await toSummary(zhou, '绘画', { who: '帮别人报', 'guardian.relation': '妈妈', ...lis.answers })
    return codeIn(await zhou.say('1'))
  }

  it('is gone for every reader after 48 hours, its seat free for whoever comes, swept or not', async () => {
    const code = await entered()
    wait(48 * hourMs)
    expect(words(await walk.li.say(proven(code)))).not.toContain('王小雨')
    expect((await walk.store.look([{ kind: 'code', code }])).codes.get(code)).toBe(null)
    await enrol(walk.parent('demo-wang'), '绘画')
    await walk.sweep()
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('and by the sweep erased with its key', async () => {
    await entered()
    wait(48 * hourMs)
    await walk.sweep()
    expect(await stored(/FAMILY/)).toEqual([])
    expect((await keyIds(walk)).filter((id) => id.startsWith('family:'))).toEqual([])
    const others = lis.words.filter((word) => word !== '王小雨')
    expect(await openableTraces(walk, others)).toEqual([])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })
})

describe('a request to staff', () => {
  it('of somebody without a family ends after 90 days, with the key of its own', async () => {
    await saying(walk.li, '人工', lis.matter)
    wait(90 * dayMs - minuteMs)
    await walk.sweep()
    expect(await stored(/^CASE/)).toHaveLength(1)
    expect((await openableTraces(walk, [lis.matter])).join()).toMatch(/^case:/)
    wait(2 * minuteMs)
    await walk.sweep()
    expect(await stored(/CASE/)).toEqual([])
    expect(await keyIds(walk)).toEqual([])
  })

  it('of a family ends after 90 days, though the family stays', async () => {
    walk.clock.now = instantOf('2027-03-01', '10:00')
    await enrol(walk.li, '绘画')
    await saying(walk.li, '人工', lis.matter)
    wait(91 * dayMs)
    await walk.sweep()
    expect(await stored(/CASE/)).toEqual([])
    expect(await familyOf(walk, 'demo-li')).not.toBe(null)
    expect(await openableTraces(walk, [lis.matter])).toEqual([])
  })
})

it('a notice is not read after 7 days, and goes when its reader’s conversation fades', async () => {
  const wang = walk.parent('demo-wang')
  await enrol(walk.li, '绘画')
  const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
  await saying(wang, proven(code), '同意', '爸爸', '李大山', '13900003333')
  expect(await stored(/demo-li\/NOTE/)).toHaveLength(1)
  wait(7 * dayMs)
  expect(await walk.store.after('demo-li', '', 9)).toEqual([])
  wait(dayMs)
  await walk.sweep()
  expect(await stored(/NOTE/)).toEqual([])
})
