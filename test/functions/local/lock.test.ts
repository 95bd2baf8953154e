import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { databaseFile, endOrphans, type Note, runningOn, takeLock } from '../../../functions/local/lock.ts'
import { identify, isAlive } from '../../../functions/local/processes.ts'
import { aFolder } from '../../support/commands.ts'

const aNote = (overrides: Partial<Note>): Note => ({
  what: 'a server',
  pid: 1,
  started: null,
  holds: true,
  engine: null,
  url: null,
  ...overrides,
})

const leave = (folder: string, note: Note): void => {
  mkdirSync(join(folder, 'run'), { recursive: true })
  writeFileSync(join(folder, 'run', `${note.pid}.json`), JSON.stringify(note))
}

const take = async (folder: string) => {
  const taken = await takeLock(folder, 'a server', 2)
  if (!taken.ok) throw new Error(`taken by ${taken.error.pid}`)
  return taken.value
}

describe('one program a data folder', () => {
  it('turns the second one away and names the first', async () => {
    const folder = aFolder()
    const lock = await take(folder)
    expect(await takeLock(folder, 'a backup', 0)).toMatchObject({
      ok: false,
      error: { pid: process.pid, what: 'a server' },
    })
    lock.release()
    expect(runningOn(folder)).toBeNull()
    await take(folder)
  })

  it('sees a live owner in another process', async () => {
    const folder = aFolder()
    leave(folder, aNote({ ...identify(process.ppid) }))
    expect(await takeLock(folder, 'a server', 0)).toMatchObject({ ok: false, error: { pid: process.ppid } })
  })

  it('takes over from a dead owner', async () => {
    const folder = aFolder()
    const child = spawn('true')
    await new Promise((resolve) => child.once('exit', resolve))
    leave(folder, aNote({ pid: child.pid ?? 0, started: 'boot:1' }))
    await take(folder)
    expect(readdirSync(join(folder, 'run'))).toEqual([`${process.pid}.json`])
  })

  it('is not fooled by a number that was given to another process', async () => {
    const folder = aFolder()
    leave(folder, aNote({ pid: process.ppid, started: 'boot:1' }))
    await take(folder)
  })

  it('does not mind a note that is garbled', async () => {
    const folder = aFolder()
    mkdirSync(join(folder, 'run'))
    writeFileSync(join(folder, 'run', '77.json'), '{"pid":')
    await take(folder)
  })

  it('lets others know where the engine and the server are', async () => {
    const folder = aFolder()
    const lock = await take(folder)
    lock.tell({ engine: { pid: 5, endpoint: 'http://127.0.0.1:5' } })
    lock.tell({ url: 'http://127.0.0.1:8787' })
    expect(runningOn(folder)).toMatchObject({ engine: { pid: 5 }, url: 'http://127.0.0.1:8787' })
  })
})

describe('an engine without a server', () => {
  it('is found by the database on its command line, and ended', async () => {
    const folder = aFolder()
    // Stands in for an engine whose keeper was killed too.
    const idle = 'setInterval(() => undefined, 1000)'
    const child = spawn(process.execPath, ['-e', idle, '--', '--db-path', databaseFile(folder)])
    onTestFinished(() => void child.kill('SIGKILL'))
    const orphan = identify(child.pid ?? 0)
    const ended = await endOrphans(folder)
    expect(ended.map(({ pid }) => pid)).toEqual([child.pid])
    expect(isAlive(orphan)).toBe(false)
    expect(await endOrphans(folder)).toEqual([])
  })
})
