import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A folder that goes with the test. */
export const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'houniao-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Polls in short steps; throws when it has not come true by the deadline. */
export const until = async (
  isTrue: () => boolean | Promise<boolean>,
  what: string,
  deadlineMs = 15_000,
): Promise<void> => {
  const end = performance.now() + deadlineMs
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`not within ${deadlineMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly child: ChildProcess
  readonly out: () => string
  readonly ended: Promise<Ended>
}

interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

/** Settings of whoever runs the tests must not reach the commands. */
const cleanEnv = (): NodeJS.ProcessEnv => {
  const { DYNAMODB_ENDPOINT, HOUNIAO_GATEWAY_SECRET, HOUNIAO_KEY_FILE, npm_lifecycle_event, ...rest } =
    process.env
  return rest
}

/** Starts one of our commands as a process of its own, from the project's folder. It never outlives the test. */
export const command = (script: string, args: readonly string[], options: CommandOptions = {}): Running => {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    env: { ...cleanEnv(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.stdin ?? '')
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }))
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, out: () => out, ended }
}

/** Waits until a command has printed something; throws with what it printed if it ends before. */
export const printed = async (running: Running, text: string): Promise<void> => {
  let ended: Ended | null = null
  void running.ended.then((how) => {
    ended = how
  })
  await until(() => running.out().includes(text) || ended !== null, `print ${text}`)
  if (!running.out().includes(text)) throw new Error(`ended before: ${JSON.stringify(ended)}`)
}

const argumentsOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Processes whose command line names something: engines of a data folder, for one. */
export const processesNaming = (text: string): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && argumentsOf(name).includes(text))
    .map(Number)
