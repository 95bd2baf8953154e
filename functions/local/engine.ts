import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { findEngine } from './engine-find.ts'
import { keep } from './engine-keeper.ts'
import { databaseFile } from './lock.ts'
import { Stopped, stop } from './trouble.ts'

/** A DynamoDB engine that answers. */
export interface Engine {
  readonly endpoint: string
  /** Null for one that is not ours to end. */
  readonly pid: number | null
  /** Resolves, with the reason, if the engine ends before `stop` was called; never for one that is not ours. */
  readonly died: Promise<string>
  readonly stop: () => Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    await fetch(endpoint, { method: 'GET', signal: AbortSignal.timeout(1_000) })
    return true
  } catch {
    return false
  }
}

/** Waits in short steps until it answers; false when `ended` says so first or the deadline passes. */
const answersWithin = async (
  endpoint: string,
  deadlineMs: number,
  ended: () => boolean,
): Promise<boolean> => {
  const until = performance.now() + deadlineMs
  while (performance.now() < until && !ended()) {
    if (await answers(endpoint)) return !ended()
    await wait(5)
  }
  return false
}

const spawnOne = async (program: string, folder: string | null): Promise<Engine> => {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const database = folder === null ? [] : ['--db-path', databaseFile(folder)]
  const kept = await keep([program, '--host', '127.0.0.1', '--port', String(port), ...database])
  if (!(await answersWithin(endpoint, 10_000, kept.isGone))) {
    await kept.stop()
    return stop({ code: 'engine_failed', reason: await kept.gone })
  }
  let asked = false
  const died = new Promise<string>((resolve) => {
    void kept.gone.then((reason) => asked || resolve(reason))
  })
  const stopEngine = () => {
    asked = true
    return kept.stop()
  }
  return { endpoint, pid: kept.pid, died, stop: stopEngine }
}

/** Between finding a free port and the engine's taking it another program may come first. */
const portWasTaken = (error: unknown): boolean =>
  error instanceof Stopped && error.trouble.code === 'engine_failed' && /in use/i.test(error.trouble.reason)

const spawnEngine = async (program: string, folder: string | null, tries = 3): Promise<Engine> => {
  try {
    return await spawnOne(program, folder)
  } catch (error) {
    if (tries <= 1 || !portWasTaken(error)) throw error
    return spawnEngine(program, folder, tries - 1)
  }
}

const foreign = async (endpoint: string, patienceMs: number): Promise<Engine> => {
  if (!(await answersWithin(endpoint, patienceMs, () => false)))
    return stop({ code: 'engine_silent', endpoint })
  return { endpoint, pid: null, died: new Promise(() => undefined), stop: async () => undefined }
}

/**
 * Starts the embedded DynamoDB engine, or takes the one at `DYNAMODB_ENDPOINT`. The caller holds the folder's lock.
 *
 * @param dataFolder where `data.db` lives; null keeps everything in memory (tests), then `DYNAMODB_ENDPOINT` does not count
 * @param patienceMs how long an engine that is not ours may take to answer
 * @throws Stopped `engine_missing`, `engine_failed`, `engine_silent`; no process is left behind then
 */
export const startEngine = async (
  { dataFolder, patienceMs = 3_000 }: { readonly dataFolder: string | null; readonly patienceMs?: number },
  env: Environment = process.env,
): Promise<Engine> => {
  const endpoint = env.DYNAMODB_ENDPOINT
  if (endpoint && dataFolder !== null) return foreign(endpoint, patienceMs)
  const program = findEngine(env)
  if (program === null) return stop({ code: 'engine_missing' })
  return spawnEngine(program, dataFolder)
}
