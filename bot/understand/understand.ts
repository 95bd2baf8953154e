import type { Expects } from '../../shared/contract/expects.ts'
import type { Quiet } from '../../shared/outbox.ts'
import type { Instant } from '../../shared/time.ts'
import { aboutOf } from './abouts.ts'
import { answerTo, formAnswer } from './answers.ts'
import { breathOf } from './breath.ts'
import { asksAboutQuestion, commandOf, fieldOf } from './commands.ts'
import { decide } from './decide.ts'
import { fieldReaders } from './form.ts'
import { type Cue, findCues } from './intents.ts'
import type { Lexicon } from './lexicon.ts'
import { partsOf } from './many-fields.ts'
import type { Asked, Command, Intent, Meaning, Request, Slot } from './meaning.ts'
import { findOptions } from './options.ts'
import { findCode } from './phones.ts'
import { putRightOf } from './put-right.ts'
import { quietOf, quietSlot } from './quiet.ts'
import { mentionsOf, type Reading, read } from './reading.ts'
import { partsOfRequests } from './requests.ts'
import { slotsFor } from './slots.ts'

export { compileLexicon, type Lexicon } from './lexicon.ts'

const unasked: Asked = { expects: null, missing: [] }
const courtesies: ReadonlySet<Intent> = new Set(['greet', 'thanks', 'affirm', 'deny', 'offtopic'])
const limited: ReadonlySet<Intent> = new Set(['consent', 'consent_no', 'delete_data'])
const irreversible: ReadonlySet<Intent> = new Set(['cancel', 'delete_data', 'change', 'pickup'])
const choosing: ReadonlySet<string> = new Set(['modules', 'wishes', 'choice', 'menu'])
/** Intents that a pending question gives way to, and those it does not (感冒 answers the question about health). */
const breaksIn = (cue: Cue | undefined, asked: Asked, text: string): boolean => {
  if (!cue || !asked.expects) return false
  if (
    ['register', 'pick_modules', 'correct', 'affirm', 'deny', 'thanks', 'greet', 'offtopic'].includes(
      cue.intent,
    )
  )
    return cue.intent === 'offtopic' && cue.weight >= 8
  if (asked.expects === 'consent' && ['consent', 'consent_no'].includes(cue.intent)) return false
  if (asked.expects === 'guardian.phone2' && ['ask_courses', 'deny', 'ask_quota'].includes(cue.intent))
    return false
  if (
    asked.expects === 'health' &&
    ['leave', 'cancel', 'consent_no', 'offtopic', 'help'].includes(cue.intent) &&
    !/请假|退课/.test(text)
  )
    return false
  // Who collects is asked for in the same form: 我接 answers that.
  if (asked.missing.includes('pickup') && cue.intent === 'pickup') return false
  if (asked.expects === 'pickup' && ['pickup', 'leave', 'ask_quota'].includes(cue.intent)) return false
  if ((asked.expects === 'modules' || asked.expects === 'wishes') && cue.intent === 'change') return false
  if (
    asked.expects === 'child.days' &&
    ['leave', 'cancel', 'schedule', 'ask_when'].includes(cue.intent) &&
    !/[吗?几]|请假|退/.test(text)
  )
    return false
  if (
    (asked.expects === 'place' || asked.expects === 'employer') &&
    cue.intent === 'ask_where' &&
    !/[吗?哪没]|怎么|有没/.test(text)
  )
    return false
  if (asked.expects.startsWith('child.') && cue.intent === 'ask_eligibility' && !/[吗?能可几]/.test(text))
    return false
  if (choosing.has(asked.expects) && /^[第一二三四五六七八九十\d和跟、,号个选 ]+$/.test(text)) return false
  return cue.weight >= 6
}

const isQuestion = ({ intent, weight }: Cue) => intent.startsWith('ask_') && weight >= 7

interface Judged {
  readonly intent: Intent
  readonly slots: readonly Slot[]
  readonly sure: boolean
  readonly others: readonly Intent[]
  readonly because: readonly string[]
  /** Several fields of a form were answered at once. */
  readonly form?: true
  /** The field that is put right while another one is asked for. */
  readonly putRight?: Expects
}

const connector = /顺便|另外|顺带|对了|再问|还想问|还要问|还有就是/
/** Of two requests joined by 顺便 or 另外 the first goes before, whatever weighs more. */
const firstCues = (text: string): Cue[] => {
  const head = findCues(text.split(connector)[0] ?? text)
  return head.some(({ intent, weight }) => weight >= 6 && !courtesies.has(intent)) ? head : findCues(text)
}

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

const judge = (reading: Reading, asked: Asked, readPart: (part: string) => Reading): Judged => {
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
  const { intent: plain, sure, others, because } = decide(reading, cues)
  const intent = withheld(plain, asked, reading.text) ? 'consent_no' : plain
  return { intent, slots: slotsFor(reading, intent), sure, others, because: [because] }
}

