import { describe, expect, it } from 'vitest'
import { agenda, dueRuns, workOff } from '../../../functions/app/agenda.ts'
import { instantOf, minuteMs } from '../../../shared/time.ts'
import { aCatalogue, aProgramme, aSectionInput } from '../../support/programme.ts'
import { workDeps } from '../../support/roster.ts'
import { aStore } from '../../support/store.ts'

const due = (day: string, time: string, programme = aProgramme()): readonly string[] =>
  dueRuns(aCatalogue(programme), instantOf(day, time)).map(
    (run) => `${run.kind} ${'day' in run ? run.day : ''}`,
  )

describe('what the hour asks for', () => {
  it('is tomorrow’s schedules from six in the evening on, not a minute before', () => {
    expect(due('2027-07-06', '17:59')).not.toContain('schedule 2027-07-07')
    expect(due('2027-07-06', '18:00')).toContain('schedule 2027-07-07')
  })

  it('follows the programme’s own hour', () => {
    const early = aProgramme({ scheduleAt: '16:30' })
    expect(due('2027-07-06', '16:30', early)).toContain('schedule 2027-07-07')
  })

  it('is today’s schedules too while a lesson is to come, since nobody may have been there in the evening', () => {
    expect(due('2027-07-07', '09:29')).toContain('schedule 2027-07-07')
    expect(due('2027-07-07', '09:30')).not.toContain('schedule 2027-07-07')
  })

  it('is no schedule for a day without lessons, and none for days past', () => {
    expect(due('2027-07-09', '18:00').filter((run) => run.startsWith('schedule'))).toEqual([])
    expect(due('2027-07-08', '20:00').some((run) => run.endsWith('07-07'))).toBe(false)
  })

  it('is who came late at nine in the evening for tomorrow, and at seven for the day', () => {
    const late = (time: string, day = '2027-07-06', programme = aProgramme()) =>
      due(day, time, programme).filter((run) => run.startsWith('latecomers'))
    expect([late('06:59'), late('07:00')]).toEqual([[], ['latecomers 2027-07-06']])
    expect([late('20:59'), late('21:00')]).toEqual([[], ['latecomers 2027-07-07']])
    expect(late('21:30', '2027-07-06', aProgramme({ scheduleAt: '21:15' }))).toEqual([])
    expect(late('21:00', '2027-07-09')).toEqual([])
  })

  it('is the day’s reminders from nine on, from the opening to the day after the season', () => {
    expect(due('2027-07-06', '08:59')).toEqual(['schedule 2027-07-06', 'latecomers 2027-07-06'])
    expect(due('2027-07-06', '09:00')).toContain('reminders 2027-07-06')
    expect(due('2027-08-21', '09:00')).toEqual(['reminders 2027-08-21'])
    // Three days more, in case nobody was there.
    expect(due('2027-08-24', '09:00')).toEqual(['reminders 2027-08-24'])
    expect(due('2027-08-25', '09:00')).toEqual([])
    expect(due('2026-10-31', '09:00')).toEqual([])
  })
})

describe('the agenda', () => {
  it('names what is due until it is done', async () => {
    const room = await aStore({ now: instantOf('2027-07-06', '18:00') })
    await room.store.publish(aProgramme())
    const deps = workDeps(room)
    expect(await agenda(deps)).toHaveLength(2)
    await workOff(deps)
    expect(await agenda(deps)).toEqual([])
  })

  it('where the clock jumps over several evenings, is what can still be of use', async () => {
    const room = await aStore({ now: instantOf('2027-07-04', '12:00') })
    await room.store.publish(aProgramme())
    room.clock.move(instantOf('2027-07-08', '13:00') - room.clock.now())
    expect((await agenda(workDeps(room))).map((run) => 'day' in run && `${run.kind} ${run.day}`)).toEqual([
      'schedule 2027-07-08',
      'latecomers 2027-07-08',
      'reminders 2027-07-08',
    ])
  })

  it('works on what was ordered meanwhile before it goes on with a long evening', async () => {
    const room = await aStore({ now: instantOf('2027-07-06', '18:00') })
    const sections = Array.from({ length: 12 }, (_, n) => aSectionInput({ id: `class-${n}` }))
    const programme = aProgramme({ sections })
    await room.store.publish(programme)
    let real = 0
    const order: string[] = []
    const deps = workDeps(room, () => real)
    const take: typeof deps.store.take = async (...given) => {
      order.push(given[0].kind)
      return deps.store.take(...given)
    }
    const fault = async (name: string) => {
      if (name !== 'run.page') return
      real += minuteMs
      const to = { kind: 'programme' } as const
      await room.store.announce({ id: 'a', programmeId: programme.id, to, words: '好' })
    }
    await workOff({ ...deps, store: { ...deps.store, take }, fault })
    expect(order.slice(0, 3)).toEqual(['schedule', 'announcement', 'announcement'])
    expect(await agenda(deps)).toEqual([])
  })

  it('goes on with the others where one run throws', async () => {
    const room = await aStore({ now: instantOf('2027-07-06', '18:00') })
    await room.store.publish(aProgramme())
    const failed: string[] = []
    let asked = 0
    const deps = workDeps(room)
    const take: typeof deps.store.take = async (...given) => {
      if (++asked === 1) throw new Error('the engine hiccups')
      return deps.store.take(...given)
    }
    const done = await workOff({
      ...deps,
      store: { ...deps.store, take },
      failed: ({ kind }) => failed.push(kind),
    })
    expect([failed.length, done.length]).toEqual([1, 1])
  })
})
