import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seenIn } from '../../../../bot/channels/wechaty/seen.ts'

const file = async () => join(await mkdtemp(join(tmpdir(), 'houniao-seen-')), 'wechaty', 'answered')

describe('seenIn', () => {
  it('takes a message once', async () => {
    const seen = await seenIn(null)
    expect([seen.take('m1'), seen.take('m1'), seen.take('m2')]).toEqual([true, false, true])
  })

  it('takes a message again that could not be answered', async () => {
    const seen = await seenIn(null)
    seen.take('m1')
    seen.giveBack('m1')
    expect(seen.take('m1')).toBe(true)
  })

  it('knows after a restart what was answered, and takes again what was not', async () => {
    const path = await file()
    const before = await seenIn(path)
    before.take('m1')
    before.take('m2')
    await before.done('m1')
    const after = await seenIn(path)
    expect([after.take('m1'), after.take('m2')]).toEqual([false, true])
  })

  it('forgets the oldest beyond ten thousand, in its file too', async () => {
    const path = await file()
    await seenIn(path)
    await writeFile(path, Array.from({ length: 10_001 }, (_, index) => `m${index}\n`).join(''))
    const seen = await seenIn(path)
    expect([seen.take('m0'), seen.take('m10000')]).toEqual([true, false])
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(10_001)
  })
})
