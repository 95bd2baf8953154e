import type { GuessOption } from '../dialogue/flows.ts'

/** First time: say so, and the pending question follows. */
export const notUnderstood = (misses: number): string =>
  misses % 2 === 1 ? '不好意思，我没看懂这句。' : '这句我还是没明白，换个说法试试？'

export const pickReading = '是我没弄明白。您是想（回复数字）：'

/** After three misunderstandings in a row. */
export const offerHuman = '看来我帮不上这个忙，要不要请工作人员来？（回复数字）'

const readings: Record<GuessOption, string> = {
  go_on: '接着刚才的',
  back: '回到上一步',
  register: '给孩子报名',
  pick_modules: '选课',
  inform: '补充孩子的信息',
  correct: '改填好的信息',
  affirm: '确认',
  deny: '不要',
  schedule: '看上课时间',
  leave: '请假',
  cancel: '取消报名',
  change: '换课',
  waitlist: '问候补排到第几',
  ask_quota: '问还有没有名额',
  ask_fee: '问要不要钱',
  ask_when: '问什么时候上课',
  ask_where: '问在哪里上课',
  ask_courses: '问有哪些课',
  ask_eligibility: '问孩子能不能报',
  pickup: '改谁来接孩子',
  human: '找工作人员',
  consent: '同意告知书',
  consent_no: '不同意了',
  delete_data: '删除我的信息',
  help: '看看怎么用',
  greet: '回到主菜单',
  thanks: '没事了',
  abuse: '找工作人员',
  offtopic: '没事了',
}

/** A reading in words, as a numbered choice shows it. */
export const reading = (option: GuessOption): string => readings[option]

export const numbered = (options: readonly string[]): string =>
  options.map((option, index) => `${index + 1} ${option}`).join('\n')

/** A greeting said twice in a row is another greeting, not a question put again. */
const greets = /您好([！，])/
/** Put before a sentence that would otherwise stand twice in a row. */
const openers = ['咱们接着来。', '再问您一下。', '还是这个问题。']
export const varied = (sentence: string, count: number): string =>
  greets.test(sentence)
    ? sentence.replace(greets, '又见面了$1')
    : `${openers[count % openers.length]}${sentence}`

export const cutNotice = '您发的内容有点长，我只看了前500个字。'
export const calm = '让您着急了，对不住。要找工作人员，回复“人工”就行。'
export const youAreWelcome = '不客气，有事随时说。'
export const offTopic = '这个我不太懂，我只会帮忙报名、查课。'
export const nothingToEdit = '现在还没有可以修改的信息。'
export const nobodyLooked = '目前没有工作人员查看过您家的信息。以后每次查看都会记下来，您随时可以问。'
export const leaveNoted = '请假我先记下，交给老师。'
export const familyGone = '家里的报名信息已经删除了，这一步没有做。'
