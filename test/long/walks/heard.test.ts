import { beforeEach, describe, expect, it } from 'vitest'
import { createDeliver, type Deliver } from '../../../functions/app/deliver.ts'
import type { Delivery, Notice } from '../../../shared/contract/outbox.ts'
import { readRef, refOf } from '../../../shared/notice-ref.ts'
import { acknowledged, begun } from '../../../shared/outbox.ts'
import { dayMs, hourMs, instantOf, secondMs } from '../../../shared/time.ts'
import { aProgramme } from '../../support/programme.ts'
import { enrol, familyOf, fillIn, startWalk, type Walk } from '../../support/walk.ts'
import { type World, words } from '../../support/world.ts'

const evening = instantOf('2027-07-06', '18:00')
let walk: Walk
beforeEach(async () => {
  walk = await startWalk({ now: evening })
})

const aNotice = (overrides: Partial<Notice> = {}): Notice => ({
  id: 'schedule.2027-07-07.wx-li',
  to: 'wx-li',
  what: 'schedule.tomorrow',
  at: evening,
  about: { familyId: 'fam-1', day: '2027-07-07' },
  ...overrides,
})

const deliveryOf = async (world: World, notice: Notice): Promise<Delivery | undefined> =>
  (await world.store.lines([refOf(notice)]))[0]?.delivery

/** Put into the outbox, leased and begun as a gateway does it; its answer is told where it is known. */
const calledFor = async (world: World, notice: Notice, result?: 'sent' | 'ambiguous'): Promise<void> => {
  const { now } = world.clock
  const leaseId = `lease-${notice.id}`
  await world.store.put(notice)
  await world.store.lease('gateway', { limit: 10, leaseId, now, realNow: now })
  await world.store.change(refOf(notice), (delivery) => begun(delivery, leaseId, now, now))
  if (result)
    await world.store.change(refOf(notice), (delivery) =>
      acknowledged(delivery, { leaseId, result, now, random: 0 }),
    )
}

describe('收到 on tomorrow’s schedule', () => {
  it('confirms it, for good, and is answered as kindly when it comes twice', async () => {
    await calledFor(walk, aNotice(), 'sent')
    const li = walk.parent('wx-li')

    expect(words(await li.say('收到'))).toContain('明天的课')
    const heardAt = walk.clock.now
    expect(await deliveryOf(walk, aNotice())).toMatchObject({ state: 'sent', heardAt })

    expect(words(await li.say('好的收到'))).toContain('明天的课')
    expect(await deliveryOf(walk, aNotice())).toMatchObject({ heardAt })
  })

  it('the same message again gives the same answer', async () => {
    await calledFor(walk, aNotice(), 'sent')
    const li = walk.parent('wx-li')
    expect(await li.say('收到', 'once')).toEqual(await li.say('收到', 'once'))
  })

  it('confirms what the channel has not answered for yet, or not for certain', async () => {
    const change = aNotice({ id: 'change.wx-li', what: 'session.changed' })
    await calledFor(walk, aNotice())
    await calledFor(walk, change, 'ambiguous')

    expect(words(await walk.parent('wx-li').say('收到'))).toContain('明天的课')
    for (const notice of [aNotice(), change])
      expect(await deliveryOf(walk, notice)).toMatchObject({ heardAt: walk.clock.now })
  })

  it('confirms nothing that was never sent, nor anybody else’s', async () => {
    const other = aNotice({ id: 'schedule.2027-07-07.wx-other', to: 'wx-other' })
    await walk.store.put(aNotice())
    await calledFor(walk, other, 'sent')

    expect(words(await walk.parent('wx-li').say('收到'))).toContain('有事随时说')
    expect(await deliveryOf(walk, other)).toMatchObject({ heardAt: null })
  })

  it('leaves a form where it is', async () => {
    const li = walk.parent('wx-li')
    const pending = await fillIn(li, await li.say('报名'), { 'guardian.name': '' })
    expect(pending.expects).toBe('guardian.name')
    await calledFor(walk, aNotice({ at: walk.clock.now }), 'sent')

    const answer = await li.say('收到')
    expect(words(answer)).toContain('明天的课')
    expect(answer.expects).toBe('guardian.name')
    expect((await li.say('张小丽')).expects).toBe('modules')
  })

  it('stands wherever the program died in between, whoever comes next', async () => {
    const dies = ['turn.decided.1', 'outbox.change', 'outbox.changed', 'turn.performed.1', 'turn.saved']
    for (const at of dies) {
      const world = await startWalk({ now: evening })
      await calledFor(world, aNotice(), 'sent')
      world.faults.point = (name) => {
        if (name === at) throw new Error(`killed at ${name}`)
      }
      const said = { kind: 'text', text: '收到', messageId: 'heard' }
      expect((await world.parent('wx-li').send(said)).status, at).toBe(500)

      const after = await world.restart()
      const again = words(await after.parent('wx-li').say('收到', 'heard'))
      expect(again, at).toContain('明天的课')
      const heardAt = (await deliveryOf(after, aNotice()))?.heardAt
      expect(heardAt, at).toBe(world.clock.now)
    }
  })

  it('is finished by the sweep, where nobody says anything more', async () => {
    await calledFor(walk, aNotice(), 'sent')
    walk.faults.point = (name) => {
      if (name === 'turn.decided.1') throw new Error('killed')
    }
    await walk.parent('wx-li').send({ kind: 'text', text: '收到', messageId: 'heard' })
    const after = await walk.restart()
    after.clock.now += hourMs
    await after.sweep()
    expect((await deliveryOf(after, aNotice()))?.heardAt).toBe(after.clock.now - hourMs)
  })
})

