import { readFileSync } from 'node:fs'
import { identify, isAlive, type Process } from './processes.ts'

const parentOf = (pid: number): number | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** From our parent up to npm: the shell and the runner between. Empty where npm is not among them. */
const upToNpm = (pid: number, above: readonly number[] = []): readonly number[] => {
  const parent = parentOf(pid)
  if (parent === null || parent <= 1 || above.length > 5) return []
  return /\bnpm\b/.test(commandOf(parent)) ? [...above, parent] : upToNpm(parent, [...above, parent])
}

/**
 * `npm start` puts up to three processes above us, which wait for us all their lives and pass signals on. Where one of
 * them is gone it was killed, and whoever did so means us: without this a killed `npm` would leave the server running.
 * Started without npm (a service manager, a script that ends) nobody above us is watched.
 *
 * @returns ends the watch
 */
export const watchParents = (
  gone: () => void,
  env: Readonly<Record<string, string | undefined>>,
  everyMs = 500,
): (() => void) => {
  const above: readonly Process[] = env.npm_lifecycle_event ? upToNpm(process.pid).map(identify) : []
  if (above.length === 0) return () => undefined
  const timer = setInterval(() => {
    if (!above.every(isAlive)) gone()
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
