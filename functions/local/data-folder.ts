import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { stop } from './trouble.ts'

/** Where everything of one installation lives. */
export interface DataFolder {
  readonly path: string
  /** Wrapped keys of families, a file each. */
  readonly keys: string
  /** The demo's master key and gateway secret; production keeps neither here. */
  readonly masterKey: string
  readonly secret: string
}

/** Why the machine refused, in its own short word: `EACCES`. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? 'code' in error && typeof error.code === 'string'
      ? error.code
      : error.message
    : String(error)

const usable = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  const database = join(path, 'data.db')
  if (existsSync(database)) accessSync(database, constants.R_OK | constants.W_OK)
  return realpathSync(path)
}

export const pathsOf = (path: string): DataFolder => ({
  path,
  keys: join(path, 'keys'),
  masterKey: join(path, 'master.key'),
  secret: join(path, 'gateway-secret'),
})

/**
 * Makes the folder where there is none.
 *
 * @throws Stopped `folder` where we cannot read and write there
 */
export const openDataFolder = (path: string): DataFolder => {
  try {
    return pathsOf(usable(path))
  } catch (error) {
    return stop({ code: 'folder', folder: path, reason: reasonOf(error) })
  }
}

/** What a file of ours holds, or null; readable by its owner alone from the moment it is there. */
export const readOwn = (file: string): string | null =>
  existsSync(file) ? readFileSync(file, 'utf8').trim() : null

export const writeOwn = (file: string, text: string): void => {
  writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
}
