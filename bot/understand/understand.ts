import type { Quiet } from '../../shared/outbox.ts'
import type { Instant } from '../../shared/time.ts'
import { aboutOf } from './abouts.ts'
import { asksAboutQuestion, commandOf, fieldOf } from './commands.ts'
import { fieldReaders } from './form.ts'
import { type Judged, judge } from './judge.ts'
import type { Lexicon } from './lexicon.ts'
import type { Asked, Command, Intent, Meaning, Request, Slot } from './meaning.ts'
import { findOptions } from './options.ts'
import { findCode } from './phones.ts'
import { quietOf, quietSlot } from './quiet.ts'
import { type Reading, read } from './reading.ts'
import { partsOfRequests } from './requests.ts'
import { irreversible, lookAgain } from './second-look.ts'

export { compileLexicon, type Lexicon } from './lexicon.ts'

const unasked: Asked = { expects: null, missing: [] }
const limited: ReadonlySet<Intent> = new Set(['consent', 'consent_no', 'delete_data'])

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
  const plain = read(text, asked, lexicon, now)
  const quiet = quietOf(plain.said)
  const first = { reading: plain, judged: judge(plain, asked, readPart) }
  const readAnew = (filled: string) => read(filled, asked, lexicon, now)
  const { reading, judged: looked } = quiet ? first : lookAgain(first, asked, readAnew, readPart)
  const code = findCode(plain.text, asked.expects === 'code')
  const judged = withWho(reading, withOption(reading, looked, asked), asked)
  const command = quiet ? 'quiet_hours' : commandFor(plain.text, code, asked, judged.intent)
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
