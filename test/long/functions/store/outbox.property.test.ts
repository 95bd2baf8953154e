import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HouseStore } from '../../../../functions/store/index.ts'
import type { AckResult, DeliveryState, Notice, NoticeRef } from '../../../../shared/contract/outbox.ts'
import { refOf } from '../../../../shared/notice-ref.ts'
import { acknowledged, begun, mostAttempts, settled } from '../../../../shared/outbox.ts'
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from '../../../../shared/time.ts'
import { aStore, Stopped, type StoreRoom } from '../../../support/store.ts'

/** The machine's time goes by itself; the program's goes with it, and is moved ahead now and then. */
interface Hands {
  real: Instant
}

type Act =
  | { readonly do: 'put'; readonly n: number }
  | { readonly do: 'lease'; readonly sender: number; readonly limit: number; readonly dies: boolean }
  | {
      readonly do: 'begin'
      readonly sender: number
      readonly nth: number
      readonly arrives: boolean
      readonly dies: boolean
    }
  | { readonly do: 'ack'; readonly nth: number; readonly known: boolean; readonly dies: boolean }
  | { readonly do: 'pass' | 'jump'; readonly ms: number }

const messages = 3
const kind = <K extends Act['do']>(name: K) => fc.constant(name)
const sender = fc.nat({ max: 1 })
const nth = fc.nat({ max: 5 })
const limit = fc.integer({ min: 1, max: 3 })
/** One in four. */
const dies = fc.nat({ max: 3 }).map((n) => n === 0)
const short = fc.constantFrom(secondMs, 30 * secondMs, minuteMs, 2 * minuteMs, 10 * minuteMs)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: kind('put'), n: fc.nat({ max: messages - 1 }) }) },
  { weight: 4, arbitrary: fc.record({ do: kind('lease'), sender, limit, dies }) },
  { weight: 5, arbitrary: fc.record({ do: kind('begin'), sender, nth, arrives: fc.boolean(), dies }) },
  { weight: 4, arbitrary: fc.record({ do: kind('ack'), nth, known: dies.map((not) => !not), dies }) },
  { weight: 2, arbitrary: fc.record({ do: kind('pass'), ms: short }) },
  { weight: 1, arbitrary: fc.record({ do: kind('jump'), ms: fc.constantFrom(minuteMs, hourMs, dayMs) }) },
)
/** Acts of a wave happen at once. */
const waves = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 12 })

/** A call to the channel: whether it brought the message, and whether it was told that it did not. */
interface Call {
  readonly notice: Notice
  readonly leaseId: string
  readonly arrives: boolean
  toldFailed: boolean
}

interface World {
  readonly room: StoreRoom
  readonly hands: Hands
  readonly notices: readonly Notice[]
  readonly written: Set<Notice>
  /** What each sender holds, as it believes; leases that lapsed, and messages that another sends by now, too. */
  readonly held: readonly { readonly notice: Notice; readonly leaseId: string }[][]
  readonly calls: Call[]
  leases: number
}

let worlds = 0
const aWorld = (room: StoreRoom): World => {
  const at = room.clock.now()
  const world = ++worlds
  const notices = Array.from({ length: messages }, (_, nth) => ({
    id: `w${world}.${nth}`,
    to: `wx-${world}-${nth}`,
    what: nth === 0 ? ('town.closure' as const) : ('schedule.tomorrow' as const),
    at,
    about: { familyId: 'fam-1' },
    ...(nth === 2 ? { notBefore: at + 10 * minuteMs, expiresAt: at + 2 * dayMs } : {}),
  }))
  return {
    room,
    hands: { real: Date.UTC(2026, 10, 22) },
    notices,
    written: new Set(),
    held: [[], []],
    calls: [],
    leases: 0,
  }
}

const noticeAt = ({ notices }: World, nth: number): Notice => {
  const notice = notices[nth]
  if (!notice) throw new Error('no such message')
  return notice
}

/** A process that may die at the next point where it could. What it did until then stays. */
const unlessDead = async <T>(
  world: World,
  dead: boolean,
  work: (store: HouseStore) => Promise<T>,
): Promise<T | null> => {
  if (dead) world.room.wire.arm(1)
  try {
    return await work(world.room.beside())
  } catch (error) {
    if (error instanceof Stopped) return null
    throw error
  }
}

const putOne = async (world: World, nth: number): Promise<void> => {
  const notice = noticeAt(world, nth)
  await world.room.beside().put(notice)
  world.written.add(notice)
}

const leaseBy = async (world: World, one: Extract<Act, { do: 'lease' }>): Promise<number> => {
  const leaseId = `lease-${++world.leases}`
  const asked = { limit: one.limit, leaseId, now: world.room.clock.now(), realNow: world.hands.real }
  const leased = await unlessDead(world, one.dies, (store) => store.lease('gateway', asked))
  for (const { notice } of leased ?? []) world.held[one.sender]?.push({ notice, leaseId })
  return leased?.length ?? 0
}

/** Only who is told that it began calls the channel: once more only where every call before is known to have failed. */
const beginBy = async (world: World, one: Extract<Act, { do: 'begin' }>): Promise<void> => {
  const mine = world.held[one.sender] ?? []
  const held = mine[one.nth % Math.max(1, mine.length)]
  if (!held) return
  const { notice, leaseId } = held
  const { real } = world.hands
  const answer = await unlessDead(world, one.dies, (store) =>
    store.change(refOf(notice), (delivery) => begun(delivery, leaseId, world.room.clock.now(), real)),
  )
  if (answer?.kind !== 'changed') return
  const before = callsOf(world, notice)
  expect(before.every((call) => call.toldFailed && !call.arrives)).toBe(true)
  world.calls.push({ notice, leaseId, arrives: one.arrives, toldFailed: false })
}

