import {
  changeNotice,
  closureNotice,
  type OrderedLesson,
  type OwnChange,
} from '../../../bot/wording/change-notice.ts'
import {
  changesBetween,
  isChanged,
  type SectionChange,
  type SessionChange,
  stillSo,
} from '../../../shared/changes.ts'
import type { Child, Family } from '../../../shared/family.ts'
import { lessonsOf } from '../../../shared/lessons.ts'
import { type Day, dayOf, type Instant } from '../../../shared/time.ts'
import type { NoticeScene } from './scene.ts'

/** A change of a class, and the family's children that have a place in it. */
interface Concerned {
  readonly change: SectionChange
  readonly children: readonly Child[]
}

/** What of the change is still so, class by class. */
const concerning = (family: Family, { catalogue, versions, now }: NoticeScene): readonly Concerned[] => {
  if (!versions) return []
  const { before, after } = versions
  return changesBetween(before, after, family.programmeId, now).flatMap((told) => {
    const change = stillSo(told, catalogue.sections.get(told.sectionId) ?? null, now)
    const places = family.enrolments.filter(
      ({ sectionId, state }) => sectionId === told.sectionId && state !== 'waiting',
    )
    const children = family.children.filter(({ id }) => places.some(({ childId }) => childId === id))
    return change && children.length > 0 ? [{ change, children }] : []
  })
}

const comesOn = ({ days }: Child, day: Day): boolean => day >= days.from && day <= days.to

const daysOf = (change: SessionChange): readonly Day[] =>
  change.kind === 'moved' ? [change.from.day, change.to.day] : [change.session.day]

const isLeft = (child: Child, { after }: SectionChange, now: Instant): boolean =>
  after !== null && lessonsOf(child, after).some(({ session }) => session.endsAt > now)

/** Only what falls into the days on which one of the children comes. */
const ownChange = ({ change, children }: Concerned, now: Instant): OwnChange | null => {
  const sessions = change.sessions.filter((one) =>
    daysOf(one).some((day) => children.some((child) => comesOn(child, day))),
  )
  const coming = children.some((child) => isLeft(child, change, now))
  const own = {
    ...change,
    sessions,
    site: coming ? change.site : null,
    teacher: coming ? change.teacher : null,
  }
  return isChanged(own) ? { change: own, children: children.map(({ name }) => name) } : null
}

export const changeWords = (family: Family, scene: NoticeScene): string | null => {
  const own = concerning(family, scene)
    .map((one) => ownChange(one, scene.now))
    .filter((one) => one !== null)
  return own.length > 0 ? changeNotice(own, dayOf(scene.now)) : null
}

const ordered = ({ change, children }: Concerned): readonly OrderedLesson[] =>
  change.closures.flatMap(({ session, closure }) => {
    const coming = children.filter((child) => comesOn(child, session.day)).map(({ name }) => name)
    return coming.length > 0 ? [{ change, session, closure, children: coming }] : []
  })

export const closureWords = (family: Family, scene: NoticeScene): string | null => {
  const lessons = concerning(family, scene)
    .flatMap(ordered)
    .sort((a, b) => a.session.startsAt - b.session.startsAt)
  return lessons.length > 0 ? closureNotice(lessons, dayOf(scene.now)) : null
}
