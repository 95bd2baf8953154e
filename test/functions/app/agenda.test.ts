import { describe, expect, it } from 'vitest'
import { agenda, dueRuns, workOff } from '../../../functions/app/agenda.ts'
import { instantOf } from '../../../shared/time.ts'
import { aCatalogue, aProgramme } from '../../support/programme.ts'
import { workDeps } from '../../support/roster.ts'
import { aStore } from '../../support/store.ts'

const due = (day: string, time: string, programme = aProgramme()): readonly string[] =>
  dueRuns(aCatalogue(programme), instantOf(day, time)).map(
    (run) => `${run.kind} ${run.kind === 'change' ? run.after : run.day}`,
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

  it('is the day’s reminders from nine on, from the opening to the day after the season', () => {
    expect(due('2027-07-06', '08:59')).toEqual(['schedule 2027-07-06'])
    expect(due('2027-07-06', '09:00')).toContain('reminders 2027-07-06')
    expect(due('2027-08-21', '09:00')).toEqual(['reminders 2027-08-21'])
    expect(due('2027-08-22', '09:00')).toEqual([])
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
    expect(
      (await agenda(workDeps(room))).map((run) => run.kind !== 'change' && `${run.kind} ${run.day}`),
    ).toEqual(['schedule 2027-07-08', 'reminders 2027-07-08'])
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
