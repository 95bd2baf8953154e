import type { Section } from '../../shared/catalogue.ts'
import { describeDates } from './dates.ts'
import { numbered } from './misunderstood.ts'
import { sectionName } from './schedule.ts'

/** 小明的篮球（白岩村文化礼堂）: one enrolment as it is called when asked about. */
export const takenName = (child: string, section: Section | null): string =>
  section ? `${child}的${sectionName(section)}（${section.site.name}）` : `${child}已经停开的课`

/** Of 取消 alone: which of the two is meant. */
export const cancelWhat = (labels: readonly string[]): string => `这份报名怎么办？\n${numbered(labels)}`
export const cancelWhatLabels = { drop: '不填了', cancel: '取消报名', keep: '先不取消，接着来' } as const
export const nothingToCancel = '您现在没有报名，不用取消。'
export const whichToCancel = (names: readonly string[]): string =>
  `要取消哪个？（几个一起也行，比如回“1 2”）\n${numbered(names)}`
export const allOfThem = '全部取消'
export const sureToCancel = (names: readonly string[]): string =>
  `要取消${names.join('、')}，确定吗？取消了名额就让给别的孩子。\n1 确定取消\n2 不取消`
export const cancelYes = '确定取消'
export const cancelNo = '不取消'
/** Of a place on the waiting list. */
export const sureToLeave = (names: readonly string[]): string =>
  `${names.join('、')}不排候补了，确定吗？现在排的位置不会留着。\n1 确定不排了\n2 接着排`
export const leaveYes = '确定不排了'
export const leaveNo = '接着排'
export const stillWaits = '好的，接着排，位置不变。'
export const leftList = (names: readonly string[]): string =>
  `好的，${names.join('、')}不排了。以后还想上，回复“报名”再排。`
export const cancelled = (names: readonly string[]): string => `取消好了：${names.join('、')}。`
export const dataStays = '孩子的信息还留着，再报不用重填。想都删掉，说“删除我的信息”。'
export const nothingCancelled = '好的，没有取消，名额还在。'
export const notReleased = '没取消成，名额还在。请再试一次，或者说“人工”。'

export const nothingToChange = '您还没有报课，先报一门吧。'
export const whichToChange = (names: readonly string[]): string => `要换哪一门？\n${numbered(names)}`
export const whatInstead = (old: string, lines: readonly string[], hidden: number): string => {
  const more = hidden > 0 ? `\n还有${hidden}个班，直接说课名也行。` : ''
  return `${old}想换成哪个？\n${numbered(lines)}${more}`
}
export const optionLine = (section: Section, seats: string): string =>
  `${sectionName(section)}，${section.site.name}，${describeDates(section.plan)}，${seats}`
export const nothingElse = (old: string): string => `现在没有别的班能换，${old}给您留着。`
export const noneAsWished = '您要的那种没有，能换的有这些。'
export const sureToChange = (old: string, fresh: Section): string =>
  `把${old}换成${sectionName(fresh)}（${fresh.site.name}，${describeDates(fresh.plan)}），确定吗？\n换成了，原来的名额就让出去。\n1 确定换\n2 不换`
export const changeYes = '确定换'
export const changeNo = '不换'
export const changed = (child: string, fresh: Section): string =>
  `换好了！${child}现在报的是${sectionName(fresh)}：${describeDates(fresh.plan)}，${fresh.site.name}。`
export const nothingChanged = (old: string): string => `好的，没有换，${old}还在。`
export const fullNow = (fresh: Section, old: string, labels: readonly string[]): string =>
  `${sectionName(fresh)}（${fresh.site.name}）满了。${old}还给您留着。要不要：\n${numbered(labels)}`
export const fullLabels = { wait: '排候补，原来的课照上', other: '看看别的班', keep: '不换了' } as const
export const waitsNow = (child: string, fresh: Section, position: number, old: string): string =>
  `排上了：${child}的${sectionName(fresh)}候补第${position}位。${old}照常上，有空位我马上告诉您。`
export const closedNow = (fresh: Section, old: string): string =>
  `${sectionName(fresh)}现在不收人了，${old}还给您留着。`
/** The new place did not fit beside what the other guardian got at the same moment. */
export const changedElsewhere = (why: string): string => `没换成：您家刚刚在别处改了报名。${why}`
export const oldStays = (fresh: Section, old: string): string =>
  `${sectionName(fresh)}报上了，不过${old}没退成，请说“取消报名”再退一次。`
