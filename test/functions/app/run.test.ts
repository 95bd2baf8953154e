import { describe, expect, it } from 'vitest'
import { workOff } from '../../../functions/app/agenda.ts'
import { goOn } from '../../../functions/app/run.ts'
import { enrolmentSet } from '../../../functions/store/family-item.ts'
import type { RunId } from '../../../shared/contract/outbox.ts'
import { addDays, hourMs, instantOf, minuteMs } from '../../../shared/time.ts'
import { aProgramme, aSectionInput, type SectionInput } from '../../support/programme.ts'
import { enrol, sendAll, workDeps, writtenTo } from '../../support/roster.ts'
import { aStore, type StoreRoom, sectionOf } from '../../support/store.ts'

const ever = Number.POSITIVE_INFINITY
const day = '2027-07-07'
const evening = instantOf('2027-07-06', '18:00')
const run: RunId = { kind: 'schedule', programmeId: 'mini-2027', day }

const on = (id: string, from: string, to: string, more: Partial<SectionInput> = {}): SectionInput =>
  aSectionInput({ id, capacity: { cap: 40 }, dates: { kind: 'dates', on: [{ day, from, to }] }, ...more })

const programme = (sections: readonly SectionInput[]) => aProgramme({ sections: [...sections] })
const three = [
  on('a', '08:30', '10:00'),
  on('b', '14:00', '15:00', { site: 'canteen' }),
  on('c', '16:00', '17:00', { site: 'cinema' }),
]

const aRoom = async (sections: readonly SectionInput[] = three): Promise<StoreRoom> => {
  const room = await aStore({ now: instantOf('2027-07-01', '10:00') })
  await room.store.publish(programme(sections))
  room.clock.move(evening - room.clock.now())
  return room
}

describe('the run of an evening’s schedules', () => {
  it('writes to each guardian of a family once, for the hour of the evening and until the last lesson begins', async () => {
    const room = await aRoom()
    await enrol(room, 'fam-1', [sectionOf('a')], { contacts: ['li', 'wang'] })
    expect(await goOn(workDeps(room), run, ever)).toBe('done')
    for (const contact of ['li', 'wang']) {
      const [written, ...others] = await writtenTo(room, contact)
      expect(others).toEqual([])
      expect(written?.notice).toMatchObject({
        id: `schedule.${day}.fam-1`,
        what: 'schedule.tomorrow',
        at: evening,
        about: { familyId: 'fam-1', day },
      })
      expect(written?.delivery).toMatchObject({ notBefore: evening, expiresAt: instantOf(day, '08:30') })
    }
  })

  it('writes once to a family with children at three sites', async () => {
    const room = await aRoom()
    await enrol(room, 'fam-1', ['a', 'b', 'c'].map(sectionOf))
    await goOn(workDeps(room), run, ever)
    const written = await writtenTo(room, 'wx-fam-1')
    expect(written.map(({ delivery }) => delivery.expiresAt)).toEqual([instantOf(day, '16:00')])
  })

  it('writes to no helper, and to nobody who waits', async () => {
    const room = await aRoom([on('a', '08:30', '10:00', { capacity: { cap: 1 } })])
    const until = room.clock.now() + 48 * hourMs
    const held = {
      childId: 'kid-1',
      sectionId: sectionOf('a'),
      party: 1,
      state: 'held' as const,
      since: 1,
      until,
    }
    await enrol(room, 'fam-1', [], {
      contacts: [],
      pending: { helper: 'helper', until },
      enrolments: [held],
    })
    await enrol(room, 'fam-2', [sectionOf('a')], {
      enrolments: [{ ...held, childId: 'kid-2', state: 'waiting' }],
    })
    await goOn(workDeps(room), run, ever)
    expect([...(await writtenTo(room, 'helper')), ...(await writtenTo(room, 'wx-fam-2'))]).toEqual([])
  })

  it('knows a lesson of midnight, whose schedule is over when it begins', async () => {
    const room = await aRoom([on('night', '00:00', '00:30')])
    await enrol(room, 'fam-1', [sectionOf('night')])
    await goOn(workDeps(room), run, ever)
    const [written] = await writtenTo(room, 'wx-fam-1')
    expect(written?.delivery.expiresAt).toBe(instantOf(day))
  })

  it('written before the hour waits for it', async () => {
    const room = await aRoom()
    room.clock.move(-2 * hourMs)
    await enrol(room, 'fam-1', [sectionOf('a')])
    await goOn(workDeps(room), run, ever)
    const [written] = await writtenTo(room, 'wx-fam-1')
    expect(written?.delivery.notBefore).toBe(evening)
  })

  it('goes over a month’s end', async () => {
    const last = '2027-07-31'
    const first = addDays(last, 1)
    const room = await aRoom([
      on('a', '08:30', '10:00', {
        dates: { kind: 'once', day: first, time: { from: '08:30', to: '10:00' } },
      }),
    ])
    await enrol(room, 'fam-1', [sectionOf('a')])
    room.clock.move(instantOf(last, '18:00') - room.clock.now())
    await workOff(workDeps(room))
    const written = (await writtenTo(room, 'wx-fam-1')).filter(
      ({ notice }) => notice.what === 'schedule.tomorrow',
    )
    expect(written.map(({ notice }) => notice.about.day)).toEqual(['2027-08-01'])
  })
})

