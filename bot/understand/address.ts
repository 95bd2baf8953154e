import { surnames } from './words/surnames.ts'

/** Surnames that are common enough to stand before 姐; rarer ones (和, 让, 由) are mostly other words. */
const common = [...surnames].slice(0, 100).join('')

/** 刘姐, 王哥, 李大嫂, 张叔: a grown-up addressed politely. 姐姐 and 哥哥 after a surname are relatives still. */
export const addressWords = `(?<![大小表堂老阿])[${common}](?:大?姐(?!姐|夫|弟|妹)|大?哥(?!哥)|大?嫂(?!嫂)|叔(?!叔))`

const address = new RegExp(addressWords, 'g')

/** Where a message addresses somebody so. */
export const addressesIn = (text: string): readonly { readonly at: number; readonly end: number }[] =>
  [...text.matchAll(address)].map((match) => ({ at: match.index, end: match.index + match[0].length }))

const mayCollect = '(?:自己|本人|亲自|她|他|会|能|可以|也|都|每天|天天|下班|过来|[来去])*(?:[接送领]|$)'
const collecting = new RegExp(`(${addressWords})(?=${mayCollect})`, 'g')

/** Who of those addressed so shall collect: 刘姐自己接, or 刘姐 alone where that was asked. */
export const addressedCollectors = (text: string, asked: boolean): readonly string[] =>
  [...text.matchAll(collecting)].filter(() => asked || /[接送领]/.test(text)).map(([, who = '']) => who)
