import { existsSync } from 'node:fs'
import { takeLock } from '../../functions/local/lock.ts'

/** One of several rivals for a data folder: begins when a file appears, says how it went, and stays until it is ended. */
const [folder = '', start = ''] = process.argv.slice(2)
process.stdout.write('ready\n')
while (!existsSync(start)) await new Promise((resolve) => setTimeout(resolve, 1))
const taken = await takeLock(folder, 'a rival')
process.stdout.write(taken.ok ? 'won\n' : 'lost\n')
setInterval(() => undefined, 1_000)
