import {
  closingSoon,
  type SectionReminder,
  sectionReminder,
  stillUnfinished,
} from '../../../bot/wording/reminders.ts'
import { lacksConsent } from '../../../shared/consent.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Enrolment, Family } from '../../../shared/family.ts'
import { dayOf } from '../../../shared/time.ts'
import type { NoticeScene } from './scene.ts'

/** Those that the reminder is for: who has a place. */
const isMeant = ({ about }: Notice, enrolment: Enrolment): boolean => {
  const { sectionId, childId, state } = enrolment
  if (sectionId !== about.sectionId || (about.childId !== undefined && childId !== about.childId))
    return false
  return state === 'seat' || state === 'held'
}

export const reminderWords = (
  what: SectionReminder,
  notice: Notice,
  family: Family,
  { catalogue }: NoticeScene,
): string | null => {
  const section = catalogue.sections.get(notice.about.sectionId ?? '')
  const meant = family.enrolments.filter((enrolment) => isMeant(notice, enrolment))
  const children = family.children.filter(({ id }) => meant.some(({ childId }) => childId === id))
  if (!section || children.length === 0) return null
  if (what === 'excursion.consent_missing' && !lacksConsent(family, section)) return null
  return sectionReminder(
    what,
    children.map(({ name }) => name),
    section,
  )
}

/** The programme, while it may still be enrolled in and the family has chosen nothing. */
const openFor = (family: Family, { catalogue, now }: NoticeScene) => {
  const programme = catalogue.programmes.get(family.programmeId)
  const open = programme !== undefined && dayOf(now) <= programme.enrolment.closes
  return open && family.enrolments.length === 0 ? programme : null
}

export const closingWords = (family: Family, scene: NoticeScene): string | null => {
  const programme = openFor(family, scene)
  return programme ? closingSoon(programme) : null
}

export const unfinishedWords = (family: Family, scene: NoticeScene): string | null => {
  const programme = openFor(family, scene)
  return programme ? stillUnfinished(programme) : null
}
