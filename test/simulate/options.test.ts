import { describe, expect, it } from 'vitest'
import { readOptions } from './options.ts'
import { createProgress } from './progress.ts'

describe('what is asked of a simulation', () => {
  it('has defaults, more of them on a morning', () => {
    expect(readOptions([])).toMatchObject({ ok: true, value: { families: 100, seed: 7, kill: false } })
    expect(readOptions(['--morning'])).toMatchObject({ ok: true, value: { families: 500 } })
    expect(readOptions(['--families', '1000', '--seed', '9', '--kill'])).toMatchObject({
      ok: true,
      value: { families: 1000, seed: 9, kill: true },
    })
    expect(readOptions(['--help'])).toEqual({ ok: true, value: null })
  })

  it.each([
    ['--families', '0'],
    ['--families', 'x'],
    ['--seed', '-'],
    ['--faimlies', '3'],
  ])('refuses %s %s in one line', (...argv) => {
    const asked = readOptions(argv)
    expect(asked.ok).toBe(false)
  })
})

describe('progress', () => {
  const shown = (isTTY: boolean): string => {
    let text = ''
    const progress = createProgress(200, { isTTY, write: (more: string) => (text += more) })
    for (let step = 0; step < 200; step += 1) progress.step('day 0')
    progress.end()
    return text
  }

  it('is a line each ten percent where nobody watches', () => {
    expect(shown(false).split('\n')).toHaveLength(11)
    expect(shown(false)).toMatch(/^10 % {2}day 0\n20 %/)
  })

  it('is a bar that ends full on a terminal', () => {
    expect(shown(true)).toContain('█'.repeat(30))
    expect(shown(true)).not.toContain('%\n')
  })
})
