import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder, command, until } from '../../../support/commands.ts'

describe('one program a data folder, as processes', () => {
  it.each([1, 2, 3])('gives it to exactly one of four that begin at once (%i)', async () => {
    const folder = aFolder()
    const start = join(folder, 'start')
    const rivals = Array.from({ length: 4 }, () => command('test/support/take-lock.ts', [folder, start]))
    await until(() => rivals.every(({ out }) => out().includes('ready')), 'four rivals', 60_000)
    writeFileSync(start, '')
    await until(() => rivals.every(({ out }) => /won|lost/.test(out())), 'four results', 60_000)
    expect(rivals.filter(({ out }) => out().includes('won'))).toHaveLength(1)
  })
})
