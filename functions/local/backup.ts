import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp } from './back-up.ts'
import { pathsOf } from './data-folder.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const usage = `npm run backup -- FILE [--data DIR]

Writes all data to FILE and the families' keys to FILE.keys, whether the server runs or not.
Replace both at each backup, and keep FILE.keys elsewhere: a key that is in no copy any more is what makes an erasure final.
The master key is in neither; keep it apart from both.

  --data DIR   the data folder (./data)`

const spec = {
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: spec, allowPositionals: true })
  if (values.help) return console.log(usage)
  const [name, more] = positionals
  if (!name || more) return stop({ code: 'option', line: 'Say where to: npm run backup -- FILE' })
  const file = resolve(name)
  const done = await backUp(resolve(values.data), file)
  const masterKey = done.mode === 'demo' ? pathsOf(values.data).masterKey : 'HOUNIAO_KEY_FILE'
  console.log(`Backed up ${done.items} items to ${file} and ${done.keys} keys to ${file}.keys.`)
  if (!done.settled)
    console.log(
      'The server wrote all the while: what belongs to one moment may differ by it. Back up at a quiet time.',
    )
  console.log(`Keep the two apart, and the master key (${masterKey}) apart from both.`)
}

await runCommand(main)
process.exit()
