import { randomBytes } from 'node:crypto'
import { tableName as mainTable } from '../../shared/contract/table.ts'
import { fileKeyStore, type KeyStore, type MasterKey, masterKeyOf, memoryKeyStore } from '../crypto/index.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { type Engine, startEngine } from './engine.ts'
import type { Holds } from './holds.ts'
import type { Installation } from './installation.ts'
import { endOrphans, type Lock, takeLock } from './lock.ts'
import { openMasterKey } from './master.ts'
import { secretsOf } from './secrets.ts'
import { stop } from './trouble.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A data folder that is ours alone. */
export interface Claimed {
  readonly folder: DataFolder
  readonly lock: Lock
  /** Process numbers of engines that somebody left behind on it, and that were ended. */
  readonly orphans: readonly number[]
}

/** Where the data are, and who may read them. */
export interface Ground {
  readonly engine: Engine
  readonly tableName: string
  /** For the lines that name it. */
  readonly folder: string
  readonly keys: KeyStore
  readonly gatewaySecret: string
  readonly master: (about: Installation | null) => Promise<MasterKey>
  readonly orphans: readonly number[]
  readonly tellUrl: (url: string) => void
}

/**
 * Takes a data folder for this process.
 *
 * @param what for the line that turns the next one away: `a server`
 * @throws Stopped `folder`, `locked`
 */
export const claimFolder = async (path: string, what: string, holds: Holds): Promise<Claimed> => {
  const folder = openDataFolder(path)
  const taken = await takeLock(folder.path, what)
  if (!taken.ok) return stop({ code: 'locked', folder: path, pid: taken.error.pid, what: taken.error.what })
  holds.keep(taken.value.release)
  const orphans = await endOrphans(folder.path)
  return { folder, lock: taken.value, orphans: orphans.map(({ pid }) => pid) }
}

/** The engine of a claimed folder; others learn its address from the lock. */
export const claimedEngine = async (claimed: Claimed, env: Environment, holds: Holds): Promise<Engine> => {
  const engine = await startEngine({ dataFolder: claimed.folder.path }, env)
  holds.keep(engine.stop)
  claimed.lock.tell({ engine: { pid: engine.pid, endpoint: engine.endpoint } })
  return engine
}

export const groundOnDisk = async (
  claimed: Claimed,
  mode: Installation['mode'],
  env: Environment,
  holds: Holds,
): Promise<Ground> => {
  const secrets = secretsOf(mode, env, claimed.folder)
  return {
    engine: await claimedEngine(claimed, env, holds),
    tableName: mainTable,
    folder: claimed.folder.path,
    keys: fileKeyStore(claimed.folder.keys),
    gatewaySecret: secrets.gateway,
    master: (about) => openMasterKey(secrets.keyFile, about),
    orphans: claimed.orphans,
    tellUrl: (url) => claimed.lock.tell({ url }),
  }
}

/** @param running an engine that runs already, with the table to use there */
export const groundInMemory = async (
  running: { readonly endpoint: string; readonly tableName: string } | undefined,
  env: Environment,
  holds: Holds,
): Promise<Ground> => {
  const died = new Promise<string>(() => undefined)
  const shared = running && { endpoint: running.endpoint, pid: null, died, stop: async () => undefined }
  const engine = shared ?? (await startEngine({ dataFolder: null }, env))
  holds.keep(engine.stop)
  return {
    engine,
    tableName: running?.tableName ?? mainTable,
    folder: 'memory',
    keys: memoryKeyStore(),
    gatewaySecret: env.HOUNIAO_GATEWAY_SECRET || randomBytes(24).toString('hex'),
    master: async () => masterKeyOf(randomBytes(32)),
    orphans: [],
    tellUrl: () => undefined,
  }
}
