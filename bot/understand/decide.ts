import { childrenOf } from './children.ts'
import type { Cue } from './intents.ts'
import type { Intent } from './meaning.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'

export interface Decision {
  readonly intent: Intent
  readonly sure: boolean
  /** Other readings, likeliest first. */
  readonly others: readonly Intent[]
  readonly because: string
}

/** Small talk gives way to any real request in the same message: 你好我想请假, 麻烦帮我退课谢谢. */
const smallTalk: ReadonlySet<Intent> = new Set(['greet', 'thanks', 'affirm', 'deny', 'offtopic'])

const has = (reading: Reading, kind: Parameters<typeof mentionsOf>[1]) => mentionsOf(reading, kind).length > 0
const child = /孩子|小孩|娃|儿子|女儿|闺女|囡|崽|小朋友|老大|老二|外甥|侄|孙|宝宝|丫头|弟弟|妹妹|双胞胎/

/** Facts about a child beside a course mean a new enrolment; a course alone is chosen from the list. */
const aboutAChild = (reading: Reading): boolean =>
  has(reading, 'name') || has(reading, 'age') || has(reading, 'grade') || has(reading, 'birth') || child.test(reading.text)

type Rule = (intent: Intent, reading: Reading, cues: readonly Cue[]) => Intent

const newChildRegisters: Rule = (intent, reading, cues) =>
  intent === 'pick_modules' && aboutAChild(reading) && cues.some((cue) => cue.intent === 'register') && !/[加再多]/.test(reading.text) ? 'register' : intent

const dayOfLessonIsSchedule: Rule = (intent, reading) =>
  intent === 'ask_when' && has(reading, 'date') && !/开班|开学|报名|截止|结束/.test(reading.text) ? 'schedule' : intent

const siblingsRegister: Rule = (intent, reading) =>
  (intent === 'pick_modules' || intent === 'inform' || intent === 'change') && childrenOf(reading).length >= 2 && has(reading, 'mod') && !/换|改|退/.test(reading.text) ? 'register' : intent

const awayForGoodCancels: Rule = (intent, reading) =>
  intent === 'leave' && /(?:以后|后面|往后|后头|再也|不再|一直).{0,4}(?:都|也)?(?:不来|来不了|不去|去不了)/.test(reading.text) ? 'cancel' : intent

const rules: readonly Rule[] = [newChildRegisters, dayOfLessonIsSchedule, siblingsRegister, awayForGoodCancels]

const settle = (intent: Intent, reading: Reading, cues: readonly Cue[]): Intent =>
  rules.reduce((found, rule) => rule(found, reading, cues), intent)

/** Without any cue: data alone is volunteered, a course alone is chosen, a day alone asks for its lessons. */
const withoutCue = (reading: Reading): Decision => {
  const of = (intent: Intent, sure: boolean): Decision => ({ intent, sure, others: [], because: `只有数据→${intent}` })
  if (has(reading, 'mod')) return of(aboutAChild(reading) ? 'register' : 'pick_modules', true)
  if (['name', 'age', 'grade', 'birth', 'phone', 'place', 'emp', 'sex'].some((kind) => has(reading, kind as 'name'))) return of('inform', true)
  if (has(reading, 'date')) return of('schedule', false)
  return { intent: 'offtopic', sure: false, others: ['help', 'human'], because: '没有命中任何说法' }
}

/** Weighs the cues of a message and settles on an intent. */
export const decide = (reading: Reading, cues: readonly Cue[]): Decision => {
  const serious = cues.filter(({ intent }) => !smallTalk.has(intent))
  const abusive = cues.find(({ intent }) => intent === 'abuse')
  const order = serious.some(({ weight }) => weight >= 5) ? serious : cues
  const [top, second] = abusive ? [abusive, undefined] : order
  if (!top) return withoutCue(reading)
  const intent = settle(top.intent, reading, cues)
  const others = [...new Set(order.map((cue) => cue.intent))].filter((other) => other !== intent).slice(0, 2)
  const sure = top.weight >= 5 && (!second || second.intent === top.intent || top.weight - second.weight >= 1)
  return { intent, sure, others, because: `命中 ${top.said}→${intent}` }
}
