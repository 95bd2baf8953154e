import { areTwins, childrenOf } from './children.ts'
import { wishesAnother } from './drops.ts'
import { type Cue, findCues } from './intents.ts'
import type { Intent } from './meaning.ts'
import { guess } from './model.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'

export interface Decision {
  readonly intent: Intent
  readonly sure: boolean
  /** Other readings, likeliest first. */
  readonly others: readonly Intent[]
  readonly because: string
  /** No cue stood: the reading is by likeness, or by the facts alone. */
  readonly guessed?: true
}

/** Small talk gives way to any real request in the same message: 你好我想请假, 麻烦帮我退课谢谢. */
const smallTalk: ReadonlySet<Intent> = new Set(['greet', 'thanks', 'affirm', 'deny', 'offtopic'])
const isSmall = ({ intent, weight }: Cue) => smallTalk.has(intent) && weight < 8

const has = (reading: Reading, kind: Parameters<typeof mentionsOf>[1]) => mentionsOf(reading, kind).length > 0
const child =
  /孩子|小孩|娃|小子|我家|伢|姑娘|儿子|女儿|闺女|囡|崽|小朋友|老大|老二|外甥|侄|孙|宝宝|丫头|弟弟|妹妹|双胞胎/

/** Facts about a child beside a course mean a new enrolment; a course alone is chosen from the list. */
const aboutAChild = (reading: Reading): boolean =>
  has(reading, 'name') ||
  has(reading, 'age') ||
  has(reading, 'grade') ||
  has(reading, 'birth') ||
  child.test(reading.text)

const facts = (reading: Reading): number =>
  new Set(
    reading.mentions
      .map(({ kind }) => kind)
      .filter((kind) => ['name', 'age', 'grade', 'birth', 'place', 'emp'].includes(kind)),
  ).size

type Rule = (intent: Intent, reading: Reading, cues: readonly Cue[]) => Intent

const newChildRegisters: Rule = (intent, reading, cues) =>
  intent === 'pick_modules' &&
  aboutAChild(reading) &&
  (cues.some((cue) => cue.intent === 'register') || facts(reading) > 0) &&
  !/[加再多选换]/.test(reading.text)
    ? 'register'
    : intent

const dayOfLessonIsSchedule: Rule = (intent, reading) =>
  (intent === 'ask_when' || intent === 'ask_courses') &&
  has(reading, 'date') &&
  !/开班|开学|报名|截止|结束|[放上开办学]到/.test(reading.text)
    ? 'schedule'
    : intent

const siblingsRegister: Rule = (intent, reading) =>
  (intent === 'pick_modules' || intent === 'inform' || intent === 'change') &&
  childrenOf(reading).length >= 2 &&
  has(reading, 'mod') &&
  !/换|改|退/.test(reading.text)
    ? 'register'
    : intent

const awayForGoodCancels: Rule = (intent, reading) =>
  intent === 'leave' &&
  /(?:以后|后面|往后|后头|再也|不再|一直).{0,4}(?:都|也)?(?:不来|来不了|不去|去不了)/.test(reading.text)
    ? 'cancel'
    : intent

/** 女儿六岁报舞蹈可以吗 enrols: an own child and a course are named. 五岁能学跆拳道吗 asks. */
const ownChildRegisters: Rule = (intent, reading) =>
  intent === 'ask_eligibility' &&
  has(reading, 'mod') &&
  (has(reading, 'name') || /儿子|女儿|闺女|囡|我家|我的?娃|侄|外甥|孙|丫头|老大|老二/.test(reading.text)) &&
  /报|学|参加/.test(reading.text)
    ? 'register'
    : intent

/** 今天换他姑姑接 changes who collects, not the class. */
const newCollectorIsPickup: Rule = (intent, reading) =>
  intent === 'change' &&
  (has(reading, 'kin') || /人/.test(reading.text)) &&
  /接|送(?!过)/.test(reading.text) &&
  !has(reading, 'mod')
    ? 'pickup'
    : intent

/** 今天的课取消了吗 asks; it cancels nothing. */
const askedWhetherCancelled: Rule = (intent, reading) =>
  intent === 'cancel' &&
  /(?<!能|可以|想|帮忙|给我|要)取消(?:了)?(?:吗|没|么|不)|是不是取消|停课/.test(reading.text)
    ? 'schedule'
    : intent

const keepsOn =
  /(?:不|没|别|莫|先不|还没|没有|不要|不用|没说|没说过|没有说|又没|不是)(?:要|想|给我|帮我|急着|打算|说|准备)*(?:退|取消|撤|删)(?!.*(?:还是|算了)(?:退|取消))/
