import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { databaseFile } from '../../../../functions/local/lock.ts'
import { aFolder, command, printed, processesNaming, type Running, until } from '../../../support/commands.ts'

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

/** Standard error without the log: work that was due is logged there. */
const said = (err: string): string =>
  err
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n')

const endedWell = async (server: Running): Promise<void> => {
  const { code, err } = await server.ended
  expect({ code, said: said(err) }).toEqual({ code: 0, said: '' })
}

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
    await endedWell(again)
    await expect.poll(() => processesNaming(databaseFile(data)), gone).toEqual([])
    expect(readdirSync(join(data, 'run'))).toEqual([])
  })

  it('ends cleanly on Ctrl-C', { timeout }, async () => {
    const data = aFolder()
    const server = await started(data)
    server.child.kill('SIGINT')
    await endedWell(server)
    await expect.poll(() => processesNaming(databaseFile(data)), gone).toEqual([])
  })

  it('ends with one line and exit code 1 when its engine dies', { timeout }, async () => {
    const data = aFolder()
    const server = await started(data)
    const [engine] = processesNaming(databaseFile(data)).filter((pid) => pid !== server.child.pid)
    // The first of the processes that name it is the keeper; without it the engine is ended all the same.
    process.kill(engine ?? 0, 'SIGKILL')
    const { code, err } = await server.ended
    expect(code).toBe(1)
    expect(said(err)).toMatch(/^The DynamoDB engine ended by itself .*\n$/)
    await until(() => processesNaming(databaseFile(data)).length === 0, 'engine gone')
  })

  it.each([
    ['an unknown option', ['--prot', '1'], {}, /--prot/],
    ['a folder that is a file', ['--data', 'package.json'], {}, /Cannot use the data folder/],
    ['a missing engine', [], { HOUNIAO_ENGINE: '/nowhere', PATH: '' }, /npm ci/],
  ] as const)('turns %s into one line and exit code 1', { timeout }, async (_, args, env, line) => {
    const folder = args[0] === '--data' ? [] : ['--data', aFolder()]
    const { code, out, err } = await start(['--port', '0', ...folder, ...args], env).ended
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(line)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('names every mistake of a programme file on a line of its own', { timeout }, async () => {
    const folder = aFolder()
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'bad.yaml'), 'id: Bad Id\nname: ""\n')
    const { code, err } = await start([
      '--data',
      join(folder, 'data'),
      '--programme',
      join(folder, 'bad.yaml'),
    ]).ended
    expect(code).toBe(1)
    expect(err).toMatch(/^bad\.yaml:1 id: .+$/m)
    expect(err.trim().split('\n').at(-1)).toMatch(/nothing was loaded/)
    expect(readdirSync(join(folder, 'data'))).toEqual([])
  })

  it('chat says so where no server runs', { timeout }, async () => {
    const { code, err } = await play(aFolder(), '你好\n').ended
    expect(code).toBe(1)
    expect(err).toContain('npm start')
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('ends with its engine when npm gets %s', async (signal) => {
    const data = aFolder()
    const npm = spawn('npm', ['start', '--', '--data', data, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    onTestFinished(() => void npm.kill('SIGKILL'))
    let out = ''
    npm.stdout.on('data', (text) => {
      out += String(text)
    })
    await until(() => out.includes('Ctrl-C ends it'), 'start', 60_000)
    npm.kill(signal)
    await until(() => processesNaming(data).length === 0, 'everything gone', 30_000)
    expect(readdirSync(join(data, 'run'))).toEqual([])
  })

  it('takes over from a server that was killed together with its engine’s keeper', async () => {
    const data = aFolder()
    const server = await started(data)
    const stopped = processesNaming(databaseFile(data))
    const engine =
      stopped.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('/sh') === false) ?? 0
    for (const pid of stopped.filter((one) => one !== engine)) process.kill(pid, 'SIGKILL')
    server.child.kill('SIGKILL')
    await server.ended
    expect(processesNaming(databaseFile(data))).toEqual([engine])
    const again = await started(data)
    expect(again.out()).toContain(`left behind (process ${engine})`)
  })
})
