import { describe, expect, it } from 'vitest'
import { workOff } from '../../../functions/app/agenda.ts'
import { closeTown } from '../../../functions/app/close-town.ts'
import { instantOf } from '../../../shared/time.ts'
import { aProgramme, aSectionInput } from '../../support/programme.ts'
import { enrol, sendAll, workDeps, writtenTo } from '../../support/roster.ts'
import { aStore, Stopped, type StoreRoom, sectionOf } from '../../support/store.ts'

const day = '2027-07-07'
const order = {
  programmeId: 'mini-2027',
  day,
  town: 'east',
  goesOn: false,
  reason: '台风红色预警',
  care: 'hall',
}
const file = aProgramme({
  sections: [
    aSectionInput({ id: 'a' }),
    aSectionInput({ id: 'b', site: 'canteen' }),
    aSectionInput({ id: 'west', site: 'cinema' }),
  ],
})

const aRoom = async (): Promise<StoreRoom> => {
  const room = await aStore({ now: instantOf('2027-07-01', '10:00') })
  await room.store.publish(file)
  room.clock.move(instantOf('2027-07-06', '12:00') - room.clock.now())
  return room
}
const close = (room: StoreRoom, more: Partial<typeof order> = {}) =>
  closeTown({ store: room.store, clock: room.clock })({ ...order, ...more })
const kinds = async (room: StoreRoom, contact: string) =>
  (await writtenTo(room, contact)).map(({ notice }) => notice.what)

describe('a town is closed for a day', () => {
  it('tells its families once, those of several classes too, and nobody else', async () => {
    const room = await aRoom()
    await enrol(room, 'fam-1', [sectionOf('a'), sectionOf('b')])
    await enrol(room, 'fam-2', [sectionOf('west')])
    expect(await close(room)).toEqual({ ok: true, value: { version: 2, changed: true } })
    await workOff(workDeps(room))
    await workOff(workDeps(room))
    expect((await kinds(room, 'wx-fam-1')).filter((what) => what === 'town.closure')).toHaveLength(1)
    expect((await kinds(room, 'wx-fam-1')).includes('session.changed')).toBe(false)
    expect(await kinds(room, 'wx-fam-2')).not.toContain('town.closure')
  })

  it('said again changes nothing', async () => {
    const room = await aRoom()
    await close(room)
    expect(await close(room)).toEqual({ ok: true, value: { version: 2, changed: false } })
  })

  it('outlives the file that is published again at the next start', async () => {
    const room = await aRoom()
    await close(room)
    expect(await room.store.publish(file)).toEqual({ version: 2, changed: false })
  })

  it('two at once are both there', async () => {
    const room = await aRoom()
    await Promise.all([close(room), close(room, { town: 'west' })])
    const { catalogue } = await room.beside().open('nobody')
    expect(
      catalogue.programmes
        .get('mini-2027')
        ?.closures.map(({ town }) => town)
        .sort(),
    ).toEqual(['east', 'west'])
  })

  it.each([
    ['programme', { programmeId: 'nowhere' }],
    ['town', { town: 'nowhere' }],
    ['day', { day: '2027-07-05' }],
    ['day', { day: '2027-09-05' }],
    ['day', { day: 'tomorrow' }],
    ['words', { reason: ' ' }],
  ])('is refused for a wrong %s', async (error, wrong) => {
    expect(await close(await aRoom(), wrong)).toEqual({ ok: false, error })
  })

  it('stopped dead anywhere: either nothing was published, or its families are told', async () => {
    for (let nth = 1; nth <= 6; nth++) {
      const room = await aRoom()
      await enrol(room, 'fam-1', [sectionOf('a')])
      room.wire.arm(nth)
      const died = await close(room).then(
        () => false,
        (error: unknown) => error instanceof Stopped,
      )
      room.wire.arm(Number.POSITIVE_INFINITY)
      const { catalogue } = await room.beside().open('nobody')
      const closed = catalogue.programmes.get('mini-2027')?.closures.length === 1
      await workOff(workDeps(room))
      expect((await kinds(room, 'wx-fam-1')).includes('town.closure')).toBe(closed)
      if (!died) return
    }
  })
})

describe('an order at three in the morning', () => {
  const orderedAt3 = async (more: Partial<typeof order>, stopped = false): Promise<StoreRoom> => {
    const room = await aRoom()
    await enrol(room, 'fam-1', [sectionOf('a')])
    const { conversation } = await room.store.open('wx-fam-1')
    if (!conversation) throw new Error('nobody talked')
    const talk = { ...conversation.talk, manners: { ...conversation.talk.manners, stopped } }
    await room.store.save({ conversation: { ...conversation, talk }, family: null, entries: [] })
    room.clock.move(instantOf(day, '03:00') - room.clock.now())
    await close(room, more)
    await workOff(workDeps(room))
    return room
  }
  const said = async (room: StoreRoom) => (await sendAll(room)).filter((words) => words.includes('台风'))
  const atSeven = (room: StoreRoom) => room.clock.move(instantOf(day, '07:03') - room.clock.now())

  it('that closes the day wakes everybody, who wants no messages too', async () => {
    expect(await said(await orderedAt3({}, true))).toHaveLength(1)
  })

  it('that all goes on waits for the morning, and spares who wants no messages', async () => {
    const room = await orderedAt3({ goesOn: true })
    expect(await said(room)).toEqual([])
    atSeven(room)
    expect(await said(room)).toEqual([expect.stringContaining('照常上课')])
    const stopped = await orderedAt3({ goesOn: true }, true)
    atSeven(stopped)
    expect(await said(stopped)).toEqual([])
  })

  it('that closes a day further off waits for the morning, and comes to everybody', async () => {
    const room = await orderedAt3({ day: '2027-07-12' }, true)
    expect(await said(room)).toEqual([])
    atSeven(room)
    expect(await said(room)).toEqual([expect.stringContaining('停课')])
  })
})
