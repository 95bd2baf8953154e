import { beforeEach, describe, expect, it } from 'vitest'
import { toItem, type Wire } from '../../../functions/store/marshal.ts'
import { noticePut } from '../../../functions/store/notices.ts'
import type { Delivery, Notice } from '../../../shared/contract/outbox.ts'
import { refOf } from '../../../shared/notice-ref.ts'
import { acknowledged, begun, leaseMs, postponed, sendingMs } from '../../../shared/outbox.ts'
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from '../../../shared/time.ts'
import { aStore, counting, Stopped, type StoreRoom } from '../../support/store.ts'

/** The machine's own time, far from the program's. */
const real = Date.UTC(2026, 10, 22)
let room: StoreRoom
let start: Instant
beforeEach(async () => {
  room = await aStore()
  start = room.clock.now()
})

const aNotice = (overrides: Partial<Notice> = {}): Notice => ({
  id: 'schedule.2027-06-02.wx-li',
  to: 'wx-li',
  what: 'schedule.tomorrow',
  at: start,
  about: { familyId: 'fam-1', day: '2027-06-02' },
  ...overrides,
})
const numbered = (n: number, overrides: Partial<Notice> = {}): Notice =>
  aNotice({ id: `n-${n}`, to: `wx-${n}`, ...overrides })

const lease = (limit = 10, given: Partial<{ leaseId: string; realNow: Instant }> = {}) =>
  room.store.lease('gateway', { limit, leaseId: 'lease-1', now: room.clock.now(), realNow: real, ...given })
const idsOf = (leased: readonly { readonly notice: Notice }[]) => leased.map(({ notice }) => notice.id)
const begin = (notice: Notice, leaseId = 'lease-1', realNow = real) =>
  room.store.change(refOf(notice), (delivery) => begun(delivery, leaseId, room.clock.now(), realNow))
const ack = (notice: Notice, result: 'sent' | 'failed' | 'ambiguous', leaseId = 'lease-1') =>
  room.store.change(refOf(notice), (delivery) =>
    acknowledged(delivery, { leaseId, result, now: room.clock.now(), random: 0.5 }),
  )
const stateOf = async (notice: Notice): Promise<Delivery['state'] | undefined> =>
  (await room.store.lines([refOf(notice)]))[0]?.delivery.state

describe('a message', () => {
  it('is written once, whatever became of it', async () => {
    expect(await room.store.put(aNotice())).toBe('put')
    expect(await room.store.put(aNotice())).toBe('known')
    await lease()
    await begin(aNotice())
    await ack(aNotice(), 'sent')
    expect(await room.beside().put(aNotice())).toBe('known')
    expect(await stateOf(aNotice())).toBe('sent')
    expect(await lease()).toEqual([])
  })

  it('goes from hand to hand to its end', async () => {
    await room.store.put(aNotice())
    const [leased] = await lease()
    expect(leased).toMatchObject({ ref: refOf(aNotice()), notice: aNotice(), delivery: { state: 'leased' } })
    expect(await begin(aNotice())).toMatchObject({
      kind: 'changed',
      delivery: { state: 'sending', attempts: 1 },
    })
    expect(await begin(aNotice())).toMatchObject({ kind: 'left', delivery: { state: 'sending' } })
    expect(await ack(aNotice(), 'sent')).toMatchObject({ kind: 'changed', delivery: { state: 'sent' } })
    expect(await ack(aNotice(), 'sent')).toMatchObject({ kind: 'changed' })
    expect(await ack(aNotice(), 'failed')).toMatchObject({ kind: 'left', delivery: { state: 'sent' } })
  })

  it('holds at most 1 KB with the longest ids', () => {
    const longest = 'x'.repeat(128)
    const item = toItem(
      noticePut(
        aNotice({
          id: longest,
          to: longest,
          what: 'enrolment.unfinished',
          about: { familyId: longest, childId: longest, sectionId: longest },
        }),
      ).item,
    )
    expect(sizeOf(item)).toBeLessThanOrEqual(1_024)
  })

  it('that nobody knows, or whose time to be kept is over, is unknown', async () => {
    expect(await room.store.change('no ref', () => null)).toEqual({ kind: 'unknown' })
    expect(await begin(aNotice())).toEqual({ kind: 'unknown' })
    await room.store.put(aNotice())
    room.clock.move(7 * dayMs)
    expect(await begin(aNotice())).toEqual({ kind: 'unknown' })
    expect(await lease()).toEqual([])
    expect(await room.store.lines(['?', refOf(aNotice())])).toEqual([null, null])
  })

  it('of the first version is read, and goes on as one of the second', async () => {
    const item = { ...toItem(noticePut(aNotice({ to: 'web-li' })).item) }
    for (const key of ['rev', 'state', 'attempts', 'notBefore', 'expiresAt', 'changedAt']) delete item[key]
    await room.db.put({ item: { ...fromWire(item), v: 1, id: aNotice().id, at: start } })
    const notice = aNotice({ to: 'web-li' })
    expect(await room.store.after('web-li', '', 9)).toEqual([{ ...notice, fresh: true }])
    expect(await stateOf(notice)).toBe('queued')
    await room.store.fetched([refOf(notice)], start)
    expect(await stateOf(notice)).toBe('sent')
  })
})

