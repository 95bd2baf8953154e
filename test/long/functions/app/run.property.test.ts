import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workOff } from '../../../../functions/app/agenda.ts'
import { goOn } from '../../../../functions/app/run.ts'
import type { RunId } from '../../../../shared/contract/outbox.ts'
import { instantOf, minuteMs } from '../../../../shared/time.ts'
import { aProgramme, aSectionInput } from '../../../support/programme.ts'
import { enrol, workDeps, writtenTo } from '../../../support/roster.ts'
import { aStore, Stopped, type StoreRoom, sectionOf } from '../../../support/store.ts'

const day = '2027-07-07'
const evening = instantOf('2027-07-06', '18:00')
const run: RunId = { kind: 'schedule', programmeId: 'mini-2027', day }
const names = Array.from({ length: 13 }, (_, n) => `s${String(n).padStart(2, '0')}`)

/** Every edition has a lesson that day in each section, at another hour. */
const edition = (n: number) =>
  aProgramme({
    sections: names.map((id) =>
      aSectionInput({
        id,
        capacity: { cap: 40 },
        dates: {
          kind: 'dates',
          on: [{ day, from: `${String(8 + (n % 10)).padStart(2, '0')}:00`, to: '19:00' }],
        },
      }),
    ),
  })

/** Families with a child in one section, or in several on both sides of a page's end. */
const families: readonly (readonly string[])[] = [
  ['s00'],
  ['s01', 's11'],
  ['s12'],
  ['s05', 's09', 's12'],
  ['s10'],
]

const room = async (): Promise<StoreRoom> => {
  const made = await aStore({ now: instantOf('2027-07-01', '10:00') })
  await made.store.publish(edition(0))
  for (const [n, sections] of families.entries()) await enrol(made, `fam-${n}`, sections.map(sectionOf))
  made.clock.move(evening - made.clock.now())
  return made
}

type Event =
  | { readonly do: 'start' }
  | { readonly do: 'kill'; readonly nth: number }
  | { readonly do: 'both' }
  | { readonly do: 'edit' }
  | { readonly do: 'wait'; readonly minutes: number }

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.constant({ do: 'start' as const }),
  fc.record({ do: fc.constant('kill' as const), nth: fc.integer({ min: 1, max: 30 }) }),
  fc.constant({ do: 'both' as const }),
  fc.constant({ do: 'edit' as const }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 3 }) }),
)

const start = async (made: StoreRoom): Promise<void> => {
  await goOn(workDeps(made), run, Number.POSITIVE_INFINITY).catch((error: unknown) => {
    if (!(error instanceof Stopped)) throw error
  })
}

const play = async (made: StoreRoom, one: Event, edits: { n: number }): Promise<void> => {
  if (one.do === 'start') return start(made)
  if (one.do === 'both') {
    await Promise.all([start(made), start(made)])
    return
  }
  if (one.do === 'wait') return made.clock.move(one.minutes * minuteMs)
  if (one.do === 'kill') {
    made.wire.arm(one.nth)
    return start(made)
  }
  made.wire.arm(Number.POSITIVE_INFINITY)
  await made.store.publish(edition(++edits.n))
}

describe('whatever happens to a run', () => {
  it('every family has its schedule, and has it once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (events) => {
        const made = await room()
        const edits = { n: 0 }
        for (const one of events) await play(made, one, edits)
        // Sooner or later somebody comes by: what was killed is found again by the agenda.
        made.wire.arm(Number.POSITIVE_INFINITY)
        made.clock.move(5 * minuteMs)
        await workOff(workDeps(made))
        for (const n of families.keys()) {
          const written = await writtenTo(made, `wx-fam-${n}`)
          const schedules = written.filter(({ notice }) => notice.what === 'schedule.tomorrow')
          expect(schedules.map(({ notice }) => notice.id)).toEqual([`schedule.${day}.fam-${n}`])
        }
      }),
      { numRuns: 10 },
    )
  }, 120_000)
})
