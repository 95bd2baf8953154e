import { describe, expect, it } from 'vitest'
import { createKeyring, masterKeyOf } from '../../../functions/crypto/index.ts'
import { dynamoClient, dynamoStore, type HouseStore } from '../../../functions/store/index.ts'
import {
  aClaim,
  aFamily,
  aStore,
  inTwoDays,
  masterBytes,
  perform,
  programmeOf,
  type StoreRoom,
  said,
  sectionOf,
  settleIn,
} from '../../support/store.ts'

const small = sectionOf('small')
const large = sectionOf('large')
const of = (n: number) => ({ familyId: `fam-${n}`, childId: `kid-${n}` })

/** Both sections are full. */
const aRoom = async (): Promise<StoreRoom> => {
  const room = await aStore()
  await room.store.publish(programmeOf({ small: 1, large: 120 }))
  for (let n = 1; n <= 4; n++) await settleIn(room, aFamily({ id: `fam-${n}`, contacts: [`contact-${n}`] }))
  await perform(room.store, aClaim({ sectionId: small, ...of(9) }))
  await perform(room.store, aClaim({ sectionId: large, ...of(9), party: 120 }))
  return room
}

const wait = async (room: StoreRoom, sectionId: string, n: number) =>
  said(await perform(room.store, aClaim({ sectionId, ...of(n) })))

const placeOf = async (store: HouseStore, sectionId: string, n: number) => {
  const { positions } = await store.look([{ kind: 'position', sectionId, childId: `kid-${n}` }])
  return positions.get(`${sectionId}/kid-${n}`)?.place
}

/** A process to which this happens before its next query reaches the table, once. */
const interrupted = (room: StoreRoom, happens: () => Promise<unknown>): HouseStore => {
  const client = dynamoClient({ endpoint: room.endpoint })
  let done = false
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'QueryCommand' && !done) {
          done = true
          await happens()
        }
        return next(args)
      },
    { step: 'initialize' },
  )
  return dynamoStore({
    client,
    tableName: room.tableName,
    keyring: createKeyring({ keys: room.keys, master: masterKeyOf(masterBytes) }),
    clock: room.clock,
  })
}

describe.each([
  { kind: 'small', sectionId: small },
  { kind: 'large', sectionId: large },
])('the line for a $kind section', ({ sectionId }) => {
  it('is in the order in which it was joined, whatever the clocks say', async () => {
    const room = await aRoom()
    expect(await wait(room, sectionId, 3)).toEqual({ did: 'waiting', position: 1 })
    room.clock.move(-500)
    expect(await wait(room, sectionId, 2)).toEqual({ did: 'waiting', position: 2 })
    expect(await wait(room, sectionId, 1)).toEqual({ did: 'waiting', position: 3 })
    for (const [n, place] of [3, 2, 1].entries())
      expect(await placeOf(room.store, sectionId, place)).toBe(n + 1)
  })

  it('tells a place rightly while somebody joins it', async () => {
    const room = await aRoom()
    for (const n of [1, 2]) await wait(room, sectionId, n)
    room.clock.move(5)
    const store = interrupted(room, () => wait(room, sectionId, 3))
    expect(await placeOf(store, sectionId, 2)).toBe(2)
    expect(await placeOf(room.store, sectionId, 3)).toBe(3)
  })

  it('tells a place rightly while somebody behind leaves it', async () => {
    const room = await aRoom()
    for (const n of [1, 2, 3]) {
      await wait(room, sectionId, n)
      room.clock.move(5)
    }
    const store = interrupted(room, () => perform(room.store, { kind: 'release', sectionId, ...of(3) }))
    expect(await placeOf(store, sectionId, 2)).toBe(2)
  })
})

describe('a place that an unconfirmed family did not confirm in time, before a sweep came by', () => {
  /** kid-1 waits until its end, kid-2 for good. */
  const lapsed = async (): Promise<StoreRoom> => {
    const room = await aRoom()
    await perform(room.store, aClaim({ sectionId: small, ...of(1), until: inTwoDays(room.clock) }))
    room.clock.move(5)
    await wait(room, small, 2)
    room.clock.move(48 * 3_600_000)
    return room
  }

  it('is claimed anew at the end of the line', async () => {
    const room = await lapsed()
    expect(await wait(room, small, 1)).toEqual({ did: 'waiting', position: 2 })
    expect(await placeOf(room.store, small, 2)).toBe(1)
  })

  it('is no place for who would not wait', async () => {
    const room = await lapsed()
    const claimed = await perform(room.store, aClaim({ sectionId: small, ...of(1), onFull: 'refuse' }))
    expect(said(claimed)).toEqual({ did: 'refused', why: 'full' })
  })

  it('confirmed, is lapsed', async () => {
    const room = await lapsed()
    const confirmed = await perform(room.store, { kind: 'firm', sectionId: small, ...of(1) })
    expect(said(confirmed)).toEqual({ did: 'refused', why: 'lapsed' })
    expect(await placeOf(room.store, small, 2)).toBe(1)
  })

  it('moved to another family, is lapsed', async () => {
    const room = await lapsed()
    const to = { familyId: 'fam-3', childId: 'kid-3' }
    const moved = await perform(room.store, { kind: 'move', sectionId: small, ...of(1), party: 1, to })
    expect(said(moved)).toEqual({ did: 'refused', why: 'lapsed' })
    expect(await placeOf(room.store, small, 2)).toBe(1)
  })
})