const callsOf = ({ calls }: World, notice: Notice): readonly Call[] =>
  calls.filter((call) => call.notice.id === notice.id)

/** The channel's word may come late, twice, or for a call of long ago; where it is not known, it is ambiguous. */
const ackBy = async (world: World, one: Extract<Act, { do: 'ack' }>): Promise<void> => {
  const call = world.calls[one.nth % Math.max(1, world.calls.length)]
  if (!call) return
  const known: AckResult = call.arrives ? 'sent' : 'failed'
  if (one.known && !call.arrives) call.toldFailed = true
  const result: AckResult = one.known ? known : 'ambiguous'
  const given = { leaseId: call.leaseId, result, now: world.room.clock.now(), random: 0.5 }
  await unlessDead(world, one.dies, (store) =>
    store.change(refOf(call.notice), (delivery) => acknowledged(delivery, given)),
  )
}

const run = async (world: World, one: Act): Promise<void> => {
  if (one.do === 'put') await putOne(world, one.n)
  else if (one.do === 'lease') await leaseBy(world, one)
  else if (one.do === 'begin') await beginBy(world, one)
  else if (one.do === 'ack') await ackBy(world, one)
}

const pass = (world: World, ms: number): void => {
  world.hands.real += ms
  world.room.clock.move(ms)
}

const stateOf = async ({ room }: World, ref: NoticeRef): Promise<DeliveryState | undefined> =>
  (await room.store.lines([ref]))[0]?.delivery.state

/** A sound sender that asks until nothing comes for twenty minutes; each of its calls arrives, and is answered. */
const drain = async (world: World): Promise<void> => {
  world.room.wire.arm(Number.POSITIVE_INFINITY)
  for (let idle = 0; idle < 2; ) {
    const first = world.held[0]?.length ?? 0
    const count = await leaseBy(world, { do: 'lease', sender: 0, limit: 9, dies: false })
    for (let nth = first; nth < first + count; nth++) {
      const calls = world.calls.length
      await beginBy(world, { do: 'begin', sender: 0, nth, arrives: true, dies: false })
      if (world.calls.length > calls) await ackBy(world, { do: 'ack', nth: calls, known: true, dies: false })
    }
    pass(world, 10 * minuteMs)
    idle = count > 0 ? 0 : idle + 1
  }
}

const ends: readonly (DeliveryState | undefined)[] = ['sent', 'failed', 'in_review', 'expired']

const play = async (world: World, plan: readonly (readonly Act[])[]): Promise<void> => {
  for (const wave of plan) {
    await Promise.all(wave.map((one) => run(world, one)))
    for (const one of wave) {
      if (one.do === 'pass') pass(world, one.ms)
      if (one.do === 'jump') world.room.clock.move(one.ms)
    }
  }
}

/** Where a message stands in the end, and that it fits what happened. Seven days on, nothing is kept of it. */
const settledAs = async (world: World, notice: Notice): Promise<DeliveryState | 'gone'> => {
  const state = await stateOf(world, refOf(notice))
  if (world.room.clock.now() >= notice.at + 7 * dayMs) return 'gone'
  expect(ends).toContain(state)
  const arrived = callsOf(world, notice).filter((call) => call.arrives).length
  expect(arrived).toBeLessThanOrEqual(1)
  if (state === 'sent') expect(arrived).toBe(1)
  if (state === 'failed' || state === 'expired') expect(arrived).toBe(0)
  return state ?? 'gone'
}

describe('whatever happens in whatever order', () => {
  it('no message arrives twice, and each is sent, failed, in review or over in the end', {
    timeout: 90_000,
  }, async () => {
    const room = await aStore()
    const seen = new Set<DeliveryState | 'gone'>()
    await fc.assert(
      fc.asyncProperty(waves, async (plan) => {
        const world = aWorld(room)
        await Promise.all([0, 0, 1].map((nth) => putOne(world, nth)))
        await play(world, plan)
        await drain(world)
        for (const notice of world.written) seen.add(await settledAs(world, notice))
      }),
      { numRuns: 15, endOnFailure: true },
    )
    expect([...seen]).toEqual(expect.arrayContaining(['sent', 'in_review']))
  })

  it('a channel that always fails is tried a few times, and then staff can send it again', async () => {
    const room = await aStore()
    const world = aWorld(room)
    const notice = noticeAt(world, 1)
    await room.store.put(notice)
    const ref = refOf(notice)
    for (let tries = 0; tries < mostAttempts; tries++) {
      await leaseBy(world, { do: 'lease', sender: 0, limit: 1, dies: false })
      await beginBy(world, { do: 'begin', sender: 0, nth: tries, arrives: false, dies: false })
      await ackBy(world, { do: 'ack', nth: tries, known: true, dies: false })
      pass(world, 30 * minuteMs)
    }
    expect(await stateOf(world, ref)).toBe('failed')
    expect((await room.store.troubled(null, 5)).lines.map((line) => line.ref)).toEqual([ref])
    await room.store.change(ref, (delivery) => settled(delivery, 'again', room.clock.now()))
    await drain(world)
    expect(await stateOf(world, ref)).toBe('sent')
    expect((await room.store.troubled(null, 5)).lines).toEqual([])
  })
})
