import type { Reason } from '../../shared/allocation.ts'
import type { Section } from '../../shared/catalogue.ts'
import type { SectionId } from '../../shared/ids.ts'
import { dayOf, type Instant } from '../../shared/time.ts'
import type { Gathering } from '../../shared/wishes.ts'
import { sectionPlaced } from './choosing.ts'
import { listed, numberedFrom } from './common.ts'
import { momentWords, startingDates } from './dates.ts'
import { dateWords, sectionName } from './schedule.ts'

// Naming wishes in order.
export const byDraw = '，抽签'
export const nth = (at: number): string =>
  `第${['一', '二', '三', '四', '五', '六', '七', '八', '九'][at] ?? at + 1}志愿`
/** Under a list with sections by wishes. */
export const wishHint = '写着“抽签”的，最想上的说在前面，比如“2、1”。'

const lastDay = ({ closesAt }: Gathering): string => dateWords(dayOf(closesAt - 1))
/** How it works and when, in one sentence. */
const how = (gathering: Gathering): string =>
  `${momentWords(gathering.drawnAt)}抽签，抽到号靠前的先按自己的志愿挑，先报后报都一样；${lastDay(gathering)}前都能改。`

const rankedLines = (sections: readonly Section[]): string =>
  sections.map((section, at) => `${nth(at)}：${sectionPlaced(section)}${startingDates(section)}`).join('\n')

export const backLabels = ['对，没抽中就候补', '对，没抽中就算了', '重新排'] as const
export const sayBack = (
  child: string,
  sections: readonly Section[],
  gathering: Gathering,
  others: readonly Section[],
): string =>
  [
    `${child}的志愿，最想上的在前：`,
    rankedLines(sections),
    ...(others.length > 0 ? [`还能加${listed(others.slice(0, 4).map(sectionName))}，想加就说课名。`] : []),
    how(gathering),
    '这样对吗？',
    numberedFrom(1, backLabels),
  ].join('\n')

export const orderAnew = (child: string, sections: readonly Section[]): string =>
  `${child}想上哪几个？最想上的说在前面，比如“2、1”：\n${numberedFrom(
    1,
    sections.map((section) => `${sectionPlaced(section)}${startingDates(section)}`),
  )}`

export const togetherLabels = ['一起抽，要么都有，要么都没有', '各抽各的'] as const
export const askTogether = (children: readonly string[], sections: readonly Section[]): string =>
  `${listed(children)}都想上${listed(sections.map(sectionName))}。要一起抽，还是各抽各的？\n${numberedFrom(1, togetherLabels)}`

// In the summary.
export const summaryWish = (at: number, section: Section): string =>
  `${nth(at)}：${sectionPlaced(section)}${startingDates(section)}`
export const summaryWaits = (waits: boolean): string => (waits ? '没抽中：排候补' : '没抽中：不候补')

// Saved, shown, changed, withdrawn.
const shortly = (sections: readonly Section[]): string =>
  sections.map((section, at) => `${nth(at)}${sectionName(section)}`).join('，')
export const saved = (child: string, sections: readonly Section[], gathering: Gathering): string =>
  `${child}的志愿记下了：${shortly(sections)}。${momentWords(gathering.drawnAt)}抽签，结果我马上告诉您。想看想改，回复“我的志愿”。`
export const savedForGuardian = (child: string, sections: readonly Section[]): string =>
  `${child}的志愿：${shortly(sections)}。家长确认了才算数。`
export const tooLate = (child: string): string => `${child}的志愿没存上：志愿已经收完了。`
export const unsaved = (child: string): string => `${child}的志愿这会儿没存上，请再说一次。`

