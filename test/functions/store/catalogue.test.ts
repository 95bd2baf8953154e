import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chunkPuts, digestOf } from '../../../functions/store/catalogue.ts'
import { aProgramme } from '../../support/programme.ts'
import {
  aClaim,
  aFamily,
  aStore,
  perform,
  programmeOf,
  Stopped,
  sectionOf,
  settleIn,
  stateOf,
} from '../../support/store.ts'

describe('publishing a programme', () => {
  it('makes it seen by every process at its next turn', async () => {
    const room = await aStore()
    const other = room.beside()
    expect((await other.open('li')).catalogue.programmes.size).toBe(0)
    expect(await room.store.publish(aProgramme())).toEqual({ version: 1, changed: true })
    const { catalogue } = await other.open('li')
    expect(catalogue.programmes.get('mini-2027')).toEqual(aProgramme())
    expect((await other.open('li')).catalogue).toBe(catalogue)
  })

  it('again is no new version, whatever the order of its keys', async () => {
    const room = await aStore()
    await room.store.publish(aProgramme())
    expect(await room.beside().publish(aProgramme())).toEqual({ version: 1, changed: false })
    const { id, ...rest } = aProgramme()
    expect(digestOf({ ...rest, id })).toBe(digestOf(aProgramme()))
    expect(await room.store.publish(aProgramme({ name: '另一个名字' }))).toEqual({
      version: 2,
      changed: true,
    })
    expect((await room.beside().open('li')).catalogue.programmes.get('mini-2027')?.name).toBe('另一个名字')
  })

  it('keeps several programmes, published at once', async () => {
    const room = await aStore()
    const ids = ['a-2027', 'b-2027', 'c-2027']
    await Promise.all(ids.map((id) => room.beside().publish(aProgramme({ id }))))
    expect([...(await room.store.open('li')).catalogue.programmes.keys()].sort()).toEqual(ids)
  })

  it('keeps who has a seat, gives a larger room to who waits, and throws nobody out of a smaller one', async () => {
    const room = await aStore()
    const sectionId = sectionOf('a')
    const count = async () =>
      (await room.store.look([{ kind: 'seats', sections: [sectionId] }])).seats.get(sectionId)
    await room.store.publish(programmeOf({ a: 2 }))
    await settleIn(room, aFamily())
    await perform(room.store, aClaim({ sectionId, familyId: 'f', childId: 'k1', party: 2 }))
    await perform(room.store, aClaim({ sectionId }))
    await room.store.publish(programmeOf({ a: 3 }))
    expect(await count()).toEqual({ capacity: 3, left: 0, waiting: 0 })
    expect(stateOf((await room.store.open('li')).family, sectionId)).toBe('offered')
    await room.store.publish(programmeOf({ a: 1 }))
    expect(await count()).toEqual({ capacity: 1, left: 0, waiting: 0 })
    await perform(room.store, { kind: 'release', sectionId, familyId: 'f', childId: 'k1' })
    expect(await count()).toEqual({ capacity: 1, left: 0, waiting: 0 })
    expect((await room.store.recountSection(sectionId))?.left).toEqual({ stored: 0, counted: 0 })
  })

  it('of what stood there already puts right what one that was cut short left behind', async () => {
    const room = await aStore()
    const sectionId = sectionOf('a')
    await room.store.publish(programmeOf({ a: 1 }))
    // The first point is passed with the content written, the second with the seats.
    room.wire.arm(2)
    await expect(room.store.publish(programmeOf({ a: 3 }))).rejects.toThrow(Stopped)
    expect(await room.store.publish(programmeOf({ a: 1 }))).toEqual({ version: 1, changed: false })
    const seats = await room.store.look([{ kind: 'seats', sections: [sectionId] }])
    expect(seats.seats.get(sectionId)).toMatchObject({ capacity: 1, left: 1 })
  })

  it('cut short at any point is seen by nobody, and complete when run again', async () => {
    const room = await aStore()
    await room.store.publish(programmeOf({ a: 1 }))
    for (let nth = 1; nth < 20; nth++) {
      const next = programmeOf({ a: nth + 1, [`b${nth}`]: 1 })
      const version = (await room.beside().open('li')).catalogue.version
      room.wire.arm(nth)
      const stopped = await room.store.publish(next).then(
        () => false,
        (error: unknown) => error instanceof Stopped,
      )
      if (!stopped) return
      expect((await room.beside().open('li')).catalogue.version).toBe(version)
      await room.store.publish(next)
      const { seats } = await room.store.look([
        { kind: 'seats', sections: [sectionOf('a'), sectionOf(`b${nth}`)] },
      ])
      expect([...seats.values()].map((seat) => seat.capacity)).toEqual([nth + 1, 1])
    }
    expect.fail('publishing never came to its end')
  })
})

it('a programme too large for one item is kept in several', async () => {
  // Nothing that gzip could make small: a chain of digests.
  let link = ''
  const noise = Array.from({ length: 20_000 }, () => {
    link = createHash('sha256').update(link).digest('base64')
    return link
  }).join('')
  const [site, ...others] = aProgramme().sites
  if (!site) throw new Error('the sample programme has no site')
  const large = { ...aProgramme(), sites: [{ ...site, directions: noise }, ...others] }
  expect(chunkPuts(large, 1).length).toBeGreaterThan(1)
  const room = await aStore()
  await room.store.publish(large)
  expect((await room.beside().open('li')).catalogue.programmes.get('mini-2027')).toEqual(large)
})
