import type { Section } from '../../shared/catalogue.ts'
import type { Instant } from '../../shared/time.ts'
import { deskWords, listed } from './common.ts'
import { describeDates, momentWords } from './dates.ts'
import { sectionName } from './schedule.ts'

/** What became of one section: a seat, one held until a guardian's word or offered, or a place on the waiting list. */
export type Got =
  | { readonly state: 'seat' }
  | { readonly state: 'held'; readonly until: Instant }
  | { readonly state: 'offered'; readonly until: Instant }
  | { readonly state: 'waiting'; readonly position: number }

export interface CardRow {
  readonly section: Section
  readonly party: number
  readonly got: Got
}

export interface Card {
  readonly title: string
  readonly lines: readonly string[]
}

export const gotWords = (got: Got): string => {
  if (got.state === 'seat') return '已报上'
  if (got.state === 'held') return `名额留到${momentWords(got.until)}`
  if (got.state === 'offered') return `有空位，留到${momentWords(got.until)}`
  return `候补第${got.position}位`
}

const peopleWords = (party: number): string => (party > 1 ? `，${party}个人` : '')

const rowLines = ({ section, party, got }: CardRow): readonly string[] => [
  `${sectionName(section)}：${gotWords(got)}${peopleWords(party)}`,
  `时间 ${describeDates(section.plan)}`,
  `地点 ${section.site.name}（${section.site.address}）`,
]

const bringLines = (rows: readonly CardRow[]): readonly string[] => {
  const seats = rows.filter(({ got }) => got.state === 'seat' || got.state === 'held')
  const things = new Set(seats.flatMap(({ section }) => [...section.module.bring, ...section.plan.bring]))
  return things.size > 0 ? [`带上 ${listed([...things])}`] : []
}

/** Only who has a seat has lessons to put there. */
const calendarLines = (rows: readonly CardRow[]): readonly string[] =>
  rows.some(({ got }) => got.state === 'seat') ? ['手机日历 发“日历”订阅'] : []

/** The card that a parent keeps: the child, each section with what came of it, when, where, what to bring, whom to ask. */
export const enrolmentCard = (child: string, rows: readonly CardRow[]): Card => {
  const programme = rows[0]?.section.programme
  return {
    title: `${child}的报名卡`,
    lines: [
      ...rows.flatMap(rowLines),
      ...bringLines(rows),
      ...calendarLines(rows),
      ...(programme ? [`咨询 ${deskWords(programme)}`] : []),
    ],
  }
}

/** `1234 5678`: read out in two halves; typed with or without the space. */
export const codeWords = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

/**
 * What a helper forwards to the guardian: courses, the code, where to send it. No name of the family: such cards travel.
 */
export const confirmCard = (code: string, until: Instant, sections: readonly Section[]): Card => ({
  title: '请孩子家长确认报名',
  lines: [
    `有人帮您家孩子报了：${listed([...new Set(sections.map(sectionName))])}`,
    `确认码 ${codeWords(code)}`,
    '请用您自己的微信打开“候鸟”报名助手，把这8位数字发过去，看一下填得对不对，再回复同意。',
    `${momentWords(until)}前有效，过时名额会让给别人。`,
  ],
})