const sizeOf = (item: Wire): number =>
  Object.entries(item).reduce((sum, [key, value]) => sum + key.length + valueSize(value), 0)
const valueSize = (value: Wire[string]): number => {
  if (value.S !== undefined) return value.S.length
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1
  return value.M ? 3 + Object.values(value.M).length + sizeOf(value.M) : 1
}
const fromWire = (item: Wire) => ({
  pk: item.pk?.S ?? '',
  sk: item.sk?.S ?? '',
  what: item.what?.S ?? '',
  about: Object.fromEntries(Object.entries(item.about?.M ?? {}).map(([key, value]) => [key, value.S ?? ''])),
})

describe('a lease', () => {
  it('gives the oldest that are due, as many as are asked for', async () => {
    for (const n of [3, 1, 4, 2, 5]) await room.store.put(numbered(n, { at: start - n * minuteMs }))
    expect(idsOf(await lease(3))).toEqual(['n-5', 'n-4', 'n-3'])
    expect(idsOf(await lease(3))).toEqual(['n-2', 'n-1'])
    expect(await lease(0)).toEqual([])
  })

  it('gives what is put off from its moment on, and never what is for a browser', async () => {
    await room.store.put(numbered(1, { notBefore: start + hourMs }))
    await room.store.put(numbered(2, { to: 'web-2' }))
    room.clock.move(hourMs - 1)
    expect(await lease()).toEqual([])
    room.clock.move(1)
    expect(idsOf(await lease())).toEqual(['n-1'])
  })

  it('gives safety first, then what changed, though an evening’s schedules stand there longer', async () => {
    for (let n = 1; n <= 12; n++) await room.store.put(numbered(n))
    room.clock.move(2 * hourMs)
    await room.store.put(numbered(20, { what: 'session.changed', at: room.clock.now() }))
    await room.store.put(numbered(21, { what: 'town.closure', at: room.clock.now() }))
    expect(idsOf(await lease(2))).toEqual(['n-21', 'n-20'])
  })

  it('to two senders at once gives each message to one of them', async () => {
    for (let n = 1; n <= 12; n++) await room.store.put(numbered(n))
    const given = await Promise.all(
      ['a', 'b', 'c'].map((leaseId) =>
        room.beside().lease('gateway', { limit: 12, leaseId, now: start, realNow: real }),
      ),
    )
    const all = given.flatMap(idsOf)
    expect(new Set(all).size).toBe(all.length)
    const rest = await lease(12)
    expect(new Set([...all, ...idsOf(rest)]).size).toBe(12)
  })

  it('that lapses lets another have it; its holder can no longer begin', async () => {
    await room.store.put(aNotice())
    await lease()
    room.clock.move(leaseMs)
    expect(idsOf(await lease(1, { leaseId: 'lease-2', realNow: real + leaseMs - 1 }))).toEqual([])
    expect(idsOf(await lease(1, { leaseId: 'lease-2', realNow: real + leaseMs }))).toHaveLength(1)
    expect(await begin(aNotice(), 'lease-1', real + leaseMs)).toMatchObject({ kind: 'left' })
    expect(await begin(aNotice(), 'lease-2', real + leaseMs)).toMatchObject({ kind: 'changed' })
  })

  it('puts into review what was begun and never answered, and where a late answer settles it', async () => {
    await room.store.put(aNotice())
    await lease()
    await begin(aNotice())
    room.clock.move(sendingMs)
    expect(await lease(1, { leaseId: 'lease-2', realNow: real + sendingMs })).toEqual([])
    expect(await stateOf(aNotice())).toBe('in_review')
    expect((await room.store.troubled(null, 9)).lines).toHaveLength(1)
    await ack(aNotice(), 'sent')
    expect(await stateOf(aNotice())).toBe('sent')
    expect((await room.store.troubled(null, 9)).lines).toEqual([])
  })

  it('puts aside what is over', async () => {
    await room.store.put(numbered(1, { at: start - 1, expiresAt: start + hourMs }))
    await room.store.put(numbered(2))
    room.clock.move(hourMs)
    expect(idsOf(await lease(1))).toEqual(['n-2'])
    expect(await stateOf(numbered(1, { at: start - 1 }))).toBe('expired')
    expect(await dueOf('out-gateway')).toHaveLength(1)
  })

  it('reads no more than it gives', async () => {
    for (let n = 1; n <= 40; n++) await room.store.put(numbered(n))
    const { store, spent } = counting(room)
    const asked = { limit: 5, leaseId: 'l', now: start, realNow: real }
    expect(await store.lease('gateway', asked)).toHaveLength(5)
    const calls = spent()
    expect(calls.filter(({ operation }) => operation === 'BatchGetItem')).toHaveLength(1)
    // Each of the index's eight shards is asked once, two that gave most of five perhaps for more.
    const queries = calls.filter(({ operation }) => operation === 'Query').length
    expect(queries).toBeLessThanOrEqual(9)
  })

  it('that a crash swallowed lapses, and the message is leased again', async () => {
    await room.store.put(aNotice())
    room.wire.arm(1)
    await expect(lease()).rejects.toThrow(Stopped)
    expect(await stateOf(aNotice())).toBe('leased')
    expect(await lease()).toEqual([])
    room.clock.move(leaseMs)
    expect(idsOf(await lease(1, { realNow: real + leaseMs }))).toHaveLength(1)
  })
})

