import ICAL from 'ical.js'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../../shared/contract/reply.ts'
import { codeIn, enrol, proven, saying, startWalk, type Walk } from '../../support/walk.ts'
import { publicUrl, words } from '../../support/world.ts'

let walk: Walk
beforeEach(async () => {
  walk = await startWalk()
})

/** The path of the address that an answer gives; it must be one that another program can open. */
const pathIn = (answer: Answer): string => {
  const [address = ''] = /https?:\/\/\S+/.exec(words(answer)) ?? []
  expect(address).toMatch(new RegExp(`^${publicUrl}/calendar/`))
  return address.slice(publicUrl.length)
}
const status = async (path: string): Promise<number> => (await walk.app.request(path)).status
const titlesAt = async (path: string): Promise<readonly string[]> => {
  const text = await (await walk.app.request(path)).text()
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
  return [...new Set(events.map((event) => String(event.getFirstPropertyValue('summary'))))]
}
const fatherJoins = async () => {
  const father = walk.parent('demo-father')
  const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
  await saying(father, proven(code), '同意', '爸爸 李大山 13800002222')
  return father
}

describe('a calendar asked for in the chat', () => {
  it('opens in a phone’s calendar, and holds the lessons', async () => {
    await enrol(walk.li, '绘画')
    const path = pathIn(await walk.li.say('日历'))

    expect(await titlesAt(path)).toEqual([expect.stringContaining('绘画')])
    expect(pathIn(await walk.li.say('订阅日历'))).toBe(path)
  })

  it('renewed opens at the new address only', async () => {
    await enrol(walk.li, '绘画')
    const old = pathIn(await walk.li.say('日历'))
    const renewed = pathIn(await walk.li.say('换日历地址'))

    expect(renewed).not.toBe(old)
    expect([await status(old), await status(renewed)]).toEqual([404, 200])
    expect(pathIn(await walk.li.say('日历'))).toBe(renewed)
  })

  it('shuts when a guardian leaves who may have it', async () => {
    await enrol(walk.li, '绘画')
    const father = await fatherJoins()
    const path = pathIn(await father.say('日历'))
    await saying(father, '删除我的信息', '1')

    expect(await status(path)).toBe(404)
    expect(await status(pathIn(await walk.li.say('日历')))).toBe(200)
  })

  it('renewed by a message that comes twice is renewed once', async () => {
    await enrol(walk.li, '绘画')
    const first = pathIn(await walk.li.say('换日历地址', 'the-one'))

    expect(pathIn(await walk.li.say('换日历地址', 'the-one'))).toBe(first)
    expect(await status(first)).toBe(200)
  })

  it('is one for both guardians', async () => {
    await enrol(walk.li, '绘画')
    const father = await fatherJoins()

    expect(pathIn(await father.say('日历'))).toBe(pathIn(await walk.li.say('日历')))
  })

  it('is none before anything is enrolled in', async () => {
    expect(words(await walk.li.say('日历'))).toContain('没有报上的课')
  })

  it('is gone with the family', async () => {
    await enrol(walk.li, '绘画')
    const path = pathIn(await walk.li.say('日历'))
    await saying(walk.li, '删除我的信息', '1')

    expect(await status(path)).toBe(404)
    expect(words(await walk.li.say('日历'))).not.toContain('/calendar/')
  })
})

const generation = async (): Promise<number | undefined> => {
  const { conversation } = await walk.store.open('demo-li')
  return (await walk.store.family(conversation?.familyId ?? ''))?.feed.generation
}
const killedAt = async (point: string, act: () => Promise<unknown>): Promise<void> => {
  walk.faults.point = (name) => {
    if (name === point) throw new Error(`killed at ${name}`)
  }
  await act()
  walk.faults.point = () => undefined
}
const renewing = (messageId: string) => () => walk.li.send({ kind: 'text', text: '换日历地址', messageId })
const points = ['turn.stepped', 'turn.decided.1', 'calendar.renewed', 'turn.performed.1', 'turn.saved']

describe('a renewal that a crash cuts short', () => {
  beforeEach(async () => {
    await enrol(walk.li, '绘画')
  })

  it.each(points)('at %s is renewed once, when the same message comes again', async (point) => {
    await killedAt(point, renewing('the-one'))
    const path = pathIn(await walk.li.say('换日历地址', 'the-one'))

    expect([await generation(), await status(path)]).toEqual([2, 200])
  })

  it.each(points.slice(1))('at %s is renewed once, when the sweep has been', async (point) => {
    await killedAt(point, renewing('the-one'))
    walk.clock.now += 3_600_000
    await walk.sweep()

    expect(await generation()).toBe(2)
    expect(await status(pathIn(await walk.li.say('日历')))).toBe(200)
  })

  it('leaves alone what the other guardian renewed meanwhile', async () => {
    const father = await fatherJoins()
    await killedAt('calendar.renewed', renewing('the-one'))
    const path = pathIn(await father.say('换日历地址'))

    expect(pathIn(await walk.li.say('换日历地址', 'the-one'))).toBe(path)
    expect([await generation(), await status(path)]).toEqual([3, 200])
  })
})
