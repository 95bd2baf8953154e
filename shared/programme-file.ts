import { type Programme, programmeSchema } from './programme.ts'
import { type Found, fieldOf, type Mistake } from './programme-file/mistake.ts'
import { foundInNames } from './programme-file/names.ts'
import { foundInNumbers } from './programme-file/numbers.ts'
import { type Outline, outlineSchema } from './programme-file/outline.ts'
import { foundInReferences } from './programme-file/references.ts'
import { foundInTimes } from './programme-file/times.ts'
import { foundBySchema } from './programme-file/words.ts'
import { readYaml, type Source } from './programme-file/yaml.ts'
import { no, ok, type Result } from './result.ts'

export type { Mistake } from './programme-file/mistake.ts'

const acrossParts = (outline: Outline): readonly Found[] => [
  ...foundInNames(outline),
  ...foundInReferences(outline),
  ...foundInTimes(outline),
  ...foundInNumbers(outline),
]

const inOrder = (mistakes: readonly Mistake[]): readonly Mistake[] =>
  [...mistakes].sort((a, b) => a.line - b.line)

const told = (source: Source, found: readonly Found[]): readonly Mistake[] => {
  const mistakes = found.map(({ path, rule }) => ({
    line: source.lineAt(path),
    field: fieldOf(source.data, path),
    rule,
  }))
  return inOrder([...source.mistakes, ...mistakes])
}

const isFields = (data: unknown) => typeof data === 'object' && data !== null && !Array.isArray(data)

/**
 * Reads a programme file. Every mistake in it is told at once, in order of lines, each with the field and the rule in
 * Chinese; only where the YAML itself is broken are its own mistakes told alone, since nothing else can be judged. Never
 * throws, whatever the text.
 */
export const readProgramme = (yamlText: string): Result<Programme, readonly Mistake[]> => {
  const source = readYaml(yamlText)
  if (!source.ok) return no(inOrder(source.error))
  const { data } = source.value
  if (data === null) return no([{ line: 1, field: '', rule: '文件里什么都没有' }])
  if (!isFields(data)) return no([{ line: 1, field: '', rule: '最外层要写成“字段: 内容”的样子' }])
  const read = programmeSchema.safeParse(data)
  const bySchema = read.success ? [] : foundBySchema(read.error.issues, data)
  const mistakes = told(source.value, [...bySchema, ...acrossParts(outlineSchema.parse(data))])
  return read.success && mistakes.length === 0 ? ok(read.data) : no(mistakes)
}
