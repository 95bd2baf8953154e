import type { Catalogue } from './catalogue.ts'
import { closureOf } from './closures.ts'
import type { ProgrammeId, SectionId } from './ids.ts'
import { teacherOf } from './lessons.ts'
import type { Closure, Site } from './programme.ts'
import { sessionsOf } from './schedule.ts'
import type { Section, Session } from './section.ts'
import type { Day, Instant } from './time.ts'

export type SessionChange =
  | { readonly kind: 'moved'; readonly from: Session; readonly to: Session }
  | { readonly kind: 'cancelled'; readonly session: Session }
  /** Also one that takes place again, since a closure was taken back. */
  | { readonly kind: 'added'; readonly session: Session }

/** What is new of one section, as far as it is still to come. */
export interface SectionChange {
  readonly sectionId: SectionId
  readonly before: Section
  /** Null where the section is gone. */
  readonly after: Section | null
  readonly sessions: readonly SessionChange[]
  readonly site: { readonly before: Site; readonly after: Site } | null
  /** What children call the teacher; null for none. */
  readonly teacher: { readonly before: string | null; readonly after: string | null } | null
  /** Sessions as planned, with what was newly ordered for their day. */
  readonly closures: readonly { readonly session: Session; readonly closure: Closure }[]
}

/** What concerns where to go; not its room. */
const placeOf = ({ id, name, address, directions }: Site): string =>
  JSON.stringify([id, name, address, directions])
const orderOf = (closure: Closure | undefined): string =>
  closure ? JSON.stringify([closure.day, closure.town, closure.goesOn, closure.reason, closure.care]) : ''

/** With those of closed days, which are told of apart. */
const planned = (section: Section | null, from: Instant): readonly Session[] =>
  section ? sessionsOf(section.id, section.plan).filter(({ endsAt }) => endsAt > from) : []

/** `08:30` to `10:00` of one day; a session that only grows longer is moved too. */
const timesOf = ({ id, to }: Session): string => `${id}–${to}`
const without = (sessions: readonly Session[], others: readonly Session[]): readonly Session[] => {
  const known = new Set(others.map(timesOf))
  return sessions.filter((session) => !known.has(timesOf(session)))
}

/** A session gone and one come belong together: of one day first, then in order of time. */
export const pairsOf = <F extends { readonly day: Day }, T extends { readonly day: Day }>(
  gone: readonly F[],
  come: readonly T[],
): readonly { readonly from: F; readonly to: T }[] => {
  const pairs: { readonly from: F; readonly to: T }[] = []
  const pair = (fits: (from: F, to: T) => boolean) => {
    for (const from of gone) {
      if (pairs.some((one) => one.from === from)) continue
      const to = come.find((one) => fits(from, one) && !pairs.some((taken) => taken.to === one))
      if (to) pairs.push({ from, to })
    }
  }
  pair((from, to) => from.day === to.day)
  pair(() => true)
  return pairs
}

const startOf = (change: SessionChange): Instant =>
  change.kind === 'moved' ? Math.min(change.from.startsAt, change.to.startsAt) : change.session.startsAt

const sessionChanges = (before: readonly Session[], after: readonly Session[]): readonly SessionChange[] => {
  const [gone, come] = [without(before, after), without(after, before)]
  const pairs = pairsOf(gone, come)
  const changes: SessionChange[] = [
    ...pairs.map((one): SessionChange => ({ kind: 'moved', ...one })),
    ...gone
      .filter((session) => !pairs.some(({ from }) => from === session))
      .map((session): SessionChange => ({ kind: 'cancelled', session })),
    ...come
      .filter((session) => !pairs.some(({ to }) => to === session))
      .map((session): SessionChange => ({ kind: 'added', session })),
  ]
  return changes.sort((a, b) => startOf(a) - startOf(b))
}

const closureFor = ({ programme, site }: Section, { day }: Session): Closure | undefined =>
  closureOf(programme, site.organisation, day)

