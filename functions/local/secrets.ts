import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { type DataFolder, readOwn, reasonOf, writeOwn } from './data-folder.ts'
import { Stopped, stop } from './trouble.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface Secrets {
  /** Signs what gateways send; ids and codes are made under it too. */
  readonly gateway: string
  /** Where the master key is, or is to be made. */
  readonly keyFile: string
}

const leastSecretLength = 32

const made = (file: string): string => {
  const text = randomBytes(24).toString('hex')
  writeOwn(file, text)
  return text
}

/** The demo makes its own on the first start and keeps them beside the data. */
const demoSecrets = (env: Environment, folder: DataFolder): Secrets => {
  const gateway = env.HOUNIAO_GATEWAY_SECRET || (readOwn(folder.secret) ?? made(folder.secret))
  return { gateway, keyFile: folder.masterKey }
}

const givenSecret = (env: Environment): string => {
  const secret = env.HOUNIAO_GATEWAY_SECRET ?? ''
  if (secret.length >= leastSecretLength) return secret
  const line = `--production needs HOUNIAO_GATEWAY_SECRET with at least ${leastSecretLength} characters: set it, for instance from \`openssl rand -hex 32\`.`
  return stop({ code: 'setting', line })
}

const isInside = (file: string, folder: string): boolean => `${file}${sep}`.startsWith(`${folder}${sep}`)

/** Links are followed: a link out of the data folder into it would put the key beside what it locks. */
const realFile = (file: string): string =>
  existsSync(file) ? realpathSync(file) : resolve(realpathSync(dirname(file)), file.split(sep).at(-1) ?? '')

const outside = (file: string, folder: DataFolder): string => {
  const real = realFile(resolve(file))
  if (!isInside(real, folder.path)) return real
  const line = `HOUNIAO_KEY_FILE lies in the data folder (${real}): keep the master key elsewhere, away from the data and their backups.`
  return stop({ code: 'setting', line })
}

const ownOnly = (file: string): string => {
  if ((statSync(file).mode & 0o077) === 0) return file
  return stop({ code: 'setting', line: `${file} can be read by others: run \`chmod 600 ${file}\`.` })
}

const keyFileOf = (env: Environment, folder: DataFolder): string => {
  const file = env.HOUNIAO_KEY_FILE
  if (!file) {
    const line =
      '--production needs HOUNIAO_KEY_FILE: name a file outside the data folder for the master key (it is made if absent).'
    return stop({ code: 'setting', line })
  }
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true, mode: 0o700 })
    const real = outside(file, folder)
    return existsSync(real) ? ownOnly(real) : real
  } catch (error) {
    if (error instanceof Stopped) throw error
    return stop({
      code: 'setting',
      line: `Cannot use HOUNIAO_KEY_FILE ${file} (${reasonOf(error)}): make it yours to read.`,
    })
  }
}

/**
 * The secrets of an installation: settings in production, made once in the demo.
 *
 * @throws Stopped `setting` where production lacks one, or keeps the key beside the data or open to others
 */
export const secretsOf = (mode: 'demo' | 'production', env: Environment, folder: DataFolder): Secrets =>
  mode === 'demo' ? demoSecrets(env, folder) : { gateway: givenSecret(env), keyFile: keyFileOf(env, folder) }
