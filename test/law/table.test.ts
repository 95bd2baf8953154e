import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { keptFor } from '../../shared/retention.ts'

const page = readFileSync('docs/law.md', 'utf8')
const all = (pattern: RegExp) =>
  [...page.matchAll(pattern)].map(([, file = '', name = '']) => ({ file, name }))

const contentsOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

it('every test that docs/law.md names is there', () => {
  const named = all(/`(test\/[^`]+)`: “(.+?)”(?=[,| ]|$)/gm)
  expect(named.length).toBeGreaterThan(40)
  for (const { file, name } of named) expect(contentsOf(file), `${file}: ${name}`).toContain(name)
})

it('every function that it names is there', () => {
  const named = all(/`((?:shared|bot|functions|infra)\/[^`]+)` \(`([^)]+)`\)/g)
  expect(named.length).toBeGreaterThan(20)
  for (const { file, name } of named)
    for (const one of name.split('`, `'))
      expect(contentsOf(file), `${file}: ${one}`).toMatch(RegExp(`\\b${one}\\b`))
})

it('every duty has a test, and every purpose its end', () => {
  const [duties = ''] = page.split('## Duties that people do')
  for (const row of duties.split('\n').filter((line) => /^\| (?!-|Duty)/.test(line)))
    expect(row).toMatch(/`test\/|the table of purposes/)
  const purposes = page.split('## Purposes and ends')[1]?.split('## What falls short')[0] ?? ''
  for (const row of purposes.split('\n').filter((line) => /^\| [^-P]/.test(line))) {
    expect(row).toContain('`test/')
    const end = /\| `(\w+)`/.exec(row)?.[1] ?? '?'
    expect(contentsOf('shared/retention.ts') + contentsOf('functions/store/erase.ts')).toContain(end)
  }
})

it('the days in it are those of the program', () => {
  const { conversationDays, draftDays, familyDays, helperHoldHours, joinCodeHours, caseDays, noticeDays } =
    keptFor
  for (const part of [
    `| ${conversationDays} idle days |`,
    `| ${draftDays} days after it was last touched`,
    `| ${familyDays} full days after`,
    `| ${helperHoldHours} hours |`,
    `| ${joinCodeHours} hours, once |`,
    `| ${caseDays} days |`,
    `| ${noticeDays} days; deleted`,
  ])
    expect(page).toContain(part)
})
