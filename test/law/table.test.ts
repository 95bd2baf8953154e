import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { keptFor } from '../../shared/retention.ts'
import { declares, runsTest } from '../support/source.ts'

const page = readFileSync('docs/law.md', 'utf8')
const all = (pattern: RegExp) =>
  [...page.matchAll(pattern)].map(([, file = '', name = '']) => ({ file, name }))

const contentsOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

it('every test that docs/law.md names is there, and runs', () => {
  const named = all(/`(test\/[^`]+)`: “(.+?)”(?=[,| ]|$)/gm)
  expect(named.length).toBeGreaterThan(40)
  const missing = named.filter(({ file, name }) => !runsTest(contentsOf(file), name))
  expect(missing).toEqual([])
})

it('every function that it names is there', () => {
  const named = all(/`((?:shared|bot|functions|infra)\/[^`]+)` \(`([^)]+)`\)/g)
  expect(named.length).toBeGreaterThan(20)
  const each = named.flatMap(({ file, name }) => name.split('`, `').map((one) => ({ file, name: one })))
  expect(each.filter(({ file, name }) => !declares(contentsOf(file), name))).toEqual([])
})

describe('what counts as named', () => {
  const name = 'is there'

  it('is a test that runs, whatever its quotes, not its name in a comment or skipped', () => {
    expect(runsTest(`it('is there', () => {`, name)).toBe(true)
    expect(runsTest(`  it.each(rows)("is there", async () => {`, name)).toBe(true)
    expect(runsTest(`test('is there', { timeout }, async () => {`, name)).toBe(true)
    expect(runsTest(`// it('is there', () => {`, name)).toBe(false)
    expect(runsTest(`it.skip('is there', () => {`, name)).toBe(false)
    expect(runsTest(`it.todo('is there')`, name)).toBe(false)
    expect(runsTest(`const said = 'is there'`, name)).toBe(false)
    expect(runsTest(`describe.skip('x', () => {\n  it('is there', () => {})\n})`, name)).toBe(false)
    expect(runsTest(`it('is there no more', () => {`, name)).toBe(false)
  })

  it('is a function that is declared, not a word in a comment', () => {
    expect(declares('export const sweep = () => 1', 'sweep')).toBe(true)
    expect(declares('const sweep = () => 1', 'sweep')).toBe(true)
    expect(declares('export class Sweep extends Stack {', 'Sweep')).toBe(true)
    expect(declares('/** sweep */', 'sweep')).toBe(false)
    expect(declares('// const sweep = 1', 'sweep')).toBe(false)
    expect(declares('import { sweep } from "./sweep.ts"', 'sweep')).toBe(false)
  })
})

it('every duty has a test, and every purpose its end', () => {
  const [duties = ''] = page.split('## Duties that people do')
  for (const row of duties.split('\n').filter((line) => /^\| (?!-|Duty)/.test(line)))
    expect(row).toMatch(/`test\/|the table of purposes/)
  for (const row of purposes()) {
    expect(row).toContain('`test/')
    const end = /\| `(\w+)`/.exec(row)?.[1] ?? '?'
    expect(
      ends.some((file) => declares(contentsOf(file), end)),
      end,
    ).toBe(true)
  }
})

const ends = ['shared/retention.ts', 'functions/store/erase.ts', 'functions/store/publish.ts']
const purposes = (): readonly string[] => {
  const table = page.split('## Purposes and ends')[1]?.split('## What falls short')[0] ?? ''
  return table.split('\n').filter((line) => /^\| [^-P]/.test(line))
}

/** As each is said in the third column, with what else stands there. */
const said: Readonly<Record<keyof typeof keptFor, (n: number) => string>> = {
  conversationDays: (n) => `| ${n} idle days |`,
  draftDays: (n) => `| ${n} days after it was last touched`,
  familyDays: (n) => `| ${n} full days after`,
  helperHoldHours: (n) => `| ${n} hours |`,
  askHours: (n) => `| ${n} hours, and as long again`,
  joinCodeHours: (n) => `| ${n} hours, once |`,
  caseDays: (n) => `and at most | ${n} days |`,
  noticeDays: (n) => `| ${n} days; deleted`,
  runDays: (n) => `| ${n} days after it began |`,
  accessLogDays: (n) => `| ${n} days. The family`,
}

it.each(Object.keys(keptFor) as (keyof typeof keptFor)[])(
  'the days in it are those of the program: %s',
  (key) => {
    expect(purposes().join('\n')).toContain(said[key](keptFor[key]))
  },
)
