import { scheduleCaption, scheduleNotice } from '../../../bot/wording/schedule-notice.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Family } from '../../../shared/family.ts'
import { familyLessons, lessonsOn } from '../../../shared/lessons.ts'
import { dayOf } from '../../../shared/time.ts'
import type { NoticeScene } from './scene.ts'

/** What is over is not told any more: somebody who slept reads only what still comes. */
export const scheduleWords = (
  { about }: Notice,
  family: Family,
  { catalogue, now }: NoticeScene,
): string | null => {
  const { day = '' } = about
  const lessons = lessonsOn(familyLessons(family, catalogue), [day]).filter(
    ({ session }) => session.endsAt > now,
  )
  return lessons.length > 0 ? scheduleNotice(day, dayOf(now), lessons, family.children) : null
}

export const scheduleCaptionOf = ({ about }: Notice): string => scheduleCaption(about.day ?? '')
