import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = 'bot/wording'
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))

/** Strings of a file: what stands in quotes or backticks, without what is put in. */
const stringsOf = (source: string): readonly string[] =>
  (source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').match(/'[^'\n]*'|`[^`]*`/g) ?? []).map((string) =>
    string.replace(/\$\{[^{}]*\}/g, '〇'),
  )

it.each(files)('%s: Chinese sentences have full-width punctuation', (name) => {
  const wrong = stringsOf(readFileSync(`${folder}/${name}`, 'utf8')).filter((string) =>
    /[\p{Script=Han}〇][,?!:;()]|[,?!:;()][\p{Script=Han}]/u.test(string),
  )
  expect(wrong).toEqual([])
})
