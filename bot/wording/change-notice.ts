import type { SectionChange, SessionChange } from '../../shared/changes.ts'
import { careOf } from '../../shared/closures.ts'
import type { Closure, Programme, Site } from '../../shared/programme.ts'
import type { Section, Session } from '../../shared/section.ts'
import type { Day } from '../../shared/time.ts'
import { listed } from './common.ts'
import { dayWords, hoursWords, sectionName } from './schedule.ts'
import { pleaseAnswer } from './schedule-notice.ts'

/** A change of one class, with the names of the family's children in it. */
export interface OwnChange {
  readonly children: readonly string[]
  readonly change: SectionChange
}

const mostLines = 6

const when = (session: Session, today: Day): string =>
  `${dayWords(session.day, today)} ${hoursWords(session)}`

const sessionLine = (change: SessionChange, today: Day): string => {
  if (change.kind === 'cancelled') return `${when(change.session, today)} 不上了`
  if (change.kind === 'added') return `${when(change.session, today)} 加一次`
  const { from, to } = change
  return `${when(from, today)} → ${from.day === to.day ? hoursWords(to) : when(to, today)}`
}

const placeWords = ({ name, address, directions }: Site): string => `${name}（${directions ?? address}）`
const siteLine = ({ before, after }: NonNullable<SectionChange['site']>): string =>
  `地点：${before.id === after.id && before.name === after.name ? '' : `${before.name} → `}${placeWords(after)}`
const teacherLine = ({ before, after }: NonNullable<SectionChange['teacher']>): string =>
  `老师：${before ?? '没定'} → ${after ?? '没定'}`

/** Whose it is; to a helper nobody is named, since that family is none of theirs. */
const whose = (children: readonly string[], toHelper: boolean): string =>
  toHelper ? '您帮忙报的那一家，' : `${listed(children)}的`

/** A helper passes it on; the family itself is asked whether it was seen. */
const closing = (toHelper: boolean): string => (toHelper ? `请转告家长。${pleaseAnswer}` : pleaseAnswer)

const changeBlock = ({ children, change }: OwnChange, today: Day, toHelper: boolean): string => {
  const { sessions, site, teacher } = change
  const hidden = sessions.length - mostLines
  return [
    `${whose(children, toHelper)}${sectionName(change.after ?? change.before)}有变动：`,
    ...sessions.slice(0, mostLines).map((one) => sessionLine(one, today)),
    ...(hidden > 0 ? [`后面还有${hidden}次也变了${toHelper ? '' : '，发“课表”看全部'}。`] : []),
    ...(site ? [siteLine(site)] : []),
    ...(teacher ? [teacherLine(teacher)] : []),
  ].join('\n')
}

/** What was changed of a family's classes, before → after. */
export const changeNotice = (changes: readonly OwnChange[], today: Day, toHelper: boolean): string =>
  [...changes.map((one) => changeBlock(one, today, toHelper)), closing(toHelper)].join('\n\n')

/** A class that is dropped, with the names of the children who wait for a seat in it. */
export interface WaitedFor {
  readonly children: readonly string[]
  readonly section: Section
}

/** Said to who waited for nothing: once for all classes. */
export const waitlistClosed = (waited: readonly WaitedFor[], toHelper: boolean): string =>
  [
    ...waited.map(
      ({ children, section }) =>
        `${toHelper ? '您帮忙报的那一家' : listed(children)}候补的${sectionName(section)}不开了，不用再等了，对不住。`,
    ),
    toHelper ? '请转告家长，别的课还可以报。' : '还想看看别的课，回复“报名”。',
  ].join('\n')

/** A lesson of a day for which something was ordered. */
export interface OrderedLesson {
  readonly children: readonly string[]
  readonly change: SectionChange
  readonly session: Session
  readonly closure: Closure
}

const careWords = (programme: Programme, closure: Closure): readonly string[] => {
  const care = careOf(programme, closure)
  if (care === null) return []
  return [`家里没人的，孩子可以去：${typeof care === 'string' ? care : placeWords(care)}。`]
}

const headWords = ({ day, goesOn, reason }: Closure, today: Day): string =>
  `${dayWords(day, today)}${goesOn ? '照常上课' : '停课'}：${reason}。${goesOn ? '' : '不用送孩子来。'}`

const orderedLine = ({ children, change, session }: OrderedLesson, toHelper: boolean): string => {
  const section = change.after ?? change.before
  return `${toHelper ? '' : `${listed(children)} `}${hoursWords(session)} ${sectionName(section)}，${section.site.name}`
}

const orderBlock = (lessons: readonly OrderedLesson[], today: Day, toHelper: boolean): readonly string[] => {
  const [first] = lessons
  if (!first) return []
  const { programme } = first.change.after ?? first.change.before
  const block = [
    `${toHelper ? whose([], toHelper) : ''}${headWords(first.closure, today)}`,
    ...lessons.map((lesson) => orderedLine(lesson, toHelper)),
    ...(first.closure.goesOn ? [] : careWords(programme, first.closure)),
  ]
  return [block.join('\n')]
}

const sameOrder = (a: Closure, b: Closure): boolean => a.day === b.day && a.town === b.town

/** 停课 or 照常, for each day and town, with the lessons that it is about. Lessons in order of time. */
export const closureNotice = (lessons: readonly OrderedLesson[], today: Day, toHelper: boolean): string => {
  const firsts = lessons.filter(
    ({ closure }, at) => lessons.findIndex((one) => sameOrder(one.closure, closure)) === at,
  )
  const blocks = firsts.flatMap(({ closure }) =>
    orderBlock(
      lessons.filter((one) => sameOrder(one.closure, closure)),
      today,
      toHelper,
    ),
  )
  return [...blocks, closing(toHelper)].join('\n\n')
}