const dueOf = async (queue: string): Promise<readonly string[]> => {
  const found: string[] = []
  for (let shard = 0; shard < 8; shard++) {
    const page = { index: 'due', pk: `${queue}#${shard}`, from: '0', to: '9'.repeat(13) } as const
    for await (const item of room.db.query(page)) found.push(`${item.dueAt}`)
  }
  return found
}

describe('the due index', () => {
  it('holds what is to be done, and no longer what came to an end', async () => {
    await room.store.put(aNotice())
    expect(await dueOf('out-gateway')).toEqual([String(start)])
    await lease()
    expect(await dueOf('out-gateway')).toEqual([String(start + leaseMs)])
    room.clock.move(10 * secondMs)
    await begin(aNotice())
    expect(await dueOf('out-gateway')).toEqual([String(start + leaseMs)])
    await ack(aNotice(), 'sent')
    expect(await dueOf('out-gateway')).toEqual([])
  })

  it('stays empty for browsers', async () => {
    await room.store.put(aNotice({ to: 'demo-li' }))
    expect(await dueOf('out-web')).toEqual([])
  })

  it('of what is put off through the night is at its end', async () => {
    await room.store.put(aNotice())
    await lease()
    await room.store.change(refOf(aNotice()), (delivery) =>
      postponed(delivery, 'session.changed', start + 9 * hourMs, start),
    )
    expect(await dueOf('out-gateway')).toEqual([String(start + 9 * hourMs)])
  })
})

/**
 * Of each write: one unit for an item of at most 1 KB, and for the index one where an entry comes or goes, two where its place
 * changes. The engine of these tests counts the index as AWS does.
 */
describe('what it costs', () => {
  it('is two write units to create and eight through sent, and a read unit a message for each step', async () => {
    const { store, spent } = counting(room)
    const cost = async (work: Promise<unknown>): Promise<number> => {
      await work
      return spent().reduce((sum, call) => sum + call.writeUnits, 0)
    }
    const changed = (change: (delivery: Delivery) => Delivery | null) =>
      store.change(refOf(aNotice()), change)
    const given = { leaseId: 'l', result: 'sent', now: start, random: 0 } as const
    expect(await cost(store.put(aNotice()))).toBe(2)
    expect(await cost(store.lease('gateway', { limit: 9, leaseId: 'l', now: start, realNow: real }))).toBe(3)
    expect(await cost(changed((delivery) => begun(delivery, 'l', start, real)))).toBe(1)
    expect(await cost(changed((delivery) => acknowledged(delivery, given)))).toBe(2)
  })

  it('of what a browser fetches is two in all', async () => {
    const { store, spent } = counting(room)
    const notice = aNotice({ to: 'web-li' })
    await store.put(notice)
    await store.fetched([refOf(notice)], start)
    expect(spent().reduce((sum, call) => sum + call.writeUnits, 0)).toBe(2)
  })
})

