import { type Quiet, usualQuiet } from '../../shared/outbox.ts'
import { clock } from './schedule.ts'

/** 22:00到第二天7:00. */
export const quietWords = ({ from, to }: Quiet): string =>
  `${clock(from)}到${from > to ? '第二天' : ''}${clock(to)}`

const comeBack = '想再收到，回复“恢复消息”。'
export const stoppedNow = `好的，以后不给您发消息了，课有变动也不发，只发安全提醒。${comeBack}`
export const stoppedAlready = `已经不发了，您放心，只有安全提醒会发。${comeBack}`
export const stillStopped = `您退订了消息，现在还是不发的。${comeBack}`
export const resumed = '好的，恢复了：明天的课、调课停课、名额变动，都照常发给您。'
export const neverStopped = '消息一直在给您发，没有停过。'

export const quietNow = (quiet: Quiet): string =>
  `记下了：每天${quietWords(quiet)}不给您发消息，只有安全提醒随时会发；想改回来，说“恢复正常”。`
export const usualNow = `好的，改回来了：每天${quietWords(usualQuiet)}不发消息，别的时间照常，安全提醒随时会发。`

// 我的信息
export const mannersTitle = '给您发消息'
export const mannersLines = (quiet: Quiet | null, stopped: boolean): readonly string[] => [
  ...(stopped ? ['已退订，只发安全提醒'] : []),
  `${quietWords(quiet ?? usualQuiet)}不发，安全提醒除外`,
]
