import type { Expects } from '../../shared/contract/expects.ts'
import type { Choice } from '../../shared/contract/reply.ts'
import type { Day } from '../../shared/time.ts'
import { fieldName, listed } from './common.ts'
import { spanWords } from './dates.ts'

/** Whom a question is about and how often it was put: `again` asks in other words, with an example. */
export interface Asking {
  /** 小明, 小明和小红, or 孩子 where no name is known. */
  readonly child: string
  /** A helper speaks of the guardian, a guardian of himself. */
  readonly helper: boolean
  readonly again: boolean
  readonly season: { readonly from: Day; readonly to: Day }
  /** A sibling's days, to say the same. */
  readonly sameDays?: { readonly child: string; readonly from: Day; readonly to: Day }
  readonly places: readonly string[]
}

type Question = (asking: Asking) => readonly [first: string, again: string]

const whose = ({ helper }: Asking): string => (helper ? '孩子家长' : '您')

const questions: Partial<Record<Expects, Question>> = {
  'child.name': ({ child }) => [`${child}叫什么名字？`, `请发${child}的姓名，比如王小雨。`],
  'child.birth': ({ child }) => [
    `${child}是哪年哪月生的？说几岁、几年级也行。`,
    `${child}的出生年月，比如2019年5月；说8岁或三年级也可以。`,
  ],
  'child.grade': ({ child }) => [`${child}开学读几年级？`, `${child}的年级，比如三年级、大班。`],
  'child.sex': ({ child }) => [`${child}是男孩还是女孩？`, '男孩回“男”，女孩回“女”。'],
  'child.days': ({ child, season }) => [
    `${child}从哪天来到哪天？（开课是${spanWords(season.from, season.to)}）`,
    `说头一天和最后一天，比如${spanWords(season.from, season.to).replace('—', '到')}。每天都能来就回“全程都来”。`,
  ],
  'guardian.name': (asking) => [`${whose(asking)}叫什么名字？`, `请发${whose(asking)}的姓名，比如李大山。`],
  'guardian.phone': (asking) => [
    `${whose(asking)}的手机号是多少？`,
    `请发${whose(asking)}的11位手机号，比如13800001234。`,
  ],
  'guardian.phone2': () => [
    '打不通的时候，还能打谁的电话？没有就回“没有”。',
    '再留一个备用手机号，老师急的时候用。没有也行，回“没有”。',
  ],
  'guardian.relation': (asking) => [
    `${asking.helper ? '这位家长' : '您'}是孩子的什么人？`,
    `${asking.helper ? '这位家长' : '您'}跟孩子是什么关系？比如妈妈、爸爸、奶奶。`,
  ],
  place: ({ helper }) => [
    `${helper ? '孩子家' : '您家'}住哪个村镇，或家长在哪个厂上班？`,
    '说村名、镇名或厂名就行，我好找近的班。不在这些地方就回“都不是”。',
  ],
  employer: () => ['家长在哪个厂上班？', '说厂名就行，不在厂里上班就回“没有”。'],
  health: ({ child }) => [
    `${child}有什么过敏或身体要注意的吗？没有就回“没有”。`,
    `${child}的健康情况，比如“花生过敏”“有哮喘”。都好就回“没有”。`,
  ],
  pickup: ({ child }) => [`放学谁来接${child}？可以说几个人。`, '说能来接的大人，比如“妈妈和奶奶”。'],
}

export const nthChild = (number: number): string => `第${number}个孩子`

export const ask = (field: Expects, asking: Asking): string => {
  const [first, again] = questions[field]?.(asking) ?? [
    `请说一下${fieldName(field)}。`,
    `${fieldName(field)}是什么？`,
  ]
  return asking.again ? again : first
}

const tap = (...words: readonly string[]): Choice[] => words.map((word) => ({ label: word, say: word }))

export const wholeSeason = '全程都来'
export const sayDays = '说日期'
export const none = '没有'
export const neitherPlace = '都不是'
export const sameAs = (child: string): string => `跟${child}一样`

/** The tappable answers of a question; none where only the parent knows. */
export const choicesOf = (field: Expects, asking: Asking): readonly Choice[] => {
  switch (field) {
    case 'child.sex':
      return tap('男孩', '女孩')
    case 'child.days':
      return tap(wholeSeason, ...(asking.sameDays ? [sameAs(asking.sameDays.child)] : []), sayDays)
    case 'guardian.phone2':
    case 'health':
      return tap(none)
    case 'guardian.relation':
      return tap('妈妈', '爸爸', '奶奶', '爷爷', '外婆', '外公')
    case 'pickup':
      return tap('妈妈', '爸爸', '奶奶', '爷爷', '外婆', '外公')
    case 'place':
      return tap(...asking.places, neitherPlace)
    default:
      return []
  }
}

