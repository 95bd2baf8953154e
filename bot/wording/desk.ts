import type { Day } from '../../shared/time.ts'
import { dateWords } from './schedule.ts'

// What the commands of staff print at the terminal: requests, outbox, closure, paper, recount.

export const seeHelp = '加上 --help 看用法。'

// npm run closure
export const closureUsage = `npm run closure -- 镇 日期 --reason 原因 (--closed | --goes-on) [--care 看护处] [--programme 编号] [--data 文件夹]

让一个镇（或任何一个单位，连同下级）某一天停课，或者说明照常上课，马上通知家长。不显示任何个人信息。
同样的话再说一遍，什么都不变；反过来说一遍，就按新的来。

  镇               镇的名字、别名或编号：东镇
  日期             2027-07-08、7-8 或 7月8日
  --closed         停课
  --goes-on        照常上课
  --reason 原因    家长看到的话：台风红色预警（最多60个字）
  --care 看护处    哪里有应急看护：上课地点的编号，或一句话（最多300个字）
  --programme 编号 发布了几个项目时，写明哪一个
  --data 文件夹    数据文件夹（./data）`
export const closureLacks = {
  town: `没写哪个镇。${seeHelp}`,
  day: `没写哪一天。${seeHelp}`,
  more: (word: string): string => `多出一个词“${word}”：原因要写在 --reason 后面，有空格的加引号。`,
  reason: '没写原因：加上 --reason，比如 --reason 台风红色预警。',
  kind: '停课写 --closed，照常上课写 --goes-on，写一个。',
} as const
export const whichProgramme = (ids: readonly string[]): string =>
  `发布了几个项目，用 --programme 写明哪一个：${ids.join('、')}。`
export const noProgramme = (ids: readonly string[]): string =>
  ids.length > 0 ? `没有这个项目。有的是：${ids.join('、')}。` : '这里还没有发布项目。'
export const noTown = (said: string, names: readonly string[]): string =>
  `没有叫“${said}”的镇或单位。有这些镇和街道：${names.join('、')}。`
export const severalTowns = (said: string, names: readonly string[]): string =>
  `叫“${said}”的不止一个，请写编号：${names.join('、')}。`
export const notADay = (said: string): string => `“${said}”看不懂是哪一天：写成 2027-07-08、7-8 或 7月8日。`
export const dayPast = (day: Day): string => `${day} 已经过去了。`
export const dayOutside = (day: Day, first: Day, last: Day): string =>
  `${day} 不在上课的日子里：${first} 到 ${last}。`
export const reasonLength = '原因不能空着，最多60个字。'
export const tryAgain = '项目刚刚改过，请再试一次。'
export const careLength = '看护处不能空着，最多300个字。'
export const alreadySo = (town: string, day: Day): string =>
  `${town}${dateWords(day)}已经是这样，什么都没变。`
export const ordered = (town: string, day: Day, goesOn: boolean, notices: number): string =>
  `${town}${dateWords(day)}${goesOn ? '照常上课' : '停课'}，已发布；${noticesWritten(notices)}`
/** One to every guardian who speaks to the bot. */
const noticesWritten = (notices: number): string =>
  notices === 0 ? '现在没有哪家要通知。' : `给家长的${notices}条消息写好了，马上发出。`
export const toldByServer = (error: string): string =>
  `已发布。这里没能写完消息（${error}），由服务器接着通知家长。`

// npm run announce
export const announceUsage = `npm run announce -- 要说的话 [--to 单位 | --section 班] [--programme 编号] [--data 文件夹]

给报上名的家庭发一条通知，请他们回“收到”。不写 --to 和 --section，就发给项目里的每一家。每家只收一次。
不在夜里发：晚上10点后写的，早上7点送到。急事（台风停课）用 npm run closure。

  要说的话         家长看到的话，有空格的加引号（最多500个字）
  --to 单位        只发给在这个镇、村或单位上课的家庭，连同下级
  --section 班     只发给这个班
  --programme 编号 发布了几个项目时，写明哪一个
  --data 文件夹    数据文件夹（./data）`
