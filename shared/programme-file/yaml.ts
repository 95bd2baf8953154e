import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'
import { no, ok, type Result } from '../result.ts'
import type { Mistake, Path } from './mistake.ts'

/** More than any town writes; bounds what a wrong file can cost. */
export const maxBytes = 1_000_000

/** A programme file has eight levels. The parser recurses, and near the end of its stack a process may die. */
const deepest = 30

/** A YAML text as plain data, with the line on which each part of it stands. */
export interface Source {
  readonly data: unknown
  /** The line of the part at a path, or of the nearest part around it; counts from 1. */
  readonly lineAt: (path: Path) => number
  /** Mistakes that leave the structure as it was meant (a field twice). */
  readonly mistakes: readonly Mistake[]
}

const syntax: Readonly<Record<string, string>> = {
  BAD_INDENT: '缩进不对：同一层的字段要对齐',
  TAB_AS_INDENT: '缩进只能用空格，不能用 Tab',
  MISSING_CHAR: '少了一个符号（引号、冒号、逗号或括号）',
  BAD_ALIAS: '这里不能用 * 引用',
  MULTIPLE_DOCS: '一个文件只能写一个项目，不能用 --- 分开',
  NON_STRING_KEY: '字段的名字要写成文字',
  BAD_SCALAR_START: '内容不能用这个符号开头，请加引号',
  TAG_RESOLVE_FAILED: '不能用 ! 标记',
  MULTILINE_IMPLICIT_KEY: '字段的名字要写在一行里，后面要有冒号和空格',
  BLOCK_AS_IMPLICIT_KEY: '一行里写了两个字段，或者内容里有“: ”要加引号',
}

const plain = (node: unknown): unknown => {
  if (isMap(node))
    return Object.fromEntries(node.items.map((pair) => [String(plain(pair.key)), plain(pair.value)]))
  if (isSeq(node)) return node.items.map(plain)
  return isScalar(node) ? node.value : null
}

const startOf = (node: unknown): number | undefined =>
  isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined

type Pair = YAMLMap['items'][number]

const nameOf = (pair: Pair): string | null => (isScalar(pair.key) ? String(pair.key.value) : null)

/** The fields of each mapping by name, made once a mapping: a file may hold tens of thousands of mistakes. */
const fieldFinder = () => {
  const known = new WeakMap<object, ReadonlyMap<string | null, Pair>>()
  return (map: YAMLMap, name: string): Pair | undefined => {
    const fields = known.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair), pair]))
    known.set(map, fields)
    return fields.get(name)
  }
}

/** Where the part at a path begins (a field at its name), or the nearest part around it. */
const offsetFinder = (contents: unknown) => {
  const find = fieldFinder()
  return (path: Path): number => {
    let node = contents
    let offset = startOf(contents) ?? 0
    for (const key of path) {
      const pair = isMap(node) ? find(node, String(key)) : undefined
      const item = isSeq(node) && typeof key === 'number' ? node.items[key] : undefined
      if (!pair && item === undefined) break
      offset = startOf(pair ? pair.key : item) ?? offset
      node = pair ? pair.value : item
    }
    return offset
  }
}

/** Where a field stands a second time. The parser's own check takes a time that grows with the square of a mapping. */
const repeatsOf = (document: Document.Parsed): readonly { offset: number; name: string }[] => {
  const found: { offset: number; name: string }[] = []
  visit(document, {
    Map: (_, map) => {
      const met = new Set<string | null>()
      for (const pair of map.items) {
        const name = nameOf(pair)
        if (name !== null && met.has(name)) found.push({ offset: startOf(pair.key) ?? 0, name })
        met.add(name)
      }
    },
  })
  return found
}

/** References would let a small file unfold into a huge one, and hide from a reader what a section holds. */
const aliasesOf = (document: Document.Parsed): readonly number[] => {
  const found: number[] = []
  visit(document, {
    Alias: (_, node) => {
      found.push(node.range?.[0] ?? 0)
    },
  })
  return found
}

const sourceOf = (text: string): Result<Source, readonly Mistake[]> => {
  const lines = new LineCounter()
  const options = { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: false }
  const document = parseDocument(text, options)
  const at = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const told = (rule: string) => (offset: number) => ({ line: at(offset), field: '', rule })
  const faults = [...document.errors, ...document.warnings]
  const mistakes = [
    ...faults.map(({ code, pos }) => told(syntax[code] ?? '这里的写法不是 YAML')(pos[0])),
    ...aliasesOf(document).map(told('不能用 * 引用，请把内容写出来')),
  ]
  if (mistakes.length > 0) return no(mistakes)
  const offsetAt = offsetFinder(document.contents)
  return ok({
    data: plain(document.contents),
    lineAt: (path) => at(offsetAt(path)),
    mistakes: repeatsOf(document).map(({ offset, name }) => ({
      line: at(offset),
      field: name,
      rule: '同一个字段写了两次',
    })),
  })
}

const flowStep: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 }

/** Levels opened by brackets, by several `- ` on one line, or by indentation, told by the tokens alone. */
const isTooDeep = (text: string): boolean => {
  let flow = 0
  let dashes = 0
  for (const token of new Lexer().lex(text)) {
    flow = Math.max(0, flow + (flowStep[token] ?? 0))
    if (token.startsWith('\n') || token.startsWith('\r')) dashes = 0
    else if (token === '-' || token === '?') dashes += 1
    if (flow > deepest || dashes > deepest) return true
  }
  return new RegExp(`^ {${deepest * 4}}`, 'm').test(text)
}

const whole = (rule: string): Result<Source, readonly Mistake[]> => no([{ line: 1, field: '', rule }])

/** Reads YAML 1.2. What cannot be read is a mistake, never thrown. */
export const readYaml = (text: string): Result<Source, readonly Mistake[]> => {
  if (new TextEncoder().encode(text).length > maxBytes) return whole('文件太大，最多 1 MB')
  return isTooDeep(text) ? whole('嵌套得太深，读不了') : sourceOf(text)
}