describe('退订 and own hours, when messages go out', () => {
  let deliver: Deliver
  let about: Record<string, string>

  beforeEach(async () => {
    const now = () => walk.clock.now
    deliver = createDeliver({
      store: walk.store,
      clock: { now },
      realNow: now,
      random: () => 0,
      newLeaseId: () => `lease-${now()}`,
      failed: (error) => {
        throw error
      },
    })
    await enrol(walk.parent('wx-li'), '绘画')
    const closures = [{ day: '2027-07-07', town: 'east', goesOn: false, reason: '台风' }]
    await walk.store.publish(aProgramme({ closures }))
    const familyId = (await familyOf(walk, 'wx-li'))?.id ?? ''
    about = { familyId, day: '2027-07-07', town: 'east', before: '1', after: '2' }
  })

  /** What a gateway that asks now is given to send: of these notices, written at this moment. */
  const handedOver = async (...kinds: readonly Notice['what'][]): Promise<readonly string[]> => {
    walk.clock.now += secondMs
    const { now: at } = walk.clock
    for (const what of kinds) await walk.store.put(aNotice({ id: `${what}.${at}`, what, at, about }))
    const renewed = await deliver.renew('gateway', 'one')
    const leased =
      renewed === 'taken' ? 'stale' : await deliver.lease('gateway', renewed.token, 10, `asked-${at}`)
    if (leased === 'stale') throw new Error('another sends')
    return leased.map(({ ref }) => readRef(ref)?.id.split('.1')[0] ?? '')
  }

  it('nothing but safety is handed over to who stopped messages, until they come back', async () => {
    const li = walk.parent('wx-li')
    expect(await handedOver('family.joined', 'town.closure')).toEqual(['town.closure', 'family.joined'])
    await li.say('退订')
    expect(await handedOver('family.joined', 'town.closure')).toEqual(['town.closure'])
    await li.say('恢复消息')
    expect(await handedOver('family.joined')).toEqual(['family.joined'])
  })

  it('who works at night hears by night, and safety at any hour', async () => {
    const li = walk.parent('wx-li')
    await li.say('我上夜班')
    walk.clock.now = instantOf('2027-07-06', '23:00')
    expect(await handedOver('family.confirmed')).toEqual(['family.confirmed'])
    walk.clock.now = instantOf('2027-07-07', '07:30')
    expect(await handedOver('family.joined', 'town.closure')).toEqual(['town.closure'])
    // What was put off stands three minutes behind what presses.
    walk.clock.now = instantOf('2027-07-07', '15:03')
    expect(await handedOver()).toContain('family.joined')
  })

  it('are kept while the conversation of a family fades', async () => {
    await walk.parent('wx-li').say('退订')
    walk.clock.now += 20 * dayMs
    await walk.sweep()
    expect((await walk.store.open('wx-li')).conversation?.talk.manners.stopped).toBe(true)
  })
})
