import { beforeEach, describe, expect, it } from 'vitest'
import { fenceMs } from '../../../shared/outbox.ts'
import { aStore, type StoreRoom } from '../../support/store.ts'

const real = Date.UTC(2026, 10, 22)
let room: StoreRoom
beforeEach(async () => {
  room = await aStore()
})
const renew = (instance: string, at = real) => room.store.renew('gateway', instance, at)

describe('a fence', () => {
  it('lets one instance send, and renews it under the same token', async () => {
    expect(await room.store.holds('gateway', 1, real)).toBe(false)
    expect(await renew('one')).toEqual({ token: 1, until: real + fenceMs })
    expect(await renew('two', real + fenceMs - 1)).toBe('taken')
    expect(await renew('one', real + 10)).toEqual({ token: 1, until: real + 10 + fenceMs })
    expect(await renew('two', real + fenceMs)).toBe('taken')
  })

  it('goes to another when it lapses, under a higher token; the old one holds nothing', async () => {
    await renew('one')
    expect(await renew('two', real + fenceMs)).toEqual({ token: 2, until: real + 2 * fenceMs })
    expect(await room.store.holds('gateway', 1, real + fenceMs)).toBe(false)
    expect(await room.store.holds('gateway', 2, real + fenceMs)).toBe(true)
    expect(await room.store.holds('gateway', 2, real + 2 * fenceMs)).toBe(false)
    expect(await renew('one', real + fenceMs)).toBe('taken')
  })

  it('that lapsed is its own again where nobody came between', async () => {
    await renew('one')
    expect(await renew('one', real + 9 * fenceMs)).toEqual({ token: 1, until: real + 10 * fenceMs })
  })

  it('is never made shorter by an answer that comes late', async () => {
    await renew('one', real + 100)
    expect(await renew('one', real)).toEqual({ token: 1, until: real + 100 + fenceMs })
  })

  it('asked for by many at once is given to one', async () => {
    for (const at of [real, real + fenceMs, real + 2 * fenceMs]) {
      const names = Array.from({ length: 6 }, (_, n) => `at-${at}-${n}`)
      const given = await Promise.all(names.map((name) => room.beside().renew('gateway', name, at)))
      expect(given.filter((one) => one !== 'taken')).toHaveLength(1)
    }
    expect(await room.store.holds('gateway', 3, real + 2 * fenceMs)).toBe(true)
  })
})
