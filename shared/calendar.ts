import { pairsOf } from './changes.ts'
import type { Lesson } from './lessons.ts'
import { type Day, dayOf, type Instant, instantOf, isDay, isTimeOfDay, type TimeOfDay } from './time.ts'

/** One entry of a calendar feed. */
export interface CalendarEvent {
  /**
   * Stays with the child's session whatever else changes, when it takes place too: `<section>@<day>T<from>/<child>` as it was
   * first told, with `+2` where that name was taken by one that was moved away.
   */
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

/** What was last said of each event. The uid tells when it began at first, `at` when it does since it was moved. */
export type Said = Readonly<Record<string, SaidEvent>>
export interface SaidEvent {
  readonly sequence: number
  /** Of all that the event said. */
  readonly mark: string
  readonly end: TimeOfDay
  readonly at?: { readonly day: Day; readonly from: TimeOfDay }
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

/** Where a session stands in time, as far as calendars go. */
interface When {
  readonly day: Day
  readonly from: TimeOfDay
  readonly to: TimeOfDay
}

const parsed = /^([^@]+)@([\d-]{10})T([\d:]{5})\/([^+]+)(?:\+\d+)?$/

/** What a uid names, and when that was last told to be; null for one that this program did not make. */
const readSaid = (uid: string, said: SaidEvent) => {
  const [, sectionId = '', firstDay = '', firstFrom = '', childId = ''] = parsed.exec(uid) ?? []
  if (!isDay(firstDay) || !isTimeOfDay(firstFrom)) return null
  const { day, from } = said.at ?? { day: firstDay, from: firstFrom }
  return { uid, said, sectionId, childId, firstDay, firstFrom, day, from, to: said.end }
}
type Known = NonNullable<ReturnType<typeof readSaid>>

/** The event, and what will be remembered of it: the sequence goes up where anything differs from what was last said. */
const told = (
  uid: string,
  { day, from, to }: When,
  content: Content,
  { before, cancelled }: { readonly before: Known | null; readonly cancelled: boolean },
) => {
  const moved = before !== null && (before.firstDay !== day || before.firstFrom !== from)
  const words = [content.title, content.place, content.notes, to, String(cancelled)]
  const mark = markOf(moved ? [...words, day, from] : words)
  const sequence = before === null ? 0 : before.said.sequence + (before.said.mark === mark ? 0 : 1)
  const event: CalendarEvent = {
    uid,
    sequence,
    cancelled,
    startsAt: instantOf(day, from),
    endsAt: instantOf(day, to),
    ...content,
  }
  const said: SaidEvent = { sequence, mark, end: to, cancelled, ...(moved ? { at: { day, from } } : {}) }
  return { event, said }
}

export interface FeedNow {
  readonly events: readonly CalendarEvent[]
  readonly said: Said
  /** Has anything to be remembered that was not? */
  readonly changed: boolean
}

const isAt = (a: Pick<When, 'day' | 'from'>, b: Pick<When, 'day' | 'from'>): boolean =>
  a.day === b.day && a.from === b.from

/** A lesson with its place in the feed; `day` for pairing. */
interface Place {
  readonly lesson: Lesson
  readonly day: Day
}

/**
 * Which told event each lesson of one child in one section goes on with: the one that stands at its time; then, of those whose
 * time is gone, what it was moved from (as changes are told); then one that was cancelled and comes back.
 */
const goingOn = (lessons: readonly Lesson[], known: readonly Known[]): ReadonlyMap<Lesson, Known> => {
  const found = new Map<Lesson, Known>()
  const left = () => lessons.filter((lesson) => !found.has(lesson))
  const free = (cancelled: boolean) => {
    const taken = new Set(found.values())
    return known.filter((one) => one.said.cancelled === cancelled && !taken.has(one))
  }
  const sameTime = (cancelled: boolean) => {
    const candidates = free(cancelled)
    for (const lesson of left()) {
      const one = candidates.find((each) => isAt(each, lesson.session))
      if (one) found.set(lesson, one)
    }
  }
  sameTime(false)
  const come = left().map((lesson): Place => ({ lesson, day: lesson.session.day }))
  for (const { from, to } of pairsOf(free(false), come)) found.set(to.lesson, from)
  sameTime(true)
  return found
}

/** A name of its own, also where a session that was moved away still bears the one of this time. */
const freshUid = (lesson: Lesson, taken: ReadonlySet<string>): string => {
  const uid = uidOf(lesson)
  if (!taken.has(uid)) return uid
  for (let nth = 2; ; nth++) if (!taken.has(`${uid}+${nth}`)) return `${uid}+${nth}`
}

/** Child by child and section by section. */
const allGoingOn = (lessons: readonly Lesson[], known: readonly Known[]): ReadonlyMap<Lesson, Known> => {
  const series = new Map(
    lessons.map(({ section: { id: sectionId }, childId }) => [
      `${sectionId}/${childId}`,
      { sectionId, childId },
    ]),
  )
  const found = [...series.values()].flatMap(({ sectionId, childId }) => [
    ...goingOn(
      lessons.filter((one) => one.section.id === sectionId && one.childId === childId),
      known.filter((one) => one.sectionId === sectionId && one.childId === childId),
    ),
  ])
  return new Map(found)
}

/**
 * A family's feed: its lessons now, and as cancelled what was told of before and is no longer so. A session that was moved is
 * the same event at another time. What is cancelled stays until the season's last day, `until`, is over, since a calendar may
 * fetch seldom. The same lessons give the same feed again.
 */
export const feedNow = (
  lessons: readonly Lesson[],
  before: Said,
  wording: Wording,
  season: { readonly until: Day; readonly now: Instant },
): FeedNow => {
  const known = Object.entries(before).flatMap(([uid, said]) => readSaid(uid, said) ?? [])
  const goesOn = allGoingOn(lessons, known)
  const taken = new Set(Object.keys(before))
  const alive = lessons.map((lesson) => {
    const one = goesOn.get(lesson) ?? null
    const uid = one?.uid ?? freshUid(lesson, taken)
    taken.add(uid)
    return told(uid, lesson.session, wording.of(lesson), { before: one, cancelled: false })
  })
  const still = new Set([...goesOn.values()])
  const over = dayOf(season.now) > season.until
  const cancelled = known
    .filter((one) => !over && !still.has(one))
    .map((one) =>
      told(one.uid, one, wording.cancelled(one.sectionId, one.childId), { before: one, cancelled: true }),
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
