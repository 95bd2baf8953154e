import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Engine, startEngine } from '../../../functions/local/engine.ts'
import { findEngine } from '../../../functions/local/engine-find.ts'
import { databaseFile } from '../../../functions/local/lock.ts'
import { Stopped } from '../../../functions/local/trouble.ts'
import { aFolder, command, printed, processesNaming, until } from '../../support/commands.ts'

/** A process that was told to end takes a moment to be gone. */
const gone = { timeout: 10_000, interval: 20 }

const troubleOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (!(error instanceof Stopped)) throw new Error(`no trouble: ${String(error)}`)
  return error.trouble
}

const start = async (dataFolder: string | null): Promise<Engine> => {
  const engine = await startEngine({ dataFolder }, {})
  onTestFinished(engine.stop)
  return engine
}

describe('where the engine is found', () => {
  const withProgram = () => {
    const folder = aFolder()
    writeFileSync(join(folder, 'dynoxide'), '#!/bin/sh\n')
    chmodSync(join(folder, 'dynoxide'), 0o755)
    return folder
  }

  it('is the package that npm brought, before PATH', () => {
    expect(findEngine({ PATH: withProgram() })).toContain('@dynoxide/linux-x64')
  })

  it('is nowhere where the one that is named does not exist', async () => {
    expect(findEngine({ HOUNIAO_ENGINE: '/nowhere/dynoxide', PATH: '' })).toBeNull()
    const trouble = await troubleOf(
      startEngine({ dataFolder: aFolder() }, { HOUNIAO_ENGINE: '/nowhere/dynoxide' }),
    )
    expect(trouble).toEqual({ code: 'engine_missing' })
  })

  it('is another one where DYNAMODB_ENDPOINT says so, and that one is not ours to end', async () => {
    const other = await start(null)
    const taken = await startEngine({ dataFolder: aFolder() }, { DYNAMODB_ENDPOINT: other.endpoint })
    expect(taken).toMatchObject({ endpoint: other.endpoint, pid: null })
    await taken.stop()
    expect((await fetch(other.endpoint)).status).toBeGreaterThan(0)
  })

  it('says so where nobody answers at DYNAMODB_ENDPOINT', async () => {
    const env = { DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' }
    const started = startEngine({ dataFolder: aFolder(), patienceMs: 50 }, env)
    expect(await troubleOf(started)).toMatchObject({ code: 'engine_silent' })
  })
})

describe('the engine’s life', () => {
  it('keeps its data in the folder, where nobody else may look', async () => {
    const folder = aFolder()
    const engine = await start(folder)
    expect(existsSync(databaseFile(folder))).toBe(true)
    await engine.stop()
    await expect.poll(() => processesNaming(databaseFile(folder)), gone).toEqual([])
  })

  it('says why, and leaves nothing behind, where the database is garbled', async () => {
    const folder = aFolder()
    writeFileSync(join(folder, 'data.db'), 'no database at all, whatever it is called'.repeat(200))
    expect(await troubleOf(startEngine({ dataFolder: folder }, {}))).toMatchObject({
      code: 'engine_failed',
      reason: expect.stringContaining('not a valid SQLite database'),
    })
    await expect.poll(() => processesNaming(databaseFile(folder)), gone).toEqual([])
  })

  it('tells when the engine dies under us', async () => {
    const engine = await start(null)
    process.kill(engine.pid ?? 0, 'SIGKILL')
    expect(await engine.died).toContain('137')
  })

  it('ends when its owner is killed without a chance to say so', async () => {
    const folder = aFolder()
    mkdirSync(folder, { recursive: true })
    const owner = command('test/support/own-engine.ts', [folder])
    await printed(owner, 'running')
    expect(processesNaming(databaseFile(folder)).length).toBeGreaterThan(0)
    owner.child.kill('SIGKILL')
    await until(() => processesNaming(databaseFile(folder)).length === 0, 'engine and keeper gone')
  })
})
