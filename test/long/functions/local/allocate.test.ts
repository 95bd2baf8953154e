import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Draw } from '../../../../shared/allocation.ts'
import { instantOf } from '../../../../shared/time.ts'
import { aDraw, anApplicant, anOffered } from '../../../support/allocation.ts'
import { aFolder, command } from '../../../support/commands.ts'
import { startProgram } from '../../../support/program.ts'
import { aProgramme } from '../../../support/programme.ts'
import { aConversation, aFamily } from '../../../support/store.ts'

const allocate = (...args: string[]) => command('functions/local/allocate.ts', args).ended

const programme = aProgramme({
  allocation: {
    method: 'wishes',
    wishes: {
      from: '2027-06-01',
      to: '2027-06-03',
      drawn: '2027-06-05',
      groups: [{ id: 'hill-first', name: '本村', of: ['hill'] }],
    },
  },
})

// Seen once in a dozen runs: nobody was drawn. Until it is known why, the saves are asked, and the test may run again.
it('npm run allocate draws from the data while the server runs, and its file gives the same table', {
  timeout: 60_000,
  retry: 2,
}, async () => {
  const data = aFolder()
  const program = await startProgram({ data, now: instantOf('2027-06-04', '12:00'), samples: false })
  const { store, clock } = program
  await store.publish(programme)
  for (const n of [1, 2, 3]) {
    const familyId = `fam-${n}`
    const contact = `wx-${n}`
    const saved = await store.save({
      conversation: aConversation({ contact, familyId, touchedAt: clock.now() }),
      family: aFamily({ id: familyId, contacts: [contact] }),
      entries: [],
    })
    expect(saved).toBe('saved')
    const wished = await store.saveWishes(programme.id, {
      childId: `kid-${n}`,
      familyId,
      organisations: [n === 3 ? 'hill' : 'lake'],
      together: null,
      ranked: ['mini-2027.ball-tiny'],
    })
    expect(wished).toBe('saved')
  }
  const file = join(data, 'draw.json')
  const drawn = await allocate('--programme', 'mini-2027', '--seed', '7', '--save', file, '--data', data)
  expect(drawn).toMatchObject({ code: 0, err: '' })
  expect(drawn.out).toMatch(/^1 .*kid-3 {2}hill-first \d+ {2}排上：mini-2027\.ball-tiny$/m)
  expect(drawn.out).toContain('项目还没有公布种子')
  const again = await allocate('--file', file, '--seed', '7')
  const trial = /^注意.*\n/m
  expect(again.out).toBe(drawn.out.replace(trial, ''))
  expect(await allocate('--programme', 'mini-2027', '--data', data)).toMatchObject({ code: 1, out: '' })
})

const draw = aDraw({
  sections: [anOffered('a', 1)],
  applicants: ['k1', 'k2', 'k3'].map((id) => anApplicant(id, { wishes: ['a'] })),
})
const written = (content: Draw | string): string => {
  const file = join(aFolder(), 'draw.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const lastLine = (out: string): unknown => JSON.parse(out.trim().split('\n').at(-1) ?? '')

describe('npm run allocate -- --file', () => {
  it('prints the same table for the same seed, whatever the order in the file, and its sums last', async () => {
    const turned = { ...draw, applicants: [...draw.applicants].reverse() }
    const [one, other] = await Promise.all([
      allocate('--file', written(draw), '--seed', '2027061'),
      allocate('--file', written(turned), '--seed', '2027061'),
    ])
    expect(one).toMatchObject({ code: 0, err: '' })
    expect(other).toEqual(one)
    expect(one.out).toMatch(/^1 {2}\d{5}-\d{5} {2}k\d {2}\d+ {2}排上：a$/m)
    expect(lastLine(one.out)).toMatchObject({
      programme: 'mini-2027',
      seed: '2027061',
      children: 3,
      wishes: 3,
      accepted: 1,
      refused: { full: 2 },
      waiting: 2,
      happiness: 1 / 3,
      blocking: [],
      table: expect.stringMatching(/^[0-9a-f]{14}$/),
    })
  }, 30_000)

  it.each([
    [['--seed', '1'], /加上 --programme 编号/],
    [['--file', 'no-such-file.json', '--seed', '1'], /no-such-file.json: cannot be read/],
  ])(
    'says what lacks: %j',
    async (args, line) => {
      const { code, err, out } = await allocate(...args)
      expect([code, out]).toEqual([1, ''])
      expect(err.trim()).toMatch(line)
      expect(err.trim().split('\n')).toHaveLength(1)
    },
    30_000,
  )

  it('takes no file that is not one of a draw, nor one of another programme, nor goes without a seed', async () => {
    const [broken, strange, other, seedless] = await Promise.all([
      allocate('--file', written('{"v":1'), '--seed', '1'),
      allocate('--file', written('{"v":1}'), '--seed', '1'),
      allocate('--file', written(draw), '--seed', '1', '--programme', 'other-2027'),
      allocate('--file', written(draw)),
    ])
    for (const { code, err } of [broken, strange])
      expect([code, err]).toEqual([1, expect.stringContaining('写坏了')])
    expect(other.err).toContain('mini-2027')
    expect(seedless.err).toContain('--seed')
  }, 30_000)
})
