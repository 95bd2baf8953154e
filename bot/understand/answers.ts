import type { Expects } from '../../shared/contract/expects.ts'
import { fieldReaders, saysNone } from './form.ts'
import type { Cue } from './intents.ts'
import { fillForm } from './many-fields.ts'
import type { Asked, Intent, Slot } from './meaning.ts'
import { findOptions } from './options.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'
import { slotsFor } from './slots.ts'
import { noWords, yesWords } from './words/replies.ts'

export interface Answer {
  readonly intent: Intent
  readonly slots: readonly Slot[]
}

const particles = '(?:的|了|啦|吧|啊|呀|哦|哈|嘛|呢|,|。|!|~| |老师|谢谢|谢谢老师)*$'
/** One of the words, said once or again and again (不要不要). */
const wholly = (words: readonly string[]) =>
  new RegExp(`^(${words.join('|')})(?:[,。 ]?(?!\\d)\\1)*${particles}`)
const agreeing = yesWords.filter((word) => /\p{Script=Han}/u.test(word) && word !== '一').join('|')
const severalYes = new RegExp(`^(?:(?:${agreeing})[,。 ]?){2,3}${particles}`)
/** Several yeses in a row are one (嗯嗯可以); several noes may be a yes (没有不对). */
const oneYes = wholly(yesWords)
const yes = { test: (text: string) => oneYes.test(text) || severalYes.test(text) }
const no = wholly(noWords)

const lists: ReadonlySet<Expects> = new Set([
  'modules',
  'wishes',
  'choice',
  'menu',
  'field',
  'who',
  'place',
  'employer',
  'pickup',
  'guardian.relation',
  'child.sex',
  'health',
  'child.days',
  'child.name',
])
const options = (reading: Reading): Slot[] =>
  findOptions(reading.text, true).map((value): Slot => ({ key: 'opt', value: String(value) }))

const agreesFirst = /^(?:我)?(?:们)?(?:都)?(?:同意|愿意|可以)(?!.?不(?!过))/
const consent = (reading: Reading): Answer | null => {
  if (agreesFirst.test(reading.text) && /(?:但|不过|只是|就是|可|,| ).{0,6}(?:不|别)/.test(reading.text))
    return { intent: 'consent', slots: [] }
  // 没有 refuses nothing here: it may answer any question but this one.
  if (saysNone(reading.text)) return null
  if (no.test(reading.text)) return { intent: 'consent_no', slots: [] }
  return yes.test(reading.text) ? { intent: 'consent', slots: [] } : null
}

const data: readonly string[] = ['name', 'age', 'birth', 'grade', 'sex', 'place', 'emp', 'phone']
const corrected = (reading: Reading): Answer | null => {
  const slots = slotsFor(reading, 'correct')
  return slots.some(({ key }) => data.includes(key)) ? { intent: 'correct', slots } : null
}

const asks = /[?]|[吗么]$|(?:行不行|可不可以|能不能|好不好|行不|可以不|得行不)[啊呀哦嘛]*$/
/** 1 confirms and 2 does not: 二号, 第一个. */
const chosen = (reading: Reading): Answer | null => {
  const [only, ...more] = findOptions(reading.text, true)
  if (more.length > 0 || reading.text.length > 4) return null
  return only === 1 ? { intent: 'affirm', slots: [] } : only === 2 ? { intent: 'deny', slots: [] } : null
}

const confirm = (reading: Reading, cues: readonly Cue[]): Answer | null => {
  const byNumber = chosen(reading)
  if (byNumber) return byNumber
  if (no.test(reading.text)) return { intent: 'deny', slots: [] }
  if (yes.test(reading.text)) return { intent: 'affirm', slots: [] }
  const [top] = cues
  if (top && (top.intent === 'affirm' || top.intent === 'deny') && mentionsOf(reading, 'mod').length === 0) {
    return top.intent === 'deny'
      ? (corrected(reading) ?? { intent: 'deny', slots: [] })
      : { intent: 'affirm', slots: [] }
  }
  const modules = slotsFor(reading, 'change').filter(({ key }) => key === 'mod' || key === 'mod-')
  if (modules.length > 0 && modules.every(({ key }) => key === 'mod-') && top?.intent !== 'cancel')
    return { intent: 'change', slots: modules }
  return top && top.weight >= 7 && top.intent !== 'correct' ? null : corrected(reading)
}

const modules = (reading: Reading): Answer | null => {
  const refused = /不要|不选|不报|不想/.test(reading.text)
  const slots = [
    ...slotsFor(reading, 'pick_modules').filter(({ key }) => key !== 'opt'),
    ...(refused ? [] : options(reading)),
  ]
  if (refused && slots.length === 0 && options(reading).length > 0) return { intent: 'pick_modules', slots }
  const all =
    /^(?:都|全|随便|全部|所有|哪个都|两个都|三个都|[两三四]个)|(?:都行|都可以|都要得|无所谓|随便)[^,。?]{0,3}$/.test(
      reading.text,
    )
  return slots.some(({ key }) => key === 'mod' || key === 'mod-' || key === 'opt') || all
    ? { intent: 'pick_modules', slots }
    : null
}

const inform = (expects: Expects, reading: Reading): Answer | null => {
  const own = fieldReaders[expects]?.(reading, true) ?? []
  const other = slotsFor(reading, 'inform').filter(
    ({ key }) =>
      !own.some((slot) => slot.key === key) &&
      !(own.some(({ key: k }) => k === 'gname' || k === 'pickup_name') && key === 'name') &&
      !(key === 'mod' && expects === 'health') &&
      !(key === 'phone' && expects === 'guardian.phone2') &&
      !(['date', 'date_end'].includes(key) && expects !== 'child.days'),
  )
  const chosen = own.length === 0 && lists.has(expects) ? options(reading) : []
  const slots = [...own, ...other.filter(({ key }) => key !== 'opt'), ...chosen]
  if (slots.length === 0) return null
  return { intent: own.length === 0 && putRight.test(reading.text) ? 'correct' : 'inform', slots }
}

