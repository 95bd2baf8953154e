import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedNow, type Said, type Wording } from '../../shared/calendar.ts'
import { familyLessons } from '../../shared/lessons.ts'
import { instantOf } from '../../shared/time.ts'
import { aFamily, anEnrolment } from '../support/family.ts'
import { aCatalogue, aProgramme, aSectionInput, inSeason } from '../support/programme.ts'

type On = { readonly day: string; readonly from: string; readonly to: string }
const first: On = { day: '2027-07-07', from: '08:30', to: '10:00' }
const second: On = { day: '2027-07-14', from: '08:30', to: '10:00' }

const wording = (place = '礼堂'): Wording => ({
  of: ({ section }) => ({ title: section.module.name, place, notes: '' }),
  cancelled: (sectionId, childId) => ({ title: `gone ${sectionId} ${childId}`, place: '', notes: '' }),
})
const lessonsOf = (on: readonly On[]) =>
  on.length === 0
    ? []
    : familyLessons(
        aFamily({ enrolments: [anEnrolment()] }),
        aCatalogue(aProgramme({ sections: [aSectionInput({ dates: { kind: 'dates', on: [...on] } })] })),
      )
const season = { until: '2027-08-20', now: inSeason }
const feed = (on: readonly On[], before: Said = {}, words = wording(), when = season) =>
  feedNow(lessonsOf(on), before, words, when)
const shown = ({ events }: ReturnType<typeof feed>) =>
  events.map(({ uid, sequence, cancelled }) => [uid.slice(20), sequence, cancelled])

describe('a feed', () => {
  it('begins every event at 0 and stays the same while nothing changes', () => {
    const once = feed([first, second])
    const again = feed([first, second], once.said)

    expect(shown(once)).toEqual([
      ['2027-07-07T08:30/child-1', 0, false],
      ['2027-07-14T08:30/child-1', 0, false],
    ])
    expect([again.events, again.changed, once.changed]).toEqual([once.events, false, true])
  })

  it('raises the sequence of what changed, and of nothing else', () => {
    const before = feed([first, second])
    const after = feed([first, { ...second, to: '11:00' }], before.said)

    expect(shown(after).map(([, sequence]) => sequence)).toEqual([0, 1])
    expect(
      shown(feed([first, second], after.said, wording('canteen'))).map(([, sequence]) => sequence),
    ).toEqual([1, 2])
  })

  it('tells a session that is gone as cancelled, at its old time, and goes on telling it', () => {
    const before = feed([first, second])
    const after = feed([first], before.said)
    const later = feed([first], after.said)

    expect(shown(after)[1]).toEqual(['2027-07-14T08:30/child-1', 1, true])
    expect(after.events[1]).toMatchObject({
      startsAt: instantOf('2027-07-14', '08:30'),
      endsAt: instantOf('2027-07-14', '10:00'),
      title: 'gone mini-2027.draw-hall child-1',
    })
    expect([later.events, later.changed]).toEqual([after.events, false])
  })

  it('takes a session that comes back as the same event, not as a new one', () => {
    const cancelled = feed([first], feed([first, second]).said)

    expect(shown(feed([first, second], cancelled.said))[1]).toEqual(['2027-07-14T08:30/child-1', 2, false])
  })

  it('tells a course that was given up as cancelled, and forgets it after the season', () => {
    const before = feed([first])
    const over = { ...season, now: instantOf('2027-08-21') }

    expect(shown(feed([], before.said)).map(([, , cancelled]) => cancelled)).toEqual([true])
    expect(feed([], before.said, wording(), over)).toMatchObject({ events: [], said: {}, changed: true })
  })

  describe('a session that is moved', () => {
    const moved: On = { day: '2027-07-09', from: '14:00', to: '15:30' }

    it('stays the same event, at its new time, one sequence on', () => {
      const after = feed([first, moved], feed([first, second]).said)
      expect(shown(after)).toEqual([
        ['2027-07-07T08:30/child-1', 0, false],
        ['2027-07-14T08:30/child-1', 1, false],
      ])
      expect(after.events[1]).toMatchObject({
        startsAt: instantOf('2027-07-09', '14:00'),
        endsAt: instantOf('2027-07-09', '15:30'),
      })
      expect(feed([first, moved], after.said)).toMatchObject({ events: after.events, changed: false })
    })

    it('moved again and back, or cancelled, is that event still', () => {
      const once = feed([first, moved], feed([first, second]).said)
      const back = feed([first, second], once.said)
      expect(shown(back)[1]).toEqual(['2027-07-14T08:30/child-1', 2, false])
      const gone = feed([first], once.said)
      expect(shown(gone)[1]).toEqual(['2027-07-14T08:30/child-1', 2, true])
      expect(gone.events[1]?.startsAt).toBe(instantOf('2027-07-09', '14:00'))
      expect(feed([first], gone.said).changed).toBe(false)
    })

    it('leaves its old time to another, which has a name of its own', () => {
      const once = feed([first, moved], feed([first, second]).said)
      const more = feed([first, moved, second], once.said)
      expect(shown(more)).toEqual([
        ['2027-07-07T08:30/child-1', 0, false],
        ['2027-07-14T08:30/child-1', 1, false],
        ['2027-07-14T08:30/child-1+2', 0, false],
      ])
      expect(feed([first, moved, second], more.said).changed).toBe(false)
      expect(shown(feed([first, moved], more.said))[2]).toEqual(['2027-07-14T08:30/child-1+2', 1, true])
    })

    it('is paired with one of its own day where there is one', () => {
      const late = { ...second, from: '16:00', to: '17:00' }
      const after = feed([moved, late], feed([first, second]).said)
      expect(after.events.map(({ uid, startsAt }) => [uid.slice(20, 30), startsAt])).toEqual([
        ['2027-07-07', instantOf('2027-07-09', '14:00')],
        ['2027-07-14', instantOf('2027-07-14', '16:00')],
      ])
    })
  })

  it('never lowers a sequence nor loses an event, whatever happens', () => {
    const state = fc.subarray([first, second, { day: '2027-07-31', from: '00:00', to: '00:30' }])
    fc.assert(
      fc.property(fc.array(fc.tuple(state, fc.constantFrom('a', 'b'))), (states) => {
        let said: Said = {}
        for (const [on, place] of states) {
          const next = feed(on, said, wording(place)).said
          for (const uid of Object.keys(said))
            expect(next[uid]?.sequence).toBeGreaterThanOrEqual(said[uid]?.sequence ?? 0)
          expect(new Set(Object.keys(next)).size).toBeGreaterThanOrEqual(on.length)
          said = next
        }
      }),
      { numRuns: 30 },
    )
  })
})
