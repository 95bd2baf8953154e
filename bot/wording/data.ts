import type { Scope } from '../../shared/family.ts'
import { keptFor } from '../../shared/retention.ts'
import { type Day, dayOf, type Instant, timeOf } from '../../shared/time.ts'
import { numbered } from './misunderstood.ts'
import { clock, dateWords } from './schedule.ts'

// 我的信息: a copy of what is stored, and a word on what is not listed.
export const myDataLead = '这是我这里存的您的信息：'
export const childTitle = (name: string): string => `孩子：${name}`
export const guardiansTitle = '家长'
export const consentsTitle = '您同意过的'
export const draftTitle = '正在填、还没报的'
export const requestsTitle = '找人工的留言'
export const requestLine = (at: Instant, said: string): string =>
  `${fullDay(dayOf(at))}${clock(timeOf(at))}：“${said}”（还没办完）`
export const earlierRequests = (count: number): string => `还有${count}条更早的，想看请打电话问工作人员`
export const addToRequest = '写错了、要补充，再说一次“人工”'
export const keepingTitle = '存多久'
export const nothingStored = '我这里没有存您的信息。'
export const onlyHelped = (count: number): string =>
  `您帮${count}家报过名。他们的信息归他们自己看，您这里没有别的。`
export const unknown = '没说'
export const none = '没有'
export const row = (name: string, value: string): string => `${name}：${value}`
export const sexWords = (sex: 'M' | 'F'): string => (sex === 'M' ? '男孩' : '女孩')
export const sexName = '男孩女孩'
export const gradeName = '年级'
export const bornName = '出生'
export const ageName = '年龄'
export const daysName = '来的日期'
export const placeName = '住处'
export const employerName = '上班的厂'
export const healthName = '健康过敏'
export const pickupName = '谁来接'
export const coursesName = '报的课'
export const phoneName = '手机号'
export const phone2Name = '备用电话'
export const guardianName = (relation: string): string => relation || '家长'
export const collectorWords = (who: string, name: string | null): string => (name ? `${who}（${name}）` : who)

const scopeNames: Record<Scope, string> = {
  basic: '报名用孩子的信息',
  photo: '拍照',
  insurer: '把信息给保险公司',
  excursion: '外出活动',
  next_year: '明年通知我',
}
const fullDay = (day: Day): string => `${day.slice(0, 4)}年${dateWords(day)}`
export const consentLine = (
  scope: Scope,
  given: boolean,
  at: Instant,
  by: 'you' | 'other' | 'paper',
): string => {
  const whom = { you: '您', other: '另一位家长', paper: '纸质表' }[by]
  return `${scopeNames[scope]}：${given ? '同意' : '不同意'}（${whom}，${fullDay(dayOf(at))}${clock(timeOf(at))}）`
}
export const keptLines = (familyEnds: Instant | null): readonly string[] => [
  ...(familyEnds === null ? [] : [`报名信息存到${fullDay(dayOf(familyEnds - 1))}，到时自动删除`]),
  `没填完的报名${keptFor.draftDays}天后删除，聊天${keptFor.conversationDays}天不说话就删除`,
  `找人工的留言办完就删，最多存${keptFor.caseDays}天`,
  `上面没列的：最近的聊天、等着发您的消息（最多${keptFor.noticeDays}天）、日历地址（跟报名信息一起删）`,
  `谁看过您的信息，说“谁看过我的信息”就能查，存${keptFor.accessLogDays}天`,
]
export const correctable = '哪一样不对，说“修改”，再说是哪一样。'

// 修改
export const whichField = (names: readonly string[]): string => `要改哪一样？回复数字：\n${numbered(names)}`
export const whichChild = (names: readonly string[]): string => `改哪个孩子的？\n${numbered(names)}`
export const nowIs = (name: string, value: string): string =>
  `${name}现在是：${value || none}。\n要改成什么？`
export const changedTo = (name: string, value: string): string => `改好了，${name}：${value || none}。`
export const understoodAs = (name: string, value: string): string =>
  `我记成——${name}：${value || none}。对吗？\n1 对，就这样\n2 不对`
export const understoodRows = (rows: readonly string[]): string =>
  `我记成——${rows.join('，')}。对吗？\n1 对，就这样\n2 不对`
export const understoodCollectors = (value: string, labels: readonly string[]): string =>
  `我记成：以后由${value}来接，别人不给接。对吗？\n${numbered(labels)}`