describe('who gets a seat after the evening’s schedules', () => {
  const at = async (room: StoreRoom, on: string, time: string): Promise<void> => {
    room.clock.move(instantOf(on, time) - room.clock.now())
    await workOff(workDeps(room))
  }
  const late = (room: StoreRoom, id: string) => {
    const since = room.clock.now()
    const enrolment = { childId: `${id}-kid-1`, sectionId: sectionOf('a'), party: 1, until: null, since }
    return enrol(room, id, [sectionOf('a')], { enrolments: [{ ...enrolment, state: 'seat' }] })
  }
  const schedulesTo = async (room: StoreRoom, id: string) =>
    (await writtenTo(room, `wx-${id}`)).filter(({ notice }) => notice.what === 'schedule.tomorrow')

  it('gets the schedule at nine, and who had one gets no other', async () => {
    const room = await aRoom()
    await enrol(room, 'fam-1', [sectionOf('a')])
    await at(room, '2027-07-06', '18:00')
    room.clock.move(hourMs)
    await late(room, 'fam-2')
    await at(room, '2027-07-06', '20:59')
    expect(await schedulesTo(room, 'fam-2')).toEqual([])
    await at(room, '2027-07-06', '21:00')
    await at(room, day, '07:00')
    const [written, ...more] = await schedulesTo(room, 'fam-2')
    expect([more, await schedulesTo(room, 'fam-1')]).toEqual([[], [expect.anything()]])
    expect(written?.delivery.notBefore).toBe(instantOf('2027-07-06', '21:00'))
    expect(written?.notice.id).toBe(`schedule.${day}.fam-2`)
  })

  it('gets it in the morning where the night came first, while the lesson is to come', async () => {
    const room = await aRoom()
    await at(room, '2027-07-06', '21:00')
    room.clock.move(hourMs)
    await late(room, 'fam-1')
    await at(room, day, '06:59')
    expect(await schedulesTo(room, 'fam-1')).toEqual([])
    await at(room, day, '07:00')
    expect((await sendAll(room)).filter((words) => words.includes('今天'))).toHaveLength(1)
  })

  it('is in the evening’s own, where that began later than the pass', async () => {
    const room = await aRoom()
    await late(room, 'fam-1')
    await at(room, '2027-07-06', '22:30')
    await at(room, day, '07:00')
    expect(await schedulesTo(room, 'fam-1')).toHaveLength(1)
  })

  it('is written to once, whenever two passes and a crash meet', async () => {
    const room = await aRoom()
    await at(room, '2027-07-06', '18:00')
    room.clock.move(minuteMs)
    await late(room, 'fam-1')
    await at(room, '2027-07-06', '21:00')
    const pass = { kind: 'latecomers', programmeId: 'mini-2027', day, pass: 'morning' } as const
    room.clock.move(instantOf(day, '07:00') - room.clock.now())
    room.wire.arm(3)
    await goOn(workDeps(room), pass, ever).catch(() => undefined)
    room.clock.move(2 * minuteMs)
    await workOff(workDeps(room))
    expect(await schedulesTo(room, 'fam-1')).toHaveLength(1)
    expect((await room.store.read(pass))?.done).toBe(true)
  })
})

