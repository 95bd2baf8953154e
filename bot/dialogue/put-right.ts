import type { Expects } from '../../shared/contract/expects.ts'
import { canonical } from './edit/form.ts'
import { slotsOf, type Turn } from './turn.ts'

/** Words by which a fact that is stored is put right or has changed: 写错了, 改成, 换了. */
const putsRight =
  /[写填打说弄搞记]错了?|错了|有误|不对|改成|改为|改到|换成|换为|换了|变了|更正(为|成)?|换号码?了?|应该是/

/** How the fields are called in such a sentence. 报名 names no name; the first row that fits counts. */
const called: readonly (readonly [RegExp, Expects])[] = [
  [/备用|第二个?(电话|号码|手机)|另一个电话|紧急联系/, 'guardian.phone2'],
  [/电话|手机|号码|联系方式|换号/, 'guardian.phone'],
  [/(家长|监护人|大人|爸爸?|妈妈?|我)的?(名字|姓名)/, 'guardian.name'],
  [/名字|姓名|(孩子|娃)的?名/, 'child.name'],
  [/生日|出生|岁|年龄/, 'child.birth'],
  [/来的(日期|时间|日子)/, 'child.days'],
  [/关系/, 'guardian.relation'],
  [/健康|过敏|身体情况/, 'health'],
  [/接送|[接领]的人|谁来?接|接孩子|接娃/, 'pickup'],
  [/住址|地址|住处|住的|搬家|厂/, 'place'],
]

/** Which field, and the words in which its new value stands; empty where none came along. */
export interface PutRight {
  readonly field: Expects
  readonly value: string
}

const asks = /[吗呢么?？]\s*$|怎么|能不能|可不可以|可以/

/** A sentence that puts a stored fact right: which one, and the words after it, where the new value stands. */
export const putRight = (turn: Turn): PutRight | null => {
  const found = putsRight.exec(turn.text)
  const ofLessons = (['mod', 'mod-', 'time', 'time-'] as const).some((key) => slotsOf(turn.meaning, key)[0])
  if (!found || asks.test(turn.text)) return null
  const until = found.index + found[0].length
  const named = called.find(([pattern]) => pattern.test(turn.text.slice(0, until)))
  const value = turn.text.slice(until).replace(/^[\s，,。：:；;]*(?:是|叫|为|成)?[\s，,：:]*/u, '')
  // 健康 is the name of a lesson too.
  if (!named || (ofLessons && named[1] !== 'health')) return null
  return { field: canonical(named[1]), value }
}