const newClosures = (before: Section, after: Section, from: Instant): SectionChange['closures'] =>
  planned(after, from).flatMap((session) => {
    const closure = closureFor(after, session)
    return closure && orderOf(closure) !== orderOf(closureFor(before, session)) ? [{ session, closure }] : []
  })

/** Closed before, and nothing is ordered any more. */
const reopened = (before: Section, after: Section, from: Instant): readonly SessionChange[] =>
  planned(after, from)
    .filter(
      (session) => closureFor(before, session)?.goesOn === false && closureFor(after, session) === undefined,
    )
    .map((session) => ({ kind: 'added', session }))

const changeOf = (before: Section, after: Section | null, from: Instant): SectionChange | null => {
  const left = planned(after, from).length > 0
  const teacher = { before: teacherOf(before), after: after && teacherOf(after) }
  const change: SectionChange = {
    sectionId: before.id,
    before,
    after,
    sessions: [
      ...sessionChanges(planned(before, from), planned(after, from)),
      ...(after ? reopened(before, after, from) : []),
    ],
    site:
      after && left && placeOf(before.site) !== placeOf(after.site)
        ? { before: before.site, after: after.site }
        : null,
    teacher: left && teacher.before !== teacher.after ? teacher : null,
    closures: after ? newClosures(before, after, from) : [],
  }
  return concerns(change) ? change : null
}

/** A move, a place, a teacher: what is told beside closures. */
export const isChanged = ({ sessions, site, teacher }: SectionChange): boolean =>
  sessions.length > 0 || site !== null || teacher !== null

const concerns = (change: SectionChange): boolean => isChanged(change) || change.closures.length > 0

/** Nothing of the section is left that is still to come: who waits for a seat waits in vain. */
export const isDropped = ({ after }: Pick<SectionChange, 'after'>, from: Instant): boolean =>
  planned(after, from).length === 0

type Sections = Pick<Catalogue, 'sectionsOf' | 'sections'>

/** What a section and what became of it differ in from a moment on; null for nothing. */
export const changeSince = (
  before: Section,
  now: Pick<Catalogue, 'sections'>,
  from: Instant,
): SectionChange | null => changeOf(before, now.sections.get(before.id) ?? null, from)

/** A section that was not there before: whoever has a place in it had it before it was taken out. */
export const comeBack = (after: Section, from: Instant): SectionChange | null => {
  const sessions = after.sessions
    .filter(({ endsAt }) => endsAt > from)
    .map((session): SessionChange => ({ kind: 'added', session }))
  if (sessions.length === 0) return null
  return { sectionId: after.id, before: after, after, sessions, site: null, teacher: null, closures: [] }
}

/**
 * What two versions of a programme change for the families of its sections from a moment on, in order of the sections' ids.
 * A section that is new concerns nobody yet, unless it was there in a version before: its families are told that it is on again.
 */
export const changesBetween = (
  before: Sections,
  after: Sections,
  programme: ProgrammeId,
  from: Instant,
): readonly SectionChange[] =>
  [
    ...before.sectionsOf(programme).map((section) => changeSince(section, after, from)),
    ...after
      .sectionsOf(programme)
      .filter(({ id }) => !before.sections.has(id))
      .map((section) => comeBack(section, from)),
  ]
    .filter((change) => change !== null)
    .sort((a, b) => (a.sectionId < b.sectionId ? -1 : 1))

/** What of these orders still holds in a later version, and is still to come: what replaced one is told by its own message. */
export const stillOrdered = (
  closures: SectionChange['closures'],
  current: Section | null,
  now: Instant,
): SectionChange['closures'] => {
  const there = new Set(planned(current, now).map(timesOf))
  return closures.filter(
    ({ session, closure }) =>
      current && there.has(timesOf(session)) && orderOf(closureFor(current, session)) === orderOf(closure),
  )
}
