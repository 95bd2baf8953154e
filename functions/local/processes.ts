import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * A process told apart from a later one that was given the same number: by the moment it started, in clock ticks since this
 * machine's boot. Null where there is no /proc (then a number alone must do).
 */
export interface Process {
  readonly pid: number
  readonly started: string | null
}

const readOrNull = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Field 22 of /proc/<pid>/stat. The name in field 2 may hold spaces and brackets, so it is counted from the last bracket. */
const startTicks = (stat: string): string | null => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? null : (fields[19] ?? null)
}

const boot = (): string => (readOrNull('/proc/sys/kernel/random/boot_id') ?? '').trim().slice(0, 8)

export const identify = (pid: number): Process => {
  const stat = readOrNull(`/proc/${pid}/stat`)
  const ticks = stat === null ? null : startTicks(stat)
  return { pid, started: ticks === null ? null : `${boot()}:${ticks}` }
}

const answersSignal = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Is it still the same process? A number that was given to another one is not; nor is a dead child nobody has waited for. */
export const isAlive = (one: Process): boolean =>
  one.started === null ? answersSignal(one.pid) : identify(one.pid).started === one.started

/** Processes whose command line has this argument. Empty where there is no /proc. */
export const withArgument = (argument: string): readonly Process[] => {
  const pids = readdirOrNone('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  return pids
    .filter((pid) => (readOrNull(`/proc/${pid}/cmdline`) ?? '').split('\0').includes(argument))
    .map((pid) => identify(Number(pid)))
    .filter((found) => found.started !== null)
}

const readdirOrNone = (path: string): readonly string[] => {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch {
    // It ended in between, which is what was wanted.
  }
}

const goneWithin = async (one: Process, deadlineMs: number): Promise<boolean> => {
  const end = performance.now() + deadlineMs
  while (isAlive(one)) {
    if (performance.now() > end) return false
    await wait(10)
  }
  return true
}

/** Asks a process to end, and ends it after three seconds. */
export const end = async (one: Process): Promise<void> => {
  if (!isAlive(one)) return
  signal(one.pid, 'SIGTERM')
  if (await goneWithin(one, 3_000)) return
  signal(one.pid, 'SIGKILL')
  await goneWithin(one, 1_000)
}
