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

  it('never lowers a sequence, whatever happens', () => {
    const state = fc.subarray([first, second, { day: '2027-07-31', from: '00:00', to: '00:30' }])
    fc.assert(
      fc.property(fc.array(fc.tuple(state, fc.constantFrom('a', 'b'))), (states) => {
        let said: Said = {}
        for (const [on, place] of states) {
          const next = feed(on, said, wording(place)).said
          for (const uid of Object.keys(said))
            expect(next[uid]?.sequence).toBeGreaterThanOrEqual(said[uid]?.sequence ?? 0)
          said = next
        }
      }),
      { numRuns: 30 },
    )
  })
})
