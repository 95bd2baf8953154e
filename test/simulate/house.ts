import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Counted, FromServer, SectionCount, ToServer } from './says.ts'

export interface Address {
  readonly url: string
  readonly secret: string
}

export type Victim = 'server' | 'engine' | 'both'

/** A program with its engine, on a folder that outlives them. */
export interface House {
  /** Where it answers; while it is being started again, as soon as it does. */
  readonly address: () => Promise<Address>
  /** Is it known to be down, or has it been since this address was given out? */
  readonly isGone: (address: Address) => boolean
  /** kill -9, then a start on the same folder. */
  readonly kill: (victim: Victim) => Promise<void>
  readonly recount: (sections: readonly string[]) => Promise<readonly SectionCount[]>
  /** Over all its lives; of one that was killed, as it stood a fifth of a second before at the latest. */
  readonly counted: () => Counted
  readonly stop: () => Promise<void>
}

interface Life {
  readonly child: ChildProcess
  readonly address: Address
  readonly engine: number | null
  readonly ended: Promise<void>
}

const serverFile = fileURLToPath(new URL('server.ts', import.meta.url))
const startsWithin = 60_000

const nothing: Counted = { requests: 0, readUnits: 0, writeUnits: 0 }
const plus = (a: Counted, b: Counted): Counted => ({
  requests: a.requests + b.requests,
  readUnits: a.readUnits + b.readUnits,
  writeUnits: a.writeUnits + b.writeUnits,
})

const kill9 = (pid: number | null | undefined): void => {
  try {
    if (pid) process.kill(pid, 'SIGKILL')
  } catch {
    // It ended in between, which is what was wanted.
  }
}

/** The next word of a kind, or the end of the process as an error. */
const next = <Kind extends FromServer['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<FromServer, { kind: Kind }>> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${kind} within a minute`)), startsWithin)
    const hear = (word: FromServer): void => {
      if (word.kind !== kind) return
      done()
      resolve(word as Extract<FromServer, { kind: Kind }>)
    }
    const ended = (code: number | null): void => {
      done()
      reject(new Error(`the server ended with ${code}: see server.log`))
    }
    const done = (): void => {
      clearTimeout(timer)
      child.off('message', hear)
      child.off('exit', ended)
    }
    child.on('message', hear)
    child.once('exit', ended)
  })

/**
 * Starts the program on a folder.
 *
 * @param folder an empty one of this run
 * @param file the programme file
 * @param now where the demo clock begins, such as 2027-06-01T08:00
 */
export const openHouse = async (folder: string, file: string, now: string): Promise<House> => {
  let before = nothing
  let current = nothing

  const begin = async (at: string): Promise<Life> => {
    const child = fork(serverFile, [folder, file, at], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    })
    child.on('message', (word: FromServer) => {
      if (word.kind === 'counted') current = word.counted
    })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const { url, secret, engine } = await next(child, 'ready')
    return { child, address: { url, secret }, engine, ended }
  }

  let life: Promise<Life> = begin(now)
  let known: Address | null = null
  await life

  const again = async (one: Life, victim: Victim): Promise<Life> => {
    if (victim !== 'engine') kill9(one.child.pid)
    if (victim !== 'server') kill9(one.engine)
    await one.ended
    before = plus(before, current)
    current = nothing
    return begin('')
  }

  const send = (one: Life, word: ToServer): void => void one.child.send(word)

  return {
    address: async () => {
      known = (await life).address
      return known
    },
    isGone: (address) => address !== known,
    kill: async (victim) => {
      const one = await life
      known = null
      life = again(one, victim)
      await life
    },
    recount: async (sections) => {
      const one = await life
      const answer = next(one.child, 'recounted')
      send(one, { kind: 'recount', sections })
      return (await answer).counts
    },
    counted: () => plus(before, current),
    stop: async () => {
      const one = await life
      send(one, { kind: 'stop' })
      await one.ended
    },
  }
}
