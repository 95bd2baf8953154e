import type { Section } from '../../shared/catalogue.ts'
import type { Choice } from '../../shared/contract/reply.ts'
import { sectionPlaced } from './choosing.ts'
import { numberedFrom } from './common.ts'
import { describeDates, momentWords } from './dates.ts'
import { none } from './enrol.ts'

// The whole before it counts.
export interface SummaryChild {
  readonly name: string
  readonly born: string
  readonly days: string
  readonly health: string
  readonly pickup: string
  readonly sections: readonly string[]
  /** What is wished for, in order, and what shall be where nothing is drawn. */
  readonly wishes: readonly string[]
}

export interface SummaryWords {
  readonly children: readonly SummaryChild[]
  readonly guardian: string
  readonly place: string
  readonly helper: boolean
}

export const summaryChild = (child: SummaryChild): readonly string[] => [
  `孩子：${child.name}，${child.born}`,
  `来的日期：${child.days}`,
  `健康过敏：${child.health}`,
  `谁来接：${child.pickup}`,
  ...child.sections.map((section) => `选课：${section}`),
  ...child.wishes,
]

export const placeRow = (place: string): string => `住处：${place}`
export const bornIn = (birth: string): string => `${birth}生`

export const summary = (words: SummaryWords): string =>
  [
    '请核对一下：',
    ...words.children.flatMap(summaryChild),
    `家长：${words.guardian}`,
    placeRow(words.place),
    '都对回复1，要改回复2。',
  ].join('\n')

/** 王小雨（妈妈）13800001234，备用13900001234. */
export const guardianLine = (name: string, relation: string, phone: string, phone2: string): string =>
  `${name}（${relation}）${phone}，备用${phone2 === '' ? none : phone2}`
export const guardianRow = (guardian: {
  readonly name: string
  readonly relation: string
  readonly phone: string
  readonly phone2: string
}): string => `家长：${guardianLine(guardian.name, guardian.relation, guardian.phone, guardian.phone2)}`
export const collector = (who: string, name: string | null): string => (name ? `${who}${name}` : who)
/** A collector of whom only the name was said. */
export const someone = '家人'
export const elsewhere = '不在名单里的地方'
export const ageRead = (age: number, years: readonly string[], grade: string): string =>
  `${age}岁（${years.join('或')}年生）${grade === '' ? '' : `，${grade}`}`
export const summarySection = (section: Section, seats: string, party: number): string =>
  `${sectionPlaced(section)}${describeDates(section.plan)}${party > 1 ? `，${party}个人` : ''}${seats}`

export const addCourse = '再加一门课'
export const summaryChoices: readonly Choice[] = [
  { label: '1 确认', say: '1' },
  { label: '2 修改', say: '2' },
  { label: addCourse, say: addCourse },
]

export const whichField = (names: readonly string[]): string => `要改哪一项？\n${numberedFrom(1, names)}`

// The result.
export interface ResultRow {
  readonly child: string
  readonly name: string
  readonly state: 'seat' | 'held' | 'offered' | 'waiting'
  readonly position: number
}

const resultLine = (row: ResultRow, helper: boolean): string => {
  const told = helper ? '家长确认以后，轮到了会告诉家长' : '轮到了我告诉您'
  if (row.state === 'waiting') return `${row.child}的${row.name}满了，排在候补第${row.position}位，${told}。`
  if (row.state === 'offered') return `${row.child}的${row.name}有空位了，要不要请回我一声。`
  return row.state === 'held' ? `${row.child}的${row.name}名额先留着。` : `${row.child}的${row.name}报上了！`
}

export const results = (rows: readonly ResultRow[], helper: boolean): string =>
  rows.map((row) => resultLine(row, helper)).join('\n')

export const notTaken = (name: string, why: 'full' | 'closed' | 'lapsed'): string =>
  why === 'full' ? `${name}刚刚满了，没报上。` : `${name}现在报不了了，报名已经截止。`

export const helperDone = (until: number): string =>
  `填好了，还要孩子家长确认。请把下面这张卡转给家长，${momentWords(until)}前确认才算报上。您这边看不到这家的信息了。`
