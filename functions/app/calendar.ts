import {
  cancelledTitle,
  lessonNotes,
  lessonPlace,
  lessonTitle,
  someCourse,
} from '../../bot/wording/calendar.ts'
import { sectionName } from '../../bot/wording/schedule.ts'
import { feedNow, type Wording } from '../../shared/calendar.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Family } from '../../shared/family.ts'
import type { FamilyId, TurnId } from '../../shared/ids.ts'
import { familyLessons } from '../../shared/lessons.ts'
import { shortName } from '../../shared/short-name.ts'
import { dayOf } from '../../shared/time.ts'
import { attempts, keptRenewals } from './limits.ts'
import type { Clock, Feed, Feeds, Tickets, WriteCalendar } from './ports.ts'

export interface CalendarDeps {
  readonly store: Feeds
  readonly clock: Clock
  /** Of this purpose alone. */
  readonly tickets: Tickets
  readonly write: WriteCalendar
}

/** An address opens for who is in the family now: a guardian who left it takes none along. */
const generationOf = (feed: Feed, family: Family): string => `${feed.generation}.${family.left.length}`

const pathOf = async (tickets: Tickets, family: Family, feed: Feed): Promise<string> =>
  `/calendar/${await tickets.make([family.id, generationOf(feed, family)])}.ics`

/** The path of a family's own feed, the same until it is renewed; null where the family is gone. */
export const calendarPath = async (
  { store, tickets }: Pick<CalendarDeps, 'store' | 'tickets'>,
  familyId: FamilyId,
): Promise<string | null> => {
  const found = await store.family(familyId)
  return found && pathOf(tickets, found.family, found.feed)
}

/**
 * A new path; the one before opens nothing any more. Of one turn it is renewed once: done again, even after somebody else
 * asked for a further one, it gives the path that holds now. Null where the family is gone.
 */
export const renewCalendar = async (
  { store, tickets }: Pick<CalendarDeps, 'store' | 'tickets'>,
  familyId: FamilyId,
  turnId: TurnId,
): Promise<string | null> => {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const found = await store.family(familyId)
    if (!found) return null
    const { feed } = found
    if (feed.renewedBy.includes(turnId)) return pathOf(tickets, found.family, feed)
    const generation = feed.generation + 1
    const renewedBy = [...feed.renewedBy, turnId].slice(-keptRenewals)
    if ((await store.saveFeed(familyId, { ...feed, generation, renewedBy })) === 'saved')
      return pathOf(tickets, found.family, { ...feed, generation })
  }
  throw new Error('the feed is written by others all the while')
}

const wordingOf = (family: Family, { sections }: Catalogue): Wording => ({
  of: (lesson) => ({
    title: lessonTitle(lesson),
    place: lessonPlace(lesson),
    notes: lessonNotes(lesson),
  }),
  cancelled: (sectionId, childId) => {
    const section = sections.get(sectionId)
    const child = family.children.find(({ id }) => id === childId)
    const what = section ? sectionName(section) : someCourse
    return { title: cancelledTitle(child ? `${shortName(child.name)} ${what}` : what), place: '', notes: '' }
  },
})

/**
 * The feed that a ticket opens, as iCalendar; null where it opens none. What is new in it is remembered, so that the next
 * fetch can tell a change. Two fetches at once come to the same, whichever is remembered.
 */
export const createCalendar =
  ({ store, clock, tickets, write }: CalendarDeps) =>
  async (ticket: string): Promise<string | null> => {
    const [familyId = '', generation = ''] = (await tickets.read(ticket)) ?? []
    const found = familyId === '' ? null : await store.family(familyId)
    if (!found || generationOf(found.feed, found.family) !== generation) return null
    const { family, catalogue, feed } = found
    const now = clock.now()
    const until = catalogue.programmes.get(family.programmeId)?.last ?? dayOf(now)
    const lessons = familyLessons(family, catalogue)
    const next = feedNow(lessons, feed.said, wordingOf(family, catalogue), { until, now })
    if (next.changed) await store.saveFeed(familyId, { ...feed, said: next.said })
    return write(next.events, now)
  }
