import type { Child } from '../../shared/family.ts'
import { inOrder, type Lesson, lessonsOf } from '../../shared/lessons.ts'
import type { Section } from '../../shared/section.ts'
import type { Instant } from '../../shared/time.ts'
import { listed, numberedFrom } from './common.ts'
import { dayWithWeekday } from './dates.ts'
import { hoursWords, sectionName } from './schedule.ts'
import { spokenMoment } from './until.ts'

/** A seat that came free, or several at once for siblings. */
export interface OfferWords {
  readonly children: readonly string[]
  readonly section: Section
  /** The next lesson to which they would come; null where none is left. */
  readonly next: Lesson | null
  readonly until: Instant
  readonly now: Instant
}

/** The first lesson still to come to which one of the children would come is the next. */
export const offerOf = (
  section: Section,
  children: readonly Child[],
  until: Instant,
  now: Instant,
): OfferWords => {
  const [next] = inOrder(children.flatMap((child) => lessonsOf(child, section))).filter(
    ({ session }) => session.startsAt > now,
  )
  return { children: children.map(({ name }) => name), section, next: next ?? null, until, now }
}

const both = ({ length }: readonly unknown[]): string => (length === 2 ? '两个' : `${length}个`)

/** 小明的篮球, 小明、小雨的篮球. */
export const offerName = ({ children, section }: Pick<OfferWords, 'children' | 'section'>): string =>
  `${listed(children)}的${sectionName(section)}`

/** 第一次课7月8日周四 14:00–15:30, or the next one where the class has begun. */
const nextWords = ({ section, next }: Pick<OfferWords, 'section' | 'next'>): string => {
  if (!next) return ''
  const { session } = next
  const which = session.id === section.sessions[0]?.id ? '第一次课' : '下次课'
  return `${which}${dayWithWeekday(session.day)} ${hoursWords(session)}`
}

/** Where and when, on a line of its own. */
const placeLine = (offer: OfferWords): string =>
  [offer.section.site.name, nextWords(offer)].filter((part) => part !== '').join('，')

const onlyOne = ({ children }: OfferWords): string =>
  children.length > 1 ? `\n只上一个的话，回“只要${children[0]}”。` : ''

export const howToAnswer = '要就回1，不要就回2。'

export const offerMade = (offer: OfferWords): string => {
  const places = offer.children.length > 1 ? `有${both(offer.children)}空位了，可以一起上` : '有空位了'
  return `好消息：${listed(offer.children)}候补的${sectionName(offer.section)}${places}！\n${placeLine(offer)}\n给您留到${spokenMoment(offer.until, offer.now)}，${howToAnswer}${onlyOne(offer)}`
}

export const offerEnding = (offer: OfferWords): string =>
  `${offerName(offer)}，空位只留到${spokenMoment(offer.until, offer.now)}，过了就让给下一家。\n${placeLine(offer)}\n${howToAnswer}`

export const offerLapsed = (child: string, section: string): string =>
  `${child}候补的${section}，给您留的空位没等到您回话，已经让给下一家了。还想上，回复“报名”可以重新排。`

/** Asked in the conversation itself: of one that waits for an answer. */
export const offerAsk = (offer: OfferWords): string =>
  `${offerName(offer)}有空位了（${placeLine(offer)}），给您留到${spokenMoment(offer.until, offer.now)}。${howToAnswer}${onlyOne(offer)}`
export const offerAskNext = (offer: OfferWords): string => `还有一个等您回话：${offerAsk(offer)}`
export const offerChoices = { accept: '要', decline: '不要' } as const

/** Above a menu, where something else is being talked about. */
export const offerWaits = (offer: OfferWords): string =>
  `${offerName(offer)}有空位，给您留到${spokenMoment(offer.until, offer.now)}。想要回“要”，不要回“不要”。`
/** One line of 我的报名. */
export const offeredState = (until: Instant, now: Instant): string =>
  `有空位了，给您留到${spokenMoment(until, now)}，等您回话`

// Which of several.
export const wanted = (offer: Pick<OfferWords, 'children' | 'section'>): string => `要${offerName(offer)}空位`
export const unwanted = (offer: Pick<OfferWords, 'children' | 'section'>): string =>
  `不要${offerName(offer)}空位，让给别人`
export const allWanted = '都要'
export const allUnwanted = '都不要'
/** The words may as well answer what was asked before. */
export const theQuestionBefore = '回答前面的问题'
export const whichMeant = (said: string, labels: readonly string[]): string =>
  `您回的“${said}”是哪个意思？\n${numberedFrom(1, labels)}`
export const whichOffer = (word: 'accept' | 'decline', labels: readonly string[]): string =>
  `${word === 'accept' ? '要哪一个' : '不要哪一个'}？\n${numberedFrom(1, labels)}`

// What came of it.
export const accepted = (offer: Pick<OfferWords, 'children' | 'section' | 'next'>): string => {
  const next = nextWords(offer)
  const when = next === '' ? '' : `${next}，${offer.section.site.name}。`
  return `好的，${offerName(offer)}定下来了！${when}`
}
export const declined = (names: readonly string[]): string =>
  `好的，${listed(names)}空位让给下一家了。以后还想上，回复“报名”再排就行。`
export const acceptedElsewhere = (names: readonly string[]): string =>
  `${listed(names)}另一位家长刚刚已经要了，名额还在。真不想上，回复“取消报名”。`
export const gaveUp = (names: readonly string[]): string => `${listed(names)}的名额已经退了。`
export const giveUpFailed = (names: readonly string[]): string =>
  `${listed(names)}没退成，还占着名额，请说“取消报名”再退一次。`
/** The other guardian took something else at the same moment, beside which it cannot stand. */
export const givenBack = (why: string): string => `空位没有留下：您家刚刚在别处改了报名。${why}`
export const tooLate = (names: readonly string[]): string =>
  `不好意思，${listed(names)}空位过了时间，已经让给下一家了。还想上，回复“报名”可以重新排候补。`
export const backInLine = (name: string, position: number): string =>
  `不好意思，${name}空位过了时间，现在还在候补第${position}位，有空位我再告诉您。`
export const noOffer = '现在没有给您留着的空位，可能已经过了时间。有空位我会马上告诉您。'

// What stands in its way.
export const clash = (
  why: string,
  offer: Pick<OfferWords, 'children' | 'section'>,
  labels: readonly string[],
): string => `${why}${offerName(offer)}空位，您看怎么办？\n${numberedFrom(1, labels)}`
/** Why they cannot both be. The words of a refusal speak of choosing (没加上), which is not done here. */
export const clashWhy = {
  overlap: (fresh: string, other: string, when: string): string => `${fresh}和${other}撞了时间（${when}）。`,
  travel: (fresh: string, other: string, minutes: number): string =>
    `${fresh}和${other}挨得太近，路上要${minutes}分钟，赶不过去。`,
  limit: (child: string, courses: number, taken: string): string =>
    `每个孩子最多${courses}门课，${child}已经有${taken}了。`,
  onePeriod: (fresh: string, other: string): string => `${fresh}和${other}不是同一期，每个孩子只能上一期。`,
} as const
export const insteadOf = (fresh: string, other: string): string => `要${fresh}，退掉${other}`
export const keepOthers = (fresh: string): string => `不要${fresh}，让给别人`
export const thinkItOver = '再想想'
export const stillKept = (offer: OfferWords): string =>
  `好，不急。${offerName(offer)}给您留到${spokenMoment(offer.until, offer.now)}，想好了回“要”或“不要”。`
