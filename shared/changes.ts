import type { Catalogue } from './catalogue.ts'
import { closureOf } from './closures.ts'
import type { ProgrammeId, SectionId } from './ids.ts'
import { teacherOf } from './lessons.ts'
import type { Closure, Site } from './programme.ts'
import { sessionsOf } from './schedule.ts'
import type { Section, Session } from './section.ts'
import type { Instant } from './time.ts'

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

type Pair = { readonly from: Session; readonly to: Session }

/** A session gone and one come belong together: of one day first, then in order of time. */
const pairsOf = (gone: readonly Session[], come: readonly Session[]): readonly Pair[] => {
  const pairs: Pair[] = []
  const pair = (fits: (from: Session, to: Session) => boolean) => {
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

type Sections = Pick<Catalogue, 'sectionsOf' | 'sections'>

/**
 * What two versions of a programme change for the families of its sections from a moment on, in order of the sections' ids.
 * A section that is new concerns nobody yet.
 */
export const changesBetween = (
  before: Sections,
  after: Sections,
  programme: ProgrammeId,
  from: Instant,
): readonly SectionChange[] =>
  before
    .sectionsOf(programme)
    .map((section) => changeOf(section, after.sections.get(section.id) ?? null, from))
    .filter((change) => change !== null)
    .sort((a, b) => (a.sectionId < b.sectionId ? -1 : 1))

/**
 * What of a change is still so in a later version, and still to come: what was changed again is told by that change alone.
 * Null where nothing is left.
 */
export const stillSo = (
  change: SectionChange,
  current: Section | null,
  now: Instant,
): SectionChange | null => {
  const there = new Set(planned(current, now).map(timesOf))
  const held = new Set(current?.sessions.map(timesOf))
  const holds = (one: SessionChange): boolean => {
    if (one.kind === 'moved') return takesPlace(one.to) && !there.has(timesOf(one.from))
    if (one.kind === 'added') return takesPlace(one.session)
    return one.session.endsAt > now && !there.has(timesOf(one.session))
  }
  const takesPlace = (session: Session): boolean => session.endsAt > now && held.has(timesOf(session))
  const { site, teacher } = change
  const left: SectionChange = {
    ...change,
    sessions: change.sessions.filter(holds),
    site: site && current && there.size > 0 && placeOf(current.site) === placeOf(site.after) ? site : null,
    teacher: teacher && current && there.size > 0 && teacherOf(current) === teacher.after ? teacher : null,
    closures: change.closures.filter(
      ({ session, closure }) =>
        current && there.has(timesOf(session)) && orderOf(closureFor(current, session)) === orderOf(closure),
    ),
  }
  return concerns(left) ? left : null
}
