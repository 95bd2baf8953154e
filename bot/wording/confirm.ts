import type { Choice } from '../../shared/contract/reply.ts'
import { numbered } from './misunderstood.ts'

// A guardian confirms, from the own contact, what a helper entered.
export const enteredTitle = '填的是这些'
export const confirmIntro = '有人帮您家孩子填了报名，请看一下。'
export const confirmAsk = '填得对、同意上面的说明，回复“同意”，名额就定了。哪里不对，直接告诉我。'
export const confirmAskAgain = '同意就回“同意”；不同意回“不同意”，填的马上删掉。'
export const confirmChoices: readonly Choice[] = [
  { label: '同意', say: '同意' },
  { label: '有不对的', say: '有不对的' },
  { label: '不同意', say: '不同意' },
]
export const whichIsWrong = (names: readonly string[]): string =>
  `哪一样不对？回复数字，或直接说对的：\n${numbered(names)}`
export const coursesWrong = '课不对我这里改不了：回复“人工”，请人来改；或者同意以后再说“换课”。'
export const codeNotYours = '确认码要由孩子家长用自己的微信发来，请转给家长。'
export const confirmed = '确认好了，谢谢您！'
export const confirmRefused = '好的，填的都删掉了，名额也退了。以后想报，跟我说“报名”。'
export const holdLapsed = (name: string): string => `${name}留的时间过了，名额已经给别人。想报可以再排。`
export const confirmedInto = '确认好了，谢谢您！都并到您家这一份里了，说“我的报名”就能看。'
export const sameChildren = (names: readonly string[]): string =>
  `${names.join('、')}您家原来就有，两份信息合在一起了，说“我的信息”可以核对。`
/** A section that did not come along: the reason, and what became of it. */
export const givenBack = (why: string): string => `${why}帮忙报的这个名额退了。`
