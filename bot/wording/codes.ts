import type { Instant } from '../../shared/time.ts'
import { momentWords } from './dates.ts'

// Eight digits that open something, and the question that keeps a lucky guess out.
export const tooManyCodes = '试错太多次了，请过一小时再试。急的话说“人工”。'
export const wrongCode = '这个码不对，或者过期了。请核对8位数字；还不行，请对方再要一个新的。'
export const codeGone = '这个码过期了，请对方再要一个新的发给您。'
export const askLastFour = '为了孩子信息安全，请发您手机号的后四位。'
export const askLastFourAgain = '请发报名时填的家长手机号，只要后四位数字。不清楚的话，回复“人工”。'
export const whyLastFour = '有人会乱猜码。对上家长手机号后四位，我才给看孩子的信息。'
export const notThatPhone = (left: number): string =>
  `后四位对不上。请发报名时填的家长手机号后四位，还可以试${left}次。`
export const spent = {
  confirm:
    '没对上，这个码作废了，孩子的名额先留着。请帮忙的人对我说“再要一个确认码”，再转给您；也可以回复“人工”，改用纸质的。',
  join: '没对上，这个码作废了。请先加入的那位家长对我说“让另一位家长也能看”，把新的码发给您。',
} as const
export const noPhoneKnown = {
  confirm: '这份报名没填家长手机号，没法核对。请帮忙的人重填一次，写上您的手机号；也可以回复“人工”。',
  join: '这一家没留手机号，没法核对。请那位家长先说“修改手机号”，再发一个新的码给您。',
} as const

// A helper asks for a further code.
export const newCodes = (until: Instant): string =>
  `新的确认码好了，请把卡转给家长，${momentWords(until)}前确认。家长要发报名时填的手机号后四位。`
export const nothingWaits =
  '您帮忙填的，没有在等家长确认的了：家长确认过了，或者过了48小时。没确认的请重新报一次。'