const requestOf = ({ intent, slots }: Judged, text: string): Request => ({
  intent,
  slots,
  about: limited.has(intent) ? aboutOf(text) : null,
})

const withWho = (reading: Reading, judged: Judged, asked: Asked): Judged => {
  const open =
    asked.expects === null ||
    asked.expects === 'menu' ||
    asked.expects === 'who' ||
    asked.missing.includes('who')
  if (!open || !['register', 'inform'].includes(judged.intent)) return judged
  const told = fieldReaders.who?.(reading, asked.expects === 'who') ?? []
  const fresh = told.filter(({ key }) => !judged.slots.some((slot) => slot.key === key))
  return { ...judged, slots: [...judged.slots, ...fresh] }
}

const commandFor = (text: string, code: string | null, asked: Asked, intent: Intent): Command | null => {
  const list = asked.expects === 'choice' || asked.expects === 'menu'
  const found = commandOf(text)
  if (found) return found
  if (code !== null) return 'confirm_code'
  if (
    intent === 'correct' &&
    !list &&
    /^(?:我?要|我?想|帮我|麻烦)?(?:修改|改一下|改下|更改|改个?)/.test(text)
  )
    return 'edit'
  return /^(?:我?要|我?想|帮我|请|麻烦)*(?:修改|改一下|改下|更改|改个|改)(?:一下|下)?(?:信息|资料|.{1,6})?$/.test(
    text,
  ) &&
    (fieldOf(text) !== null || text.length <= 5)
    ? 'edit'
    : null
}

/** Where a bare number stands though nothing was asked, it is the number of a menu shown before. */
const withOption = (reading: Reading, judged: Judged, asked: Asked): Judged => {
  if (
    asked.expects !== null ||
    judged.slots.length > 0 ||
    !/^第?[一二三四五六七八九\d]{1,2}个?$/.test(reading.text)
  )
    return judged
  const slots = findOptions(reading.text, true).map((value): Slot => ({ key: 'opt', value: String(value) }))
  return slots.length > 0 ? { ...judged, intent: 'pick_modules', slots, sure: true } : judged
}

/** A command carries no data that only looks like an answer; hours of rest carry theirs. */
const slotsBeside = (command: Command | null, quiet: Quiet | null, judged: Judged): readonly Slot[] => {
  if (quiet) return [{ key: 'quiet', value: quietSlot(quiet) }]
  const bare = command !== null && command !== 'confirm_code' && command !== 'edit'
  return bare && judged.intent === 'inform' ? [] : judged.slots
}

/**
 * What a message means: `text` as sent (the first 500 characters are read), what was asked, the names of the catalogue, and
 * the moment it was sent. Never throws, keeps nothing, and the same input gives the same meaning. `confidence` is low where
 * the dialogue should offer `instead` as a numbered menu; cancelling, changing and deleting are to be confirmed in any case.
 */
export const understand = (text: string, asked: Asked, lexicon: Lexicon, now: Instant): Meaning => {
  const readPart = (part: string) => read(part, unasked, lexicon, now)
  const reading = read(text, asked, lexicon, now)
  const code = findCode(reading.text, asked.expects === 'code')
  const judged = withWho(reading, withOption(reading, judge(reading, asked, readPart), asked), asked)
  const quiet = quietOf(reading.said)
  const command = quiet ? 'quiet_hours' : commandFor(reading.text, code, asked, judged.intent)
  const others = (judged.form ? [] : partsOfRequests(reading, judged.intent)).map((part) =>
    requestOf(judge(readPart(part), unasked, readPart), part),
  )
  const also = others.filter(({ intent }) => intent !== judged.intent)
  const sure =
    judged.sure ||
    (judged.others.length > 0 &&
      judged.others.every((intent) => also.some((other) => other.intent === intent)))
  // Whose course is changed is looked up among the family's children, whatever the name was read from.
  const unsure =
    reading.mentions.some(({ kind, unsure }) => unsure && !(kind === 'name' && judged.intent === 'change')) &&
    irreversible.has(judged.intent)
  return {
    ...requestOf({ ...judged, slots: slotsBeside(command, quiet, judged) }, reading.text),
    confidence: (sure || command !== null) && !unsure ? 'high' : 'low',
    because: [...reading.steps, ...(quiet ? [`免打扰${quietSlot(quiet)}`] : []), ...judged.because],
    command,
    field: command === 'edit' ? fieldOf(reading.text) : (judged.putRight ?? null),
    asksWhy: asked.expects !== null && asksAboutQuestion(reading.text),
    code,
    also,
    instead: sure ? [] : judged.others,
  }
}
