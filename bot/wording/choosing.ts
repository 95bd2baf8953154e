import type { Section } from '../../shared/catalogue.ts'
import type { Expects } from '../../shared/contract/expects.ts'
import type { Choice } from '../../shared/contract/reply.ts'
import type { Programme } from '../../shared/programme.ts'
import { deskWords, fieldName, numberedFrom } from './common.ts'
import { momentWords, startingDates } from './dates.ts'

// Choosing sections.
export const pageSize = 6
export const seatsWords = (
  seats: { readonly left: number; readonly waiting: number } | undefined,
): string => {
  if (!seats) return ''
  if (seats.left > 0) return `，剩${seats.left}个`
  return seats.waiting > 0 ? `，已满可候补（${seats.waiting}人在等）` : '，已满可候补'
}

/** 篮球（白岩村文化礼堂）, or 篮球（上午班，白岩村文化礼堂） where sections are told apart by a name. */
export const sectionPlaced = ({ module, plan, site }: Section): string =>
  `${module.name}（${[...(plan.name ? [plan.name] : []), site.name].join('，')}）`

/** 篮球（白岩村文化礼堂）7月6日起 每周二四 8:30–10:00，剩12个. */
export const sectionLine = (section: Section, seats: string): string =>
  `${sectionPlaced(section)}${startingDates(section)}${seats}`

/** Said where a named course has one section that suits, so that it was not put as a list. */
export const onlySection = (child: string, section: Section): string =>
  `${section.module.name}只有这个班合适${child}：${section.plan.name ? `${section.plan.name}，` : ''}${startingDates(section)}。`

export interface ListWords {
  readonly child: string
  readonly courses: number
  readonly first: number
  readonly lines: readonly string[]
  readonly more: boolean
  readonly again: boolean
  /** Some of them are named by wishes: one line on how. */
  readonly hint?: string
}

export const sectionList = (list: ListWords): string => {
  const lead = list.again
    ? `${list.child}要上哪几个？回复数字，比如“1”或“1和3”：`
    : `${list.child}能上这些（课最多选${list.courses}门），回复数字，可以选几个：`
  return [
    lead,
    numberedFrom(list.first, list.lines),
    ...(list.hint === undefined ? [] : [list.hint]),
    ...(list.more ? ['回复“更多”看后面的。'] : []),
  ].join('\n')
}

export const whichSection = (child: string, module: string, lines: readonly string[]): string =>
  `${module}有${lines.length}个班，${child}上哪个？\n${numberedFrom(1, lines)}`

export const moreLabel = '更多'
export const noneFits = '先不选'
export const notOnTheList = (count: number): string => `只有1到${count}，您看看是哪个。`
export const noMoreSections = '就这些了，从头再看一遍：'

/** Nothing can be chosen: why, and what stays open. */
export const nothingFits = (child: string, reasons: readonly string[], programme: Programme): string =>
  [
    ...reasons,
    `现在没有${child}能报的班。填的都给您留着，可以改信息再看；也可以回“人工”，或打电话问${deskWords(programme)}。`,
  ].join('\n')

export const noneChosen = '好，先不选，没有报上什么。有合适的再来。'
export const nothingMore = (child: string): string => `${child}没有别的课能加了。`

export const howManyPeople = (what: string, most: number): string =>
  `${what}一家人可以一起去，连孩子一共几个人？（最多${most}个）`
export const partyTooMany = (most: number): string => `一家最多${most}个人。`
export const peopleChoices = (most: number): readonly Choice[] =>
  Array.from({ length: most }, (_, index) => ({ label: `${index + 1}个人`, say: String(index + 1) }))

export const whichChild = (names: readonly string[]): string =>
  `给谁报？\n${numberedFrom(1, [...names, anotherChild])}`
export const whichChildField = (field: Expects, names: readonly string[]): string =>
  `改谁的${fieldName(field)}？\n${numberedFrom(1, names)}`
export const anotherChild = '再报一个孩子'
/** A name that is new may be one more child, or the right name of one that is there. */
export const whoIsMeant = (name: string, labels: readonly string[]): string =>
  `${name}是再报的孩子，还是要改前面的？\n${numberedFrom(1, labels)}`
export const whoIsMeantChoices = (names: readonly string[]): readonly string[] => [
  anotherChild,
  ...names.map((name) => `改${name}的`),
]

export const whichProgramme = (names: readonly string[]): string =>
  `现在有这些可以报，您报哪个？\n${numberedFrom(1, names)}`

// No programme to enrol in.
export const opensLater = (name: string, at: number): string =>
  `“${name}”还没开始报名，${momentWords(at)}开始，到时候来跟我说“报名”。`
export const enrolmentOver = (name: string, programme: Programme): string =>
  `“${name}”的报名已经截止了。想问还有没有别的办法，打${programme.holder.phone}，或回复“人工”。`
export const noProgramme = '现在没有正在报名的班。想找工作人员，回复“人工”。'
