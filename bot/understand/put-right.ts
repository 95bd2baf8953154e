import type { Expects } from '../../shared/contract/expects.ts'
import { fieldReaders } from './form.ts'
import type { Asked, Slot } from './meaning.ts'
import { mentionsOf, type Reading } from './reading.ts'
import { illWords } from './words/replies.ts'

/*
 * 刚才电话错了 13800001234, while something else is asked: which field is put right, and what it shall be. The field is the one
 * named, else the only one that the new value can belong to.
 */
const wrong =
  /[写填打说弄搞记发输]错了?|错了|不对|有误|改成|改为|改到|更正(?:为|成)?|应该(?:是|叫|写)|(?:^|[,。 ])不是[^,。 ]{1,8}[,。 ]*我?是|搞反了/g

const named: readonly (readonly [RegExp, Expects])[] = [
  [/(?:备用|第二个?|另一个|紧急)(?:的)?(?:联系)?(?:电话|手机|号码)/, 'guardian.phone2'],
  [/电话|手机|号码|联系方式/, 'guardian.phone'],
  [/(?:我|家长|大人|监护人|爸爸?|妈妈?)的?(?:名字|姓名|名)/, 'guardian.name'],
  [/名字|姓名|(?:孩子|娃)叫|的名/, 'child.name'],
  [/年级|生日|出生|岁|年龄/, 'child.birth'],
  [/日期|来的(?:时间|日子|天)/, 'child.days'],
  [/健康|身体|过敏/, 'health'],
  [/接送|[接领]的人|谁来?接|来接|接孩子|接娃/, 'pickup'],
  [/住址|地址|住处|住的|住在|村名|厂名|上班/, 'place'],
  [/关系/, 'guardian.relation'],
]

const illness = new RegExp(illWords.join('|'))

/** The field that a value by itself belongs to; a name to whoever was asked for last. */
const fieldOfValue = (value: Reading, { expects, missing }: Asked): Expects | null => {
  const has = (kind: Parameters<typeof mentionsOf>[1]) => mentionsOf(value, kind).length > 0
  if (has('phone')) return 'guardian.phone'
  if (illness.test(value.text)) return 'health'
  if (has('age') || has('grade') || has('birth')) return 'child.birth'
  if (has('date')) return 'child.days'
  if (has('place') || has('emp')) return 'place'
  if (has('kin')) return /[接送领]/.test(value.text) ? 'pickup' : 'guardian.relation'
  const guardianKnown = !missing.includes('guardian.name') && expects !== 'guardian.name'
  const early = expects === 'child.birth' || expects === 'child.days'
  return has('name') ? (guardianKnown && !early ? 'guardian.name' : 'child.name') : null
}

const form = /^(?:child\.|guardian\.|place$|employer$|health$|pickup$|modules$|wishes$)/
const sameField = (field: Expects, expects: Expects): boolean =>
  field === expects ||
  (field === 'place' && expects === 'employer') ||
  (field === 'child.birth' && expects === 'child.grade')

/** The words after the last sign that something was wrong, without what only joins them. */
const valueIn = (text: string): { before: string; value: string } | null => {
  const last = [...text.matchAll(wrong)].at(-1)
  if (!last) return null
  const end = last.index + last[0].length
  const value = text
    .slice(end)
    .replace(/^(?:[\s,。:;了的]|是|叫做?|为|成|应该|名字|我|她|他|孩子)*(?=.)/u, '')
  return { before: text.slice(0, end), value: value.length > 1 ? value : '' }
}

/** Answers of which nearly any words are taken: 说错了 must not be among them, though the very field is asked. */
const freely: ReadonlySet<Expects> = new Set(['health', 'child.days'])

export interface PutRight {
  readonly field: Expects
  /** Empty where the new value did not come along. */
  readonly slots: readonly Slot[]
}

/** What a message puts right that is not being asked for; null where it puts nothing right, or asks. */
export const putRightOf = (
  reading: Reading,
  asked: Asked,
  readPart: (part: string) => Reading,
): PutRight | null => {
  const { expects } = asked
  const said = expects !== null && form.test(expects) ? valueIn(reading.text) : null
  if (!expects || !said || /[?]|[吗么]$/.test(reading.text) || mentionsOf(reading, 'mod').length > 0)
    return null
  const part = readPart(said.value)
  const field = named.find(([words]) => words.test(said.before))?.[1] ?? fieldOfValue(part, asked)
  if (!field || (sameField(field, expects) && !freely.has(field))) return null
  const slots = said.value === '' ? [] : (fieldReaders[field]?.(part, true) ?? [])
  return { field, slots: field === 'health' ? slots.slice(0, 1) : slots }
}
