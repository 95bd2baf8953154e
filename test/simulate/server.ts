import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../../functions/local/program.ts'
import { indexCatalogue } from '../../shared/catalogue.ts'
import { readInstant } from '../../shared/time.ts'
import type { Counted, FromServer, SectionCount, ToServer } from './says.ts'
import { sectionCount } from './section-count.ts'

/**
 * The program as `npm start` runs it, in a process of its own that may be killed. Arguments: a folder, the programme file,
 * the time of the demo clock ('' leaves it as the data remember it).
 */
const [folder = '', file = '', now = ''] = process.argv.slice(2)
const countsEveryMs = 200

const tell = (word: FromServer): void => void (process.connected && process.send?.(word))
let counted: Counted = { requests: 0, readUnits: 0, writeUnits: 0 }

const program = await runProgram({
  port: 0,
  host: '127.0.0.1',
  data: join(folder, 'data'),
  now: readInstant(now),
  programmes: [file],
  samples: false,
  production: false,
  proxies: [],
  hooks: {
    onCall: ({ readUnits, writeUnits }) => {
      counted = {
        requests: counted.requests + 1,
        readUnits: counted.readUnits + readUnits,
        writeUnits: counted.writeUnits + writeUnits,
      }
    },
  },
  writeLog: (line) => appendFileSync(join(folder, 'server.log'), line),
})

const { sections } = indexCatalogue(program.programmes)

const recountOne = async (section: string): Promise<SectionCount> =>
  sectionCount(section, sections.get(section)?.capacity ?? 0, await program.store.recountSection(section))

/** After a sweep, which finishes what a crash left open. */
const recount = async (ids: readonly string[]): Promise<void> => {
  await program.sweep()
  const counts: SectionCount[] = []
  for (const id of ids) counts.push(await recountOne(id))
  tell({ kind: 'counted', counted })
  tell({ kind: 'recounted', counts })
}

/** Whatever is still being waited for: nobody is left to be answered. */
const endsWithinMs = 8_000

const end = (code: number): void => {
  setTimeout(() => process.exit(code), endsWithinMs).unref()
  void program.stop().then(() => process.exit(code))
}

process.on('message', (word: ToServer) => {
  if (word.kind === 'recount') void recount(word.sections)
  else end(0)
})
process.on('disconnect', () => end(1))
// As npm start does: without its engine it cannot answer.
void program.engineDied.then(() => process.exit(1))
setInterval(() => tell({ kind: 'counted', counted }), countsEveryMs).unref()

tell({ kind: 'ready', url: program.url, secret: program.gatewaySecret, engine: program.engine.pid })
