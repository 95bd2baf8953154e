import type { NoticeKind } from '../../shared/contract/outbox.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Section } from '../../shared/section.ts'
import { listed } from './common.ts'
import { dayWithWeekday } from './dates.ts'
import { hoursWords, sectionName } from './schedule.ts'

/** Said of one class and the children in it. */
export type SectionReminder = Extract<
  NoticeKind,
  'excursion.consent_missing' | 'first_day' | 'not_signed_in' | 'feedback'
>

const firstTime = ({ sessions }: Section): string => {
  const [first] = sessions
  return first ? `${dayWithWeekday(first.day)} ${hoursWords(first)}` : ''
}

const words: Readonly<Record<SectionReminder, (children: string, section: Section) => string>> = {
  'excursion.consent_missing': (children, section) =>
    `${children}报了${sectionName(section)}（${firstTime(section)}），这是外出活动，要您单独同意才能去。同意请回复“同意外出”。`,
  first_day: (children, section) =>
    `${children}第一次上${sectionName(section)}：${firstTime(section)}，${section.site.name}。请早到10分钟，让老师认识孩子。`,
  not_signed_in: (children, section) =>
    `${sectionName(section)}开始15分钟了，${children}还没签到。孩子在您身边吗？请马上看一下，有事打老师或工会电话${section.programme.holder.phone}。`,
  feedback: (children, section) =>
    `${children}的${sectionName(section)}上完了。孩子喜欢吗？哪里可以更好？想说的话先回复“人工”，再写给我们。`,
}

export const sectionReminder = (
  what: SectionReminder,
  children: readonly string[],
  section: Section,
): string => words[what](children.length > 0 ? listed(children) : '孩子', section)

export const isSectionReminder = (what: NoticeKind): what is SectionReminder => what in words

export const closingSoon = (programme: Programme): string =>
  `${programme.name}报名到${dayWithWeekday(programme.enrolment.closes)}截止，您还没有选课。想报，回复“报名”。`
export const stillUnfinished = (programme: Programme): string =>
  `${programme.name}您还没报完，填过的都留着。回复“报名”接着来，不想报了就不用管。`
