import { dayOf, type Instant } from '../../shared/time.ts'
import type { PositionFact, SeatCount } from '../dialogue/state.ts'
import { offeredState } from './offers.ts'
import { dateWords } from './schedule.ts'

export const mineTitle = (child: string): string => `${child}的报名`

/** A seat, one held for a guardian's word or offered, or a place on the waiting list (null where it could not be told). */
export const stateWords = (
  state: 'seat' | 'held' | 'offered' | 'waiting',
  position: number | null,
  until: Instant | null,
  now: Instant,
): string => {
  if (state === 'seat') return '已报上'
  if (state === 'held')
    return until === null ? '名额先留着，等家长确认' : `名额先留着，${dateWords(dayOf(until))}前要家长确认`
  if (state === 'offered') return offeredState(until ?? now, now)
  return position === null ? '候补中' : `候补第${position}位`
}

export const sectionGone = '这个班已经不在课表里了，请问人工'
export const nothingYet = '您还没有报名。'
export const nothingOfChild = (child: string): string => `${child}还没有报课。`
export const helpedFamilies = (count: number): string =>
  `您帮${count}家报过名。孩子的信息只给家长自己看，请他们用自己的手机问我。`
export const seasonWords = '有变动我会马上告诉您。'

/** Why a seat went to somebody behind: nobody is to think that the list was jumped. */
const passedWords: Readonly<Record<NonNullable<PositionFact['passed']>, string>> = {
  pair: '前面空出来的位子不够两个孩子一起进，先给了后面的，您家的位置没变。想分开，回复“分开排”。',
  party: '前面空出来的位子不够您一家几口，先给了后面人少的，您家的位置没变。',
}

export const positionLine = (child: string, section: string, fact: PositionFact | null): string => {
  if (fact === null) return `${child}的${section}：在候补里，马上就轮到了。`
  const { place, passed } = fact
  const ahead = place === 1 ? `一有空位先问您` : `前面还有${place - 1}个`
  return `${child}的${section}：候补第${place}位，${ahead}。${passed ? passedWords[passed] : ''}`
}
export const notWaiting = '您家没有在候补的课，报上的都有名额。'
export const positionLater = '有人退出才会空出位子，轮到您我马上说。不想排了，回复“不排了”。'
/** Among the lines of a question about the waiting list. */
export const offeredLine = (child: string, section: string, until: Instant, now: Instant): string =>
  `${child}的${section}：${offeredState(until, now)}。`

/** 还有3个名额, or full with how many wait. */
export const seatWords = (seats: SeatCount | undefined): string => {
  if (!seats) return '名额请问人工'
  if (seats.left > 0) return `还有${seats.left}个名额`
  return seats.waiting > 0 ? `满了，${seats.waiting}人候补` : '满了，可以候补'
}
export const seatLine = (section: string, site: string, dates: string, seats: string): string =>
  `${section}（${site}，${dates}）：${seats}`
export const noSuchSection = '没有这样的课，看看别的？'
export const moreSections = (count: number): string => `还有${count}个班，说课名或村名，我单独查。`
