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

/** The eight digits of a code that a guardian passes on: alone, or after 码; never a birth date of this century in a sentence. */
export const findCode = (text: string, asked: boolean): string | null => {
  const match = code.exec(text)
  if (!match) return null
  const alone =
    text
      .replace(match[0], '')
      .replace(/[\s,。.!:、的是验证确认邀请家庭加入码我输入收到你好老师这个]/gu, '') === ''
  if (!asked && !alone && !/码/.test(text)) return null
  const digits = `${match[1]}${match[2]}`
  const dateLike = /^20[012]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits)
  return dateLike && !asked && !/码/.test(text) ? null : digits
}
