import type { Expects } from '../../shared/contract/expects.ts'
import type { Choice } from '../../shared/contract/reply.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Day } from '../../shared/time.ts'
import { deskWords, fieldName, listed, numberedFrom } from './common.ts'
import { momentWords, spanWords } from './dates.ts'

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

export const noted = '记下了。'
export const goOnFilling = '接着刚才的填。'
export const asBefore = '家长、住处和接送的人按上次的来，不对可以回“修改”。'
export const alreadyKnown = (child: string): string => `${child}登记过了，直接选课。`

// How something was read, said at once where it might be wrong.
export const nominalAge = (years: string): string => `虚岁换成周岁，我按${years}岁记，不对请告诉我。`
export const zodiacYear = (year: string): string => `我按${year}年生记，不对请告诉我。`
export const kinReadAs = (said: string, read: string): string => `“${said}”我记成${read}，要是不对请说一声。`
export const onlyGrownUps = '8岁以下要大人来接，我只记了大人。'
export const daysClamped = (from: Day, to: Day): string =>
  `开课的日子我记${spanWords(from, to)}，其他日子没有课。`
export const changed = (fields: readonly string[]): string => `改好了：${listed(fields)}。`
export const undone = (field: Expects): string => `好，${fieldName(field)}重新来。`

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
  nameOdd: '这个不太像名字。请发姓名，比如王小雨。',
  contradiction: (a: string, b: string): string => `${a}和${b}对不上，请再说一次。`,
}

// Choosing sections.
export const pageSize = 6
export const seatsWords = (
  seats: { readonly left: number; readonly waiting: number } | undefined,
): string => {
  if (!seats) return ''
  if (seats.left > 0) return `，剩${seats.left}个`
  return seats.waiting > 0 ? `，已满可候补（${seats.waiting}人在等）` : '，已满可候补'
}

/** 篮球（白岩村文化礼堂）7月6日起 每周二四 8:30–10:00，剩12个. */
export const sectionLine = (name: string, site: string, dates: string, seats: string): string =>
  `${name}（${site}）${dates}${seats}`

export interface ListWords {
  readonly child: string
  readonly courses: number
  readonly first: number
  readonly lines: readonly string[]
  readonly more: boolean
  readonly again: boolean
}

export const sectionList = (list: ListWords): string => {
  const lead = list.again
    ? `${list.child}要上哪几个？回复数字，比如“1”或“1和3”：`
    : `${list.child}能上这些（课最多选${list.courses}门），回复数字，可以选几个：`
  return [lead, numberedFrom(list.first, list.lines), ...(list.more ? ['回复“更多”看后面的。'] : [])].join(
    '\n',
  )
}

export const whichSection = (child: string, module: string, lines: readonly string[]): string =>
  `${module}有${lines.length}个班，${child}上哪个？\n${numberedFrom(1, lines)}`

export const moreLabel = '更多'
export const noneFits = '先不选'
export const notOnTheList = (count: number): string => `只有1到${count}，您看看是哪个。`
export const noMoreSections = '就这些了，从头再看一遍：'

/** Nothing can be chosen: why, and what stays open. */
export const nothingFits = (child: string, reasons: readonly string[], programme: Programme): string =>
  [
    ...reasons,
    `现在没有${child}能报的班。填的都给您留着，可以改信息再看；也可以回“人工”，或打电话问${deskWords(programme)}。`,
  ].join('\n')

export const noneChosen = '好，先不选，没有报上什么。有合适的再来。'
export const nothingMore = (child: string): string => `${child}没有别的课能加了。`

export const howManyPeople = (what: string, most: number): string =>
  `${what}一家人可以一起去，连孩子一共几个人？（最多${most}个）`
export const partyTooMany = (most: number): string => `一家最多${most}个人。`
export const peopleChoices = (most: number): readonly Choice[] =>
  Array.from({ length: most }, (_, index) => ({ label: `${index + 1}个人`, say: String(index + 1) }))

export const whichChild = (names: readonly string[]): string =>
  `给谁报？\n${numberedFrom(1, [...names, anotherChild])}`
export const whichChildField = (field: Expects, names: readonly string[]): string =>
  `改谁的${fieldName(field)}？\n${numberedFrom(1, names)}`
export const anotherChild = '再报一个孩子'

export const whichProgramme = (names: readonly string[]): string =>
  `现在有这些可以报，您报哪个？\n${numberedFrom(1, names)}`

// The whole before it counts.
export interface SummaryChild {
  readonly name: string
  readonly born: string
  readonly days: string
  readonly health: string
  readonly pickup: string
  readonly sections: readonly string[]
}

export interface SummaryWords {
  readonly children: readonly SummaryChild[]
  readonly guardian: string
  readonly place: string
  readonly helper: boolean
}

export const summaryChild = (child: SummaryChild): readonly string[] => [
  `孩子：${child.name}，${child.born}`,
  `来的日期：${child.days}`,
  `健康过敏：${child.health}`,
  `谁来接：${child.pickup}`,
  ...child.sections.map((section) => `选课：${section}`),
]