/** 先不退了, 我没说要退课: what is denied is not done. */
const deniedCancellation: Rule = (intent, reading) => {
  if ((intent !== 'cancel' && intent !== 'delete_data') || !keepsOn.test(reading.text)) return intent
  // 画画退 其他不退 still gives one up.
  const rest = reading.masked.replace(keepsOn, '')
  return findCues(rest).some((cue) => cue.intent === intent && cue.weight >= 7) ? intent : 'deny'
}

/** 跳舞不要了想试试唱歌 changes the course. */
const wishBesideIsChange: Rule = (intent, reading) =>
  intent === 'cancel' && wishesAnother(reading.text, mentionsOf(reading, 'mod')) ? 'change' : intent

/** 我填错地方了我是要请假: the error is not what is meant. */
const wishBesideError: Rule = (intent, reading, cues) => {
  if (intent !== 'correct' || facts(reading) > 0 || has(reading, 'phone')) return intent
  const wish = cues.find((cue) => ['leave', 'cancel', 'register', 'waitlist', 'human'].includes(cue.intent))
  return wish && wish.weight >= 8 && /(?:我是|是)(?:要|想|来)/.test(reading.text) ? wish.intent : intent
}

/** 感冒好了明天可以来 tells of a return. */
const backAgain: Rule = (intent, reading) =>
  intent === 'leave' &&
  /(?:好了|退烧了|没事了|恢复了).*(?:可以来|能来|来上|照常|去上|可以上|能上)/.test(reading.text)
    ? 'inform'
    : intent

/** 两个丫头都想学唱歌 enrols two. */
const twoEnrol: Rule = (intent, reading) =>
  intent === 'pick_modules' && areTwins(reading.text) && has(reading, 'mod') ? 'register' : intent

/** 名字写错了 or a fact put right is a correction; 你写错了 alone is a no. */
const bareErrorDenies: Rule = (intent, reading) =>
  intent === 'correct' &&
  facts(reading) === 0 &&
  !has(reading, 'phone') &&
  !has(reading, 'sex') &&
  !has(reading, 'mod') &&
  !/改|更正|纠正|名字|年龄|电话|号码|手机|第.位|生日|年级|村|地址|性别|姓|应该|是/.test(reading.text)
    ? 'deny'
    : intent

/** 孩子叫王小丽今年七岁住胡新村: a name and two facts more are an enrolment even without the word. */
const manyFactsRegister: Rule = (intent, reading) =>
  intent === 'inform' && has(reading, 'name') && facts(reading) >= 3 ? 'register' : intent

/** 不是奶奶是外婆来接 puts the collector right. */
const correctedCollectorIsPickup: Rule = (intent, reading) =>
  intent === 'correct' && has(reading, 'kin') && /接|领/.test(reading.text) ? 'pickup' : intent

/** 我帮隔壁两家报名 都不会弄手机 enrols others; the help is what they need, not what is asked. */
const helpingOthersRegisters: Rule = (intent, reading) =>
  intent === 'help' &&
  /(?:帮|替|给)(?:隔壁|邻居|别人|亲戚|朋友|同事|工友|老乡|人家|楼[上下]).{0,8}报/.test(reading.text)
    ? 'register'
    : intent

const rules: readonly Rule[] = [
  deniedCancellation,
  wishBesideIsChange,
  backAgain,
  wishBesideError,
  twoEnrol,
  helpingOthersRegisters,
  correctedCollectorIsPickup,
  ownChildRegisters,
  newCollectorIsPickup,
  askedWhetherCancelled,
  bareErrorDenies,
  manyFactsRegister,
  newChildRegisters,
  dayOfLessonIsSchedule,
  siblingsRegister,
  awayForGoodCancels,
]

const settle = (intent: Intent, reading: Reading, cues: readonly Cue[]): Intent =>
  rules.reduce((found, rule) => rule(found, reading, cues), intent)

/** Never guessed from a faint likeness. */
const grave: ReadonlySet<Intent> = new Set([
  'abuse',
  'cancel',
  'delete_data',
  'consent',
  'consent_no',
  'human',
  'pickup',
])
const dataKinds = ['mod', 'name', 'age', 'grade', 'birth', 'phone', 'place', 'emp', 'sex', 'date'] as const

const asking =
  /[?]|[吗么]$|不$|没$|(.)不\1|[几哪谁]|什么|啥|怎么|咋|多少|多久|多远|还是|不知|能不能|可不可以|行不行|好不好/
/** Two facts of a child, and no question: whether it enrols or answers, it begins there. */
const tellsOfAChild = (intent: Intent, reading: Reading): boolean =>
  (intent === 'register' || intent === 'inform') && facts(reading) >= 2 && !asking.test(reading.masked)

