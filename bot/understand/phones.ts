import type { Mention } from './mention.ts'
import { readDigits } from './numbers.ts'

const said = '[\\d零〇o洞一幺妖腰二两三四五六七拐八九勾]'
const number = new RegExp(`(?<!${said})(?:\\+?86[- ]?)?(${said}(?:[ \\-.,、]?${said}){10})(?!${said})`, 'g')

/** Mobile numbers of eleven digits, with gaps or spoken (幺三八…). One digit more or less is none. */
export const findPhones = (text: string): Mention[] =>
  [...text.matchAll(number)].flatMap((match): Mention[] => {
    const digits = readDigits((match[1] ?? '').replace(/[ \-.,、]/g, ''))
    if (!digits || !/^1[3-9]\d{9}$/.test(digits)) return []
    return [{ kind: 'phone', at: match.index, end: match.index + match[0].length, value: digits }]
  })

const code = /(?<!\d)(\d{4}) ?(\d{4})(?!\d)/

const four = new RegExp(`(?<!${said})${said}(?:[ \\-.,、]?${said}){3}(?!${said})`)
/** Eight digits and four more in even groups, as a mobile number with a digit too many is written. */
const likePhone = /^\s*1[3-9]\d\d \d{4} \d{4}\s*$/

/** The last four digits of a phone, as asked for with a code: alone, beside the code, or of a whole number. */
export const findLastFour = (text: string): string | null => {
  const plain = text.normalize('NFKC')
  const whole = findPhones(plain)[0]
  if (whole) return whole.value.slice(-4)
  const match = four.exec(plain.replace(code, '；'))
  return match && readDigits(match[0].replace(/[ \-.,、]/g, ''))
}

/** The eight digits of a code that a guardian passes on: alone, or after 码; never a birth date of this century in a sentence. The last four digits of a phone may stand beside it. */
export const findCode = (text: string, asked: boolean): string | null => {
  const match = code.exec(text)
  if (!match) return null
  const alone =
    text
      .replace(match[0], '')
      .replace(/(?<!\d)\d{4}(?!\d)/, '')
      .replace(
        /[\s,，。.!:：、;；和的是验证确认邀请家庭加入码我输入收到你好老师这个手机电话尾号后四位]/gu,
        '',
      ) === '' && !likePhone.test(text)
  if (!asked && !alone && !/码/.test(text)) return null
  const digits = `${match[1]}${match[2]}`
  const dateLike = /^20[012]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits)
  return dateLike && !asked && !/码/.test(text) ? null : digits
}
