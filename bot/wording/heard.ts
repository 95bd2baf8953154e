import type { Notice } from '../../shared/contract/outbox.ts'
import { addDays, type Day } from '../../shared/time.ts'
import { listed } from './common.ts'
import { dateWords } from './schedule.ts'

const lessonsOf = (day: Day, today: Day): string => {
  const near = ['今天', '明天', '后天'].find((_, ahead) => addDays(today, ahead) === day)
  return `${near ?? dateWords(day)}的课`
}

const nameOf = ({ what, about }: Notice, today: Day): string => {
  if (what === 'schedule.tomorrow') return lessonsOf(about.day ?? today, today)
  if (what === 'announcement') return '通知'
  return what === 'town.closure' ? '停课通知' : '调课通知'
}

/** Two ways to say it, so that a second 收到 does not hear the same sentence. */
export const thanksFor = (notices: readonly Notice[], today: Day): readonly string[] => {
  const what = listed([...new Set(notices.map((notice) => nameOf(notice, today)))])
  return [`好的，${what}您知道了，谢谢！`, `收到您的回复了，${what}已经记下，辛苦您。`]
}

/** 收到, where nothing waits for it. */
export const heardNothing: readonly string[] = ['好的，有事随时说。', '好嘞，您先忙，有事叫我。']
