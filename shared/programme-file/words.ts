import type * as z from 'zod'
import { type Found, valueAt } from './mistake.ts'

const kinds: Readonly<Record<string, string>> = {
  string: '要写文字（纯数字请加引号）',
  number: '要写数字',
  int: '要写整数',
  boolean: '要写 true 或 false',
  array: '要写成列表，每一项前面加“- ”',
  object: '要写成“字段: 内容”的样子',
}

const oneOf = (values: readonly unknown[]) =>
  `只能是 ${values.map(String).join('、')}${values.length > 1 ? ' 之一' : ''}`

const typeRule = (expected: string, value: unknown): string => {
  if (value === undefined) return '缺少这一项'
  if (value === null) return '只写了名字，没有写内容'
  return kinds[expected] ?? '写法不对'
}

const units: Readonly<Record<string, string>> = { string: ' 个字', array: ' 项' }

const sizeRule = (issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string => {
  const unit = units[issue.origin]
  if (issue.code === 'too_small')
    return unit ? `至少要有 ${issue.minimum}${unit}` : `不能小于 ${issue.minimum}`
  return unit ? `最多 ${issue.maximum}${unit}` : `不能大于 ${issue.maximum}`
}

/** The schema has two kinds of union: told apart by `kind`, and a count that may be marked as assumed. */
const unionRule = (issue: z.core.$ZodIssueInvalidUnion, value: unknown): string => {
  if ('options' in issue && Array.isArray(issue.options)) return oneOf(issue.options)
  if (value === null) return typeRule('int', value)
  return '要写 0 或更大的整数；估计的数写成 { value: 40, assumed: true }'
}

const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text)

const ruleOf = (issue: z.core.$ZodIssue, value: unknown): string => {
  if (isChinese(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return typeRule(issue.expected, value)
  if (issue.code === 'invalid_value') return value === undefined ? '缺少这一项' : oneOf(issue.values)
  if (issue.code === 'too_small' || issue.code === 'too_big') return sizeRule(issue)
  return issue.code === 'invalid_union' ? unionRule(issue, value) : '写法不对'
}

const pathOf = (path: readonly PropertyKey[]) =>
  path.map((key) => (typeof key === 'symbol' ? String(key) : key))

/** What zod found, in words for whoever wrote the file. Each unknown field is a mistake of its own. */
export const foundBySchema = (issues: readonly z.core.$ZodIssue[], data: unknown): readonly Found[] =>
  issues.flatMap((issue) => {
    const path = pathOf(issue.path)
    if (issue.code !== 'unrecognized_keys') return [{ path, rule: ruleOf(issue, valueAt(data, path)) }]
    return issue.keys.map((key) => ({ path: [...path, key], rule: '没有这个字段，看看是不是写错了' }))
  })
