import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

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
