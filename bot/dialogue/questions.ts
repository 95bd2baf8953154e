import type { Section } from '../../shared/catalogue.ts'
import type { Expects } from '../../shared/contract/expects.ts'
import type { Intent } from '../understand/meaning.ts'
import type { Way } from '../wording/menu.ts'
import * as words from '../wording/questions.ts'
import { namesPeriod } from './days-asked.ts'
import { age } from './questions/age.ts'
import { courses, fee, lunch, when, where, wholeDay } from './questions/answers.ts'
import { resting, signUp } from './rest.ts'
import { scheduleLines } from './schedule.ts'
import { seatLines } from './seats.ts'
import { sectionsAtHand, sectionsNamed } from './spoken-of.ts'
import type { Line, Move, Query } from './state.ts'
import { slotOf, type Turn, text } from './turn.ts'

export type Question =
  | 'fee'
  | 'lunch'
  | 'whole_day'
  | 'age'
  | 'where'
  | 'when'
  | 'courses'
  | 'quota'
  | 'day'
  | 'notify'
  | 'late'
  | 'subsidy'
type Answer = readonly Line[] | { readonly need: readonly Query[] }

/** Words that say what is asked where the intent is wider (noon and hours) or was not found. One line, one addition. */
const byWords: readonly (readonly [Question, RegExp])[] = [
  ['lunch', /[中午]饭|[中午]餐|吃饭|吃不吃|管饭|包饭|伙食|午睡|午休|中午/],
  ['whole_day', /整天|全天|一天到晚|放一天|待一天|呆一天|托管|带一天/],
  ['late', /[才再](来|到|过来)|晚(点|些|几天)(来|到)/],
  ['subsidy', /补贴|补助|津贴/],
  ['notify', /(怎么|咋|会不会|会|哪里|在哪).{0,3}(通知|告诉|提醒)|通知.{0,3}(吗|么|不)/],
]
const byWordsAlone: readonly (readonly [Question, RegExp])[] = [
  ...byWords,
  ['fee', /要钱|多少钱|好多钱|收费|免费|费用/],
  ['age', /几岁|多大|年龄/],
  ['where', /在哪|哪里|哪儿|地址|怎么走/],
]
const byIntent: Partial<Record<Intent, Question>> = {
  ask_fee: 'fee',
  ask_when: 'when',
  ask_where: 'where',
  ask_courses: 'courses',
  ask_eligibility: 'age',
  ask_quota: 'quota',
}
/** Intents that a question is taken for when it is none that is known. */
const vague: ReadonlySet<Intent> = new Set(['offtopic', 'help'])

/** 7月8号有什么课 asks for the lessons of that day, not for the courses that there are. */
const asksOfADay = (turn: Turn): boolean =>
  slotOf(turn.meaning, 'date') !== undefined ||
  /今天|明天|后天|明朝/.test(turn.text) ||
  namesPeriod(turn.text)

/** Which question about the programme is asked; null when it is none. */
export const questionAsked = (turn: Turn): Question | null => {
  const known = byIntent[turn.meaning.intent] ?? null
  if (!known && !vague.has(turn.meaning.intent)) return null
  if ((known === 'courses' || known === 'when') && asksOfADay(turn)) return 'day'
  const found = (known ? byWords : byWordsAlone).find(([, pattern]) => pattern.test(turn.text))
  return found?.[0] ?? known
}

type Plain = 'notify' | 'late' | 'subsidy'
/** Questions with one answer, whatever is enrolled in. */
const plainly: Record<Plain, string> = {
  notify: words.howTold,
  late: words.comesLater,
  subsidy: words.subsidies,
}
const isPlain = (question: Question): question is Plain => question in plainly

/** The answer, for the modules and places named, and for the child at hand where that matters. */
export const linesOn = (turn: Turn, question: Question): Answer => {
  if (question === 'quota') return seatLines(turn)
  if (question === 'day') return scheduleLines(turn)
  if (isPlain(question)) return [text(plainly[question])]
  const named = sectionsNamed(turn)
  const sections = named.length > 0 ? named : sectionsAtHand(turn)
  if (sections.length === 0) return [text(words.nothingOpen)]
  const lead = named.length > 0 ? [] : [text(words.noneThere)]
  return [...lead, ...answers[question](turn, sections)]
}

const answers: Record<
  Exclude<Question, 'quota' | 'day' | Plain>,
  (turn: Turn, sections: readonly Section[]) => readonly Line[]
> = {
  fee: (_, sections) => fee(sections),
  lunch: (_, sections) => lunch(sections),
  whole_day: (_, sections) => wholeDay(sections),
  age,
  where: (_, sections) => where(sections),
  when,
  courses,
}

/** What is asked is a question about the programme: lines, or facts that are lacking; null when it is no such question. */
export const answerQuestion = (turn: Turn): Answer | null => {
  const question = questionAsked(turn)
  return question === null ? null : linesOn(turn, question)
}

/** The same with nothing pending: the answer and what can be done next. */
export const openQuestion = (turn: Turn): Move | null => {
  const question = questionAsked(turn)
  return question === null ? null : openAnswer(turn, question)
}

/** One question of the list of frequent ones, picked by its number. */
export const openAnswer = (turn: Turn, question: Question): Move => {
  const lines = linesOn(turn, question)
  if ('need' in lines) return lines
  const next: Way[] = [signUp(turn.state), 'seats', 'questions', 'menu']
  return resting(turn.state, lines, next)
}

/** Why a field is asked, for 为什么要填…. */
export const whyLines = (expects: Expects): readonly Line[] => [text(words.whyAsked(expects))]