export const announceLacks = `没写要说什么。${seeHelp}`
export const announceMore = (word: string): string => `多出一个词“${word}”：要说的话有空格的，加上引号。`
export const announceLength = '要说的话不能空着，最多500个字。'
export const toOrSection = `--to 和 --section 只能写一个。${seeHelp}`
export const noSection = (said: string): string => `这个项目里没有编号是“${said}”的班。`
export const announced = (notices: number): string => `好了：${noticesWritten(notices)}`

// npm run requests
export const requestsUsage = `npm run requests -- [--close 编号 | --answer 编号 --words 回复] [--data 文件夹]

按先后列出大家留给工作人员的话（人工），还有谁留的、电话多少，好回电话。服务器开着或关着都能用。
每看一次都会记下来，家长可以问谁看过。

  --answer 编号 --words 回复
                用机器人回复留言的人，这一件就办完了（最多500个字）
  --close 编号  这一件办完了，结掉：留言随之删除
  --data 文件夹 数据文件夹（./data）`
export interface Caller {
  readonly guardian: string
  readonly relation: string
  readonly children: readonly string[]
  readonly phone: string
}
export const callerWords = ({ guardian, relation, children, phone }: Caller): string =>
  `${children.join('、') || '孩子'}的${relation || '家长'}${guardian}，电话 ${phone || '没留'}`
export const unknownCaller = '还没报名，没有留电话'
export const requestHead = (day: Day, time: string, who: string): string =>
  `${dateWords(day)} ${time}  ${who}`
export const howToClose = (id: string): string =>
  `回复他：npm run requests -- --answer ${id} --words 回复；电话里办完了：npm run requests -- --close ${id}`
export const answerLength = '回复不能空着，最多500个字：加上 --words，写给留言的人看的话。'
export const closeOrAnswer = `--close 和 --answer 只能写一个。${seeHelp}`
export const requestAnswered = (id: string): string => `${id} 已回复，消息马上发出；7天后留言和回复都删掉。`
export const openRequests = (count: number): string =>
  count === 0 ? '没有等着办的留言。' : `一共${count}件等着办。`
export const noRequest = (id: string): string => `没有编号是 ${id} 的留言，可能已经结掉了。`
export const requestClosed = (id: string): string => `${id} 已结掉，留言删掉了。`

// npm run paper
export const paperUsage = `npm run paper -- 确认码 --where 存放处 [--by 岗位] [--outings yes|no] [--data 文件夹]

登记：帮别人报名的那一家，家长已在纸上签字同意。确认码是帮忙的人手里的8位数字，也可以写这一家的编号。

  --where 存放处   纸放在哪里，写岗位或房间，不要写人名：写“村委会办公室抽屉”，不写“王主任抽屉”
  --by 岗位        由哪个岗位登记，不要写人名（office）
  --outings yes|no 报的课里有外出活动的：纸上同意写 yes，不同意写 no
  --data 文件夹    数据文件夹（./data）`
export const paperLacks = '要写确认码和纸放在哪里：npm run paper -- 确认码 --where 存放处。'
export const outingsYesNo = '--outings 后面写 yes 或 no。'
export const paperRefused = {
  unknown: '没有哪一家在等这个确认码：请核对数字。过期的已经删掉，确认码也一起没了。',
  lapsed: '那一份已经没了：过了48小时，或者删掉了。请重新填一次。',
  confirmed: '那一家已经确认过了。',
  no_paper: '要写纸放在哪里（--where）和由哪个岗位登记（--by）。',
  outings: '报的课里有外出活动，要单独同意：看纸上怎么写，加上 --outings yes 或 --outings no。',
  busy: '有人正在改那一家，请再试一次。',
} as const
export const paperRecorded = (familyId: string, seats: number, waiting: number): string =>
  `登记好了。${familyId} 这一家报上${seats}个名额${waiting > 0 ? `，候补${waiting}个` : ''}。`

