import {
  changeNotice,
  closureNotice,
  type OrderedLesson,
  type OwnChange,
  type WaitedFor,
  waitlistClosed,
} from '../../../bot/wording/change-notice.ts'
import type { Catalogue } from '../../../shared/catalogue.ts'
import {
  changeSince,
  comeBack,
  isChanged,
  isDropped,
  type SectionChange,
  type SessionChange,
  stillOrdered,
} from '../../../shared/changes.ts'
import type { NoticeKind } from '../../../shared/contract/outbox.ts'
import type { Child, Enrolment, Family } from '../../../shared/family.ts'
import type { SectionId } from '../../../shared/ids.ts'
import { lessonsOf } from '../../../shared/lessons.ts'
import type { Session } from '../../../shared/section.ts'
import { type Day, dayOf, type Instant } from '../../../shared/time.ts'
import type { NoticeScene, Versions } from './scene.ts'

/** A class in which the family's children have a place, and since when the family knows it as it is. */
interface Place {
  readonly sectionId: SectionId
  readonly since: Instant
  readonly children: readonly Child[]
}

const placesOf = (
  { enrolments, children }: Family,
  counts: (state: Enrolment['state']) => boolean,
): readonly Place[] => {
  const own = enrolments.filter(({ state }) => counts(state))
  return [...new Set(own.map(({ sectionId }) => sectionId))].sort().map((sectionId) => {
    const places = own.filter((one) => one.sectionId === sectionId)
    return {
      sectionId,
      since: Math.min(...places.map(({ since }) => since)),
      children: children.filter(({ id }) => places.some(({ childId }) => childId === id)),
    }
  })
}

const seatsOf = (family: Family): readonly Place[] => placesOf(family, (state) => state !== 'waiting')

const changeOf = (
  { sectionId }: Place,
  before: Catalogue,
  after: Catalogue,
  from: Instant,
): SectionChange | null => {
  const [section, now] = [before.sections.get(sectionId), after.sections.get(sectionId)]
  if (section) return changeSince(section, after, from)
  return now ? comeBack(now, from) : null
}

const comesOn = ({ days }: Child, day: Day): boolean => day >= days.from && day <= days.to

const daysOf = (change: SessionChange): readonly Day[] =>
  change.kind === 'moved' ? [change.from.day, change.to.day] : [change.session.day]

const isLeft = (child: Child, { after }: SectionChange, now: Instant): boolean =>
  after !== null && lessonsOf(child, after).some(({ session }) => session.endsAt > now)

const takesPlace = ({ id, to }: Session, { after }: SectionChange): boolean =>
  after?.sessions.some((session) => session.id === id && session.to === to) ?? false

/** A lesson of a closed day is told of by the closure: of one that was moved there, only that it is off where it was. */
const told = (one: SessionChange, change: SectionChange): SessionChange | null => {
  if (one.kind === 'cancelled') return one
  if (takesPlace(one.kind === 'moved' ? one.to : one.session, change)) return one
  return one.kind === 'moved' ? { kind: 'cancelled', session: one.from } : null
}

/** Only what falls into the days on which one of the children comes. */
const ownChange = ({ children }: Place, change: SectionChange | null, now: Instant): OwnChange | null => {
  if (!change) return null
  const sessions = change.sessions
    .map((one) => told(one, change))
    .filter((one) => one !== null)
    .filter((one) => daysOf(one).some((day) => children.some((child) => comesOn(child, day))))
  const coming = children.some((child) => isLeft(child, change, now))
  const own = {
    ...change,
    sessions,
    site: coming ? change.site : null,
    teacher: coming ? change.teacher : null,
  }
  return isChanged(own) ? { change: own, children: children.map(({ name }) => name) } : null
}

/** What the family last knew of a class: as it was before the oldest change since they have their place that they did not hear. */
const knownOf = ({ since }: Place, { unheard, before }: Versions): Catalogue =>
  unheard.find(({ at }) => at >= since)?.before ?? before

/**
 * What is different now from what the family last knew. Nothing where a later version changes something for them: the
 * message about that one tells it all, since this one was not handed over.
 */
const changesOf = (family: Family, { versions, catalogue, now }: NoticeScene): readonly OwnChange[] => {
  if (!versions) return []
  const places = seatsOf(family)
  const between = (place: Place, before: Catalogue) =>
    ownChange(place, changeOf(place, before, catalogue, now), now)
  if (places.some((place) => between(place, versions.after))) return []
  return places.map((place) => between(place, knownOf(place, versions))).filter((one) => one !== null)
}

export const changeWords = (family: Family, scene: NoticeScene): string | null => {
  const own = changesOf(family, scene)
  return own.length > 0 ? changeNotice(own, dayOf(scene.now), scene.toHelper) : null
}

const orderedOf = (
  place: Place,
  { before, after }: Versions,
  { catalogue, now }: NoticeScene,
): readonly OrderedLesson[] => {
  const change = changeOf(place, before, after, now)
  if (!change) return []
  const current = catalogue.sections.get(place.sectionId) ?? null
  return stillOrdered(change.closures, current, now).flatMap(({ session, closure }) => {
    const coming = place.children.filter((child) => comesOn(child, session.day)).map(({ name }) => name)
    return coming.length > 0 ? [{ change, session, closure, children: coming }] : []
  })
}

const ordersOf = (family: Family, scene: NoticeScene): readonly OrderedLesson[] => {
  const { versions } = scene
  return versions ? seatsOf(family).flatMap((place) => orderedOf(place, versions, scene)) : []
}

export const closureWords = (family: Family, scene: NoticeScene): string | null => {
  const lessons = [...ordersOf(family, scene)].sort((a, b) => a.session.startsAt - b.session.startsAt)
  return lessons.length > 0 ? closureNotice(lessons, dayOf(scene.now), scene.toHelper) : null
}

/** Sections of which a change or a closure says something to the family: none where no child of theirs comes then. */
export const sectionsTold = (what: NoticeKind, scene: NoticeScene): ReadonlySet<SectionId> => {
  const { family } = scene
  const own = what === 'town.closure' ? ordersOf : changesOf
  return new Set(family ? own(family, scene).map(({ change }) => change.sectionId) : [])
}

/** To who waits for a seat in a class that is dropped, and is not on again by now. */
export const waitlistWords = (family: Family, scene: NoticeScene): string | null => {
  const { versions, catalogue, now, toHelper } = scene
  if (!versions) return null
  const own = placesOf(family, (state) => state === 'waiting').flatMap((place): readonly WaitedFor[] => {
    const change = changeOf(place, versions.before, catalogue, now)
    if (!change || !isDropped(change, now)) return []
    return [{ section: change.before, children: place.children.map(({ name }) => name) }]
  })
  return own.length > 0 ? waitlistClosed(own, toHelper) : null
}