/** The list of what is missing, once, before the first question. */
export const stillMissing = (names: readonly string[]): string =>
  `还差：${listed(names)}。\n一条说完也行，一样一样来也行。`

/** A number was sent where the answers have none. */
export const inWordsPlease = (says: readonly string[]): string =>
  `这里请直接说，不用数字，比如${says
    .slice(0, 3)
    .map((say) => `“${say}”`)
    .join('')}。`
export const noted = '记下了。'
export const notedFields = (names: readonly string[]): string => `记下了：${listed(names)}。`
export const familyLater = (child: string): string =>
  `先把${child}的报完，再报下一家的。刚才说的那家先没记，报完请再说一次。`
export const goOnFilling = '接着刚才的填。'
export const asBefore = '家长、住处和接送的人按上次的来，不对可以回“修改”。'
export const oneMoreChild = (names: readonly string[]): string =>
  `好，再报${names.length > 0 ? listed(names) : '一个孩子'}。家长、住处和接送的人跟前面的一样，不对请告诉我。`
export const enoughChildren = (most: number): string => `一次最多报${most}个孩子，报完这些再报其他的。`
export const alreadyKnown = (child: string): string => `${child}登记过了，直接选课。`

// How something was read, said at once where it might be wrong.
export const nominalAge = (years: string): string => `虚岁换成周岁，我按${years}岁记，不对请告诉我。`
export const zodiacYear = (year: string): string => `我按${year}年生记，不对请告诉我。`
export const kinReadAs = (said: string, read: string): string => `“${said}”我记成${read}，要是不对请说一声。`
export const onlyGrownUps = '8岁以下要大人来接，我只记了大人。'
export const daysClamped = (from: Day, to: Day): string =>
  `开课的日子我记${spanWords(from, to)}，其他日子没有课。`
export const awayNoted = (day: string): string =>
  `${day}不来我知道了，来的日期先按全程记。报好以后请再跟我说一声“${day}请假”，老师才看得到。`
export const changed = (fields: readonly string[]): string => `改好了：${listed(fields)}。`
const rightNames: Partial<Record<Expects, string>> = {
  'child.birth': '孩子',
  place: '住处',
  pickup: '来接的人',
}
/** 改好了：手机号是13800001234。 What was put right in passing. */
export const putRight = (field: Expects, value: string): string =>
  `改好了：${rightNames[field] ?? fieldName(field)}是${value}。`
export const undone = (field: Expects): string => `好，${fieldName(field)}重新来。`

export const coursesKept = '好，课不改了。'

export const isThisTheName = (name: string): string => `孩子的名字是“${name}”，对吗？`
export const nameChoices: readonly Choice[] = [
  { label: '对', say: '对' },
  { label: '不对', say: '不对' },
]

// Kind reasons why an answer cannot be taken, each with what would do.
export const reasons = {
  phoneLength: (digits: number): string => `手机号是11位，您发的是${digits}位，请再看一下。`,
  phoneShape: '这个号码不像手机号，手机号是1开头的11位。',
  samePhone: '这个和前面的号码一样，换一个别人的。',
  birthFuture: '这个日子还没到，是不是打错了？',
  birthGrownUp: '这么算孩子已经成年了，是不是写成家长的生日？',
  birthWrong: '没有这一天，请再看一下。',
  ageOdd: (years: number): string => `${years}岁？这里报的是孩子的课。`,
  outOfBands: (child: string, ages: string): string =>
    `这里的课收${ages}的孩子，${child}的年龄对不上。要是说错了，请再说一次；没说错，可以回“人工”问问有没有别的安排。`,
  daysReversed: '前后日子好像反了，头一天要在最后一天前面。',
  daysOutside: (from: Day, to: Day): string => `开课是${spanWords(from, to)}，这些日子没有课。`,
  noMinorCollects: '8岁以下要大人来接，不能自己走，也不能让哥哥姐姐接。',
  kinNoName: '要写孩子自己的名字，老师好点名。',
  nameOdd: '这个不太像名字。请发姓名，比如王小雨。',
  contradiction: (a: string, b: string): string => `${a}和${b}对不上，请再说一次。`,
}
