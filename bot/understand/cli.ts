/**
 * Tries the understanding on rows of JSON, one a line (`{id, text, ctx}`), or on plain lines of text:
 * `npm run -s understand -- --lexicon FILE [--explain]`. Prints one JSON object a row; with --explain the steps in Chinese.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { type Expects, expectsList } from '../../shared/contract/expects.ts'
import { readInstant } from '../../shared/time.ts'
import type { Asked, Meaning, SlotKey } from './meaning.ts'
import { compileLexicon, understand } from './understand.ts'

const named = z.array(z.object({ id: z.string(), names: z.array(z.string()) }))
const lexiconFile = z.object({
  now: z.string(),
  modules: named,
  places: named,
  employers: named,
  kin: named.optional(),
})
const row = z.object({ id: z.union([z.string(), z.number()]), text: z.string(), ctx: z.string().nullish() })

const asksFor: Readonly<Record<string, Expects>> = {
  ask_name: 'child.name',
  ask_age: 'child.birth',
  ask_birth: 'child.birth',
  ask_grade: 'child.grade',
  ask_sex: 'child.sex',
  ask_place: 'place',
  ask_phone: 'guardian.phone',
  ask_modules: 'modules',
  ask_consent: 'consent',
}

const askedBy = (ctx: string | null | undefined): Asked => {
  const known = expectsList.find((name) => name === ctx)
  return { expects: known ?? asksFor[ctx ?? ''] ?? null, missing: [] }
}

const scored: ReadonlySet<SlotKey> = new Set([
  'name',
  'age',
  'birth',
  'grade',
  'sex',
  'place',
  'emp',
  'mod',
  'mod-',
  'date',
  'date_end',
  'time',
  'time-',
  'phone',
  'pickup',
  'pickup_name',
  'opt',
])

const printed = (meaning: Meaning): string[] => {
  const slots = meaning.slots.filter(({ key }) => scored.has(key))
  return [...new Set(slots.map(({ key, value, child }) => `${key}${child ? `#${child}` : ''}=${value}`))]
}

const explain = (text: string, meaning: Meaning): string =>
  [
    `“${text}”`,
    ...meaning.because.map((step) => `  ${step}`),
    `  意思:${meaning.intent}(${meaning.confidence === 'high' ? '有把握' : '没把握'})${printed(meaning).join(' ')}`,
  ].join('\n')

const main = () => {
  const { values } = parseArgs({
    options: { lexicon: { type: 'string' }, explain: { type: 'boolean', default: false } },
  })
  if (!values.lexicon)
    throw new Error('用法:npm run -s understand -- --lexicon 词表.json [--explain] < 消息.jsonl')
  const source = lexiconFile.parse(JSON.parse(readFileSync(values.lexicon, 'utf8')))
  const lexicon = compileLexicon({
    now: source.now,
    modules: source.modules,
    places: source.places,
    employers: source.employers,
    ...(source.kin ? { kin: source.kin } : {}),
  })
  const now = readInstant(source.now) ?? Date.parse(source.now)
  const lines = readFileSync(0, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  for (const [n, line] of lines.entries()) {
    const { id, text, ctx } = line.startsWith('{')
      ? row.parse(JSON.parse(line))
      : { id: n + 1, text: line, ctx: null }
    const meaning = understand(text, askedBy(ctx), lexicon, now)
    if (values.explain) console.log(explain(text, meaning))
    else
      console.log(
        JSON.stringify({
          id,
          intent: meaning.intent,
          slots: printed(meaning),
          about: meaning.about,
          confidence: meaning.confidence,
          because: meaning.because,
        }),
      )
  }
}

main()
