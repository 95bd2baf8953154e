import type { SeatCount } from '../dialogue/state.ts'
import { dateWords } from './schedule.ts'

export const mineTitle = (child: string): string => `${child}的报名`

/** A seat, a seat held for a guardian's word, or a place on the waiting list (null where it could not be told). */
export const stateWords = (
  state: 'seat' | 'held' | 'waiting',
  position: number | null,
  untilDay: string | null,
): string => {
  if (state === 'seat') return '已报上'
  if (state === 'held')
    return untilDay ? `名额先留着，${dateWords(untilDay)}前要家长确认` : '名额先留着，等家长确认'
  return position === null ? '候补中' : `候补第${position}位`
}

export const sectionGone = '这个班已经不在课表里了，请问人工'
export const nothingYet = '您还没有报名。'
export const nothingOfChild = (child: string): string => `${child}还没有报课。`
export const helpedFamilies = (count: number): string =>
  `您帮${count}家报过名。孩子的信息只给家长自己看，请他们用自己的手机问我。`
export const seasonWords = '有变动我会马上告诉您。'

export const positionLine = (child: string, section: string, position: number | null): string => {
  if (position === null) return `${child}的${section}：在候补里，马上就轮到了。`
  return position === 1
    ? `${child}的${section}：候补第1位，一有空位就是${child}的。`
    : `${child}的${section}：候补第${position}位，前面还有${position - 1}个。`
}
export const notWaiting = '您家没有在候补的课，报上的都有名额。'
export const positionLater = '有空位了我马上告诉您，不用一直问。'

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
