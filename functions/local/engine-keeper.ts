import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { end, identify } from './processes.ts'

/** A program that ends with us at the latest. */
export interface Kept {
  readonly pid: number | null
  readonly isGone: () => boolean
  /** Resolves when it has ended, by itself or by `stop`: with its last words, else its exit code or signal. */
  readonly gone: Promise<string>
  readonly stop: () => Promise<void>
}

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

const launch = (command: readonly string[]): ChildProcess =>
  spawn('/bin/sh', ['-c', keeper, 'houniao-engine', ...command], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })

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

/** Runs a program under a keeper. The promise is there when its process is. */
export const keep = async (command: readonly string[]): Promise<Kept> => {
  const child = launch(command)
  const letGo = hold(child)
  const words = lastWords(child)
  let isGone = false
  const gone = goneOf(child).then((reason) => {
    isGone = true
    return words() || reason
  })
  const pid = Number(await firstLine(child)) || null
  const program = pid === null ? null : identify(pid)
  const stop = async () => {
    letGo()
    await Promise.race([gone, wait(5_000, undefined, { ref: false })])
    // The keeper may have been killed alone; what it kept is ended all the same.
    if (program) await end(program)
  }
  return { pid, isGone: () => isGone, gone, stop }
}
