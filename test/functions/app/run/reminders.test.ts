import { describe, expect, it } from 'vitest'
import { workOff } from '../../../../functions/app/agenda.ts'
import { instantOf } from '../../../../shared/time.ts'
import { aProgramme, aSectionInput, withOuting } from '../../../support/programme.ts'
import { enrol, workDeps, writtenTo } from '../../../support/roster.ts'
import { aStore, type StoreRoom, sectionOf } from '../../../support/store.ts'

const remindersTo = async (room: StoreRoom, family: string) =>
  (await writtenTo(room, `wx-${family}`))
    .map(({ notice }) => notice)
    .filter(({ what }) => what !== 'schedule.tomorrow')

const at = (room: StoreRoom, day: string, time = '09:00'): void =>
  room.clock.move(instantOf(day, time) - room.clock.now())

describe('the day’s reminders', () => {
  it('ask for a missing consent three days before the outing, and only then', async () => {
    const room = await aStore({ now: instantOf('2027-07-10', '10:00') })
    await room.store.publish(withOuting())
    await enrol(room, 'fam-1', [sectionOf('park-july')])
    for (const day of ['2027-07-16', '2027-07-17', '2027-07-18']) {
      at(room, day)
      await workOff(workDeps(room))
    }
    expect((await remindersTo(room, 'fam-1')).map(({ what, at }) => [what, at])).toEqual([
      ['excursion.consent_missing', instantOf('2027-07-17', '09:00')],
    ])
  })

  it('ask once how it was, the day after the last lesson, also where two classes ended', async () => {
    const room = await aStore({ now: instantOf('2027-07-10', '10:00') })
    const once = { kind: 'once', day: '2027-07-16', time: { from: '08:30', to: '10:00' } } as const
    await room.store.publish(
      aProgramme({ sections: ['a', 'b'].map((id) => aSectionInput({ id, dates: once })) }),
    )
    await enrol(room, 'fam-1', [sectionOf('a'), sectionOf('b')])
    at(room, '2027-07-17')
    await workOff(workDeps(room))
    await workOff(workDeps(room))
    expect((await remindersTo(room, 'fam-1')).map(({ what }) => what)).toEqual(['feedback'])
  })

  it('go once to who agreed and stopped a day ago', async () => {
    const room = await aStore({ now: instantOf('2027-06-01', '10:00') })
    await room.store.publish(aProgramme())
    await enrol(room, 'fam-1', [])
    for (const day of ['2027-06-02', '2027-06-03', '2027-06-04']) {
      at(room, day)
      await workOff(workDeps(room))
    }
    expect((await remindersTo(room, 'fam-1')).map(({ what, at }) => [what, at])).toEqual([
      ['enrolment.unfinished', instantOf('2027-06-03', '09:00')],
    ])
  })

  it('tell all who chose nothing three days before the end, and nobody who did', async () => {
    const room = await aStore({ now: instantOf('2027-07-20', '10:00') })
    await room.store.publish(aProgramme())
    await enrol(room, 'fam-1', [])
    await enrol(room, 'fam-2', [sectionOf('draw-hall')])
    at(room, '2027-07-29')
    await workOff(workDeps(room))
    const closing = (family: string) => remindersTo(room, family).then((all) => all.map(({ what }) => what))
    expect([await closing('fam-1'), await closing('fam-2')]).toEqual([['enrolment.closing'], []])
  })

  describe('of days on which nobody was there', () => {
    const upTo = async (room: StoreRoom, days: readonly string[]) => {
      for (const day of days) {
        at(room, day)
        await workOff(workDeps(room))
      }
    }

    it('are made up for on the next, once', async () => {
      const room = await aStore({ now: instantOf('2027-07-10', '10:00') })
      await room.store.publish(withOuting())
      await enrol(room, 'fam-1', [sectionOf('park-july')])
      await upTo(room, ['2027-07-16', '2027-07-19'])
      const made = await remindersTo(room, 'fam-1')
      expect(made.map(({ what, at }) => [what, at])).toEqual([
        ['excursion.consent_missing', instantOf('2027-07-19', '09:00')],
      ])
      await upTo(room, ['2027-07-20'])
      expect(await remindersTo(room, 'fam-1')).toHaveLength(1)
    })

    it('are too late for an outing that has begun, and for what is older than three days', async () => {
      const room = await aStore({ now: instantOf('2027-07-10', '10:00') })
      await room.store.publish(withOuting())
      await enrol(room, 'fam-1', [sectionOf('park-july')])
      await upTo(room, ['2027-07-16', '2027-07-20', '2027-07-25'])
      expect((await remindersTo(room, 'fam-1')).map(({ what }) => what)).toEqual([])
    })

    it('hold the end of enrolment, and who stopped meanwhile, each once', async () => {
      const room = await aStore({ now: instantOf('2027-06-01', '10:00') })
      await room.store.publish(aProgramme())
      await enrol(room, 'fam-1', [])
      await upTo(room, ['2027-06-02', '2027-06-05', '2027-06-06'])
      expect((await remindersTo(room, 'fam-1')).map(({ what }) => what)).toEqual(['enrolment.unfinished'])
      const late = await aStore({ now: instantOf('2027-07-20', '10:00') })
      await late.store.publish(aProgramme())
      await enrol(late, 'fam-1', [])
      await upTo(late, ['2027-07-27', '2027-07-30', '2027-07-31'])
      expect((await remindersTo(late, 'fam-1')).map(({ what }) => what)).toEqual(['enrolment.closing'])
    })
  })
})
