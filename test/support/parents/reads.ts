import type { Expects } from '../../../shared/contract/expects.ts'
import type { Answer, Choice } from '../../../shared/contract/reply.ts'
import type { Household, SimulatedChild } from './people.ts'
import type { Script, Way } from './script.ts'

/** What somebody has in mind while reading an answer. */
export interface Mind {
  readonly household: Household
  readonly child: SimulatedChild
  readonly helper: boolean
  readonly way: Way
  /** Words of the choice that is meant where there are several: a course, a child. */
  readonly means: readonly string[]
  /** Pages of courses seen so far. */
  readonly pages: number
  /** The form was sent in one message already. */
  readonly filledIn: boolean
}

/** Somebody who begins to talk. */
export const mindOf = (
  { household, way }: Pick<Script, 'household' | 'way'>,
  child: SimulatedChild,
  { means, helper = false }: { readonly means: readonly string[]; readonly helper?: boolean },
): Mind => ({ household, way, child, means, helper, pages: 0, filledIn: false })

const mostPages = 4
/** People of a ticket for a film. */
export const partySize = 3

const withWord = (choices: readonly Choice[], word: string): Choice | undefined =>
  choices.find(({ label }) => label.includes(word))

/** The first choice that one of these words is in, the first word before the others. */
const meant = (choices: readonly Choice[], words: readonly string[]): string | null =>
  words.map((word) => withWord(choices, word)?.say).find((say) => say !== undefined) ?? null

const first = ({ choices }: Answer): string => choices[0]?.say ?? '1'

/** One answer to one question, in the words of a parent. */
const fields = ({ household, child }: Mind): Partial<Record<Expects, string>> => ({
  'child.name': child.name,
  'child.birth': child.birth,
  'child.grade': '三年级',
  'child.sex': '男孩',
  'child.days': '全程都来',
  'guardian.name': household.guardian.name,
  'guardian.phone': household.guardian.phone,
  'guardian.phone2': household.guardian.phone2,
  'guardian.relation': household.guardian.relation,
  place: household.place,
  employer: '没有',
  health: child.health,
  pickup: household.pickup,
})

const labels: readonly (readonly [Expects, string])[] = [
  ['child.name', '孩子姓名'],
  ['child.birth', '出生年月'],
  ['child.days', '来的日期'],
  ['guardian.name', '家长姓名'],
  ['guardian.phone', '手机号'],
  ['guardian.phone2', '备用电话'],
  ['guardian.relation', '关系'],
  ['place', '住址'],
  ['health', '过敏'],
  ['pickup', '谁来接'],
]

/** All of it as one message, as a form is filled in. */
export const formOf = (mind: Mind): string =>
  labels.map(([field, label]) => `${label}：${fields(mind)[field] ?? ''}`).join('，')

/** 我家娃王小雨2018年3月生的，在白岩村，想报篮球. */
export const breathOf = ({ household, child }: Mind): string =>
  `我家娃${child.name}${child.birth}生的，在${household.place}，想报${child.wants[0]}`

/** The answer to one question of the form. */
export const fieldAnswer = (expects: Expects, mind: Mind): string | null => fields(mind)[expects] ?? null

const readField = (expects: Expects, mind: Mind): string | null =>
  expects === 'child.name' && mind.way === 'form' && !mind.filledIn
    ? formOf(mind)
    : fieldAnswer(expects, mind)

/** Numbers of the courses that are wanted; the next page where none is on this one; what stands first rather than nothing. */
const readCourses = ({ choices }: Answer, { child, pages }: Mind): string => {
  const courses = choices.filter(({ say }) => /^\d+$/.test(say))
  const found = child.wants.flatMap((want) => withWord(courses, want)?.say ?? [])
  const taken = [...new Set(found)].slice(0, child.courses)
  if (taken.length > 0) return taken.join('和')
  const more = withWord(choices, '更多')
  if (more && pages < mostPages) return more.say
  return courses[0]?.say ?? choices.at(-1)?.say ?? '先不选'
}

/** 几个人: as many as there are, where it is asked for a ticket. */
const readParty = ({ choices }: Answer): string | null => withWord(choices, `${partySize}个人`)?.say ?? null

/**
 * What a parent says next to an answer, in character: null where there is nothing more to say. `expects` tells what is asked,
 * `choices` what may be tapped; the words of the answer are not needed for it.
 */
export const replyTo = (answer: Answer, mind: Mind): string | null => {
  const { expects, choices } = answer
  switch (expects) {
    case null:
      return null
    case 'menu':
      return meant(choices, mind.means)
    case 'consent':
      return '同意'
    case 'who':
      return mind.helper ? '帮别人报' : '我是孩子家长'
    case 'modules':
      return readCourses(answer, mind)
    case 'wishes':
      return choices.some(({ say }) => say === '2') ? '1 2' : first(answer)
    case 'confirm':
      return '1'
    case 'choice':
      return meant(choices, mind.means) ?? readParty(answer) ?? first(answer)
    case 'yes_no':
      return meant(choices, mind.means) ?? first(answer)
    case 'field':
      return first(answer)
    case 'code':
      return mind.household.guardian.phone.slice(-4)
    default:
      return readField(expects, mind)
  }
}
