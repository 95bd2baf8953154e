import type { Section } from '../../shared/catalogue.ts'
import type { Choice } from '../../shared/contract/reply.ts'
import { listed } from './common.ts'
import { describeDates } from './dates.ts'
import { sectionName } from './schedule.ts'

// A consent of its own: asked only where an outing was chosen, a no unless given, and no class depends on it.
export interface Outing {
  readonly children: readonly string[]
  readonly section: Section
}

const full = (sentence: string): string => (/[。！？]$/.test(sentence) ? sentence : `${sentence}。`)
/** 小明的品牌体验馆：7月15日周四 9:00–11:00，湖边影院。看动画片怎么做。 */
const outingLine = ({ children, section }: Outing): string =>
  full(
    `${listed(children)}的${sectionName(section)}：${describeDates(section.plan)}，${section.site.name}。${section.module.about}`,
  )
export const outingNames = (outings: readonly Outing[]): string =>
  listed([...new Set(outings.map(({ section }) => sectionName(section)))])

export const outingChoices: readonly Choice[] = ['同意', '不同意'].map((word) => ({ label: word, say: word }))
export const askOuting = (outings: readonly Outing[]): string =>
  [
    ...outings.map(outingLine),
    '这是外出活动，路上要用到孩子的姓名、健康情况和您的电话，所以单独问您一次。不同意也没关系，别的课照上。',
    '您同意孩子去吗？',
  ].join('\n')
export const askOutingAgain = (outings: readonly Outing[]): string =>
  `${outingNames(outings)}要带孩子出门，您同意吗？回复“同意”或“不同意”，别的课不受影响。`
export const whyOuting =
  '带队的老师出门要带名单，写着孩子的姓名、健康情况和您的电话。这件事法律规定要您单独同意，不同意不影响别的课。'

export const outingGiven = '好的，外出活动您同意，记下了。'
export const outingDropped = (outings: readonly Outing[]): string =>
  `好的，${outingNames(outings)}不报了，没关系，不影响别的课。`
export const outingDeclined = (section: Section): string =>
  `${sectionName(section)}要您同意外出才能报，改主意了说“同意外出”。`
/** At changing courses. */
export const outingNotTaken = (fresh: Section, old: string): string =>
  `好的，不去${sectionName(fresh)}，没关系。${old}还给您留着。`
/** A guardian confirms what a helper entered. */
export const outingGivenBack = (sections: readonly Section[]): string =>
  `${listed(sections.map(sectionName))}您没同意去，名额退了，不影响别的课。`
/** The consent was taken back after a place was had. */
export const outingTakenBack = (names: readonly string[]): string =>
  `好的，记下了：外出活动，您不同意。${listed(names)}的名额退了，别的课照上。`
export const outingNotReleased =
  '好的，记下了：外出活动，您不同意。不过名额没退成，请说“取消报名”再退一次，或者说“人工”。'