// npm run outbox
export const outboxUsage = `npm run outbox -- [--again 编号 | --arrived 编号 | --family 编号] [--data 文件夹]

按先后列出要人看一眼的消息：几次都没发出去的，和不知道对方收没收到的。只有编号。服务器开着或关着都能用。

  --again 编号   再发一次（不知道收没收到的，先问清对方没收到）
  --again restored
                 恢复备份以后：没发完的全部再发（先确认备份以后什么都没发出去过）
  --arrived 编号 对方收到了，结掉
  --family 编号  一家最近7天的每条消息：发给谁、几点、走哪条路、到没到
  --data 文件夹  数据文件夹（./data）`
export const eitherWay = `--again 和 --arrived 只能写一个。${seeHelp}`
export const troubledMessages = (count: number): string =>
  count === 0 ? '没有要人看的消息。' : `一共${count}条要看一眼。`
export const restoredAgain = (count: number): string => `恢复数据前没发完的${count}条，再发一次，已排上。`
export const messagesOf = (count: number): string => `一共${count}条消息。`
export const noFamily = '没有这个编号的家庭，可能已经删掉了。'
export const noMessage = '没有这条消息。'
export const nothingToSettle = '这条不用处理：不是没发出去的，也不在等核对，或者已经过期。'
export const sentAgain = '再发一次，已排上。'
export const settled = '已结掉。'
const stateWords: Readonly<Record<string, string>> = {
  queued: '等着发',
  leased: '等着发',
  sending: '正在发',
  sent: '发到了',
  expired: '过期没发',
  undeliverable: '对方不在了或不要消息',
  failed: '没发出去',
  in_review: '不知道收没收到',
}
export const deliveryWords = (state: string, reason: string | null, since: string, tries: number): string =>
  `${stateWords[state] ?? state}${reason ? `（${reason}）` : ''}，${since}起，试过${tries}次`

// npm run recount
export const recountUsage = `npm run recount -- [--repair] [--data 文件夹]

先把中断的对话做完，再把每个班的名额、预留名额、候补和每家的报名重新数一遍，有不一样的一条条列出来。只有编号。
全部一样，退出码是0；有不一样的，是1。

  --repair        按数出来的改正
  --data 文件夹   数据文件夹（./data）`
export interface DifferenceSaid {
  readonly kind: string
  readonly where: string
  readonly whose: string
  readonly stored: string
  readonly counted: string
}
const differences: Readonly<Record<string, (one: DifferenceSaid) => string>> = {
  open: () => '有一次对话没做完，再试也没成',
  left: ({ stored, counted }) => `剩余名额记的是${stored}，数出来是${counted}`,
  waiting: ({ stored, counted }) => `候补人数记的是${stored}，数出来是${counted}`,
  granted: ({ stored, counted }) => `特批人数记的是${stored}，数出来是${counted}`,
  quota_left: ({ whose, stored, counted }) => `给${whose}预留的剩余记的是${stored}，数出来是${counted}`,
  quota_waiting: ({ whose, stored, counted }) => `等${whose}预留名额的记的是${stored}，数出来是${counted}`,
  orphan: ({ whose }) => `${whose} 占着名额，家庭已经没有了`,
  note: ({ whose }) => `${whose} 的报名中断了，名额没落定`,
  broken: ({ whose }) => `${whose} 的候补位置不完整`,
  view: ({ whose, stored, counted }) => `${whose} 家里记的是${stored || '没有'}，实际是${counted || '没有'}`,
  stray: ({ whose, stored }) => `${whose} 家里记的是${stored}，班里没有`,
}
export const differenceWords = (one: DifferenceSaid): string =>
  `${one.where}：${differences[one.kind]?.(one) ?? one.kind}`
export const recounted = (count: number, repaired: boolean): string => {
  if (count === 0) return '数完了，全部一样。'
  return repaired
    ? `数完了，${count}处不一样，已改正。再运行一次应当全部一样。`
    : `数完了，${count}处不一样。加上 --repair 改正。`
}
