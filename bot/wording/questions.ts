import type { Section } from '../../shared/catalogue.ts'
import type { Expects } from '../../shared/contract/expects.ts'
import type { SectionPlan } from '../../shared/programme.ts'
import type { Day, TimeOfDay } from '../../shared/time.ts'
import { describeDates } from './dates.ts'
import { agesWords, gradesWords } from './refusals.ts'
import { clock, dateWords, sectionName } from './schedule.ts'

type Price = SectionPlan['fee']

export const nothingOpen = '现在没有在开的班。下一期开了，会在这里告诉大家。'
export const noneThere = '您说的地方或课，现在没有开班。有这些：'
export const moreItems = (count: number): string => `还有${count}个，说课名或村名，我单独告诉您。`

/** 60元/期，工会会员51元. */
export const priceWords = (price: Price): string => {
  if (price.yuan === 0) return '不要钱'
  const member = price.member === undefined ? '' : `，工会会员${price.member}元`
  return `${price.yuan}元/${price.per}${member}`
}

export const allFree = '不要钱，课都是免费的。'
export const feeLine = (section: Section): string =>
  `${sectionName(section)}：${priceWords(section.plan.fee)}`
export const lunchCosts = (price: Price): string => `中饭另算：${priceWords(price)}。`

export const noLunch = '中午不管饭，也不留人，上午的课上完请接回家。'
export const otherwiseNoLunch = '其他班中午不管饭，也不留人。'
export const lunchLine = (section: Section): string => {
  const { lunch, noonCare } = section.plan
  const cost = lunch?.price ? `，${priceWords(lunch.price)}` : ''
  const food = lunch ? `管中饭${cost}` : '中饭自己带'
  const diet = lunch?.diet ? `（${lunch.diet}）` : ''
  return `${sectionName(section)}（${section.site.name}）：${noonCare ? '中午有人看，' : ''}${food}${diet}`
}

export const noWholeDay = '没有放一整天的班，每次上完课请接回家。上课时间是：'
export const wholeDayLine = (section: Section, hours: { from: TimeOfDay; to: TimeOfDay }): string =>
  `${sectionName(section)}（${section.site.name}）：${clock(hours.from)}送，${clock(hours.to)}前接`

/** 6到12岁, 一年级到六年级, or 不限年龄. */
export const bandWords = ({ ages, grades }: SectionPlan): string => {
  if (ages) return agesWords(ages)
  return grades ? gradesWords(grades) : '不限年龄'
}
export const sameAges = (band: string): string => `这些课${band}都能报，按开课那天的周岁算。`
export const ageLine = (section: Section): string => `${section.module.name}：${bandWords(section.plan)}`
export const canJoin = (child: string, modules: readonly string[]): string =>
  `${child}能报：${modules.slice(0, 5).join('、')}。`
export const cannotJoin = (child: string): string => `${child}的年龄现在没有合适的班。各班是这样的：`
export const thisChild = (age: string | undefined, name: string | undefined): string =>
  age ? `${age}岁` : (name ?? '孩子')

export const siteLine = (section: Section, modules: readonly string[]): string =>
  `${section.site.name}：${section.site.address}（${modules.join('、')}）`
export const directions = (words: string): string => `怎么走：${words}`
export const whenLine = (section: Section): string =>
  `${sectionName(section)}（${section.site.name}）：${describeDates(section.plan)}`
export const windowWords = (opens: Day, closes: Day, at: TimeOfDay): string =>
  `报名从${dateWords(opens)}${clock(at)}开始，到${dateWords(closes)}为止。`

export const courseNames = (names: readonly string[]): string => `有这些课：${names.join('、')}。`
export const courseHint = '想看哪一门，直接说课名。'
export const courseLine = (section: Section): string =>
  `${section.module.name}：${section.module.about}（${bandWords(section.plan)}）`
export const bringLine = (things: readonly string[]): string => `要带：${things.join('、')}。`

/** 8月才到，能报吗: the days a child comes are asked, and only courses of those days are shown. */
export const comesLater = '晚来也能报。报名时说哪天来、哪天走，我只给您看那些天开的班。'
export const subsidies = '补贴的事我这里没有资料，回复“人工”，请工作人员告诉您。'

/** How changes reach a family. */
export const howTold = '课有变动，我在这里发消息告诉您；有急事，工作人员打您留的手机号。'

/** Why a field is asked (PIPL 17: the purpose, in words for one who is asked). */
const why: Partial<Record<Expects, string>> = {
  consent: '孩子的信息，法律规定要先问过您。您同意了我才能记。',
  who: '只有爸爸妈妈（监护人）能替孩子同意，所以先问一声。',
  'child.name': '老师点名、接送时要叫得出孩子的名字。',
  'child.birth': '每个班有年龄要求，只要知道哪年哪月生的就行。',
  'child.grade': '班是按年级分的，知道年级才好安排。',
  'child.sex': '住宿、换衣服的安排要用，别的不用。',
  'child.days': '各地放假不一样，知道孩子哪天来、哪天走，才不会空着名额。',
  'guardian.name': '老师要知道找谁，家长来接时也要对得上。',
  'guardian.phone': '临时改课、孩子不舒服时，要能马上找到您。只给管这个班的人看。',
  'guardian.phone2': '您在线上接不了电话时，还有一个人能找到。没有就说“没有”。',
  'guardian.relation': '老师要知道您是孩子的什么人。',
  place: '好给您找近的班，有的名额也只留给本村的孩子。',
  employer: '有的名额是留给厂里职工子女的。',
  health: '过敏、老毛病让老师提前知道，孩子不舒服时不耽误。没有就说“无”。',
  pickup: '孩子只交给您说过的人，别人来接不给。',
  modules: '选好了课才能给孩子留名额。',
  wishes: '抽签的时候按您的先后看，照真心想上的排就行，排哪个在前都不会吃亏。',
  confirm: '给您看一遍，错了还能改。',
  choice: '回复前面的数字，我就知道您要哪个。',
  field: '说要改哪一样，别的都不动。',
  yes_no: '这一步改了就变了，所以再问您一次。',
  code: '有了这8位数字，才知道您是哪一家。',
  menu: '回复数字最省事，直接说也行。',
}
export const whyAsked = (expects: Expects): string => why[expects] ?? '只问报名用得着的，用完按时删掉。'