export const placeRow = (place: string): string => `住处：${place}`
export const bornIn = (birth: string): string => `${birth}生`

export const summary = (words: SummaryWords): string =>
  [
    '请核对一下：',
    ...words.children.flatMap(summaryChild),
    `家长：${words.guardian}`,
    placeRow(words.place),
    '都对回复1，要改回复2。',
  ].join('\n')

/** 王小雨（妈妈）13800001234，备用13900001234. */
export const guardianLine = (name: string, relation: string, phone: string, phone2: string): string =>
  `${name}（${relation}）${phone}，备用${phone2 === '' ? none : phone2}`
export const guardianRow = (guardian: {
  readonly name: string
  readonly relation: string
  readonly phone: string
  readonly phone2: string
}): string => `家长：${guardianLine(guardian.name, guardian.relation, guardian.phone, guardian.phone2)}`
export const collector = (who: string, name: string | null): string => (name ? `${who}${name}` : who)
/** A collector of whom only the name was said. */
export const someone = '家人'
export const elsewhere = '不在名单里的地方'
export const ageRead = (age: number, from: number, to: number, grade: string): string =>
  `${age}岁（${from}或${to}年生）${grade === '' ? '' : `，${grade}`}`
export const summarySection = (
  name: string,
  site: string,
  dates: string,
  seats: string,
  party: number,
): string => `${name}（${site}）${dates}${party > 1 ? `，${party}个人` : ''}${seats}`

export const addCourse = '再加一门课'
export const summaryChoices: readonly Choice[] = [
  { label: '1 确认', say: '1' },
  { label: '2 修改', say: '2' },
  { label: addCourse, say: addCourse },
]

export const whichField = (names: readonly string[]): string => `要改哪一项？\n${numberedFrom(1, names)}`

// The result.
export interface ResultRow {
  readonly child: string
  readonly name: string
  readonly state: 'seat' | 'held' | 'waiting'
  readonly position: number
}

const resultLine = (row: ResultRow, helper: boolean): string => {
  const told = helper ? '家长确认以后，轮到了会告诉家长' : '轮到了我告诉您'
  if (row.state === 'waiting') return `${row.child}的${row.name}满了，排在候补第${row.position}位，${told}。`
  return row.state === 'held' ? `${row.child}的${row.name}名额先留着。` : `${row.child}的${row.name}报上了！`
}

export const results = (rows: readonly ResultRow[], helper: boolean): string =>
  rows.map((row) => resultLine(row, helper)).join('\n')

export const notTaken = (name: string, why: 'full' | 'closed' | 'lapsed'): string =>
  why === 'full' ? `${name}刚刚满了，没报上。` : `${name}现在报不了了，报名已经截止。`

export const keepCard = '这张卡请留着：'

export const helperDone = (until: number): string =>
  `填好了，还要孩子家长确认。请把下面这张卡转给家长，${momentWords(until)}前确认才算报上。您这边看不到这家的信息了。`

// No programme to enrol in.
export const opensLater = (name: string, at: number): string =>
  `“${name}”还没开始报名，${momentWords(at)}开始，到时候来跟我说“报名”。`
export const enrolmentOver = (name: string, programme: Programme): string =>
  `“${name}”的报名已经截止了。想问还有没有别的办法，打${programme.holder.phone}，或回复“人工”。`
export const noProgramme = '现在没有正在报名的班。想找工作人员，回复“人工”。'

// A guardian confirms what a helper entered.
export const enteredTitle = '填的是这些'
export const confirmIntro = '有人帮您家孩子填了报名，请看一下。'
export const confirmAsk = '填得对、同意上面的说明，回复“同意”，名额就定了。不对先同意再改，或回“人工”。'
export const confirmAskAgain = '同意就回“同意”；不同意回“不同意”，填的马上删掉。'
export const confirmChoices: readonly Choice[] = [
  { label: '同意', say: '同意' },
  { label: '有不对的', say: '有不对的' },
  { label: '不同意', say: '不同意' },
]
export const correctAfterwards = '先回“同意”把名额定下来，马上就能改：回复“修改”。想让人来改，回复“人工”。'
export const codeWrong = '这个确认码不对，或者过期了。请看一下那8位数字；过期了，请帮忙的人再报一次。'
export const codeTooOften = '试得太多了，请过一个小时再发。急的话回复“人工”。'
export const codeNotYours = '确认码要由孩子家长用自己的微信发来，请转给家长。'
export const confirmed = '确认好了，谢谢您！'
export const confirmRefused = '好的，填的都删掉了，名额也退了。以后想报，跟我说“报名”。'
export const holdLapsed = (name: string): string => `${name}留的时间过了，名额已经给别人。想报可以再排。`
export const otherFamily = '这份报名单独记着。想和您家原来的合到一起看，回复“人工”。'
