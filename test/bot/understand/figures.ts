import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Asked, SlotKey } from '../../../bot/understand/meaning.ts'
import { compileLexicon, type Lexicon, understand } from '../../../bot/understand/understand.ts'
import { type Expects, expectsList } from '../../../shared/contract/expects.ts'

const named = z.array(z.object({ id: z.string(), names: z.array(z.string()) }))
const lexiconFile = z.object({ now: z.string(), modules: named, places: named, employers: named, kin: named })
const rowFile = z.object({
  id: z.number(),
  text: z.string(),
  ctx: z.string().nullable(),
  intent: z.string(),
  slots: z.array(z.string()),
  alt: z.array(z.string()).optional(),
})
export type Row = z.output<typeof rowFile>

const here = new URL('.', import.meta.url)
const source = lexiconFile.parse(JSON.parse(readFileSync(new URL('lexicon.json', here), 'utf8')))
export const lexicon: Lexicon = compileLexicon(source)
export const now = Date.parse(source.now)

export const rowsOf = (path: string): Row[] =>
  readFileSync(new URL(path, here), 'utf8')
    .trim()
    .split('\n')
    .map((line) => rowFile.parse(JSON.parse(line)))

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
export const askedBy = (ctx: string | null): Asked => ({
  expects: expectsList.find((name) => name === ctx) ?? asksFor[ctx ?? ''] ?? null,
  missing: [],
})

const unscored: ReadonlySet<SlotKey> = new Set(['gname', 'rel', 'phone2', 'health', 'who', 'days'])

export const answered = (text: string, ctx: string | null) => {
  const meaning = understand(text, askedBy(ctx), lexicon, now)
  const slots = meaning.slots.filter(({ key }) => !unscored.has(key))
  return {
    meaning,
    slots: [...new Set(slots.map(({ key, value, child }) => `${key}${child ? `#${child}` : ''}=${value}`))],
  }
}

/** Intent accuracy and micro F1 of slots in percent, as score.mjs of the labels counts them. */
export const score = (rows: readonly Row[], change: (text: string) => string = (text) => text) => {
  let [right, hits, extra, missed] = [0, 0, 0, 0]
  const wrong: string[] = []
  for (const row of rows) {
    const { meaning, slots } = answered(change(row.text), row.ctx)
    const left = row.slots.filter((slot) => !slots.includes(slot))
    const intentRight = meaning.intent === row.intent || (row.alt ?? []).includes(meaning.intent)
    if (intentRight) right++
    missed += left.length
    hits += row.slots.length - left.length
    extra += slots.filter((slot) => !row.slots.includes(slot)).length
    if (!intentRight || left.length > 0) wrong.push(`${row.text} → ${meaning.intent} ${slots.join(' ')}`)
  }
  const f1 = (200 * hits) / (2 * hits + extra + missed || 1)
  return { intent: (100 * right) / rows.length, slotF1: f1, wrong }
}
