import { onTestFinished } from 'vitest'
import { type Program, type ProgramOptions, runProgram } from '../../functions/local/program.ts'
import { Stopped, type Trouble } from '../../functions/local/trouble.ts'

const defaults: ProgramOptions = {
  port: 0,
  host: '127.0.0.1',
  data: null,
  now: null,
  programmes: [],
  production: false,
  proxies: [],
  env: {},
  writeLog: () => undefined,
}

/** The whole program in this process, on a free port and in memory unless told otherwise. Ends with the test. */
export const startProgram = async (options: Partial<ProgramOptions> = {}): Promise<Program> => {
  const program = await runProgram({ ...defaults, ...options })
  onTestFinished(program.stop)
  return program
}

/** Why a start did not come about. Without samples, which have nothing to do with it. */
export const refusedStart = async (options: Partial<ProgramOptions>): Promise<Trouble> => {
  const error: unknown = await startProgram({ samples: false, ...options }).catch((thrown: unknown) => thrown)
  if (error instanceof Stopped) return error.trouble
  throw new Error(`no trouble: ${String(error)}`)
}
