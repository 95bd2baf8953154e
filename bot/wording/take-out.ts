import type { Choice } from '../../shared/contract/reply.ts'
import { listed, numberedFrom } from './common.ts'

/** On the list of what can be changed. */
export const takeOneOut = '去掉一个孩子'

export const whichOut = (names: readonly string[]): string => `去掉哪个孩子？\n${numberedFrom(1, names)}`
export const sureOut = (names: readonly string[]): string => `${listed(names)}不报了，从这张表上去掉，对吗？`
export const sureChoices: readonly Choice[] = [
  { label: '是', say: '1' },
  { label: '不是', say: '2' },
]
export const takenOut = (names: readonly string[]): string => `好，${listed(names)}去掉了。`
export const onlyThese = (names: readonly string[]): string => `没有别的孩子，表上只有${listed(names)}。`
