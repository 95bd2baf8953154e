import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { tableName } from '../../shared/contract/table.ts'
import type { ConverseDeps } from '../app/converse.ts'
import { createLink } from '../app/link.ts'
import type { Clock } from '../app/ports.ts'
import { createKeyring, createTickets, fileKeyStore, minting } from '../crypto/index.ts'
import { dynamoClient, dynamoStore, type HouseStore } from '../store/index.ts'
import { startClock } from './clock.ts'
import { pathsOf } from './data-folder.ts'
import { claimedEngine, claimFolder } from './ground.ts'
import { type Holds, withHolds } from './holds.ts'
import { dataFormat, readInstallation } from './installation.ts'
import { databaseFile, runningOn } from './lock.ts'
import { openMasterKey } from './master.ts'
import { publicUrlOf } from './public-url.ts'
import { secretsOf } from './secrets.ts'
import { stop } from './trouble.ts'

const delay = async (ms: number): Promise<void> => {
  await wait(ms)
}

type Environment = Readonly<Record<string, string | undefined>>

export interface DeskTools {
  readonly store: HouseStore
  /** The program's time, also where the demo clock was set. */
  readonly clock: Clock
  /** No server runs on these data. */
  readonly alone: boolean
  /** To end what turns left open, as the server would. @throws Stopped `setting` where it lacks a secret of production */
  readonly turns: () => ConverseDeps
}

const nothingThere = (path: string): never =>
  stop({ code: 'folder', folder: path, reason: 'there are no data in it' })

/** The engine of the server that runs there, else one of our own for the while. */
const engineFor = async (path: string, env: Environment, holds: Holds): Promise<string> => {
  if (!existsSync(path)) return nothingThere(path)
  const running = runningOn(path)
  if (running?.engine) return running.engine.endpoint
  const claimed = await claimFolder(path, 'a command', holds)
  if (!env.DYNAMODB_ENDPOINT && !existsSync(databaseFile(path))) return nothingThere(path)
  return (await claimedEngine(claimed, env, holds)).endpoint
}

const keyFileOf = (mode: 'demo' | 'production', path: string, env: Environment): string => {
  if (mode === 'demo') return pathsOf(path).masterKey
  if (env.HOUNIAO_KEY_FILE) return env.HOUNIAO_KEY_FILE
  const line = 'These data belong to a production server: name its master key with HOUNIAO_KEY_FILE.'
  return stop({ code: 'setting', line })
}

/**
 * Opens the data of a folder for a command of staff, whether a server runs there or not.
 *
 * @throws Stopped `folder`, `locked`, `setting`, `newer_data`, and what starting an engine may
 */
export const atDesk = <T>(
  path: string,
  work: (tools: DeskTools) => Promise<T>,
  env: Environment = process.env,
): Promise<T> =>
  withHolds(async (holds) => {
    const server = runningOn(path)
    const client = dynamoClient({ endpoint: await engineFor(path, env, holds) })
    holds.keep(() => client.destroy())
    const about = await readInstallation(client, tableName).catch(() => null)
    if (!about) return nothingThere(path)
    if (about.format > dataFormat)
      return stop({ code: 'newer_data', folder: path, found: about.format, known: dataFormat })
    const master = await openMasterKey(keyFileOf(about.mode, path, env), about)
    const keyring = createKeyring({ keys: fileKeyStore(pathsOf(path).keys), master })
    // A running clock is written up to a minute ahead: a command follows what it was set to, not that.
    const running = about.clock && { ...about.clock, seen: 0 }
    const { clock } = startClock(running, null, Date.now)
    const store = dynamoStore({ client, tableName, keyring, clock })
    const turns = (): ConverseDeps => {
      const { gateway } = secretsOf(about.mode, env, pathsOf(path))
      const publicUrl = publicUrlOf(about.mode, env, server?.url ?? '')
      const tickets = createTickets(() => master.secretFor('calendar'))
      return {
        store,
        link: createLink({ store, tickets, publicUrl }),
        clock,
        minting: minting(gateway),
        delay,
      }
    }
    return work({ store, clock, alone: server === null, turns })
  })
