import { startEngine } from '../../functions/local/engine.ts'

/** Owns an engine until it is killed. */
await startEngine({ dataFolder: process.argv[2] ?? '' }, {})
process.stdout.write('running\n')
setInterval(() => undefined, 1_000)
