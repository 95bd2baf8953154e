import { beforeEach, describe, expect, it } from 'vitest'
import type { Run } from '../../../functions/app/ports.ts'
import { runKey } from '../../../functions/store/keys.ts'
import type { RunId } from '../../../shared/contract/outbox.ts'
import { runLeaseMs } from '../../../shared/outbox.ts'
import { dayMs, secondMs } from '../../../shared/time.ts'
import { aStore, Stopped, type StoreRoom } from '../../support/store.ts'

const real = Date.UTC(2026, 10, 22)
const evening: RunId = { kind: 'schedule', programmeId: 'mini-2027', day: '2027-07-06' }
const change: RunId = { kind: 'change', programmeId: 'mini-2027', before: 1, after: 2 }
const morning: RunId = { kind: 'reminders', programmeId: 'mini-2027', day: '2027-07-06' }

let room: StoreRoom
beforeEach(async () => {
  room = await aStore()
})
const take = (id: RunId = evening, worker = 'one', realNow = real) =>
  room.beside().take(id, worker, room.clock.now(), realNow)
const begun = async (id: RunId = evening): Promise<Run> => {
  const run = await take(id)
  if (!run) throw new Error('the run of a test was not begun')
  return run
}
const unfinished = async (): Promise<readonly RunId[]> => {
  const ids: RunId[] = []
  for await (const id of room.store.unfinished(10)) ids.push(id)
  return ids
}

describe('a run', () => {
  it('begins once; whoever goes on with it finds where it stands and when it began', async () => {
    const at = room.clock.now()
    const run = await begun()
    expect(run).toEqual({ id: evening, at, cursor: '', done: false, notices: 0 })
    await room.store.checkpoint({ ...run, cursor: 's-3', notices: 70 }, 'one', real)
    room.clock.move(dayMs)
    expect(await take(evening, 'two', real + runLeaseMs)).toEqual({ ...run, cursor: 's-3', notices: 70 })
  })

  it('is one worker’s until its lease is over in real time, and each page renews it', async () => {
    const run = await begun()
    expect(await take(evening, 'two', real + runLeaseMs - 1)).toBe(null)
    await room.store.checkpoint({ ...run, cursor: 's-1' }, 'one', real + runLeaseMs - 1)
    expect(await take(evening, 'two', real + runLeaseMs)).toBe(null)
    expect(await take(evening, 'two', real + 2 * runLeaseMs)).not.toBe(null)
    expect(await room.store.checkpoint({ ...run, cursor: 's-2' }, 'one', real)).toBe(null)
    expect((await room.store.read(evening))?.cursor).toBe('s-1')
  })

  it('ends 30 days after it began, begun again or not', async () => {
    const at = room.clock.now()
    const run = await begun()
    room.clock.move(dayMs)
    await take(evening, 'two', real + runLeaseMs)
    await room.store.checkpoint({ ...run, done: true }, 'two', real + runLeaseMs)
    const item = await room.db.get(runKey(evening))
    expect(item?.ttl).toBe(Math.ceil((at + 30 * dayMs) / secondMs))
  })

  it('taken by many at once is one’s', async () => {
    const taken = await Promise.all(['a', 'b', 'c', 'd'].map((worker) => take(evening, worker)))
    expect(taken.filter((run) => run !== null)).toHaveLength(1)
  })

  it('that is done is begun by nobody again, and says so as often as it is told', async () => {
    const run = await begun()
    const done = { ...run, cursor: 's-9', done: true, notices: 5 }
    expect(await room.store.checkpoint(done, 'one', real)).toEqual(done)
    expect(await room.store.checkpoint(done, 'one', real)).toEqual(done)
    expect(await room.store.checkpoint(run, 'one', real)).toBe(null)
    expect(await take(evening, 'two', real + dayMs)).toBe(null)
    expect(await room.store.read(evening)).toEqual(done)
  })

  it('that nobody began is not there', async () => {
    expect(await room.store.read(evening)).toBe(null)
    expect(
      await room.store.checkpoint({ id: evening, at: 0, cursor: 'x', done: false, notices: 0 }, 'one', real),
    ).toBe(null)
    expect(await room.store.read(evening)).toBe(null)
  })

  it('of which the worker died is found among the unfinished, of every kind, until it is done', async () => {
    for (const id of [evening, change, morning]) {
      await begun(id)
      room.clock.move(1)
    }
    expect(await unfinished()).toEqual([evening, change, morning])
    for (const id of [evening, morning]) {
      const run = await room.store.read(id)
      if (run) await room.store.checkpoint({ ...run, done: true }, 'one', real)
    }
    expect(await unfinished()).toEqual([change])
  })

  it('is where it was before or after a page, wherever its worker is stopped', async () => {
    const run = await begun()
    for (const [nth, cursor] of [
      [1, ''],
      [2, 's-1'],
    ] as const) {
      room.wire.arm(nth)
      await expect(room.store.checkpoint({ ...run, cursor: 's-1' }, 'one', real)).rejects.toThrow(Stopped)
      expect((await room.store.read(evening))?.cursor).toBe(cursor)
    }
    expect(await unfinished()).toEqual([evening])
  })
})