/** Words that put right what was said before, whatever is being asked for. */
const putRight = /(?:写|说|填|记|弄|打)?错了|不对|改成|改为|应该是|不是.+是/

/** Fields of which a scrap may come while another one is asked for. */
const scraps: ReadonlySet<string> = new Set(['phone2', 'rel', 'health', 'pickup', 'days'])

/** 妈妈, 花生过敏 or 我接 said out of turn: kept where it fits one field that is missing, a bare 没有 only where none else does. */
const scrap = ({ missing }: Asked, reading: Reading, slots: readonly Slot[]): Answer | null => {
  if (slots.length !== 1 || !slots.every(({ key }) => scraps.has(key))) return null
  const nones = missing.filter((field) => field === 'guardian.phone2' || field === 'health')
  return saysNone(reading.text) && nones.length > 1 ? null : { intent: 'inform', slots }
}

/** A message that has the right shape for the question though nothing was read from it: a phone number one digit short. */
const inShape = (expects: Expects, reading: Reading): boolean =>
  ((expects === 'place' || expects === 'employer') && saysNone(reading.text)) ||
  (expects === 'child.grade' && /没(?:有)?(?:上学|读书|入学|上幼儿园|上过)/.test(reading.text)) ||
  (expects === 'guardian.phone' && /微信|同号|这个号|座机/.test(reading.text) && !asks.test(reading.text)) ||
  (expects === 'guardian.phone' && /^[\d\s-]{5,}/.test(reading.text)) ||
  ((expects === 'place' || expects === 'employer') &&
    /(?:住|租|村|镇|街道|小区|厂|公司|上班|[市县区路巷弄栋]|宿舍)/.test(reading.text)) ||
  (expects === 'guardian.phone' && /^(?:没有|没|不记得|忘了)/.test(reading.text))

const isForm = ({ expects, missing }: Asked): boolean => missing.some((field) => field !== expects)

/** The facts behind a yes to the notice (同意，小明 8岁): the yes itself is no name. */
const factsOf = ({ expects }: Asked, { said }: Reading): string =>
  expects === 'consent'
    ? said.replace(/^(?:我们?)?都?(?:同意|愿意|可以|好的?|行|嗯+|是的?)[\s,，。;!！、]+/u, '')
    : said

const ofChildren: ReadonlySet<string> = new Set(['name', 'age', 'birth', 'grade', 'sex'])

const toldApartBy: Readonly<Partial<Record<Expects, readonly string[]>>> = {
  'child.name': ['name'],
  'child.birth': ['age', 'birth', 'grade'],
  'child.grade': ['grade', 'age', 'birth'],
  'child.sex': ['sex'],
}
/** 姐姐叫欣怡 弟弟叫小宝, 一男一女: several children in one answer, where one was asked for. */
const siblingsNamed = ({ expects }: Asked, reading: Reading): Answer | null => {
  const keys = toldApartBy[expects ?? 'menu']
  if (!keys || /[?]|吗$/.test(reading.text)) return null
  const slots = slotsFor(reading, 'inform')
  const named = new Set(slots.flatMap(({ key, child }) => (keys.includes(key) && child ? [child] : [])))
  return named.size > 1 && slots.every(({ key }) => ofChildren.has(key)) ? { intent: 'inform', slots } : null
}

/** Three facts or more that were all asked for are a form's answer, whatever else the words sound like (奶奶接, 没过敏). */
export const formAnswer = (
  asked: Asked,
  reading: Reading,
  readPart: (part: string) => Reading,
): Answer | null => {
  if (!isForm(asked) || /[?]|吗$/.test(reading.text)) return null
  const siblings = siblingsNamed(asked, reading)
  if (siblings) return siblings
  const slots = fillForm(factsOf(asked, reading), asked, readPart)
  return slots.length >= 3 ? { intent: 'inform', slots } : null
}

/** Two facts of the form while consent is asked for. */
const toldBefore = (asked: Asked, reading: Reading, readPart: (part: string) => Reading): Answer | null => {
  const slots =
    isForm(asked) && !/[?]|吗$/.test(reading.text) ? fillForm(factsOf(asked, reading), asked, readPart) : []
  return slots.length > 1 ? { intent: 'inform', slots } : null
}

/**
 * Reads a message as the answer to what was asked; null where it is none. The caller has made sure that nothing else is
 * plainly meant. `readPart` reads a part of the message by itself.
 */
export const answerTo = (
  asked: Asked,
  reading: Reading,
  cues: readonly Cue[],
  readPart: (part: string) => Reading,
): Answer | null => {
  const { expects } = asked
  if (!expects) return null
  const siblings = siblingsNamed(asked, reading)
  if (siblings) return siblings
  if (expects === 'consent') return consent(reading) ?? toldBefore(asked, reading, readPart)
  if (expects === 'confirm' || expects === 'yes_no') return confirm(reading, cues)
  if (expects === 'modules' || expects === 'wishes') return modules(reading)
  const slots = isForm(asked) ? fillForm(reading.said, asked, readPart) : []
  if (slots.length > 1) return { intent: 'inform', slots }
  const shaped: Answer | null = inShape(expects, reading) ? { intent: 'inform', slots: [] } : null
  return inform(expects, reading) ?? shaped ?? scrap(asked, reading, slots)
}