describe('a run', () => {
  it('is done once: a second start finds it done', async () => {
    const room = await aRoom()
    await enrol(room, 'fam-1', [sectionOf('a')])
    expect(await goOn(workDeps(room), run, ever)).toBe('done')
    expect(await goOn(workDeps(room), run, ever)).toBe('elsewhere')
    expect((await room.store.read(run))?.notices).toBe(1)
  })

  it('that has no time left does a page, and is gone on with at once by the next', async () => {
    const many = Array.from({ length: 12 }, (_, n) => on(`s${String(n).padStart(2, '0')}`, '08:30', '10:00'))
    const room = await aRoom(many)
    await enrol(room, 'fam-0', [sectionOf('s00')])
    await enrol(room, 'fam-11', [sectionOf('s11')])
    const written = async () =>
      (await Promise.all(['fam-0', 'fam-11'].map((id) => writtenTo(room, `wx-${id}`)))).map(
        (all) => all.length,
      )
    expect(await goOn(workDeps(room), run, room.clock.now())).toBe('more')
    expect(await written()).toEqual([1, 0])
    expect(await goOn(workDeps(room), run, ever)).toBe('done')
    expect(await written()).toEqual([1, 1])
  })

  it('goes through its sections again where the programme was published anew on the way', async () => {
    const many = Array.from({ length: 14 }, (_, n) => on(`s${String(n).padStart(2, '0')}`, '08:30', '10:00'))
    const room = await aRoom(many.slice(1))
    await enrol(room, 'fam-1', [sectionOf('s05')])
    const deps = workDeps(room)
    let pages = 0
    const fault = async (name: string): Promise<void> => {
      if (name !== 'run.page' || ++pages > 1) return
      await room.store.publish(programme(many))
      await enrol(room, 'fam-0', [sectionOf('s00')])
    }
    expect(await goOn({ ...deps, fault }, run, ever)).toBe('done')
    expect(
      [await writtenTo(room, 'wx-fam-0'), await writtenTo(room, 'wx-fam-1')].map((all) => all.length),
    ).toEqual([1, 1])
  })

  it('forgets nobody who gets a place in a section that it has gone through', async () => {
    const many = Array.from({ length: 14 }, (_, n) => on(`s${String(n).padStart(2, '0')}`, '08:30', '10:00'))
    const room = await aRoom(many)
    const family = await enrol(room, 'fam-1', [sectionOf('s12')])
    const [place] = family.enrolments
    const fault = async (name: string): Promise<void> => {
      if (name !== 'run.page' || !place) return
      const fresh = { ...place, sectionId: sectionOf('s00'), since: room.clock.now() }
      await room.db.update(enrolmentSet('fam-1', fresh))
    }
    expect(await goOn({ ...workDeps(room), fault }, run, ever)).toBe('done')
    expect(await writtenTo(room, 'wx-fam-1')).toHaveLength(1)
  })

  it('stops where another took its lease', async () => {
    const room = await aRoom(
      Array.from({ length: 14 }, (_, n) => on(`s${String(n).padStart(2, '0')}`, '08:30', '10:00')),
    )
    await enrol(room, 'fam-1', [sectionOf('s12')])
    const deps = workDeps(room)
    const fault = async (name: string): Promise<void> => {
      if (name !== 'run.page') return
      room.clock.move(2 * minuteMs)
      expect(await goOn(workDeps(room), run, ever)).toBe('done')
    }
    expect(await goOn({ ...deps, fault }, run, ever)).toBe('elsewhere')
    expect(await writtenTo(room, 'wx-fam-1')).toHaveLength(1)
  })
})
