import { beforeEach, describe, expect, it } from 'vitest'
import { recordPaperConsent } from '../../functions/app/paper.ts'
import { withOuting } from '../support/programme.ts'
import {
  type Answers,
  choice,
  codeIn,
  enrol,
  enrolmentsOf,
  familyOf,
  hasCard,
  proven,
  saying,
  seatsIn,
  startWalk,
  toCourses,
  type Walk,
} from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startWalk({ programmes: [withOuting()] })
})

const park = 'mini-2027.park-july'
const draw = 'mini-2027.draw-hall'
const scopes = async (contact = 'demo-li') =>
  (await familyOf(walk, contact))?.consents.map(({ scope, given }) => `${scope} ${given}`)
const sections = async (contact = 'demo-li') =>
  (await enrolmentsOf(walk, contact)).map(({ sectionId }) => sectionId).sort()
const parkSeats = () => seatsIn(walk, 'park-july')

const toQuestion = async () => {
  const list = await toCourses(walk.li)
  return walk.li.say(`${choice(list, '绘画')}和${choice(list, '梦想乐园')}`)
}

describe('an outing needs a consent of its own', () => {
  it('asked once before the summary; given, the seat is had and the ledger has the line', async () => {
    const asked = await toQuestion()
    expect(asked.expects).toBe('yes_no')
    expect(asked.choices.map(({ label }) => label)).toEqual(['同意', '不同意'])
    expect(words(asked)).toContain('王小雨的梦想乐园：7月20日')
    expect(await parkSeats()).toEqual({ left: 2, waiting: 0 })

    expect((await walk.li.say('同意')).expects).toBe('confirm')
    expect(hasCard(await walk.li.say('1'))).toBe(true)
    expect(await sections()).toEqual([draw, park])
    expect(await scopes()).toEqual(['basic true', 'excursion true'])
    expect(words(await walk.li.say('我的信息'))).toContain('外出活动：同意（您')
  })

  it('refused, only the outing is dropped and the class goes on', async () => {
    await toQuestion()
    const summary = await walk.li.say('不同意')
    expect(summary.expects).toBe('confirm')
    expect(words(summary)).toContain('梦想乐园不报了')
    expect(words(summary).split('请核对')[1]).not.toContain('梦想乐园')
    await walk.li.say('1')
    expect(await sections()).toEqual([draw])
    expect(await scopes()).toEqual(['basic true', 'excursion false'])
    expect(await parkSeats()).toEqual({ left: 2, waiting: 0 })
  })

  it('a child that chose nothing else is offered the other courses', async () => {
    const list = await toCourses(walk.li)
    await walk.li.say(choice(list, '梦想乐园'))
    const others = await walk.li.say('不同意')
    expect(others.expects).toBe('modules')
    expect(words(others)).not.toMatch(/\d 梦想乐园/)
    expect((await walk.li.say(choice(others, '绘画'))).expects).toBe('confirm')
  })

  it('added later, it is asked then', async () => {
    await enrol(walk.li, '绘画')
    const asked = await saying(walk.li, '再报一门课', '梦想乐园')
    expect(asked.expects).toBe('yes_no')
    await saying(walk.li, '同意', '1')
    expect(await sections()).toEqual([draw, park])
  })

  it('changed to, it is asked before the old seat goes', async () => {
    await enrol(walk.li, '绘画')
    const asked = await saying(walk.li, '把绘画换成梦想乐园', '1')
    expect(words(asked)).toContain('单独问')
    expect(await sections()).toEqual([draw])
    await walk.li.say('同意')
    expect(await sections()).toEqual([park])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })

  it('taken back, its seat is free and the class stays', async () => {
    await toQuestion()
    await saying(walk.li, '同意', '1')
    const off = await walk.li.say('不同意外出')
    expect(words(off)).toContain('王小雨的梦想乐园（湖边影院）的名额退了')
    expect(await sections()).toEqual([draw])
    expect(await parkSeats()).toEqual({ left: 2, waiting: 0 })
    expect(await scopes()).toEqual(['basic true', 'excursion true', 'excursion false'])
    expect(words(await walk.li.say('我的报名'))).toContain('绘画')
  })
})

describe('an outing that a helper entered', () => {
  const helping: Answers = { who: '帮别人报', 'guardian.relation': '妈妈' }
  const entered = async (): Promise<string> => {
    const zhou = walk.parent('demo-zhou')
    const list = await toCourses(zhou, helping)
    const summary = await zhou.say(`${choice(list, '绘画')}和${choice(list, '梦想乐园')}`)
    expect(summary.expects).toBe('confirm')
    return codeIn(await zhou.say('1'))
  }

  it('is asked of the guardian with the code, and had with a yes', async () => {
    const asked = await saying(walk.li, proven(await entered()), '同意')
    expect(asked.expects).toBe('yes_no')
    expect(await scopes()).toBeUndefined()
    expect(hasCard(await walk.li.say('同意'))).toBe(true)
    expect(await sections()).toEqual([draw, park])
    expect(await scopes()).toEqual(['basic true', 'excursion true'])
  })

  it('is given back with a no, and nothing else is', async () => {
    const done = await saying(walk.li, proven(await entered()), '同意', '不同意')
    expect(words(done)).toContain('梦想乐园您没同意去，名额退了')
    expect(await sections()).toEqual([draw])
    expect(await parkSeats()).toEqual({ left: 2, waiting: 0 })
    expect(await scopes()).toEqual(['basic true', 'excursion false'])
  })

  it('is given back too where the guardian has a family already', async () => {
    await enrol(walk.li, '绘画', { 'child.name': '李大山' })
    await saying(walk.li, proven(await entered()), '同意', '不同意')
    expect(await parkSeats()).toEqual({ left: 2, waiting: 0 })
    expect(await sections()).not.toContain(park)
  })

  it('on paper must be told, and stands or falls with what the paper says', async () => {
    const code = await entered()
    const record = (outings?: boolean) => {
      const paper = { recordedBy: '村文书', where: '一号柜', ...(outings === undefined ? {} : { outings }) }
      const clock = { now: () => walk.clock.now }
      return recordPaperConsent({ store: walk.store, clock })({ code, paper, at: walk.clock.now })
    }
    expect(await record()).toEqual({ ok: false, error: 'outings' })
    expect(await parkSeats()).toEqual({ left: 1, waiting: 0 })

    const done = await record(false)
    expect(done.ok && done.value.enrolments.map(({ sectionId }) => sectionId)).toEqual([draw])
    expect(await parkSeats()).toEqual({ left: 2, waiting: 0 })
    expect(await record(false)).toEqual(done)
    const found = await walk.store.entered({ familyId: done.ok ? done.value.familyId : '' })
    expect(found).toMatchObject({
      family: {
        consents: [
          { scope: 'basic', given: true },
          { scope: 'excursion', given: false },
        ],
      },
    })
  })

  it('on paper given, the seat is kept', async () => {
    const code = await entered()
    const paper = { recordedBy: '村文书', where: '一号柜', outings: true }
    const clock = { now: () => walk.clock.now }
    const done = await recordPaperConsent({ store: walk.store, clock })({ code, paper, at: walk.clock.now })
    expect(done.ok && done.value.enrolments).toMatchObject([{ state: 'seat' }, { state: 'seat' }])
    expect(await parkSeats()).toEqual({ left: 1, waiting: 0 })
  })
})
