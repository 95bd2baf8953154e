import { resolve } from 'node:path'
import { banner } from './banner.ts'
import { readStartOptions, type StartOptions, usage } from './options.ts'
import { watchParents } from './parents.ts'
import { type Program, runProgram } from './program.ts'
import { runCommand } from './run-command.ts'
import { Stopped, stop } from './trouble.ts'

type End = { readonly kind: 'asked' } | { readonly kind: 'engine_died'; readonly reason: string }

/** Resolves at the first of: Ctrl-C, SIGTERM, a terminal that is gone, an npm that was killed. */
const askedToEnd = (): Promise<End> =>
  new Promise((resolve) => {
    const end = () => resolve({ kind: 'asked' })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
    watchParents(end, process.env)
  })

const engineDied = async (program: Program): Promise<End> => ({
  kind: 'engine_died',
  reason: await program.engineDied,
})

/** Asked to end while it still begins, it ends as soon as it has begun: half a start leaves nothing to clean up after. */
const serve = async (options: StartOptions): Promise<void> => {
  const asked = askedToEnd()
  const program = await runProgram(options)
  // `performance.now()` counts from the start of the process: what a person waited for.
  console.log(banner(program, resolve(options.data), performance.now(), Date.now()))
  const end = await Promise.race([asked, engineDied(program)])
  if (end.kind === 'asked') console.log('Ending; everything is kept.')
  await program.stop()
  if (end.kind === 'engine_died') stop({ code: 'engine_died', reason: end.reason })
}

const main = async (): Promise<void> => {
  const asked = readStartOptions(process.argv.slice(2))
  if (!asked.ok) throw new Stopped({ code: 'option', line: asked.error })
  if (asked.value.kind === 'help') return console.log(usage)
  await serve(asked.value.options)
}

await runCommand(main)
// Nothing is left to do; a connection that some library keeps open must not hold the process.
process.exit()
