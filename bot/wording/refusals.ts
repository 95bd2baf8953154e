import type { Section } from '../../shared/catalogue.ts'
import type { Band, Refusal } from '../../shared/refusals.ts'
import { gradeWords, listed, organisationName } from './common.ts'
import { dayWithWeekday, momentWords, spanWords } from './dates.ts'
import { hoursWords, sectionName } from './schedule.ts'

/** What a refusal speaks of: the child as it is called, the section, and sections by id for the others it names. */
export interface RefusedOf {
  readonly child: string
  readonly section: Section
  readonly sections: ReadonlyMap<string, Section>
}

type Of<Code extends Refusal['code']> = Extract<Refusal, { code: Code }>
type Words = { readonly [Code in Refusal['code']]: (refusal: Of<Code>, of: RefusedOf) => string }

export const agesWords = (band: Band): string =>
  band.from === band.to ? `${band.from}岁` : `${band.from}到${band.to}岁`
export const gradesWords = (band: Band): string =>
  band.from === band.to ? gradeWords(band.from) : `${gradeWords(band.from)}到${gradeWords(band.to)}`

const nameIn = (of: RefusedOf, id: string): string => {
  const section = of.sections.get(id)
  return section ? sectionName(section) : '已选的课'
}

const belonging = (ids: readonly string[], of: RefusedOf, otherwise: string): string =>
  ids.length > 0 ? listed(ids.map((id) => organisationName(of.section.programme, id))) : otherwise

const words: Words = {
  too_young: ({ band }, { child }) => `收${agesWords(band)}的孩子，${child}还小了点`,
  too_old: ({ band }, { child }) => `收${agesWords(band)}的孩子，${child}超过年龄了`,
  grade_out: ({ band }, { child }) => `收${gradesWords(band)}的孩子，${child}的年级对不上`,
  staff_only: ({ of }, refused) => `只收${belonging(of, refused, '本地企业')}职工的孩子`,
  villagers_only: ({ of }, refused) => `只收住在${belonging(of, refused, '本村')}的孩子`,
  adults_only: () => '是给家长听的，孩子不用报',
  not_open_yet: ({ opensAt }) => `还没开始报名，${momentWords(opensAt)}开始`,
  closed: () => '的报名已经截止了',
  drawing: ({ drawnAt }) => `的志愿收完了，${momentWords(drawnAt)}抽签，抽完还有空位再报`,
  over: () => '已经上完了',
  full: ({ waiting }) => (waiting > 0 ? `报满了，有${waiting}个人在候补` : '报满了，可以排候补'),
  already: (_, { child }) => `已经给${child}选了，不用再选`,
  limit: ({ courses, taken }, of) =>
    `没加上：每个孩子最多${courses}门课，${of.child}已经有${listed(taken.map((id) => nameIn(of, id)))}了`,
  one_period: ({ taken }, of) => `和${nameIn(of, taken)}不是同一期，每个孩子只能选一期`,
  overlap: (refusal, of) =>
    refusal.travelMinutes > 0
      ? `没加上：上完${nameIn(of, refusal.taken)}赶不过去，路上要${refusal.travelMinutes}分钟`
      : `没加上：${dayWithWeekday(refusal.session.day)} ${hoursWords(refusal.session)}，和${nameIn(of, refusal.taken)}撞了时间`,
  not_your_days: ({ first, last }, { child }) => `在${spanWords(first, last)}上课，${child}那些天不来`,
}

/** Each code with its own words; the table pairs them, which the compiler cannot carry through a look-up. */
const wordsFor = <Code extends Refusal['code']>(refusal: Of<Code>, of: RefusedOf): string =>
  (words[refusal.code as Code] as (refusal: Of<Code>, of: RefusedOf) => string)(refusal, of)

/** Why a child may not have a section, one sentence: 篮球收8到12岁的孩子，小明还小了点。 */
export const refusalWords = (refusal: Refusal, of: RefusedOf): string =>
  `${sectionName(of.section)}${wordsFor(refusal, of)}。`
