import type { Instant } from '../../shared/time.ts'
import { momentWords } from './dates.ts'
import { spokenMoment } from './until.ts'

/** Everything is filled in and chosen, and enrolment has not begun. */
export const prepared = (opensAt: Instant, now: Instant): string =>
  `资料都填好了，给您存着。${spokenMoment(opensAt, now)}开始报名，到点回一个“报名”就行，选好的一起报上。要改，回复“修改”。`
export const tooEarly = (opensAt: Instant, now: Instant): string =>
  `还没到时间，${spokenMoment(opensAt, now)}开始报名。填好的都存着，到点再回一个“报名”就行。要改，回复“修改”。`
export const preparedLabels = ['报名', '修改'] as const

/** In the summary, and in the list of courses. */
export const opensWords = (opensAt: Instant): string => `，${momentWords(opensAt)}开始报名`
/** Beside a menu. */
export const preparedWaits = '没开始报名的都存好了，到时间回一个“报名”就行。'

/** Sent shortly before, or as soon as it can be. */
export const openingReminder = (programme: string, opensAt: Instant, now: Instant): string =>
  now < opensAt
    ? `${programme}${spokenMoment(opensAt, now)}开始报名。您要报的都填好了，到点回一个“报名”就行。`
    : `${programme}开始报名了。您要报的都填好了，现在回一个“报名”就行。`
