import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { databaseFile } from './lock.ts'
import { end, identify } from './processes.ts'
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

/**
 * The engine lives in a session of its own, so that Ctrl-C reaches only us and we can end it after the last write. Its keeper
 * is this script: it waits at a pipe that we hold and never write to. However we end, `kill -9` included, the pipe ends too,
 * and the keeper takes the engine with it. The engine itself must not inherit the pipe; the keeper must not write to our
 * stderr, which may be gone when it has something to say.
 */
const keeper = `
umask 077
"$@" 3<&- &
engine=$!
exec 2>/dev/null
trap 'kill "$engine"' TERM INT HUP
echo "$engine"
{
  read -r nothing
  kill "$engine" || exit 0
  for second in 1 2 3; do sleep 1; kill -0 "$engine" || exit 0; done
  kill -9 "$engine"
} <&3 &
watch=$!
wait "$engine"; code=$?
kill "$watch"
exit "$code"
`

const runnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const packaged = (): string | null => {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide')
  } catch {
    return null
  }
}

const onPath = (env: Environment): string | null =>
  (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'dynoxide'))
    .find(runnable) ?? null

/**
 * The engine's program: the optional package, else `dynoxide` on PATH, else null. `HOUNIAO_ENGINE` names one instead
 * (tests hide the package with it).
 */
export const findEngine = (env: Environment = process.env): string | null => {
  const named = env.HOUNIAO_ENGINE
  if (named !== undefined) return runnable(named) ? named : null
  const own = packaged()
  return own !== null && runnable(own) ? own : onPath(env)
}

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

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    if (!child.stdout) return resolve('')
    const lines = createInterface({ input: child.stdout })
    lines.once('line', resolve)
    lines.once('close', () => resolve(''))
  })

/** The engine's last words, for the line that says why it ended. */
const lastWords = (child: ChildProcess): (() => string) => {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-500)
  })
  const lines = () =>
    text
      .trim()
      .split('\n')
      .filter((line) => !/listening on/i.test(line))
  return () =>
    lines()
      .at(-1)
      ?.replace(/^error: /, '') ?? ''
}

const launch = (program: string, port: number, folder: string | null): ChildProcess => {
  const database = folder === null ? [] : ['--db-path', databaseFile(folder)]
  const command = [program, '--host', '127.0.0.1', '--port', String(port), ...database]
  return spawn('/bin/sh', ['-c', keeper, 'houniao-engine', ...command], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
}

const goneOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })

/** A pipe that breaks because the other end died is no news: `goneOf` tells it. */
const hold = (child: ChildProcess): (() => void) => {
  const pipe = child.stdio[3]
  pipe?.on('error', () => undefined)
  return () => pipe?.destroy()
}

const spawnOne = async (program: string, folder: string | null): Promise<Engine> => {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const child = launch(program, port, folder)
  const letGo = hold(child)
  const words = lastWords(child)
  let state: 'starting' | 'running' | 'stopping' | 'gone' = 'starting'
  let tellDeath: (reason: string) => void = () => undefined
  const died = new Promise<string>((resolve) => {
    tellDeath = resolve
  })
  const gone = goneOf(child).then((reason) => {
    if (state === 'running') tellDeath(words() || reason)
    state = 'gone'
    return reason
  })
  const pid = Number(await firstLine(child)) || null
  const engine = pid === null ? null : identify(pid)
  const stopEngine = async () => {
    if (state !== 'gone') state = 'stopping'
    letGo()
    await Promise.race([gone, wait(5_000)])
    // The keeper may have been killed alone; what it kept is ended all the same.
    if (engine) await end(engine)
  }
  if (!(await answersWithin(endpoint, 10_000, () => state === 'gone'))) {
    await stopEngine()
    return stop({ code: 'engine_failed', reason: words() || (await gone) })
  }
  state = 'running'
  return { endpoint, pid, died, stop: stopEngine }
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
