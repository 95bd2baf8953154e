import { describe, expect, it } from 'vitest'
import { workOff } from '../../../../functions/app/agenda.ts'
import { instantOf } from '../../../../shared/time.ts'
import { aProgramme, aSectionInput } from '../../../support/programme.ts'
import { enrol, sendAll, workDeps, writtenTo } from '../../../support/roster.ts'
import { aStore, type StoreRoom, sectionOf } from '../../../support/store.ts'

const day = '2027-07-08'
const a = sectionOf('a')
const at = (from: string, to: string, cap = 20) =>
  aProgramme({
    sections: [
      aSectionInput({ id: 'a', capacity: { cap }, dates: { kind: 'dates', on: [{ day, from, to }] } }),
      aSectionInput({ id: 'b', site: 'canteen' }),
    ],
  })
const withoutA = aProgramme({ sections: [aSectionInput({ id: 'b', site: 'canteen' })] })

const aRoom = async (cap?: number): Promise<StoreRoom> => {
  const room = await aStore({ now: instantOf('2027-07-01', '10:00') })
  await room.store.publish(at('08:30', '10:00', cap))
  return room
}
const publishAt = async (
  room: StoreRoom,
  programme: ReturnType<typeof aProgramme>,
  on: string,
  time: string,
) => {
  room.clock.move(instantOf(on, time) - room.clock.now())
  await room.store.publish(programme)
  await workOff(workDeps(room))
}
const saidAt = async (room: StoreRoom, on: string, time: string) => {
  room.clock.move(instantOf(on, time) - room.clock.now())
  return (await sendAll(room)).filter((words) => words.includes('→') || words.includes('候补'))
}

describe('a change that is replaced in the night before anybody heard it', () => {
  it('is told once in the morning, from what the family knew', async () => {
    const room = await aRoom()
    await enrol(room, 'fam-1', [a])
    await publishAt(room, at('09:30', '11:00'), '2027-07-05', '22:30')
    expect(await saidAt(room, '2027-07-05', '22:31')).toEqual([])
    await publishAt(room, at('14:00', '15:30'), '2027-07-05', '22:40')
    const [said, ...more] = await saidAt(room, '2027-07-06', '07:00')
    expect(more).toEqual([])
    expect(said).toContain('8:30–10:00 → 14:00–15:30')
    expect(said).not.toContain('9:30–11:00')
  })

  it('and taken back is told to nobody', async () => {
    const room = await aRoom()
    await enrol(room, 'fam-1', [a])
    await publishAt(room, at('09:30', '11:00'), '2027-07-05', '22:30')
    await publishAt(room, at('08:30', '10:00'), '2027-07-05', '22:40')
    expect(await saidAt(room, '2027-07-06', '07:03')).toEqual([])
  })

  it('by day is told twice, each from the one before', async () => {
    const room = await aRoom()
    await enrol(room, 'fam-1', [a])
    await publishAt(room, at('09:30', '11:00'), '2027-07-05', '12:00')
    expect(await saidAt(room, '2027-07-05', '12:00')).toEqual([expect.stringContaining('8:30–10:00 → 9:30')])
    await publishAt(room, at('14:00', '15:30'), '2027-07-05', '12:10')
    expect(await saidAt(room, '2027-07-05', '12:10')).toEqual([
      expect.stringContaining('9:30–11:00 → 14:00–15:30'),
    ])
  })
})

describe('a class that is dropped', () => {
  const full = async (): Promise<StoreRoom> => {
    const room = await aRoom(1)
    await enrol(room, 'fam-1', [a])
    const waiting = { childId: 'fam-2-kid-1', sectionId: a, party: 1, state: 'waiting', since: 1 } as const
    await enrol(room, 'fam-2', [a], { enrolments: [{ ...waiting, until: null }] })
    return room
  }

  it('is told to who waits for it, once, in words of their own', async () => {
    const room = await full()
    await publishAt(room, withoutA, '2027-07-05', '12:00')
    await workOff(workDeps(room))
    const said = await saidAt(room, '2027-07-05', '12:01')
    expect(said).toEqual([expect.stringMatching(/^wx-fam-2: 王小明候补的绘画不开了/)])
  })

  it('is told to nobody who waits where it is only moved', async () => {
    const room = await full()
    await publishAt(room, at('14:00', '15:30', 1), '2027-07-05', '12:00')
    expect((await writtenTo(room, 'wx-fam-2')).map(({ notice }) => notice.what)).toEqual([])
  })
})
