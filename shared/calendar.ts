import type { Lesson } from './lessons.ts'
import { type Day, dayOf, type Instant, instantOf, isDay, isTimeOfDay, type TimeOfDay } from './time.ts'

/** One entry of a calendar feed. */
export interface CalendarEvent {
  /** Stays with the child's session whatever else changes: `<section>@<day>T<from>/<child>`. */
  readonly uid: string
  /** Goes up by one with every change that this feed has told of. */
  readonly sequence: number
  readonly cancelled: boolean
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly title: string
  readonly place: string
  readonly notes: string
}

/** What was last said of each event. `end` is what the uid does not tell. */
export type Said = Readonly<Record<string, SaidEvent>>
export interface SaidEvent {
  readonly sequence: number
  /** Of all that the event said. */
  readonly mark: string
  readonly end: TimeOfDay
  readonly cancelled: boolean
}

export type Content = Pick<CalendarEvent, 'title' | 'place' | 'notes'>

export interface Wording {
  readonly of: (lesson: Lesson) => Content
  readonly cancelled: (sectionId: string, childId: string) => Content
}

export const uidOf = ({ session, childId }: Pick<Lesson, 'session' | 'childId'>): string =>
  `${session.id}/${childId}`

/** FNV-1a over UTF-16: tells a change of words from none, and guards nothing. */
const markOf = (words: readonly string[]): string => {
  let hash = 0x811c9dc5
  const text = words.join('\n')
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}

/** The event, and what will be remembered of it: the sequence goes up where anything differs from what was last said. */
const told = (
  event: Omit<CalendarEvent, 'sequence'>,
  end: TimeOfDay,
  before: SaidEvent | undefined,
): { readonly event: CalendarEvent; readonly said: SaidEvent } => {
  const mark = markOf([event.title, event.place, event.notes, end, String(event.cancelled)])
  const sequence = before === undefined ? 0 : before.sequence + (before.mark === mark ? 0 : 1)
  return { event: { ...event, sequence }, said: { sequence, mark, end, cancelled: event.cancelled } }
}

const parsed = /^([^@]+)@([\d-]{10})T([\d:]{5})\/(.+)$/

/** A session that was told of and is no more: cancelled, moved, given up, or the course with it. */
const gone = (uid: string, before: SaidEvent, wording: Wording) => {
  const [, sectionId = '', day = '', from = '', childId = ''] = parsed.exec(uid) ?? []
  if (!isDay(day) || !isTimeOfDay(from)) return null
  const times = { startsAt: instantOf(day, from), endsAt: instantOf(day, before.end) }
  return told(
    { uid, cancelled: true, ...times, ...wording.cancelled(sectionId, childId) },
    before.end,
    before,
  )
}

export interface FeedNow {
  readonly events: readonly CalendarEvent[]
  readonly said: Said
  /** Has anything to be remembered that was not? */
  readonly changed: boolean
}

/**
 * A family's feed: its lessons now, and as cancelled what was told of before and is no longer so. Those stay until the
 * season's last day, `until`, is over, since a calendar may fetch seldom. The same lessons give the same feed again.
 */
export const feedNow = (
  lessons: readonly Lesson[],
  before: Said,
  wording: Wording,
  season: { readonly until: Day; readonly now: Instant },
): FeedNow => {
  const alive = lessons.map((lesson) => {
    const { startsAt, endsAt, to } = lesson.session
    const uid = uidOf(lesson)
    const event = { uid, cancelled: false, startsAt, endsAt, ...wording.of(lesson) }
    return told(event, to, before[uid])
  })
  const uids = new Set(alive.map(({ event }) => event.uid))
  const over = dayOf(season.now) > season.until
  const cancelled = Object.entries(before).flatMap(([uid, said]) =>
    uids.has(uid) || over ? [] : (gone(uid, said, wording) ?? []),
  )
  const all = [...alive, ...cancelled]
  const said = Object.fromEntries(all.map((each) => [each.event.uid, each.said]))
  return { events: all.map(({ event }) => event), said, changed: differs(said, before) }
}

const differs = (now: Said, before: Said): boolean => {
  const uids = Object.keys(now)
  return (
    uids.length !== Object.keys(before).length ||
    uids.some((uid) => now[uid]?.mark !== before[uid]?.mark || now[uid]?.sequence !== before[uid]?.sequence)
  )
}