/** Where no cue stands: what it is most like. Facts read from the message outweigh a weak likeness. */
const byLikeness = (reading: Reading): Decision | null => {
  const [best, ...rest] = guess(reading.masked)
  const data = dataKinds.some((kind) => has(reading, kind))
  if (!best || best.share < (data || grave.has(best.intent) ? 0.6 : 0.3)) return null
  const intent = settle(best.intent, reading, [])
  const others = rest.slice(0, 2).map((other) => other.intent)
  return {
    intent,
    sure: (best.share >= 0.75 && !grave.has(best.intent)) || tellsOfAChild(intent, reading),
    others,
    because: `没有命中说法,最像${intent}(${Math.round(best.share * 100)}%)`,
    guessed: true,
  }
}

/** What a question can mean; data alone (足球课是礼拜几) is then no choice of a course. */
const questions: ReadonlySet<Intent> = new Set([
  'ask_quota',
  'ask_fee',
  'ask_when',
  'ask_where',
  'ask_courses',
  'ask_eligibility',
  'schedule',
  'waitlist',
  'help',
  'human',
])
const questionByLikeness = (reading: Reading): Decision | null => {
  if (!has(reading, 'mod') || !asking.test(reading.masked)) return null
  const [best, second] = guess(reading.masked).filter(({ intent }) => questions.has(intent))
  if (!best) return null
  const intent = settle(best.intent, reading, [])
  return {
    intent,
    sure: false,
    others: second ? [second.intent] : [],
    because: `是问句,最像${intent}`,
    guessed: true,
  }
}

/** A faint cue gives way where known phrases speak plainly for another intent. */
const outweighed = (reading: Reading, first: Cue): Intent | null => {
  if (first.weight > 6) return null
  const [best] = guess(reading.masked)
  return best && best.share >= 0.85 && best.intent !== first.intent && !grave.has(best.intent)
    ? best.intent
    : null
}

/** Two cues of nearly one weight: the likelier of the two by likeness to known phrases, else the first. */
const likelier = (reading: Reading, first: Cue, second: Cue | undefined): Cue => {
  if (!second || second.intent === first.intent || first.weight - second.weight > 1 || first.weight >= 9)
    return first
  const shares = new Map(guess(reading.masked).map(({ intent, share }) => [intent, share]))
  return (shares.get(second.intent) ?? 0) > 3 * (shares.get(first.intent) ?? 0) ? second : first
}

/** Without any cue: data alone is volunteered, a course alone is chosen, a day alone asks for its lessons. */
const withoutCue = (reading: Reading): Decision => {
  const of = (plain: Intent, sure: boolean): Decision => {
    const intent = settle(plain, reading, [])
    return { intent, sure, others: [], because: `只有数据→${intent}`, guessed: true }
  }
  const asked = questionByLikeness(reading)
  if (asked) return asked
  if (has(reading, 'mod')) return of(aboutAChild(reading) ? 'register' : 'pick_modules', true)
  if (
    ['name', 'age', 'grade', 'birth', 'phone', 'place', 'emp', 'sex'].some((kind) =>
      has(reading, kind as 'name'),
    )
  )
    return of('inform', true)
  if (has(reading, 'date')) return of('schedule', false)
  return {
    intent: 'offtopic',
    sure: false,
    others: ['help', 'human'],
    because: '没有命中任何说法',
    guessed: true,
  }
}

/** A course for a child that is told of in the same breath: whichever of the two it is, it begins there. */
const sameDoor = (intent: Intent, other: Intent): boolean => intent === 'register' && other === 'pick_modules'

/** Weighs the cues of a message and settles on an intent. */
export const decide = (reading: Reading, cues: readonly Cue[]): Decision => {
  const serious = cues.filter((cue) => !isSmall(cue))
  const abusive = cues.find(({ intent }) => intent === 'abuse')
  const order = serious.some(({ weight }) => weight >= 5) ? serious : cues
  const first = abusive ?? order[0]
  if (!first || first.weight < 5) return byLikeness(reading) ?? withoutCue(reading)
  const second = abusive ? undefined : order.find(({ intent }) => intent !== first.intent)
  const top = likelier(reading, first, second)
  const plainly = abusive ? null : outweighed(reading, top)
  const intent = settle(plainly ?? top.intent, reading, cues)
  const others = [...new Set(order.map((cue) => cue.intent))].filter((other) => other !== intent).slice(0, 2)
  const sure = !second || Math.abs(first.weight - second.weight) >= 1 || sameDoor(intent, second.intent)
  const because = `${plainly ? '更像' : `命中 ${top.said}→`}${intent}`
  return { intent, sure: sure && (!plainly || sameDoor(intent, top.intent)), others, because }
}
