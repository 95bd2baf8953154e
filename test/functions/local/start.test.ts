import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { databaseFile } from '../../../functions/local/lock.ts'
import { aFolder, command, printed, processesNaming, type Running, until } from '../../support/commands.ts'

/** A process that was told to end takes a moment to be gone. */
const gone = { timeout: 10_000, interval: 20 }

const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Running =>
  command('functions/local/start.ts', args, { env })

const started = async (data: string): Promise<Running> => {
  const server = start(['--data', data, '--port', '0', '--now', '2027-07-05T17:59'])
  await printed(server, 'Ctrl-C ends it')
  return server
}

const play = (data: string, script: string) =>
  command('functions/local/chat.ts', ['--data', data, '--as', 'li'], { stdin: script })

/** These start real processes on what may be a busy machine. */
const timeout = 60_000

describe('npm start and npm run chat, as processes', () => {
  it('says what runs, plays a script, survives kill -9 without leaving an engine, and ends when asked', {
    timeout,
  }, async () => {
    const data = aFolder()
    const server = await started(data)
    expect(server.out()).toMatch(/ready in \d+\.\d s/)
    expect(server.out()).toContain('?as=li')
    expect(server.out()).toContain('2027-07-05 17:59')
    const chat = await play(data, '你好\n\n要钱吗\n').ended
    expect(chat).toMatchObject({ code: 0, err: '' })
    expect(chat.out).toMatch(/^> 你好\n< [\s\S]+\n> 要钱吗\n< /)
    server.child.kill('SIGKILL')
    await until(() => processesNaming(databaseFile(data)).length === 0, 'engine gone')
    const again = await started(data)
    expect(again.out()).toContain('version 1)')
    again.child.kill('SIGTERM')
    expect(await again.ended).toMatchObject({ code: 0, err: '' })
    await expect.poll(() => processesNaming(databaseFile(data)), gone).toEqual([])
    expect(readdirSync(join(data, 'run'))).toEqual([])
  })

  it('turns a missing engine into one line and exit code 1', { timeout }, async () => {
    const env = { HOUNIAO_ENGINE: '/nowhere', PATH: '' }
    const { code, out, err } = await start(['--port', '0', '--data', aFolder()], env).ended
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^No DynamoDB engine found: .+\n$/)
  })
})