export const alsoThis = '加上，原来的人也能接'
export const yesThis = '对，就这样'
export const notThis = '不对'
export const nothingEdited = '好的，没有改。'
export const nothingToEdit = '还没有存您家的信息，先报名吧。'
export const doesNotFit = (why: string): string => `${why}名额先不动，要不要换，您说“换课”。`
export const childOf = (child: string, name: string): string => `${child}的${name}`
export const coursesElsewhere = '课程要换，请说“换课”；不上了，说“取消报名”。'
export const phoneNeeded =
  '手机号不能空着：孩子不舒服、临时改课时要马上找到您。可以换一个号码，备用电话可以删掉。'

// 删除我的信息
export const sureToErase = (children: readonly string[]): string => {
  const whose = children.length > 0 ? `${children.join('、')}和您` : '您'
  return `要删除${whose}的全部信息，确定吗？\n报的名额一起退掉，删了找不回来。\n1 确定删除\n2 不删了`
}
export const sureToEraseOwn = '要把您填的、找人工留的话全部删掉，确定吗？删了找不回来。\n1 确定删除\n2 不删了'
export const sureToEraseChild = (child: string): string =>
  `要删除${child}的全部信息，确定吗？${child}报的名额一起退掉，删了找不回来。\n1 确定删除\n2 不删了`
export const sureToLeave = (children: readonly string[]): string =>
  `这份报名还有另一位家长在管。我先删掉您自己的姓名、电话和找人工的留言，${children.join('、') || '孩子'}的报名留给另一位家长，也会问他要不要一起删。确定吗？\n1 确定删除\n2 不删了`
export const eraseYes = '确定删除'
export const eraseNo = '不删了'
export const notErased = '好的，没有删，都还在。'
export const erased = '都删掉了，名额也退了。以后想报名，跟我说“报名”就行。'
export const erasedOwn = '都删掉了，什么也没有留。'
export const erasedChild = (child: string): string => `${child}的信息都删掉了，名额也退了。`
export const eraseFailed = '这会儿没删成，请过一会儿再说一次“删除我的信息”，或者说“人工”。'
export const leftNow =
  '您的姓名、电话和找人工的留言已经删掉，您这边看不到报名了。孩子的报名还在另一位家长那里，我去问他要不要也删。'
export const otherLeft = (children: readonly string[]): string =>
  `另一位家长删掉了自己的信息。${children.join('、') || '孩子'}的报名还在您这里，要留着吗？\n1 留着\n2 全部删除`
export const keepAll = '留着'
export const eraseAll = '全部删除'
export const keptAll = '好的，都留着，照常上课。'

// 不同意了
export const sureToWithdraw = (children: readonly string[]): string =>
  `您可以随时不同意。不同意以后，${children.join('、') || '孩子'}的名额会退掉，存的信息全部删除，不能恢复。\n还想上课，可以去填纸质表。确定不同意了吗？\n1 确定\n2 还是同意`
export const withdrawYes = '确定'
export const withdrawNo = '还是同意'
export const stillAgreed = '好的，还是同意，什么都没变。'

export const withdrawnPaper = (address: string | null): string =>
  address
    ? `记下了：您不同意了。名额退了，信息都删掉了。想用纸质表报名，请到${address}。`
    : '记下了：您不同意了。名额退了，信息都删掉了。'
export const scopeOff = (scope: Scope): string => `好的，记下了：${scopeNames[scope]}，您不同意。不影响上课。`
const scopeTakenBack: Record<Scope, string> = {
  basic: '不同意了',
  photo: '不同意拍照',
  insurer: '不同意给保险公司',
  excursion: '不同意外出',
  next_year: '不同意明年通知我',
}
export const scopeOn = (scope: Scope): string =>
  `好的，谢谢您，记下了：${scopeNames[scope]}，您同意。什么时候改主意了，说“${scopeTakenBack[scope]}”就行，不影响上课。`
export const nothingAgreed = '您还没有同意过什么。留过话想删掉，说“删除我的信息”就行。'

// 让另一位家长也能看
export const inviteFirst = '先把报名报好，再请另一位家长一起看。'
export const inviteTitle = '邀请码'
export const inviteLines = (code: string): readonly string[] => [
  code,
  '请另一位家长用自己的微信，把这8位数字发给我',
  `${keptFor.joinCodeHours}小时内有效，只能用一次，别发到群里`,
]
export const inviteText = '加进来以后，两位家长看到的一样，都能改。'
export const alreadyJoined = '您已经在这一家了，直接看就行。'
export const otherFamily =
  '您这边已经有一份自己的报名信息，两份合不到一起。要加入这一家，先说“删除我的信息”，再发一次这个码；拿不准就说“人工”。'
export const joinIntro = '有家长请您一起看孩子的报名。'
export const joined = (children: readonly string[]): string =>
  `加好了！${children.join('、')}的报名，您现在都能看、能改。`
export const joinRefused = '好的，没有加，您的信息也没有存。'