describe('a browser', () => {
  const web = aNotice({ to: 'web-li' })
  const mine = (at: Instant, id = 'n') => ({ ...web, at, id })

  it('that fetched a message is written down, once', async () => {
    const notice = mine(start)
    await room.store.put(notice)
    await room.store.fetched([refOf(notice), 'no ref'], start + 5)
    await room.store.fetched([refOf(notice)], start + 9)
    expect((await room.store.lines([refOf(notice)]))[0]?.delivery).toMatchObject({
      state: 'sent',
      changedAt: start + 5,
    })
  })

  it('never settles what a gateway sends', async () => {
    await room.store.put(aNotice())
    await room.store.fetched([refOf(aNotice())], start)
    expect(await stateOf(aNotice())).toBe('queued')
  })

  it('still gets what a run wrote after the cursor had passed its stamp, until it was fetched', async () => {
    const notice = mine(start)
    await room.store.put(notice)
    const cursor = String(start + 10 * minuteMs)
    expect(await room.store.after('web-li', cursor, 9)).toHaveLength(1)
    await room.store.fetched([refOf(notice)], start)
    expect(await room.store.after('web-li', cursor, 9)).toEqual([])
    expect(await room.store.after('web-li', '', 9)).toHaveLength(1)
  })

  it('gets nothing before its time, and nothing that is over', async () => {
    await room.store.put({ ...mine(start), notBefore: start + hourMs, expiresAt: start + 2 * hourMs })
    const read = () => room.store.after('web-li', String(start + minuteMs), 9)
    expect(await read()).toEqual([])
    room.clock.move(hourMs)
    expect(await read()).toHaveLength(1)
    room.clock.move(hourMs)
    expect(await read()).toEqual([])
    expect(await stateOf(mine(start))).toBe('expired')
  })
})

describe('收到', () => {
  const sent = async (notice: Notice) => {
    await room.store.put(notice)
    await lease()
    await begin(notice)
    await ack(notice, 'sent')
  }

  it('is written down with what asked for it and arrived, and answers the same when said again', async () => {
    await sent(aNotice())
    await sent(aNotice({ id: 'other', what: 'staff.answer' }))
    await room.store.put(aNotice({ id: 'waits' }))
    room.clock.move(minuteMs)
    const heard = () => room.store.heard('wx-li', start, room.clock.now())
    expect((await heard()).map(({ id }) => id)).toEqual([aNotice().id])
    const line = async () => (await room.store.lines([refOf(aNotice())]))[0]?.delivery
    expect(await line()).toMatchObject({ state: 'sent', heardAt: start + minuteMs })
    room.clock.move(minuteMs)
    expect((await heard()).map(({ id }) => id)).toEqual([aNotice().id])
    expect(await line()).toMatchObject({ heardAt: start + minuteMs })
  })

  it('means nothing that came before', async () => {
    await sent(aNotice())
    expect(await room.store.heard('wx-li', start + 1, start + 2)).toEqual([])
  })
})

describe('what staff look at', () => {
  it('is what failed or may have arrived, oldest first, in pages', async () => {
    for (let n = 1; n <= 7; n++) {
      await room.store.put(numbered(n))
      await lease()
      await begin(numbered(n))
      await ack(numbered(n), n % 3 === 0 ? 'sent' : 'ambiguous')
      if (n % 2 === 0) room.clock.move(1)
    }
    const seen: string[] = []
    let after: string | null = null
    let pages = 0
    do {
      const page: Awaited<ReturnType<StoreRoom['store']['troubled']>> = await room.store.troubled(after, 2)
      seen.push(...page.lines.map(({ to }) => to))
      after = page.after
      pages++
    } while (after !== null)
    expect(seen.slice(2)).toEqual(['wx-4', 'wx-5', 'wx-7'])
    expect([...seen].sort()).toEqual(['wx-1', 'wx-2', 'wx-4', 'wx-5', 'wx-7'])
    expect(pages).toBe(3)
  })

  it('tells ids, the way and the state, and no word', async () => {
    await room.store.put(aNotice())
    expect(await room.store.lines([refOf(aNotice())])).toMatchObject([
      {
        to: 'wx-li',
        familyId: 'fam-1',
        channel: 'gateway',
        what: 'schedule.tomorrow',
        at: start,
        delivery: { state: 'queued' },
      },
    ])
  })
})
