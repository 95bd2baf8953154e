import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { classOf } from '../../shared/log.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Instant } from '../../shared/time.ts'
import type { MasterKey } from '../crypto/index.ts'
import { dynamoClient, type HouseStore } from '../store/index.ts'
import { startClock } from './clock.ts'
import { claimFolder, type Ground, groundInMemory, groundOnDisk } from './ground.ts'
import { createHolds, type Holds } from './holds.ts'
import { buildHouse, type Hooks } from './house.ts'
import { admit, dataFormat, type Installation, readInstallation, writeInstallation } from './installation.ts'
import { createLog, type Log } from './log.ts'
import { makeProof } from './master.ts'
import type { StartOptions } from './options.ts'
import { type KeptClock, keepClock } from './program-clock.ts'
import { readProgrammes, sampleFiles } from './programmes.ts'
import { publicUrlOf } from './public-url.ts'
import { listen, type Served } from './serve.ts'
import { ensureTable } from './tables.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** As on the command line, but that tests may keep everything in memory and look in. */
export interface ProgramOptions extends Omit<StartOptions, 'data'> {
  /** Null keeps everything in memory, without lock or keys on disk; only the demo can. */
  readonly data: string | null
  /** False leaves the samples out of the demo. Production never has them. */
  readonly samples?: boolean
  /** An engine that runs already, with a table of its own to use there; in memory only. */
  readonly engine?: { readonly endpoint: string; readonly tableName: string }
  readonly env?: Environment
  readonly hooks?: Hooks
  readonly realNow?: () => Instant
  /** Lines of the log; to standard error where not given. */
  readonly writeLog?: (line: string) => void
}

export interface Program {
  readonly url: string
  readonly mode: Installation['mode']
  readonly gatewaySecret: string
  readonly engine: { readonly endpoint: string; readonly pid: number | null }
  readonly tableName: string
  readonly store: HouseStore
  readonly clock: Pick<KeptClock, 'now' | 'advance'>
  readonly programmes: readonly Published[]
  /** The later time that the clock kept instead of `--now`, or null. */
  readonly keptTime: Instant | null
  /** Engines that a killed program had left behind, ended before this one began. */
  readonly orphans: readonly number[]
  readonly sweep: () => Promise<void>
  /** Ends everything, the engine last. May be called more than once. */
  readonly stop: () => Promise<void>
  /** Resolves with the reason if the engine ends under us; nothing can be answered then. */
  readonly engineDied: Promise<string>
}

export interface Published {
  readonly programme: Programme
  readonly version: number
  readonly changed: boolean
}

/** What was decided before anything runs. */
interface Settings {
  readonly mode: Installation['mode']
  readonly env: Environment
  readonly realNow: () => Instant
  readonly log: Log
}

/** The data, admitted and unlocked, with their time running. */
interface OpenData {
  readonly client: DynamoDBClient
  readonly master: MasterKey
  readonly clock: KeptClock
  readonly keptTime: Instant | null
}

/** The port before the engine, so that a busy one has changed nothing; the folder before the port, since its line says more. */
const takeGround = async (
  options: ProgramOptions,
  settings: Settings,
  holds: Holds,
): Promise<{ ground: Ground; served: Served }> => {
  const { mode, env } = settings
  const claimed = options.data === null ? null : await claimFolder(options.data, 'a server', holds)
  const served = await listen(options.host, options.port)
  holds.keep(served.close)
  const ground = claimed
    ? groundOnDisk(claimed, mode, env, holds)
    : groundInMemory(options.engine, env, holds)
  return { ground: await ground, served }
}

const openData = async (
  ground: Ground,
  now: Instant | null,
  settings: Settings,
  holds: Holds,
): Promise<OpenData> => {
  const { mode, realNow, log } = settings
  const client = dynamoClient({ endpoint: ground.engine.endpoint })
  holds.keep(() => client.destroy())
  await ensureTable(client, ground.tableName)
  const about = await readInstallation(client, ground.tableName)
  admit(about, mode, ground.folder)
  const master = await ground.master(about)
  const proof = about?.proof ?? (await makeProof(master))
  const { clock: ticking, kept } = startClock(about?.clock ?? null, now, realNow)
  const remember = (clock: Installation['clock']) =>
    writeInstallation(client, ground.tableName, { format: dataFormat, mode, clock, proof })
  const clock = await keepClock(ticking, remember, (error) => log('clock.failed', { error: classOf(error) }))
  holds.keep(clock.stop)
  return { client, master, clock, keptTime: kept }
}

const publishAll = async (
  store: HouseStore,
  programmes: readonly Programme[],
): Promise<readonly Published[]> => {
  const published: Published[] = []
  for (const programme of programmes) published.push({ programme, ...(await store.publish(programme)) })
  return published
}

const stderrLine = (line: string): void => void process.stderr.write(line)

const settingsOf = (options: ProgramOptions): Settings => {
  const { env = process.env, realNow = Date.now, writeLog = stderrLine } = options
  return { mode: options.production ? 'production' : 'demo', env, realNow, log: createLog(writeLog, realNow) }
}

const begin = async (options: ProgramOptions, holds: Holds): Promise<Program> => {
  const settings = settingsOf(options)
  const samples = settings.mode === 'demo' && options.samples !== false ? sampleFiles() : []
  const programmes = readProgrammes([...samples, ...options.programmes])
  const { ground, served } = await takeGround(options, settings, holds)
  const publicUrl = publicUrlOf(settings.mode, settings.env, served.url)
  const data = await openData(ground, options.now, settings, holds)
  const house = buildHouse({
    ...settings,
    ...ground,
    ...data,
    publicUrl,
    hooks: options.hooks ?? {},
    proxies: options.proxies,
  })
  holds.keep(house.sweeper.stop)
  const published = await publishAll(house.store, programmes)
  served.open(house.fetch)
  // Again, and so the first to be let go of: whoever is being answered still needs all the rest.
  holds.keep(served.close)
  ground.tellUrl(served.url)
  // Not waited for: a reader counts what is over as gone, and the next turn finishes what was left open.
  void house.sweeper.now()
  return {
    url: served.url,
    mode: settings.mode,
    gatewaySecret: ground.gatewaySecret,
    engine: ground.engine,
    tableName: ground.tableName,
    store: house.store,
    clock: data.clock,
    programmes: published,
    keptTime: data.keptTime,
    orphans: ground.orphans,
    sweep: house.sweeper.now,
    stop: holds.letGo,
    engineDied: ground.engine.died,
  }
}

/**
 * The whole program in this process: engine, table, programmes, sweep, HTTP. Used by `npm start`, by tests and by
 * measurements.
 *
 * @throws Stopped for everything that is expected to go wrong; nothing is left running or locked then
 */
export const runProgram = async (options: ProgramOptions): Promise<Program> => {
  const holds = createHolds()
  try {
    return await begin(options, holds)
  } catch (error) {
    await holds.letGo()
    throw error
  }
}
