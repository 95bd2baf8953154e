import type { Expects } from '../../shared/contract/expects.ts'
import { answerTo, formAnswer } from './answers.ts'
import { breaksIn } from './breaks-in.ts'
import { breathOf } from './breath.ts'
import { asksAboutQuestion } from './commands.ts'
import { decide } from './decide.ts'
import { type Cue, findCues } from './intents.ts'
import { partsOf } from './many-fields.ts'
import type { Asked, Intent, Slot } from './meaning.ts'
import { putRightOf } from './put-right.ts'
import { mentionsOf, type Reading } from './reading.ts'
import { slotsFor } from './slots.ts'

/** Small talk. */
export const courtesies: ReadonlySet<Intent> = new Set(['greet', 'thanks', 'affirm', 'deny', 'offtopic'])

const isQuestion = ({ intent, weight }: Cue) => intent.startsWith('ask_') && weight >= 7

/** What a reading was judged to mean. */
export interface Judged {
  readonly intent: Intent
  readonly slots: readonly Slot[]
  readonly sure: boolean
  readonly others: readonly Intent[]
  readonly because: readonly string[]
  /** Several fields of a form were answered at once. */
  readonly form?: true
  /** No cue stood; see Decision. */
  readonly guessed?: true
  /** The field that is put right while another one is asked for. */
  readonly putRight?: Expects
}

const connector = /顺便|另外|顺带|对了|再问|还想问|还要问|还有就是/
const refused =
  /(?:不是|没说|没有说|没说过|不是说)(?:要|想|来|我)*([^,。?不]{2,6}?)(?:[,。 ]|而?是|我是|要的是)+/
/** 不是请假是退课: the wish that is denied is left out, where another stands behind it. */
const withoutRefused = (text: string): string => {
  const match = refused.exec(text)
  if (!match || !findCues(match[1] ?? '').some(({ weight }) => weight >= 7)) return text
  const rest = text.replace(match[0], '')
  return findCues(rest).some(({ weight }) => weight >= 6) ? rest : text
}

/** Of two requests joined by 顺便 or 另外 the first goes before, whatever weighs more. */
const firstCues = (said: string): Cue[] => {
  const text = withoutRefused(said)
  const head = findCues(text.split(connector)[0] ?? text)
  return head.some(({ intent, weight }) => weight >= 6 && !courtesies.has(intent)) ? head : findCues(text)
}

/** 留座机行吗, 那你们会给别人看吗: a question that no cue knows, while something is asked, is about that. */
const endsAsking =
  /(?:[?]|[吗么]|行不行|可不可以|能不能|好不好|行不|可以不|得行不|要不要紧)[啊呀哦嘛]*[?]?$|会不会|是不是/

/** 不想留电话 when the phone is asked for withholds it; it deletes nothing. */
const withheld = (intent: Intent, asked: Asked, text: string): boolean =>
  intent === 'delete_data' && asked.expects !== null && !/删|清|抹|销|撤/.test(text)

const settled = (intent: Intent, slots: readonly Slot[], because: string): Judged => ({
  intent,
  slots,
  sure: true,
  others: [],
  because: [because],
})

/** All that a form holds: what people send unasked, copied from a friend or from last year. */
const wholeForm: Asked = {
  expects: 'child.name',
  missing: [
    'child.birth',
    'child.days',
    'guardian.name',
    'guardian.phone',
    'guardian.phone2',
    'guardian.relation',
    'place',
    'health',
    'pickup',
  ],
}
const isWholeForm = (reading: Reading, asked: Asked): boolean =>
  asked.expects === null &&
  (['name', 'birth', 'phone'] as const).every((kind) => mentionsOf(reading, kind).length > 0) &&
  partsOf(reading.text).length >= 6

/** 同意，小明 2018年3月…: the yes or no that comes with the facts while consent is asked for. */
const agreedIn = ({ expects }: Asked, cues: readonly Cue[]): Intent | null =>
  expects === 'consent'
    ? (cues.find(({ intent }) => intent === 'consent' || intent === 'consent_no')?.intent ?? null)
    : null

/** Settles what a message means, from the surest way of reading it to the least. */
export const judge = (reading: Reading, asked: Asked, readPart: (part: string) => Reading): Judged => {
  const family = breathOf(reading, asked)
  if (family) {
    const intent = asked.expects === null || asked.expects === 'menu' ? 'register' : 'inform'
    const agreed = agreedIn(asked, firstCues(reading.masked))
    return { ...settled(agreed ?? intent, family, '一口气说了一家人'), form: true }
  }
  const right = putRightOf(reading, asked, readPart)
  if (right && right.field === asked.expects && right.slots.length > 0)
    return settled('inform', right.slots, `更正后回答“${right.field}”`)
  if (right && right.field !== asked.expects)
    return { ...settled('correct', right.slots, `更正“${right.field}”`), form: true, putRight: right.field }
  const whole = isWholeForm(reading, asked) ? formAnswer(wholeForm, reading, readPart) : null
  if (whole) return { ...settled('register', whole.slots, '一条里是整张表'), form: true }
  const cues = firstCues(reading.masked)
  const form = formAnswer(asked, reading, readPart)
  if (form)
    return { ...settled(agreedIn(asked, cues) ?? form.intent, form.slots, '一次回答了几项'), form: true }
  if (
    asked.expects !== null &&
    (asked.expects !== 'consent' || !cues.some(({ intent }) => intent.startsWith('consent'))) &&
    asksAboutQuestion(reading.text) &&
    !cues.some(isQuestion)
  )
    return settled('help', [], '问的是为什么要填')
  if (!breaksIn(cues[0], asked, reading.text)) {
    const answer = answerTo(asked, reading, cues, readPart)
    if (answer) return settled(answer.intent, answer.slots, `回答“${asked.expects}”→${answer.intent}`)
  }
  if (asked.expects !== null && endsAsking.test(reading.text) && !cues.some(({ weight }) => weight >= 5))
    return settled('help', [], '问的是正在问的事')
  const { intent: plain, sure, others, because, guessed } = decide(reading, cues)
  const intent = withheld(plain, asked, reading.text) ? 'consent_no' : plain
  return {
    intent,
    slots: slotsFor(reading, intent),
    sure,
    others,
    because: [because],
    ...(guessed ? { guessed } : {}),
  }
}
