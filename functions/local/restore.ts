import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bringBack } from './bring-back.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const usage = `npm run restore -- FILE [options]

Brings a backup back into a data folder without data. Whoever was erased since the backup stays erased: by the ledger that
survives in the folder (keys/erased.log), the one in FILE.keys, and one given with --erased.

  --data DIR     the data folder (./data); its keys/ and master.key may have survived
  --keys FILE    the backup's keys (FILE.keys)
  --key FILE     the master key (HOUNIAO_KEY_FILE, else master.key in the data folder)
  --erased FILE  another erased.log to obey`

const spec = {
  data: { type: 'string', default: './data' },
  keys: { type: 'string' },
  key: { type: 'string' },
  erased: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const orNull = (path: string | undefined): string | null => (path === undefined ? null : resolve(path))

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: spec, allowPositionals: true })
  if (values.help) return console.log(usage)
  const [name, more] = positionals
  if (!name || more) return stop({ code: 'option', line: 'Say what to bring back: npm run restore -- FILE' })
  const file = resolve(name)
  const keys = values.keys === undefined ? `${file}.keys` : resolve(values.keys)
  const data = resolve(values.data)
  const done = await bringBack({ data, file, keys, key: orNull(values.key), erased: orNull(values.erased) })
  console.log(
    `Restored ${done.items} items and ${done.keys} keys into ${data}; ${done.erased} families stay erased.`,
  )
  if (done.reviewed > 0)
    console.log(
      `${done.reviewed} messages may have gone out after the backup: npm run outbox lists them, and npm run outbox -- --again restored sends them all.`,
    )
}

await runCommand(main)
process.exit()
