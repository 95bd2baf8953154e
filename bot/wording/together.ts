import type { Section } from '../../shared/section.ts'
import { listed, numberedFrom } from './common.ts'
import { sectionName } from './schedule.ts'

export const togetherLabels = ['一起进', '谁先有位谁先上'] as const

const several = ({ length }: readonly string[]): string => (length === 2 ? '两个孩子' : `${length}个孩子`)

export const askTogether = (children: readonly string[], section: Section): string =>
  `${listed(children)}都在候补${sectionName(section)}（${section.site.name}）。${several(children)}要一起进，还是谁先有位谁先上？\n${numberedFrom(1, togetherLabels)}`
export const nowTogether = (children: readonly string[], section: Section): string =>
  `好的，${listed(children)}的${sectionName(section)}一起进：空位够${several(children)}了才给您留，排的位置不变。想分开，回复“分开排”。`
export const nowApart = (children: readonly string[], section: Section): string =>
  `好的，${listed(children)}的${sectionName(section)}分开排，谁先有位谁先上。想一起进，回复“一起排”。`
export const noPair = '您家没有两个孩子在候补同一个班，不用选一起还是分开。'
export const togetherFailed = '没改成，排的位置都还在。请再说一次，或者回复“人工”。'
