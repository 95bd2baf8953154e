import { keptFor } from '../../shared/retention.ts'
import { numbered } from './misunderstood.ts'

/** A child that another family has entered too. Nothing of that family is told: not who, where, nor what it is enrolled in. */
export const isSame = '是同一个孩子'
export const isAnother = '不是，同名'
export const sameLabels = [isSame, isAnother] as const

export const askSame = (child: string): string =>
  `好像有家里人已经给${child}报过名了。是同一个孩子吗？\n${numbered(sameLabels)}`
export const whySame = '一个孩子报两次，会占掉别人的名额，所以问一声。'

/** To a helper: the family has enrolled by itself, or another helper has. */
export const helperSame = (child: string): string =>
  `好的，${child}这边就不再报了，免得占两个名额。要改课，请家里人自己跟我说。`

export const tooMuchAsked = '今天核对的次数太多了，请过一小时再来。着急的话回复“人工”。填好的都给您留着。'

export type Asker = 'father' | 'mother' | 'family'
const asWords: Record<Asker, string> = { father: '孩子的爸爸', mother: '孩子的妈妈', family: '孩子的家里人' }

// To who entered the child the second time.
export const askedFamily = (child: string, as: Asker): string =>
  `好的，${child}先不再报，免得占两个名额。我去问报过名的家里人（会说您是${asWords[as]}），最多等${keptFor.askHours}小时，有回音马上告诉您。您填的都留着。`
export const askedHelper = (child: string): string =>
  `好的，${child}先不再报。名额是有人帮忙报的，还等家长确认。我已经请TA把8位确认码发给您，收到以后发给我，就归您管了。您填的都留着。`
export const askedStaff = (child: string): string =>
  `好的，${child}先不再报。请工作人员核对一下，下一个工作日会看。您填的都留着。`

export const lookAgain = '再看看有没有回音'
export const goOnAnother = '不是同一个孩子，接着报'
export const askHuman = '找人工'
export const comeIn = '一起管'
export const notNow = '先不用'
export const waitingLabels = [lookAgain, goOnAnother, askHuman] as const
export const refusedLabels = [askHuman, goOnAnother] as const
export const agreedLabels = [comeIn, notNow] as const

export const stillWaiting = (child: string): string =>
  `${child}的事还在等家里人回音，有了马上告诉您。\n${numbered(waitingLabels)}`
export const waitsForCode = (child: string): string =>
  `${child}的事还在等确认码，收到8位数字就发给我。\n${numbered(waitingLabels)}`
export const nobodyAnswered = (child: string): string =>
  `${child}的事，家里人一直没有回音，可能没看到。可以请人工帮您核对：\n${numbered(refusedLabels)}`
export const saidNo = (child: string): string =>
  `${child}的事，对方说不是一家人，也可能只是同名。可以请人工帮您核对：\n${numbered(refusedLabels)}`
export const askComeIn = (child: string): string =>
  `家里人说是一家人。跟TA一起管${child}的报名吗？两边填的会合在一起，一个孩子只占一个名额。\n${numbered(agreedLabels)}`
export const notComeIn = '好的，先不合。什么时候要合，说“报名”就能接着办。'
export const cameIn = '合好了，谢谢您！孩子的报名现在你们一起管，说“我的报名”就能看。'
export const twoGuardians = '您家这边还有另一位家长，两家怎么合，请工作人员帮您办，下一个工作日会看。'

// To the family that was there first.
export const yesFamily = '是，让TA一起管'
export const noFamily = '不是'
export const kinLabels = [yesFamily, noFamily] as const
export const askKin = (child: string, as: Asker): string =>
  `有人也在给${child}报名，说是${asWords[as]}。是家里人吗？\n${numbered(kinLabels)}`
export const whyKin = '答“是”，TA就能跟您一起看、一起改孩子的报名；不认识就答“不是”，TA什么也看不到。'
export const kinAgreed = '好的。等TA那边再回一句，就一起管了。'
export const kinRefused = '好的，没让TA进来，您家的报名没有动。'
export const kinOver = '这件事已经答过了，或者过时了，您家的报名没有动。'

/** To staff: ids and nothing else. */
export const noteSame = (own: string, others: readonly string[]): string =>
  `可能是同一个孩子报了两次：${own}和${others.join('、')}。报名的人说不是同一个，请核对。`
export const noteUnasked = (own: string, others: readonly string[]): string =>
  `可能是同一个孩子报了两次：${own}和${others.join('、')}。还没有问过报名的人，请核对。`
export const noteNobody = (others: readonly string[]): string =>
  `有家长说${others.join('、')}就是自己家孩子，那一家没有可以问的联系人，请核对。`
export const noteTwoGuardians = (own: string, other: string): string =>
  `家庭${own}和${other}说是一家，前一家有两位家长，请帮他们合在一起。`