export const wishesTitle = (child: string): string => `${child}的志愿`
export const shown = (
  child: string,
  sections: readonly Section[],
  gathering: Gathering,
  options: { readonly waits: boolean; readonly together: boolean; readonly now: Instant },
): string => {
  const { waits, together, now } = options
  const when =
    now < gathering.closesAt
      ? how(gathering)
      : `志愿收完了，改不了了。${now < gathering.drawnAt ? `${momentWords(gathering.drawnAt)}抽签，` : '正在抽签，'}结果我马上告诉您。`
  return [
    `${child}的志愿：`,
    rankedLines(sections),
    `${summaryWaits(waits)}${together ? '；和兄弟姐妹一起抽' : ''}。`,
    when,
  ].join('\n')
}
export const changeLabel = (child: string): string => `改${child}的志愿`
export const withdrawLabel = (child: string): string => `撤回${child}的志愿`
export const keepLabel = '就这样'
export const whatNow = (labels: readonly string[]): string => `要改吗？\n${numberedFrom(1, labels)}`
export const kept = '好的，志愿都还在。'
export const sureToWithdraw = (child: string, sections: readonly Section[]): string =>
  `要撤回${child}的志愿（${listed(sections.map(sectionName))}）吗？撤回就不参加抽签了。\n1 撤回\n2 不撤`
export const sureChoices = [
  { label: '1 撤回', say: '1' },
  { label: '2 不撤', say: '2' },
] as const
export const withdrawn = (child: string): string => `${child}的志愿撤回了，不参加抽签。想再报，回复“报名”。`
export const noWishes = '您家没有报志愿。要抽签的班，报名的时候选上就行。'
export const closedNow = '志愿已经收完了，改不了了。结果出来我马上告诉您。'
/** Beside a change of course, which takes a seat at once. */
export const drawnNotChanged = (section: Section): string =>
  `${sectionName(section)}要抽签，不能直接换。想参加抽签，回复“报名”；原来的课先不动。`

// What was drawn.
type Sections = ReadonlyMap<SectionId, Section>
const nameIn = (sections: Sections, id: SectionId): string => {
  const section = sections.get(id)
  return section ? sectionName(section) : '已经报上的课'
}

/** What one wish came to: by the seat, else the place on the list, else why not. Null position: on no list. */
export interface WishOutcome {
  readonly section: string
  readonly got: boolean
  /** 1 is the first in line. */
  readonly place: number | null
  readonly waits: boolean
  readonly reason: Reason | null
}

const waitWords = ({ place }: WishOutcome): string =>
  place === null
    ? '排在候补'
    : place === 1
      ? '排在候补第一位，一有空位先问您'
      : `排在候补，前面还有${place - 1}个`

const fullWords = (outcome: WishOutcome): string =>
  outcome.waits ? `位子不够，${waitWords(outcome)}` : '位子不够，没抽中'

const reasonWords = (outcome: WishOutcome, reason: Reason, sections: Sections): string => {
  switch (reason.code) {
    case 'full':
      return fullWords(outcome)
    case 'limit':
      return `没有再给：每个孩子最多${reason.courses}门课，排在前面的已经够了`
    case 'overlap':
      return `和${nameIn(sections, reason.with)}撞了时间，只能上一个`
    case 'one_period':
      return `和${nameIn(sections, reason.with)}不是同一期，每个孩子只能上一期`
    case 'together':
      if (reason.because !== 'seats') return '另一个孩子上不了，您说过要一起，就没有给'
      return outcome.waits
        ? `位子不够几个孩子一起进，${waitWords(outcome)}`
        : '位子不够几个孩子一起进，这次都没有进'
    case 'not_offered':
      return '这次没有开班'
  }
}

const outcomeLine = (outcome: WishOutcome, sections: Sections): string => {
  if (outcome.got) return `${outcome.section}：抽中了！`
  const why = outcome.reason ? reasonWords(outcome, outcome.reason, sections) : fullWords(outcome)
  return `${outcome.section}：${why}。`
}

export const drawnLines = (
  child: string,
  outcomes: readonly WishOutcome[],
  sections: Sections,
): readonly string[] => [`${child}：`, ...outcomes.map((each) => outcomeLine(each, sections))]

export const drawnLead = '抽签结果出来了。'
const leftWords = (leftAt: Instant, now: Instant): string =>
  now < leftAt
    ? `${momentWords(leftAt)}起，还有空位的班可以直接报，回复“报名”。`
    : '还有空位的班可以直接报，回复“报名”。'
/** Under the results, by whether anything was got. */
export const drawnEnd = (some: boolean, leftAt: Instant, now: Instant): string =>
  some
    ? '上课前一天我会提醒您。来不了了，早点回复“取消”，好让给别的孩子。'
    : `这次没轮上，我们也替孩子可惜。${leftWords(leftAt, now)}`
