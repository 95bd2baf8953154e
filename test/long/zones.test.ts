import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'

/** Whatever thinks of days and times, whichever folder it is in. */
const suites = ['test/shared', 'test/bot/dialogue', 'test/bot/understand', 'test/bot/wording', 'test/walks']

const runIn = (zone: string): Promise<{ readonly code: number | null; readonly out: string }> =>
  new Promise((resolve) => {
    const child = spawn('npx', ['vitest', 'run', '--reporter=dot', ...suites], {
      env: { ...process.env, TZ: zone },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    child.stdout.on('data', (text) => {
      out += String(text)
    })
    child.stderr.on('data', (text) => {
      out += String(text)
    })
    child.once('exit', (code) => resolve({ code, out }))
  })

describe('on a machine in another zone', () => {
  it.each(['Asia/Shanghai', 'America/Los_Angeles'])(
    'every rule, sentence and walk is the same in %s',
    async (zone) => {
      const { code, out } = await runIn(zone)
      expect(code, out.slice(-3_000)).toBe(0)
    },
  )
})
